using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;
using LienY.Periods;

namespace LienY.DataSets;

/// <summary>A rule as it was read for a unit and a period.</summary>
/// <param name="Holds">Null where it could not be asked: a side has no value.</param>
sealed record Reading(Rule Rule, Guid UnitId, Period Period, decimal? Left, decimal? Right, bool? Holds);

/// <summary>What came of many readings.</summary>
/// <param name="Failing">Rules that do not hold.</param>
/// <param name="Asked">How often a rule could be asked.</param>
/// <param name="Skipped">How often a side had no value.</param>
/// <param name="Troubles">Rules that cannot be read any more, by id (an element is gone).</param>
sealed record CheckResult(IReadOnlyList<Reading> Failing, int Asked, int Skipped, IReadOnlyDictionary<Guid, Refusal> Troubles);

/// <summary>Reads rules over units and periods. Nothing is written.</summary>
sealed class Checker(IAnalytics analytics, GlossaryBook glossaries, IOrganisationTree trees, TimeProvider clock)
{
    /// <summary>Below so many units × months the ledger itself is read, so that what was entered a moment ago counts; beyond, the sums kept of it.</summary>
    const int Small = 3_000;

    sealed record Sides(Rule Rule, Formula Left, Formula Right);

    readonly record struct Noted(Sides Sides, Guid UnitId, Period Period, int[] Left, int[] Right);

    /// <summary>The dictionary and the tree.</summary>
    public async Task<Ground> GroundAsync(CancellationToken stop) => new(await glossaries.NowAsync(stop), await trees.OnAsync(null, stop));

    /// <summary>Rules that fail, among units, for their periods that end in the days.</summary>
    public async Task<CheckResult> RunAsync(Ground ground, IReadOnlyCollection<Rule> rules, IReadOnlyCollection<Guid> units, DateOnly from, DateOnly to,
        CancellationToken stop)
    {
        var (failing, troubles) = (new List<Reading>(), new Dictionary<Guid, Refusal>());
        var (asked, skipped) = (0, 0);
        await EachAsync(ground, rules, units, from, to, troubles, reading =>
        {
            if (reading.Holds is null) skipped++;
            else asked++;
            if (reading.Holds == false) failing.Add(reading);
        }, stop);
        return new([.. failing.Where(f => !troubles.ContainsKey(f.Rule.Id))], asked, skipped, troubles);
    }

    /// <summary>Every reading, also those that hold or could not be asked; rules that cannot be read are noted in <paramref name="troubles"/>.</summary>
    public async Task EachAsync(Ground ground, IReadOnlyCollection<Rule> rules, IReadOnlyCollection<Guid> units, DateOnly from, DateOnly to,
        Dictionary<Guid, Refusal> troubles, Action<Reading> take, CancellationToken stop)
    {
        var reader = new Reader(analytics, Options(units.Count, from, to));
        var noted = new List<Noted>();
        // The same period of all rules together: their items are often the same.
        var work = rules.Select(r => Read(r, troubles)).OfType<Sides>().Select(s => (Sides: s, Units: ground.UnitsOf(s.Rule.Levels, [s.Left, s.Right], units)))
            .SelectMany(w => w.Sides.Rule.Periods(from, to).Select(p => (w.Sides, w.Units, Period: p))).OrderBy(w => w.Period.First).ToList();
        foreach (var (sides, among, period) in work)
            foreach (var unit in among)
            {
                noted.Add(new(sides, unit, period, Note(reader, sides.Left, unit, period), Note(reader, sides.Right, unit, period)));
                if (!reader.IsFull) continue;
                await FlushAsync();
            }
        await FlushAsync();

        async Task FlushAsync()
        {
            await reader.ReadAsync(stop);
            foreach (var one in noted)
                if (!troubles.ContainsKey(one.Sides.Rule.Id) && Answer(ground, reader, one, troubles) is { } reading) take(reading);
            noted.Clear();
            reader.Clear();
        }
    }

    /// <summary>From where figures are read for so much work.</summary>
    public FigureOptions Options(int units, DateOnly from, DateOnly to) => new(KnownOn: (long)units * (1 + (to.DayNumber - from.DayNumber) / 30) <= Small
        ? clock.Today() : null);

    static Sides? Read(Rule rule, Dictionary<Guid, Refusal> troubles)
    {
        try
        {
            return new(rule, Formula.Parse(rule.LeftFormula), Formula.Parse(rule.RightFormula));
        }
        catch (FormulaError error)
        {
            troubles[rule.Id] = FormulaFaults.Of(error, "formula");
            return null;
        }
    }

    static int[] Note(Reader reader, Formula formula, Guid unit, Period period)
    {
        var places = new int[formula.Items.Count];
        for (var i = 0; i < places.Length; i++) places[i] = reader.Note(formula.Items[i].Key, unit, period);
        return places;
    }

    static Reading? Answer(Ground ground, Reader reader, in Noted one, Dictionary<Guid, Refusal> troubles)
    {
        var rule = one.Sides.Rule;
        var place = new PlaceAndTime(ground, one.UnitId, one.Period);
        if (!Value(reader, one.Sides.Left, rule.LeftMissing, one.Left, place, out var left, out var trouble)
            || !Value(reader, one.Sides.Right, rule.RightMissing, one.Right, place, out var right, out trouble))
        {
            troubles[rule.Id] = trouble!;
            return null;
        }
        return new(rule, one.UnitId, one.Period, left, right, rule.Comparison.Holds(left, right));
    }

    static bool Value(Reader reader, Formula formula, MissingPolicy policy, int[] places, PlaceAndTime place, out decimal? value, out Refusal? trouble)
    {
        var values = places.Length == 0 ? [] : new decimal?[places.Length];
        (value, trouble) = (null, null);
        for (var i = 0; i < places.Length; i++)
        {
            var figure = reader[places[i]];
            if ((trouble = figure.Trouble) is not null) return false;
            values[i] = figure.Value;
        }
        value = formula.Value(place, values, policy);
        return true;
    }
}

/// <summary>Faults of formulas as refusals of a field.</summary>
static class FormulaFaults
{
    /// <summary>The engine's sentence, at the field; its code names the character (from 0).</summary>
    public static Refusal Of(FormulaError error, string field) =>
        new(RefusalKind.Invalid, error.Text, [.. error.Args]) { Field = field, Code = FormattableString.Invariant($"formula-{error.Position}") };
}
