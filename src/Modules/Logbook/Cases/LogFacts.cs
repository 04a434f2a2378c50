using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Logbook;

/// <summary>What the log tells the ledger: never a person. A reversal takes back exactly what was told, whatever the rules say by then. The caller saves.</summary>
static class LogFacts
{
    /// <summary>A case was entered.</summary>
    public static void Logged(LogbookStore store, LoggedCase one, int version = 1) =>
        store.Report(Of(one, "logbook.case.logged", version, ("code", one.Technique), ("level", Top(one))));

    /// <summary>A case counts: signed, perhaps independent, perhaps with a complication; those who follow counts are told.</summary>
    public static void Counted(LogbookStore store, LoggedCase one)
    {
        store.Report(Of(one, "logbook.case.signed", 1, ("code", one.Technique), ("level", Top(one)), ("outcome", LogWords.Key(one.Outcome))));
        if (one.IsIndependent) store.Report(Of(one, "logbook.case.independent", 1, ("code", one.Technique), ("outcome", LogWords.Key(one.Outcome))));
        if (one.Outcome != CaseOutcome.Good || one.Safety.Length > 0)
            store.Report(Of(one, "logbook.safety.reported", 1, ("code", one.Technique), ("outcome", LogWords.Key(one.Outcome))));
        Tell(store, one, false);
    }

    /// <summary>What was entered was corrected before it counted: the entry is told anew.</summary>
    public static async Task RestateAsync(LogbookStore store, LoggedCase one, CancellationToken stop)
    {
        var version = await ReverseAsync(store, one, Words.Key("Ca được sửa trước khi ký"), stop);
        Logged(store, one, version);
    }

    /// <summary>Everything that stands of it is taken back.</summary>
    public static async Task TakeBackAsync(LogbookStore store, LoggedCase one, string reason, CancellationToken stop)
    {
        await ReverseAsync(store, one, reason, stop);
        if (one.State == LogState.TakenBack) Tell(store, one, true);
    }

    // Statements that no reversal points at yet; the reversals bear the next version.
    static async Task<int> ReverseAsync(LogbookStore store, LoggedCase one, string reason, CancellationToken stop)
    {
        var source = one.Key;
        var told = await store.Set<Fact>().AsNoTracking().Where(f => f.Module == "logbook" && f.SourceId == source).ToListAsync(stop);
        var undone = told.Where(f => f.Part == 1).Select(f => f.Corrects).ToHashSet();
        var version = told.Select(f => f.SourceVersion).DefaultIfEmpty(0).Max() + 1;
        foreach (var fact in told.Where(f => f.Part == 0 && !undone.Contains(f.Id))) store.Report(fact.Reversal(version, reason));
        return version;
    }

    static void Tell(LogbookStore store, LoggedCase one, bool back) =>
        store.Publish($"case/{one.FacilityId}", new CaseCounted(one.Key, one.FacilityId, one.Technique, one.OnDay, back));

    static string Top(LoggedCase one) => one.Members.Select(m => m.Level).DefaultIfEmpty((short)1).Max().ToString(Say.Vietnam);

    static Fact Of(LoggedCase one, string kind, int version, params (string, string)[] dims) => new()
    {
        Kind = kind,
        UnitId = one.FacilityId,
        OccurredOn = one.OnDay,
        Value = 1,
        Module = "logbook",
        SourceId = one.Key,
        SourceVersion = version,
        Dims = Fact.DimsOf(dims),
    };
}
