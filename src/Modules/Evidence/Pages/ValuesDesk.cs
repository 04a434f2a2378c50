using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Evidence;

/// <summary>Brings together what the pages of entered values show.</summary>
sealed class ValuesDesk(EvidenceStore store, Subjects subjects, IOrganisations organisations, Caller caller, Database database)
{
    /// <summary>The values of a target or of an official indicator, and the form for the next one.</summary>
    public async Task<ValuesView> ListAsync(Guid indicatorId, CancellationToken stop)
    {
        var subject = await subjects.FindAsync(indicatorId, stop);
        var values = await subjects.Seen(store.Values.AsNoTracking()).Where(v => v.IndicatorId == indicatorId && v.IsCurrent).OrderByDescending(v => v.ToDay).ThenByDescending(v => v.EnteredAt).ToListAsync(stop);
        var measure = subject.Plan is null ? null : await MeasureAsync(subject.Target, stop);
        var (from, to) = NextPeriod(values, caller.OrganisationId);
        return new(subject, measure, values, await UnitsAsync(values.Select(v => v.UnitId).Append(subject.Target.OwnerId), stop), await MyUnitsAsync(subject.Target, stop),
            caller.May(EvidenceRights.Enter), from, to);
    }

    /// <summary>One entry with all its editions.</summary>
    public async Task<ValueView> OneAsync(Guid entryId, CancellationToken stop)
    {
        var editions = await EditionsAsync(entryId, stop);
        var subject = await subjects.FindAsync(editions[0].IndicatorId, stop);
        return new(subject, editions, await UnitsAsync(editions.Select(v => v.UnitId), stop), await MyUnitsAsync(subject.Target, stop), caller.May(EvidenceRights.Enter, editions[0].UnitId));
    }

    /// <summary>The edition whose file is asked for; seeing what it belongs to is the right to open it, and opening it is traced.</summary>
    public async Task<EnteredValue> FileOfAsync(Guid entryId, int edition, CancellationToken stop)
    {
        var value = (await EditionsAsync(entryId, stop)).FirstOrDefault(v => v.Edition == edition) ?? throw Missing();
        await subjects.FindAsync(value.IndicatorId, stop);
        store.Trace("evidence.file.read", "value", entryId.ToString());
        await store.SaveChangesAsync(stop);
        return value;
    }

    async Task<IndicatorMeasure> MeasureAsync(Target target, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return (await MeasureBook.LoadAsync(connection, [target.PlanId], stop)).Of(target.IndicatorId, store.Clock.Today());
    }

    async Task<List<EnteredValue>> EditionsAsync(Guid entryId, CancellationToken stop) =>
        await subjects.Seen(store.Values.AsNoTracking()).Where(v => v.EntryId == entryId).OrderByDescending(v => v.Edition).ToListAsync(stop) is { Count: > 0 } editions ? editions : throw Missing();

    Task<IReadOnlyDictionary<Guid, string>> UnitsAsync(IEnumerable<Guid> ids, CancellationToken stop) => organisations.NamesAsync(ids.Distinct(), null, stop);

    /// <summary>Units for which the caller may enter; the one that answers for the target first.</summary>
    async Task<IReadOnlyList<(string, string)>> MyUnitsAsync(Target target, CancellationToken stop)
    {
        if (caller.IsHouse) return [];
        var names = await UnitsAsync(caller.Organisations.Where(o => caller.May(EvidenceRights.Enter, o)), stop);
        return [.. names.OrderBy(n => n.Key != target.OwnerId).ThenBy(n => n.Key != caller.OrganisationId).ThenBy(n => n.Value, StringComparer.Create(Say.Vietnam, true)).Select(n => (n.Key.ToString(), n.Value))];
    }

    /// <summary>The period that comes next: as long as the last one entered, else the last full month.</summary>
    (DateOnly, DateOnly) NextPeriod(List<EnteredValue> values, Guid unit)
    {
        var today = store.Clock.Today();
        var month = new DateOnly(today.Year, today.Month, 1);
        var stand = values.Where(v => !v.IsWithdrawn).ToList();
        if ((stand.Find(v => v.PlanId != Guid.Empty || v.UnitId == unit) ?? stand.FirstOrDefault()) is not { } last) return (month.AddMonths(-1), month.AddDays(-1));
        var months = Math.Max(1, (int)Math.Round((last.ToDay.DayNumber - last.FromDay.DayNumber + 1) / 30.4));
        var from = last.ToDay.AddDays(1);
        return (from, from.AddMonths(months).AddDays(-1));
    }

    static Refusal Missing() => Refusal.Missing("Không tìm thấy minh chứng này, hoặc ông/bà không được xem.");
}
