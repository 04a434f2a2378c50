using LienY.Contracts;

namespace LienY.Transfer;

/// <summary>What counts for a package, as far as counting needs it.</summary>
/// <param name="ThirdFrom">Day on which phase 3 began; null: not yet.</param>
/// <param name="ThirdTo">Day on which phase 3 was passed or the package ended; null: it runs.</param>
sealed record CountTerms(DateOnly? ThirdFrom, DateOnly? ThirdTo, DateOnly? AcceptedOn, int ApplyCases, int SustainCases);

/// <summary>A quarter after hand-over.</summary>
/// <param name="IsOver">Its last day is past.</param>
sealed record QuarterCount(DateOnly From, DateOnly To, int Count, bool IsOver)
{
    /// <summary>Enough cases.</summary>
    public bool IsMet(int needed) => Count >= needed;
}

/// <summary>What the log says of one technique of a package.</summary>
/// <param name="Stalls">Days on which sixty days without a case were over in phase 3.</param>
sealed record TechniqueCount(string Technique, int Performed, int Independent, int Complications, DateOnly? LastOn, DateOnly? TransferredOn, DateOnly? AppliedOn,
    DateOnly? SustainedOn, DateOnly? StalledOn, DateOnly? LapsedOn, IReadOnlyList<QuarterCount> Quarters, IReadOnlyList<DateOnly> Stalls);

/// <summary>A team's newest unbroken run of independent cases.</summary>
sealed record EkipRun(Guid EkipId, IReadOnlyList<PerformedCase> Cases)
{
    /// <summary>Those with a complication or a death.</summary>
    public int Complications => Cases.Count(CaseCount.IsBad);

    /// <summary>Long enough, and no more complications than allowed.</summary>
    public bool Suffices(int cases, int percent) => Cases.Count >= cases && Complications * 100 <= percent * Cases.Count;
}

/// <summary>Counts cases of the log; the same cases give the same counts, whatever was counted before.</summary>
static class CaseCount
{
    /// <summary>The outcome was not good.</summary>
    public static bool IsBad(PerformedCase one) => one.Outcome is "complication" or "death";

    /// <summary>Signed cases, each performance once: where the log and the feed tell the same one, the log's.</summary>
    public static IReadOnlyList<PerformedCase> Once(IEnumerable<PerformedCase> cases)
    {
        var signed = cases.Where(c => c.IsSigned).DistinctBy(c => c.Key).ToList();
        var logged = signed.Where(c => !IsFeed(c)).ToList();
        var twins = logged.Select(c => c.SameAs).OfType<string>().Concat(signed.Where(c => IsFeed(c) && c.SameAs is { } log && logged.Exists(l => l.Key == log))
            .Select(c => c.Key))
            .ToHashSet(StringComparer.Ordinal);
        return [.. signed.Where(c => !IsFeed(c) || !twins.Contains(c.Key)).OrderBy(c => c.On).ThenBy(c => c.Key, StringComparer.Ordinal)];
    }

    /// <summary>A row of the feed, not of the log.</summary>
    public static bool IsFeed(PerformedCase one) => one.Key.StartsWith("feed/", StringComparison.Ordinal);

    /// <summary>How many cases somebody did at level 4 or higher in a team.</summary>
    public static IReadOnlyList<PerformedCase> OfMember(IEnumerable<PerformedCase> once, Guid ekip, Guid practitioner) =>
        [.. once.Where(c => c.EkipId == ekip && c.Members.Any(m => m.PractitionerId == practitioner && m.Level >= CompetencyLevel.IndirectlySupervised))];

    /// <summary>The newest unbroken run of independent cases of a team.</summary>
    public static EkipRun Run(IEnumerable<PerformedCase> once, Guid ekip) =>
        new(ekip, [.. once.Where(c => c.EkipId == ekip).Reverse().TakeWhile(c => c.IsIndependent).Reverse()]);

    /// <summary>Cases of a round: those in which somebody was still guided (level 3 or below), and those only supported (level 4).</summary>
    public static (IReadOnlyList<PerformedCase> Guided, IReadOnlyList<PerformedCase> Supported) OfRound(IEnumerable<PerformedCase> once, DateOnly from, DateOnly to)
    {
        var within = once.Where(c => from <= c.On && c.On <= to && c.EkipId is not null && c.Members.Count > 0).ToList();
        return ([.. within.Where(c => Lowest(c) <= CompetencyLevel.DirectlySupervised)], [.. within.Where(c => Lowest(c) == CompetencyLevel.IndirectlySupervised)]);
    }

    static CompetencyLevel Lowest(PerformedCase one) => one.Members.Min(m => m.Level);

    /// <summary>The four calendar quarters that begin after the first 90 days.</summary>
    public static IReadOnlyList<(DateOnly From, DateOnly To)> QuartersAfter(DateOnly accepted)
    {
        var end = accepted.AddDays(Package.FirstDays);
        var first = new DateOnly(end.Year, ((end.Month - 1) / 3 * 3) + 1, 1);
        if (first < end) first = first.AddMonths(3);
        return [.. Enumerable.Range(0, 4).Select(i => (first.AddMonths(3 * i), first.AddMonths((3 * i) + 3).AddDays(-1)))];
    }

    /// <summary>Counts one technique up to a day.</summary>
    public static TechniqueCount Of(string technique, IEnumerable<PerformedCase> all, CountTerms terms, DateOnly today)
    {
        var cases = Once(all).Where(c => c.Technique == technique && c.On <= today).ToList();
        var (stalls, stalled) = Stalls(cases, terms, today);
        DateOnly? last = cases.Count > 0 ? cases[^1].On : null;
        var independent = cases.Count(c => c.IsIndependent);
        if (terms.AcceptedOn is not { } accepted || accepted > today)
            return new(technique, cases.Count, independent, cases.Count(IsBad), last, null, null, null, stalled, null, [], stalls);
        var good = cases.Where(c => c.IsIndependent && c.Outcome == "good" && c.On > accepted && c.On <= accepted.AddDays(Package.FirstDays)).ToList();
        DateOnly? applied = terms.ApplyCases > 0 && good.Count >= terms.ApplyCases ? good[terms.ApplyCases - 1].On : null;
        var quarters = QuartersAfter(accepted).Where(q => q.From <= today)
            .Select(q => new QuarterCount(q.From, q.To, cases.Count(c => q.From <= c.On && c.On <= q.To), q.To < today)).ToList();
        DateOnly? lapsed = quarters.Find(q => q.IsOver && !q.IsMet(terms.SustainCases))?.To;
        DateOnly? sustained = lapsed is null && quarters.Count == 4 && quarters[3].IsOver ? quarters[3].To : null;
        return new(technique, cases.Count, independent, cases.Count(IsBad), last, accepted, applied, sustained, null, lapsed, quarters, stalls);
    }

    static (IReadOnlyList<DateOnly> Stalls, DateOnly? Stalled) Stalls(List<PerformedCase> cases, CountTerms terms, DateOnly today)
    {
        if (terms.ThirdFrom is not { } from) return ([], null);
        var end = terms.ThirdTo is { } to && to < today ? to : today;
        var (stalls, at) = (new List<DateOnly>(), from);
        DateOnly? stalled = null;
        foreach (var day in cases.Select(c => c.On).Where(d => d >= from && d <= end).Append(end))
        {
            stalled = day.DayNumber - at.DayNumber >= Package.StallDays ? at.AddDays(Package.StallDays) : null;
            if (stalled is { } one) stalls.Add(one);
            at = day;
        }
        // A case on the last day ends the stall, and so does the end of the phase.
        if (terms.ThirdTo is not null || cases.Exists(c => c.On == end)) stalled = null;
        return (stalls, stalled);
    }
}
