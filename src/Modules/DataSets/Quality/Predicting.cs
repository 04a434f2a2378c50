using System.Globalization;
using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>
/// Runs predictors: the generator is read over the samples of each unit and period, and what comes out is written like a reported figure stored by
/// <c>predictor</c>. Running again changes nothing where nothing changed; without samples there is no figure, never 0.
/// </summary>
sealed class Predicting(DataSetsStore store, Database database, IAnalytics analytics, Checker checker, ValueBook values, Caller caller, Wake wake, TrailBook trail,
    Lexicon lexicon, TimeProvider clock)
{
    const int Batch = 4_000;

    sealed record Plan(Formula Generator, Formula? Skip, IReadOnlyList<FormulaItem> Items);

    sealed record Noted(Guid UnitId, Period Period, IReadOnlyList<Period> Samples, int[] Now, int[][] Then);

    /// <summary>The period before and the one that runs: what a nightly round predicts.</summary>
    public static (DateOnly From, DateOnly To) Usual(Predictor predictor, DateOnly today)
    {
        var running = PeriodType.Find(predictor.PeriodType)!.Of(today);
        return (running.Previous.Last, running.Last);
    }

    /// <summary>Runs a predictor for its periods that end in the days, for the units within the caller's reach.</summary>
    public async Task<Prediction> RunAsync(Predictor predictor, DateOnly from, DateOnly to, CancellationToken stop)
    {
        var ground = await checker.GroundAsync(stop);
        var element = ground.Glossary.Elements.Find(predictor.OutputId) ?? throw Refusal.Missing("Không tìm thấy yếu tố này.");
        var run = new Prediction { PredictorId = predictor.Id, At = clock.GetUtcNow(), ByName = caller.Name, FromDay = from, ToDay = to };
        store.Predictions.Add(run);
        try
        {
            var generator = Formula.Parse(predictor.Generator);
            var skip = predictor.SkipTest.Length == 0 ? null : Formula.Parse(predictor.SkipTest);
            var plan = new Plan(generator, skip, [.. generator.Items.Concat(skip?.Items ?? []).DistinctBy(i => i.Key)]);
            var reach = ground.Tree.Units.Select(u => u.Id).Where(u => caller.IsHouse || caller.May(DataSetsRights.Define, u));
            var units = ground.UnitsOf(predictor.Levels, [generator], reach);
            var periods = PeriodType.Find(predictor.PeriodType)!.EndingIn(from, to).Where(p => p.Last >= from).ToList();
            (run.Periods, run.Units) = (periods.Count, units.Count);
            var predicted = await PredictAsync(ground, predictor, plan, units, periods, stop);
            await WriteAsync(ground, element, predicted, run, from, to, stop);
        }
        catch (Exception problem) when (problem is Refusal or FormulaError)
        {
            run.Trouble = new Words(lexicon, "vi").Of(problem as Refusal ?? FormulaFaults.Of((FormulaError)problem, "generator"));
        }
        await store.SaveChangesAsync(stop);
        return run;
    }

    async Task<List<(Guid UnitId, Period Period, decimal? Value)>> PredictAsync(Ground ground, Predictor predictor, Plan plan, List<Guid> units, List<Period> periods,
        CancellationToken stop)
    {
        var predicted = new List<(Guid, Period, decimal?)>(units.Count * periods.Count);
        if (units.Count == 0 || periods.Count == 0) return predicted;
        var samples = periods.ToDictionary(p => p, p => Sampling.Of(p, predictor.Sequential, predictor.Annual, predictor.Skip));
        var first = samples.Values.SelectMany(s => s).Append(periods[0]).Min(p => p.First);
        var reader = new Reader(analytics, checker.Options(units.Count, first, periods[^1].Last));
        var noted = new List<Noted>();
        foreach (var unit in units)
            foreach (var period in periods)
            {
                int[] Note(Period at) => [.. plan.Items.Select(i => reader.Note(i.Key, unit, at))];
                noted.Add(new(unit, period, samples[period], Note(period), [.. samples[period].Select(Note)]));
                if (reader.IsFull) await FlushAsync();
            }
        await FlushAsync();
        return predicted;

        async Task FlushAsync()
        {
            await reader.ReadAsync(stop);
            foreach (var one in noted) predicted.Add((one.UnitId, one.Period, Value(ground, reader, plan, predictor.Missing, one)));
            noted.Clear();
            reader.Clear();
        }
    }

    static decimal? Value(Ground ground, Reader reader, Plan plan, MissingPolicy policy, Noted one)
    {
        decimal? At(int[] places, FormulaItem item)
        {
            for (var i = 0; i < plan.Items.Count; i++)
                if (plan.Items[i].Key == item.Key)
                    return reader[places[i]] is { Trouble: { } trouble } ? throw trouble : reader[places[i]].Value;
            return null;
        }
        var kept = Enumerable.Range(0, one.Samples.Count).Where(s => plan.Skip is null
            || plan.Skip.Value(new PlaceAndTime(ground, one.UnitId, one.Samples[s]) { Now = item => At(one.Then[s], item) }) is null or 0).ToList();
        return plan.Generator.Value(new PlaceAndTime(ground, one.UnitId, one.Period)
        {
            Now = item => At(one.Now, item),
            Sampled = (item, sample) => At(one.Then[kept[sample]], item),
            SampleCount = kept.Count,
        }, policy);
    }

    async Task WriteAsync(Ground ground, Element element, List<(Guid UnitId, Period Period, decimal? Value)> predicted, Prediction run, DateOnly from, DateOnly to,
        CancellationToken stop)
    {
        var standing = (await store.Values.AsNoTracking().Where(v => v.ElementId == element.Id && v.ComboId == Combo.DefaultId && v.AttributeId == Combo.DefaultId
            && v.EndsOn >= from && v.EndsOn <= to && !v.IsDeleted)
            .Select(v => new { v.UnitId, v.Period, v.StoredBy }).ToListAsync(stop)).ToDictionary(v => (v.UnitId, v.Period), v => v.StoredBy);
        var entries = new List<Entry>();
        foreach (var (unit, period, value) in predicted)
        {
            var by = standing.GetValueOrDefault((unit, period.Code));
            if (by is not null && by != Predictor.By)
            {
                run.Kept++;
                continue;
            }
            var entry = new Entry(element, ground.Glossary.Default, ground.Glossary.Default, unit, period) { StoredBy = Predictor.By, Grade = Grade.Computed };
            if (Suiting(element, value) is { } suits) entries.Add(entry with { Value = suits.Text, Number = suits.Number });
            else
            {
                run.Valueless++;
                if (by is not null) entries.Add(entry with { IsDeletion = true });
            }
        }
        await using var connection = await database.OpenAsync(stop);
        foreach (var chunk in entries.Chunk(Batch))
        {
            await using var transaction = await connection.BeginTransactionAsync(stop);
            await Importing.LockAsync(connection, stop);
            foreach (var outcome in await values.WriteAsync(connection, chunk, Strategy.CreateAndUpdate, "predictor", dry: false, stop))
            {
                if (outcome is Outcome.Created or Outcome.Changed) run.Written++;
                else if (outcome == Outcome.Deleted) run.Removed++;
                else if (outcome == Outcome.Same) run.Unchanged++;
            }
            await trail.WriteAsync(connection, caller, "datasets.predict", "element", element.Code, "ok", $"{chunk.Length}", stop);
            await transaction.CommitAsync(stop);
        }
        wake.Facts();
    }

    /// <summary>A prediction as the element keeps it: whole where it takes whole numbers, else four decimals as the ledger; null where it does not suit.</summary>
    static (string Text, decimal Number)? Suiting(Element element, decimal? value)
    {
        if (value is not { } number) return null;
        number = decimal.Round(number, element.ValueType.StartsWith("INTEGER", StringComparison.Ordinal) ? 0 : 4, MidpointRounding.AwayFromZero);
        if (number == 0 && !element.ZeroCounts) return null;
        return ValueTypes.TryRead(element.ValueType, number.ToString("0.####", CultureInfo.InvariantCulture), out var text, out var kept) && kept is { } n ? (text, n)
            : null;
    }
}
