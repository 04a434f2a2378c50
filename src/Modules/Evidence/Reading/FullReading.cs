using System.Text.Json;
using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>A reading with why it stands so and which measure was used.</summary>
sealed record FullReading(IndicatorReading Reading, Standing Standing, Asked Asked)
{
    public static FullReading Of(Asked asked, TargetFigures figures, LatestValue? latest, long position)
    {
        var series = Series(asked, figures);
        // The series keeps the points that have a value; the last point is the day itself.
        var value = asked.Points.Count > 0 && series.Count > 0 && series[^1].On == asked.To ? series[^1].Value : (decimal?)null;
        var evidence = asked.Points.Count == 0 ? []
            : figures.Evidence.Select(t => (t.Item, Days: t.Item.Within(asked.From, asked.To), Track: t)).Select(t => (t.Item.Kind, Count: t.Track.Count(t.Days.From, t.Days.To),
                Weakest: t.Track.Weakest(t.Days.From, t.Days.To), First: t.Track.First(t.Days.From, t.Days.To))).ToList();
        var others = asked.Points.Count == 0 ? [] : figures.Others(asked.From, asked.To).ToList();
        var accumulates = figures.Accumulates(asked.Formula, asked.To);
        var first = evidence.Where(e => !asked.Formula.Accumulates && asked.Formula.Items.Count == 1).Select(e => e.First).FirstOrDefault();
        var known = new Known(value, first is { } f ? (f.On, f.Value * asked.Measure.Factor) : series.Count > 0 ? (series[0].On, series[0].Value) : null, accumulates);
        var standing = Rules.Watched(Rules.Of(asked.Target, known, asked.AsOf), asked.Target, known, series);
        var reading = new IndicatorReading(asked.Target.IndicatorId, value, standing.Status, Weaker(evidence.Max(e => e.Weakest), others.Max(o => o.Grade)), evidence.Sum(e => Math.Max(0, e.Count)) + others.Sum(o => o.Facts),
            Source(asked, latest, evidence.Select(e => (e.Kind, e.Count)), others, figures), InWords(asked.Measure, key => key, i => figures.Name(i, asked.To)), Query(asked, position), series);
        return new(reading, standing, asked);
    }

    static List<SeriesPoint> Series(Asked asked, TargetFigures figures)
    {
        var series = new List<SeriesPoint>(asked.Points.Count);
        foreach (var point in asked.Points)
            if (Readings.Times(asked.Formula.Value(figures.Within(asked.From, point)), asked.Measure.Factor) is { } value) series.Add(new(point, value));
        return series;
    }

    /// <summary>The measure in words.</summary>
    public static string InWords(IndicatorMeasure measure, Func<string, string> say, Func<FormulaItem, string>? name = null)
    {
        var words = measure.Kind is MeasureKind.Formula or MeasureKind.Catalogue
            ? measure.Read().Explain(i => i is EvidenceItem e ? say(Kinds.Name(e.Kind)) : name is null ? i.Key : name(i), key => say(Kinds.Dim(key)))
            : say((measure.Kind, measure.OverTime, measure.OverUnits) switch
            {
                (MeasureKind.Official, OverTime.Sum, _) => Words.Key("tổng số liệu chính thức của các kỳ"),
                (MeasureKind.Official, OverTime.Average, _) => Words.Key("bình quân số liệu chính thức của các kỳ (theo tử số và mẫu số nếu có)"),
                (MeasureKind.Official, _, _) => Words.Key("số liệu chính thức mới nhất, kèm văn bản"),
                (_, OverTime.Sum, _) => Words.Key("tổng số liệu đơn vị khai của các kỳ"),
                (_, OverTime.Average, _) => Words.Key("bình quân số liệu đơn vị khai của các kỳ (theo tử số và mẫu số nếu có)"),
                (_, _, OverUnits.Sum) => Words.Key("tổng số liệu mới nhất của các đơn vị"),
                (_, _, OverUnits.Average) => Words.Key("bình quân số liệu mới nhất của các đơn vị"),
                _ => Words.Key("số liệu đơn vị khai mới nhất"),
            });
        return measure.Factor == 1 ? words : $"({words}) × {Say.Number(measure.Factor)}";
    }

    static string Source(Asked asked, LatestValue? latest, IEnumerable<(string Kind, int Count)> evidence, List<Figure> others, TargetFigures figures)
    {
        if (asked.Measure.Kind is not (MeasureKind.Formula or MeasureKind.Catalogue)) return latest?.Words() ?? "";
        var facts = others.Sum(o => o.Facts);
        var beyond = facts == 0 ? [] : asked.Formula.Items.Where(i => i is not EvidenceItem).Select(i => figures.Name(i, asked.To)).Prepend($"{Say.Number((decimal)facts)} sự kiện");
        return string.Join(", ", evidence.Where(e => e.Count > 0).GroupBy(e => e.Kind).Select(g => $"{Say.Number(g.Max(e => e.Count))} {Kinds.Name(g.Key)}").Concat(beyond));
    }

    static Grade? Weaker(Grade? a, Grade? b) => a is null || b > a ? b ?? a : a;

    static string Query(Asked asked, long position) => JsonSerializer.Serialize(new
    {
        measure = asked.Measure.Number,
        formula = asked.Measure.FormulaText,
        factor = asked.Measure.Factor,
        kinds = asked.Formula.Items.OfType<EvidenceItem>().Select(i => i.Kind).Distinct(),
        plan = asked.Target.PlanId,
        topic = asked.Target.IndicatorId,
        from = asked.From,
        to = asked.To,
        ledger = position,
    });
}
