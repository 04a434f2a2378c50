using System.Data.Common;
using System.Globalization;
using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;
using LienY.Periods;

namespace LienY.DataSets;

/// <summary>What is asked of figures that lie far from their own past.</summary>
/// <param name="IsModified">By median distances instead of mean and standard deviation.</param>
/// <param name="Threshold">From how many deviations a figure lies far.</param>
sealed record OutlierAsk(Guid Set, Guid Unit, bool Below, DateOnly From, DateOnly To, bool IsModified, decimal Threshold)
{
    /// <summary>The ask as a query, without the question mark.</summary>
    public string Query => FormattableString.Invariant(
        $"set={Set}&unit={Unit}&below={(Below ? "on" : "off")}&from={From:yyyy-MM-dd}&to={To:yyyy-MM-dd}&algorithm={(IsModified ? "MOD_Z_SCORE" : "Z_SCORE")}&threshold={Threshold}");
}

/// <summary>A figure that lies far from those of the same unit and cell.</summary>
sealed record Outlier(Guid ValueId, Element Element, Combo Combo, Guid UnitId, string Unit, Period Period, decimal Value, Spread Past, decimal Score, decimal Low,
    decimal High);

/// <summary>Finds outliers: each figure against the whole run of its own unit and cell in the three years up to the last day.</summary>
sealed class Outliers(Database database, Checker checker, Caller caller)
{
    /// <summary>Most rows of an answer.</summary>
    public const int Most = 500;

    /// <summary>Years of the run.</summary>
    const int Years = 3;

    /// <summary>With fewer figures than this nothing lies far.</summary>
    const int Least = 4;

    readonly record struct Line(Guid Id, Guid Unit, Guid Element, Guid Combo, Guid Attribute, string Period, DateOnly EndsOn, decimal Value);

    /// <summary>Outliers, farthest first, at most <see cref="Most"/>.</summary>
    public async Task<List<Outlier>> FindAsync(OutlierAsk ask, CancellationToken stop)
    {
        var ground = await checker.GroundAsync(stop);
        var set = ground.Glossary.Sets.Find(ask.Set) ?? throw Refusal.Missing("Không tìm thấy bộ số liệu này.");
        bool Reaches(Guid unit) => caller.IsHouse || caller.Organisations.Contains(unit);
        if (ground.Tree.Find(ask.Unit) is null || !Reaches(ask.Unit)) throw Refusal.Missing("Không tìm thấy đơn vị này.");
        var units = ask.Below ? ground.Tree.Below(ask.Unit).Where(Reaches).ToHashSet() : [ask.Unit];
        var elements = set.Elements.Select(e => ground.Glossary.Elements[e.ElementId]).Where(e => ValueTypes.IsNumber(e.ValueType)).ToDictionary(e => e.Id);
        var found = new List<Outlier>();
        await using var connection = await database.OpenAsync(stop);
        foreach (var element in elements.Values)
        {
            var lines = await LinesAsync(connection, element.Id, ask.To, stop);
            foreach (var run in lines.Where(l => units.Contains(l.Unit) && Period.Parse(l.Period).Type.Name == set.PeriodType).GroupBy(l => (l.Unit, l.Combo,
                l.Attribute)))
            {
                if (run.Count() < Least || Spread.Of([.. run.Select(l => l.Value)]) is not { } past) continue;
                var (low, high) = ask.IsModified ? past.ModifiedBounds(ask.Threshold) : past.Bounds(ask.Threshold);
                foreach (var line in run.Where(l => l.EndsOn >= ask.From))
                    if ((ask.IsModified ? past.ModifiedScore(line.Value) : past.Score(line.Value)) is { } score && Math.Abs(score) >= ask.Threshold)
                        found.Add(new(line.Id, element, ground.Glossary.Combos[line.Combo], line.Unit, ground.Tree.Find(line.Unit)?.Name ?? "",
                            Period.Parse(line.Period), line.Value, past, score, low, high));
            }
        }
        return [.. found.OrderByDescending(o => Math.Abs(o.Score)).ThenBy(o => o.Unit, StringComparer.Ordinal).Take(Most)];
    }

    static async Task<List<Line>> LinesAsync(DbConnection connection, Guid element, DateOnly to, CancellationToken stop) =>
        [.. (await connection.RowsAsync(
            "select id, unit_id, combo_id, attribute_id, period, ends_on, value from datasets_value where element_id = @p0 and ends_on > @p1 and ends_on <= @p2 and is_deleted = false",
            r => (Id: r.GetGuid(0), Unit: r.GetGuid(1), Combo: r.GetGuid(2), Attribute: r.GetGuid(3), Period: r.GetString(4), EndsOn: r.Day(5), Text: r.GetString(6)),
                stop, element, to.AddYears(-Years), to))
            .Select(r => decimal.TryParse(r.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? new Line(r.Id, r.Unit, element, r.Combo,
                r.Attribute, r.Period, r.EndsOn, value) : default)
            .Where(l => l.Id != Guid.Empty)];
}
