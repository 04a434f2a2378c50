using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>A learner with what the evidence says.</summary>
/// <param name="Cells">Minutes attended by session; null where it has not begun.</param>
sealed record LearnerAttendance(Nomination Who, Attended Attended, IReadOnlyDictionary<Guid, int?> Cells);

/// <summary>Attendance of a class, computed anew from the evidence at each look.</summary>
sealed class AttendanceBook(TrainingStore store, Prompts prompts, TimeProvider clock)
{
    /// <summary>Of everybody who has a place, by name; <paramref name="only"/> leaves the others out.</summary>
    public async Task<(IReadOnlyList<ClassSession> Sessions, IReadOnlyList<LearnerAttendance> Learners)> OfAsync(TrainingClass of, Func<Nomination, bool>? only,
        CancellationToken stop)
    {
        var sessions = await store.Sessions.AsNoTracking().Where(s => s.ClassId == of.Id).OrderBy(s => s.StartsAt).ToListAsync(stop);
        var people = (await store.Nominations.AsNoTracking().Where(n => n.ClassId == of.Id && n.State == NominationState.Approved).ToListAsync(stop))
            .Where(n => only?.Invoke(n) != false).OrderBy(n => n.Name, StringComparer.Create(Say.Vietnam, true)).ToList();
        var evidence = (await store.Evidence.AsNoTracking().Where(e => e.ClassId == of.Id).ToListAsync(stop)).ToLookup(e => e.NominationId);
        var asked = sessions.ToDictionary(s => s.Id, s => prompts.Of(of, s));
        var now = clock.GetUtcNow();
        return (sessions, people.ConvertAll(p =>
        {
            var own = evidence[p.Id].ToLookup(e => e.SessionId);
            return new LearnerAttendance(p, Presence.Sum(sessions, own, s => asked[s.Id], now), sessions.ToDictionary(s => s.Id, s => s.IsOff || s.StartsAt > now
                ? (int?)null
                : (int)Presence.Of(s.Span, own[s.Id], asked[s.Id]).Length.TotalMinutes));
        }));
    }

    /// <summary>Everything that was taken down of a class, in its order.</summary>
    public Task<List<Evidence>> EvidenceAsync(Guid classId, CancellationToken stop) =>
        store.Evidence.AsNoTracking().Where(e => e.ClassId == classId).OrderBy(e => e.MadeAt).ToListAsync(stop);
}
