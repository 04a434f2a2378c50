using System.Data.Common;
using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>
/// Answers questions about indicators. However many targets are asked for, a reading costs six queries: measures, ledger position, cells,
/// facts of cut half-months, facts by dimension (only where a formula needs them), latest entered values.
/// </summary>
sealed class Readings(Database database, Analysis analysis) : IEvidence
{
    /// <summary>More points than this are thinned out: a spark line does not show more.</summary>
    const int MostPoints = 36;

    public async Task<IReadOnlyList<IndicatorReading>> ReadAsync(IReadOnlyList<Target> targets, DateOnly asOf, CancellationToken stop) =>
        [.. (await ReadFullyAsync(targets, asOf, stop)).Select(r => r.Reading)];

    /// <summary>Readings with everything the pages tell beside.</summary>
    public async Task<IReadOnlyList<FullReading>> ReadFullyAsync(IReadOnlyList<Target> targets, DateOnly asOf, CancellationToken stop)
    {
        if (targets.Count == 0) return [];
        await using var connection = await database.OpenAsync(stop);
        var plans = targets.Select(t => t.PlanId).ToHashSet();
        var measures = await MeasureBook.LoadAsync(connection, plans, stop);
        var position = await connection.CellAsync("select seq from kernel_cursor where name = @p0", stop, Rollup.Cursor) is { } seq ? Convert.ToInt64(seq, null) : 0;
        var asked = targets.Select(t => Asked.Of(t, measures.Of(t.IndicatorId, asOf), asOf)).ToList();
        var book = await FigureBook.LoadAsync(connection, [.. asked.Select(a => (a.Target, a.Formula))], asked.SelectMany(a => a.Windows).ToHashSet(), stop);
        var latest = asked.Any(a => a.Measure.Kind is MeasureKind.Official or MeasureKind.Declared) ? await LatestValue.LoadAsync(connection, targets, asOf, stop) : [];
        var beyond = await Beyond.LoadAsync(analysis, asked.SelectMany(a => a.Beyond), stop);
        return [.. asked.Select(a => FullReading.Of(a, new TargetFigures(book, a.Target, a.Formula, beyond), latest.GetValueOrDefault(a.Target.IndicatorId) is { } value && a.Target.Within?.Contains(value.UnitId) != false ? value : null, position))];
    }

    /// <summary>What a measure that is not saved yet would give.</summary>
    public async Task<FullReading> TryAsync(Target target, IndicatorMeasure measure, DateOnly asOf, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var asked = Asked.Of(target, measure, asOf);
        var book = await FigureBook.LoadAsync(connection, [(target, asked.Formula)], [.. asked.Windows], stop);
        var latest = await LatestValue.LoadAsync(connection, [target], asOf, stop);
        var beyond = await Beyond.LoadAsync(analysis, asked.Beyond, stop);
        return FullReading.Of(asked, new TargetFigures(book, target, asked.Formula, beyond), latest.GetValueOrDefault(target.IndicatorId), 0);
    }

    public async Task<IReadOnlyDictionary<Guid, decimal?>> WithinAsync(IReadOnlyList<Target> targets, DateOnly from, DateOnly to, CancellationToken stop)
    {
        if (targets.Count == 0 || to < from) return targets.ToDictionary(t => t.IndicatorId, _ => (decimal?)null);
        await using var connection = await database.OpenAsync(stop);
        var plans = targets.Select(t => t.PlanId).ToHashSet();
        var measures = await MeasureBook.LoadAsync(connection, plans, stop);
        var asked = targets.Select(t => (Target: t, Measure: measures.Of(t.IndicatorId, to))).Select(a => (a.Target, a.Measure, Formula: a.Measure.Read())).ToList();
        var windows = asked.SelectMany(a => a.Formula.Items.OfType<EvidenceItem>().Select(i => i.Within(from, to))).ToHashSet();
        var book = await FigureBook.LoadAsync(connection, [.. asked.Select(a => (a.Target, a.Formula))], windows, stop);
        var beyond = await Beyond.LoadAsync(analysis, asked.Select(a => (a.Formula, a.Target.OwnerId, from, to)), stop);
        return asked.ToDictionary(a => a.Target.IndicatorId,
            a => Times(a.Formula.Value(new TargetFigures(book, a.Target, a.Formula, beyond).Within(from, to)), a.Measure.Factor));
    }

    public IReadOnlyList<(MeasureChoice Choice, string Words)> Suggest(string name, string unit) => Suggestions.For(name, unit, analysis.Latest);

    /// <summary>A value times a factor; beyond 28 digits there is no value.</summary>
    internal static decimal? Times(decimal? value, decimal factor)
    {
        try
        {
            return value * factor;
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Last days of the points of a series: ends of half-months, and the day itself.</summary>
    internal static List<DateOnly> Points(DateOnly from, DateOnly to)
    {
        var ends = new List<DateOnly>();
        for (var bucket = HalfMonth.Of(from); HalfMonth.Last(bucket) < to; bucket = HalfMonth.Next(bucket)) ends.Add(HalfMonth.Last(bucket));
        var step = ends.Count / MostPoints + 1;
        return [.. ends.Where((_, i) => (ends.Count - i) % step == 0), to];
    }
}

/// <summary>A target with the formula that measures it and the period in question.</summary>
sealed record Asked(Target Target, IndicatorMeasure Measure, Formula Formula, DateOnly From, DateOnly To, DateOnly AsOf, IReadOnlyList<DateOnly> Points)
{
    public static Asked Of(Target target, IndicatorMeasure measure, DateOnly asOf)
    {
        var to = asOf < target.To ? asOf : target.To;
        return new(target, measure, measure.Read(), target.From, to, asOf, to < target.From ? [] : Readings.Points(target.From, to));
    }

    /// <summary>Every first and last day that its items will be asked for.</summary>
    public IEnumerable<(DateOnly From, DateOnly To)> Windows => Points.SelectMany(p => Formula.Items.OfType<EvidenceItem>().Select(i => i.Within(From, p))).Where(w => w.From <= w.To);

    /// <summary>What it asks for beyond its plan, at each point of its series.</summary>
    public IEnumerable<(Formula, Guid, DateOnly, DateOnly)> Beyond => Points.Select(p => (Formula, Target.OwnerId, From, p));
}
