namespace LienY.Training;

/// <summary>How much of a timetable somebody attended. Nothing of it is stored before the results are signed: it follows from the evidence.</summary>
/// <param name="Minutes">Whole minutes attended.</param>
/// <param name="Of">Whole minutes of the sessions.</param>
sealed record Attended(int Minutes, int Of)
{
    /// <summary>Share in percent with one decimal, cut off: 79.99 is not 80.</summary>
    public decimal Percent => Of == 0 ? 0 : Math.Floor(1000m * Minutes / Of) / 10;
}

/// <summary>Computes presence from evidence.</summary>
static class Presence
{
    /// <summary>Spans of a session in which somebody was there, by their evidence and the prompts they were to answer.</summary>
    public static Spans Of(Span session, IEnumerable<Evidence> evidence, IReadOnlyList<Span> prompts)
    {
        var there = new Spans();
        var said = evidence.OrderBy(e => e.MadeAt).ThenBy(e => e.Id).ToList();
        foreach (var one in said.Where(e => e.Kind is EvidenceKind.Room or EvidenceKind.Code)) there.Add(one.Span.And(session));
        Silence(there, session, said, prompts);
        // What a person says who was in the hall holds over what machines saw.
        foreach (var one in said.Where(e => e.Kind == EvidenceKind.Lecturer))
        {
            if (one.IsAbsence) there.Remove(one.Span.And(session));
            else there.Add(one.Span.And(session));
        }
        return there;
    }

    // Who was in the room but did not answer is not counted from that prompt until the next one answered.
    static void Silence(Spans there, Span session, List<Evidence> said, IReadOnlyList<Span> prompts)
    {
        var rooms = there.All.ToList();
        var answered = prompts.Select(p => said.Exists(e => e.Kind == EvidenceKind.Prompt && e.FromAt == p.From)).ToList();
        for (var i = 0; i < prompts.Count; i++)
        {
            if (answered[i] || !rooms.Exists(r => r.From <= prompts[i].From && r.To >= prompts[i].To)) continue;
            var next = Enumerable.Range(i + 1, prompts.Count - i - 1).FirstOrDefault(n => answered[n], -1);
            there.Remove(new(prompts[i].From, next < 0 ? session.To : prompts[next].From));
        }
    }

    /// <summary>Attended in all sessions that were not called off and have ended or begun by <paramref name="now"/>.</summary>
    public static Attended Sum(IEnumerable<ClassSession> sessions, ILookup<Guid, Evidence> evidence, Func<ClassSession, IReadOnlyList<Span>> prompts, DateTimeOffset now)
    {
        var (minutes, of) = (TimeSpan.Zero, 0);
        foreach (var session in sessions.Where(s => !s.IsOff && s.StartsAt <= now))
        {
            of += session.Minutes;
            minutes += Of(session.Span, evidence[session.Id], prompts(session)).Length;
        }
        return new((int)Math.Floor(minutes.TotalMinutes), of);
    }
}
