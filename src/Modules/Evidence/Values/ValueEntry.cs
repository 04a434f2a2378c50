using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Evidence;

/// <summary>Entering, correcting and withdrawing values of an indicator. The fact is written in the same transaction as the value.</summary>
sealed class ValueEntry(EvidenceStore store, Subjects subjects, Caller caller, IFiles files, Database database)
{
    /// <summary>Enters the first edition; returns the entry's id.</summary>
    public async Task<Guid> EnterAsync(Guid indicatorId, ValueInput input, IFormFile? file, CancellationToken stop)
    {
        var target = (await subjects.FindAsync(indicatorId, stop)).Target;
        caller.Must(EvidenceRights.Enter, input.UnitId);
        ValueRules.PeriodHasEndedWithinTheTarget(input, target, store.Clock.Today());
        var number = ValueRules.Value(input, target);
        var grade = ValueRules.Grade(input, file is not null);
        ValueRules.PeriodIsFree(input, await OverTimeAsync(target, stop), await CurrentAsync(indicatorId, null, stop));
        var kept = await Documents.KeepAsync(files, input.UnitId, file, stop);
        var value = Edition(target, input, number, grade, kept, Guid.CreateVersion7(), 1, null);
        ValueFacts.State(store, value);
        store.Values.Add(value);
        store.Trace("evidence.value.enter", "indicator", indicatorId.ToString());
        await store.SaveChangesAsync(stop);
        return value.EntryId;
    }

    /// <summary>Replaces a value: the old fact is reversed with the reason, the new one appended. An unchanged file is taken over.</summary>
    public async Task CorrectAsync(Guid entryId, int version, ValueInput input, IFormFile? file, string reason, CancellationToken stop)
    {
        var (old, target) = await OpenAsync(entryId, stop);
        caller.Must(EvidenceRights.Enter, old.UnitId);
        caller.Must(EvidenceRights.Enter, input.UnitId);
        ValueRules.PeriodHasEndedWithinTheTarget(input, target, store.Clock.Today());
        var number = ValueRules.Value(input, target);
        var grade = ValueRules.Grade(input, file is not null || old.FileHash is not null);
        ValueRules.PeriodIsFree(input, await OverTimeAsync(target, stop), await CurrentAsync(target.IndicatorId, entryId, stop));
        var kept = await Documents.KeepAsync(files, input.UnitId, file, stop)
            ?? (old is { FileOwner: { } owner, FileHash: { } hash } ? new(owner, hash, old.FileName!, old.FileSize ?? 0) : null);
        var stated = await StatedAsync(old, stop);
        var next = Edition(target, input, number, grade, kept, entryId, old.Edition + 1, reason);
        ValueFacts.TakeBack(store, stated, next.Edition, reason);
        ValueFacts.State(store, next, stated.ToDictionary(f => f.Kind));
        await ReplaceAsync(old, version, next, "evidence.value.correct", stop);
    }

    /// <summary>Takes a value back without a new one.</summary>
    public async Task WithdrawAsync(Guid entryId, int version, string reason, CancellationToken stop)
    {
        var (old, _) = await OpenAsync(entryId, stop);
        caller.Must(EvidenceRights.Enter, old.UnitId);
        if (old.IsWithdrawn) throw Refusal.Conflict("Số liệu này đã được rút trước đó.");
        var next = new EnteredValue
        {
            EntryId = entryId,
            Edition = old.Edition + 1,
            IsWithdrawn = true,
            IndicatorId = old.IndicatorId,
            PlanId = old.PlanId,
            UnitId = old.UnitId,
            FromDay = old.FromDay,
            ToDay = old.ToDay,
            Value = old.Value,
            Grade = old.Grade,
            Reason = reason,
            EnteredBy = caller.UserId,
            EnteredByName = caller.Name,
            EnteredAt = store.Clock.GetUtcNow(),
        };
        next.FactId = ValueFacts.TakeBack(store, await StatedAsync(old, stop), next.Edition, reason).Id;
        await ReplaceAsync(old, version, next, "evidence.value.withdraw", stop);
    }

    async Task ReplaceAsync(EnteredValue old, int version, EnteredValue next, string action, CancellationToken stop)
    {
        store.Expect(old, version).IsCurrent = false;
        store.Values.Add(next);
        store.Trace(action, "indicator", old.IndicatorId.ToString(), reason: next.Reason);
        await store.SaveChangesAsync(stop);
    }

    async Task<(EnteredValue Value, Target Target)> OpenAsync(Guid entryId, CancellationToken stop)
    {
        var value = await subjects.Seen(store.Values).FirstOrDefaultAsync(v => v.EntryId == entryId && v.IsCurrent, stop) ?? throw Refusal.Missing("Không tìm thấy số liệu này.");
        return (value, (await subjects.FindAsync(value.IndicatorId, stop)).Target);
    }

    Task<List<EnteredValue>> CurrentAsync(Guid indicatorId, Guid? but, CancellationToken stop) =>
        store.Values.AsNoTracking().Where(v => v.IndicatorId == indicatorId && v.IsCurrent && !v.IsWithdrawn && v.EntryId != but).ToListAsync(stop);

    async Task<List<Fact>> StatedAsync(EnteredValue value, CancellationToken stop) =>
        value.IsWithdrawn ? throw Refusal.Conflict("Số liệu này đã được rút trước đó.")
        : await store.Facts.Where(f => f.Module == "evidence" && f.SourceId == value.Source && f.SourceVersion == value.Edition && f.Part == 0).ToListAsync(stop);

    async Task<OverTime> OverTimeAsync(Target target, CancellationToken stop)
    {
        // Of an official indicator the newest figure counts; periods never add up.
        if (target.PlanId == Guid.Empty) return OverTime.Last;
        await using var connection = await database.OpenAsync(stop);
        return (await MeasureBook.LoadAsync(connection, [target.PlanId], stop)).Of(target.IndicatorId, store.Clock.Today()).OverTime;
    }

    EnteredValue Edition(Target target, ValueInput input, decimal number, Grade grade, KeptDocument? file, Guid entryId, int edition, string? reason) => new()
    {
        EntryId = entryId,
        Edition = edition,
        IndicatorId = target.IndicatorId,
        PlanId = target.PlanId,
        UnitId = input.UnitId,
        FromDay = input.From,
        ToDay = input.To,
        Value = number,
        Numerator = input.Numerator,
        Denominator = input.Denominator,
        Grade = grade,
        DocumentNumber = input.Document?.Number,
        DocumentDate = input.Document?.Date,
        DocumentIssuer = input.Document?.Issuer,
        FileOwner = file?.Owner,
        FileHash = file?.Hash,
        FileName = file?.Name,
        FileSize = file?.Size,
        Note = input.Note,
        Reason = reason,
        EnteredBy = caller.UserId,
        EnteredByName = caller.Name,
        EnteredAt = store.Clock.GetUtcNow(),
    };
}
