using LienY.Kernel;

namespace LienY.Training;

/// <summary>What a class leaves in the ledger: never a person, at most a keyed hash. The version of a source is the edition of the results.</summary>
static class ClassFacts
{
    /// <summary>Source of what is told about a person in a class.</summary>
    public static string SourceOf(TrainingClass of, Guid practitioner) => $"class/{of.Id}/{practitioner:N}";

    /// <summary>A fact of a class.</summary>
    public static Fact Of(TrainingClass of, string kind, Guid unit, DateOnly on, decimal value, string source, int version, string? subject = null) => new()
    {
        Kind = kind,
        UnitId = unit,
        OccurredOn = on,
        Value = value,
        Module = "training",
        SourceId = source,
        SourceVersion = version,
        PlanId = of.PlanId,
        TopicId = of.TopicId,
        SubjectHash = subject,
        Dims = Fact.DimsOf(("mode", TrainingWords.Key(of.Mode)), ("paper", TrainingWords.Key(of.Paper))),
    };

    /// <summary>The class was held: the class, each session, each learner who attended enough, their hours, the hours taught. The caller saves.</summary>
    public static void Held(TrainingStore store, Keys keys, TrainingClass of, IReadOnlyList<ClassSession> sessions, IReadOnlyList<(Nomination Who,
        ClassResult Result)> results,
        IReadOnlyList<(Lecturer Who, decimal Hours)> taught)
    {
        store.Report(Of(of, "training.class.held", of.HostId, of.ToDay, 1, $"class/{of.Id}", of.Edition));
        foreach (var session in sessions.Where(s => !s.IsOff))
            store.Report(Of(of, "training.session.held", of.HostId, Say.DayOf(session.StartsAt), 1, $"class/{of.Id}/{session.Id:N}", of.Edition));
        foreach (var (who, result) in results)
        {
            var (source, subject) = (SourceOf(of, who.PractitionerId), keys.Subject(who.PractitionerId.ToString("N")));
            if (result.Minutes > 0) store.Report(Of(of, "training.hours", who.UnitId, of.ToDay, decimal.Round(result.Minutes / 60m, 2), source, of.Edition, subject));
            if (result.Percent >= of.AttendancePercent) store.Report(Of(of, "training.person.attended", who.UnitId, of.ToDay, 1, source, of.Edition, subject));
            if (result.IsPassed) store.Report(Of(of, "training.person.passed", who.UnitId, of.ToDay, 1, source, of.Edition, subject));
        }
        foreach (var (who, hours) in taught)
            store.Report(Of(of, "training.taught", who.OrganisationId, of.ToDay, hours, SourceOf(of, who.PractitionerId) + "/taught", of.Edition,
                keys.Subject(who.PractitionerId.ToString("N"))));
    }

    /// <summary>Takes back everything that an edition told, each fact exactly. The caller saves.</summary>
    public static async Task TakeBackAsync(TrainingStore store, TrainingClass of, int edition, string reason, CancellationToken stop)
    {
        string[] own = ["training.class.held", "training.session.held", "training.hours", "training.person.attended", "training.person.passed", "training.taught"];
        foreach (var fact in (await store.StatedAsync($"class/{of.Id}", edition, stop)).Where(f => own.Contains(f.Kind))) store.Report(fact.Reversal(edition, reason));
    }

    /// <summary>Hours (tiết) of a lecturer: the sessions they taught, in hours of the clock.</summary>
    public static decimal HoursOf(IEnumerable<ClassSession> sessions) => decimal.Round(sessions.Sum(s => (decimal)s.Minutes) / 60m, 1, MidpointRounding.AwayFromZero);
}
