using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Evidence;

/// <summary>Brings together what a page of evidence shows. Every way in asks IPlans first: a plan that the caller may not see is missing.</summary>
sealed class IndicatorDesk(EvidenceStore store, IPlans plans, IOrganisations organisations, Readings readings, FactShelf shelf, MeasureEditing measures, Caller caller, Words words, Database database, Analysis analysis)
{
    public DateOnly Today => store.Clock.Today();

    public async Task<IndicatorView> IndicatorAsync(Guid id, DateOnly? asOf, int page, CancellationToken stop)
    {
        var target = await plans.TargetAsync(id, stop);
        var plan = await plans.FindAsync(target.PlanId, stop);
        var day = asOf ?? Today;
        var full = (await readings.ReadFullyAsync([target], day, stop))[0];
        var facts = await shelf.BehindAsync(full.Asked, page, stop);
        return new(plan, target, full, await InWordsAsync(full.Asked.Measure, stop), facts, await UnitsAsync(facts.Rows.Select(f => f.UnitId).Append(target.OwnerId), stop), day,
            caller.May(EvidenceRights.Measure, target.OwnerId), caller.May(EvidenceRights.Enter));
    }

    public async Task<FactView> FactAsync(Guid id, CancellationToken stop)
    {
        var fact = await shelf.FindAsync(id, stop) ?? throw Missing();
        // A fact outside any plan is seen by those who answer for its unit.
        if (fact.PlanId is null && !caller.IsHouse && !caller.Organisations.Contains(fact.UnitId)) throw Missing();
        var plan = fact.PlanId is { } planId ? await plans.FindAsync(planId, stop) : null;
        var topic = plan is not null && fact.TopicId is { } topicId ? (await plans.TargetsAsync(plan.Id, stop)).FirstOrDefault(t => t.IndicatorId == topicId) : null;
        var units = await UnitsAsync([fact.UnitId], stop);
        var value = fact.Module == "evidence" && Guid.TryParse(fact.SourceId.Split('/')[^1], out var entry)
            ? await store.Values.AsNoTracking().FirstOrDefaultAsync(v => v.EntryId == entry && v.Edition == fact.SourceVersion, stop) : null;
        return new(fact, plan, topic, units.GetValueOrDefault(fact.UnitId, "–"), await shelf.SealAsync(id, stop), value);
    }

    public async Task<PlanEvidenceView> PlanAsync(Guid planId, DateOnly? asOf, CancellationToken stop)
    {
        var plan = await plans.FindAsync(planId, stop);
        var day = asOf ?? Today;
        return new(plan, await readings.ReadFullyAsync(await plans.TargetsAsync(planId, stop), day, stop), day);
    }

    public async Task<PlansView> PlansAsync(CancellationToken stop)
    {
        var all = new List<(PlanCard, IReadOnlyList<IndicatorReading>)>();
        foreach (var plan in await plans.ListAsync(stop)) all.Add((plan, await readings.ReadAsync(await plans.TargetsAsync(plan.Id, stop), Today, stop)));
        return new(all, caller.May(EvidenceRights.Ledger));
    }

    public async Task<ValuesView> ValuesAsync(Guid indicatorId, CancellationToken stop)
    {
        var target = await plans.TargetAsync(indicatorId, stop);
        var values = await store.Values.AsNoTracking().Where(v => v.IndicatorId == indicatorId && v.IsCurrent).OrderByDescending(v => v.ToDay).ThenByDescending(v => v.EnteredAt).ToListAsync(stop);
        await using var connection = await database.OpenAsync(stop);
        var measure = (await MeasureBook.LoadAsync(connection, [target.PlanId], stop)).Of(indicatorId, Today);
        var (from, to) = NextPeriod(target, values);
        return new(await plans.FindAsync(target.PlanId, stop), target, measure, values, await UnitsAsync(values.Select(v => v.UnitId).Append(target.OwnerId), stop),
            await MyUnitsAsync(target, stop), caller.May(EvidenceRights.Enter), from, to);
    }

    public async Task<ValueView> ValueAsync(Guid entryId, CancellationToken stop)
    {
        var editions = await EditionsAsync(entryId, stop);
        var target = await plans.TargetAsync(editions[0].IndicatorId, stop);
        return new(await plans.FindAsync(target.PlanId, stop), target, editions, await UnitsAsync(editions.Select(v => v.UnitId), stop), await MyUnitsAsync(target, stop),
            caller.May(EvidenceRights.Enter, editions[0].UnitId));
    }

    /// <summary>The edition whose file is asked for; seeing the plan is the right to open it, and opening it is traced.</summary>
    public async Task<EnteredValue> FileOfAsync(Guid entryId, int edition, CancellationToken stop)
    {
        var value = (await EditionsAsync(entryId, stop)).FirstOrDefault(v => v.Edition == edition) ?? throw Missing();
        await plans.TargetAsync(value.IndicatorId, stop);
        store.Trace("evidence.file.read", "value", entryId.ToString());
        await store.SaveChangesAsync(stop);
        return value;
    }

    public async Task<MeasureView> MeasureAsync(Guid indicatorId, MeasureInput? input, CancellationToken stop)
    {
        var target = await plans.TargetAsync(indicatorId, stop);
        var history = await store.Measures.AsNoTracking().Where(m => m.IndicatorId == indicatorId).OrderByDescending(m => m.Number).ToListAsync(stop);
        await using var connection = await database.OpenAsync(stop);
        var chosen = input ?? MeasureInput.Of((await MeasureBook.LoadAsync(connection, [target.PlanId], stop)).Of(indicatorId, Today));
        var (preview, trouble) = await PreviewAsync(target, chosen, stop);
        var atlas = await analysis.AtlasAsync(null, stop);
        var names = new ItemNames(atlas, words, Today);
        var items = history.Select(m => m.FormulaText).Append(preview?.Asked.Measure.FormulaText ?? "0").SelectMany(f => FormulaShelf.Read(f).Items).DistinctBy(i => i.Key).ToDictionary(i => i.Key, names.Of);
        return new(await plans.FindAsync(target.PlanId, stop), target, history, chosen, preview,
            preview is null ? null : FullReading.InWords(preview.Asked.Measure, key => words[key], i => items.GetValueOrDefault(i.Key, i.Key)),
            trouble, caller.May(EvidenceRights.Measure, target.OwnerId), readings.Suggest(target.Name, target.Unit), Offered(atlas), items);
    }

    /// <summary>Indicators of the catalogue in force, to pick from.</summary>
    IReadOnlyList<(string, string)> Offered(Atlas atlas) =>
        [.. atlas.Catalogue.Ids.Select(id => (atlas.Catalogue.Head(id).Code, Version: atlas.Catalogue.Of(id, Today, null))).Where(i => i.Version is not null)
            .OrderBy(i => i.Version!.Topic, StringComparer.Create(Say.Vietnam, true)).ThenBy(i => i.Code, StringComparer.Ordinal).Select(i => (i.Code, $"{i.Version!.In(words.Language)} ({i.Version.Unit})"))];

    public async Task<LedgerView> LedgerAsync(Guid? planId, string? kind, int page, Verification? verification, CancellationToken stop)
    {
        var seen = await plans.ListAsync(stop);
        if (planId is { } one && seen.All(p => p.Id != one)) throw Missing();
        var facts = await shelf.OfPlansAsync(planId is { } only ? [only] : [.. seen.Select(p => p.Id)], kind, page, stop);
        await using var connection = await database.OpenAsync(stop);
        var seal = (await connection.RowsAsync("select number, sealed_at from kernel_seal where book = 'ledger' order by number desc limit 1",
            r => (Number: r.GetInt64(0), At: (DateTimeOffset?)r.Instant(1)), stop)).FirstOrDefault();
        return new(facts, seen, planId, kind, await UnitsAsync(facts.Rows.Select(f => f.UnitId), stop),
            await store.Checks.AsNoTracking().OrderByDescending(c => c.CheckedAt).FirstOrDefaultAsync(stop), seal.Number, seal.At, verification);
    }

    async Task<string> InWordsAsync(IndicatorMeasure measure, CancellationToken stop)
    {
        if (measure.Read().Items.All(i => i is Formulas.EvidenceItem)) return FullReading.InWords(measure, key => words[key]);
        return FullReading.InWords(measure, key => words[key], new ItemNames(await analysis.AtlasAsync(null, stop), words, Today).Of);
    }

    async Task<(FullReading?, Refusal?)> PreviewAsync(Target target, MeasureInput input, CancellationToken stop)
    {
        try
        {
            return (await measures.TryAsync(target, input, stop), null);
        }
        catch (Refusal refusal)
        {
            return (null, refusal);
        }
    }

    async Task<List<EnteredValue>> EditionsAsync(Guid entryId, CancellationToken stop) =>
        await store.Values.AsNoTracking().Where(v => v.EntryId == entryId).OrderByDescending(v => v.Edition).ToListAsync(stop) is { Count: > 0 } editions ? editions : throw Missing();

    Task<IReadOnlyDictionary<Guid, string>> UnitsAsync(IEnumerable<Guid> ids, CancellationToken stop) => organisations.NamesAsync(ids.Distinct(), null, stop);

    /// <summary>Units for which the caller may enter; the one that answers for the target first.</summary>
    async Task<IReadOnlyList<(string, string)>> MyUnitsAsync(Target target, CancellationToken stop)
    {
        if (caller.IsHouse) return [];
        var names = await UnitsAsync(caller.Organisations.Where(o => caller.May(EvidenceRights.Enter, o)), stop);
        return [.. names.OrderBy(n => n.Key != target.OwnerId).ThenBy(n => n.Key != caller.OrganisationId).ThenBy(n => n.Value, StringComparer.Create(Say.Vietnam, true)).Select(n => (n.Key.ToString(), n.Value))];
    }

    /// <summary>The period that comes next: as long as the last one entered, else the last full month.</summary>
    (DateOnly, DateOnly) NextPeriod(Target target, List<EnteredValue> values)
    {
        var month = new DateOnly(Today.Year, Today.Month, 1);
        if (values.FirstOrDefault(v => !v.IsWithdrawn) is not { } last) return (month.AddMonths(-1), month.AddDays(-1));
        var months = Math.Max(1, (int)Math.Round((last.ToDay.DayNumber - last.FromDay.DayNumber + 1) / 30.4));
        var from = last.ToDay.AddDays(1);
        return (from, from.AddMonths(months).AddDays(-1));
    }

    static Refusal Missing() => Refusal.Missing("Không tìm thấy minh chứng này, hoặc ông/bà không được xem.");
}
