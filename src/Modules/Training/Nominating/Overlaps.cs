using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>Nobody learns in two places at once: compares the sessions of classes, or their days where one has no timetable yet.</summary>
sealed class Overlaps(TrainingStore store)
{
    /// <summary>The class that somebody already attends at the same time as this one; null: none.</summary>
    public async Task<TrainingClass?> FindAsync(TrainingClass of, Guid practitioner, CancellationToken stop)
    {
        var others = await store.Classes.AsNoTracking().Where(c => c.Id != of.Id && (c.State == ClassState.Open || c.State == ClassState.Concluded)
            && c.FromDay <= of.ToDay
            && c.ToDay >= of.FromDay && store.Nominations.Any(n => n.ClassId == c.Id && n.PractitionerId == practitioner
                && (n.State == NominationState.Proposed || n.State == NominationState.Approved || n.State == NominationState.Waiting))).ToListAsync(stop);
        if (others.Count == 0) return null;
        var ids = others.ConvertAll(o => o.Id);
        var sessions = (await store.Sessions.AsNoTracking().Where(s => (s.ClassId == of.Id || ids.Contains(s.ClassId)) && !s.IsOff).ToListAsync(stop)).ToLookup(s =>
            s.ClassId);
        return others.Find(o => Meet(sessions[of.Id].ToList(), sessions[o.Id].ToList()));
    }

    // Without a timetable the days are all that is known.
    static bool Meet(List<ClassSession> a, List<ClassSession> b) => a.Count == 0 || b.Count == 0 || a.Exists(x => b.Exists(y => x.Span.Meets(y.Span)));

    /// <summary>A session that is set or moved must not meet one of another class in which a learner of this one learns.</summary>
    public async Task CheckMovedAsync(TrainingClass of, ClassSession session, CancellationToken stop)
    {
        var people = await store.Nominations.AsNoTracking().Where(n => n.ClassId == of.Id && n.State == NominationState.Approved).ToListAsync(stop);
        if (people.Count == 0) return;
        var (from, to, ids) = (session.StartsAt, session.EndsAt, people.ConvertAll(p => p.PractitionerId));
        var clash = await (from s in store.Sessions
                           join n in store.Nominations on s.ClassId equals n.ClassId
                           join c in store.Classes on s.ClassId equals c.Id
                           where s.ClassId != of.Id && !s.IsOff && s.StartsAt < to && s.EndsAt > @from && n.State == NominationState.Approved
                               && ids.Contains(n.PractitionerId)
                               && c.State == ClassState.Open
                           select new { n.Name, Class = c.Name }).FirstOrDefaultAsync(stop);
        if (clash is not null)
            throw new Refusal(RefusalKind.Conflict, "{0} đang học lớp “{1}” cùng giờ này. Xin chọn giờ khác.", clash.Name, clash.Class) { Field = "from" };
    }
}
