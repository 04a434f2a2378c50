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
        // An organisation that a dimension names (who received a record) is told by its name.
        var named = fact.DimList.Values.Select(v => Guid.TryParse(v, out var unit) ? unit : Guid.Empty).Where(u => u != Guid.Empty);
        var units = await UnitsAsync([fact.UnitId, .. named], stop);
        var value = fact.Module == "evidence" && Guid.TryParse(fact.SourceId.Split('/')[^1], out var entry)
            ? await store.Values.AsNoTracking().FirstOrDefaultAsync(v => v.EntryId == entry && v.Edition == fact.SourceVersion, stop) : null;
        return new(fact, plan, topic, units.GetValueOrDefault(fact.UnitId, "–"), await shelf.SealAsync(id, stop), value)
        {
            Units = units,
            Official = plan is null && value is not null && await store.IndicatorVersions.AsNoTracking().Where(v => v.IndicatorId == value.IndicatorId && v.PublishedAt != null).OrderByDescending(v => v.Number)
                .FirstOrDefaultAsync(stop) is { } version ? (value.IndicatorId, version.In(words.Language)) : null,
        };
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

    Task<IReadOnlyDictionary<Guid, string>> UnitsAsync(IEnumerable<Guid> ids, CancellationToken stop) => organisations.NamesAsync(ids.Distinct(), null, stop);

    static Refusal Missing() => Refusal.Missing("Không tìm thấy minh chứng này, hoặc ông/bà không được xem.");
}
