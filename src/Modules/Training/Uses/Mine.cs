using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Training.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>A class of a learner: what comes next, what they have so far.</summary>
sealed record MyClass(TrainingClass One, Nomination Place, ClassSession? Next, Attended Attended, IReadOnlyList<(Test Test, int Tries, decimal? Best)> Tests,
    ClassResult? Result,
    CertificateCard? Certificate, bool IsFeedbackGiven);

/// <summary>"Lớp của tôi".</summary>
sealed record MineView(IReadOnlyList<MyClass> Rows, IReadOnlyList<(ClassSession Session, TrainingClass Of)> Teaching, DateTimeOffset Now, DateOnly Today);

/// <summary>Classes of the caller as a learner and as a lecturer.</summary>
sealed class MineDesk(TrainingStore store, AttendanceBook attendance, FeedbackBox box, IEnumerable<ICertificates> certificates, Caller caller, TimeProvider clock)
{
    /// <summary>The page.</summary>
    public async Task<MineView> ShowAsync(CancellationToken stop)
    {
        var (user, now) = (caller.UserId, clock.GetUtcNow());
        if (user is null) return new([], [], now, clock.Today());
        var places = await store.Nominations.AsNoTracking().Where(n => n.UserId == user).ToListAsync(stop);
        var ids = places.ConvertAll(p => p.ClassId);
        var classes = await store.Classes.AsNoTracking().Where(c => ids.Contains(c.Id)).OrderByDescending(c => c.FromDay).Take(100).ToListAsync(stop);
        var rows = new List<MyClass>();
        foreach (var of in classes) rows.Add(await OneAsync(of, places.Find(p => p.ClassId == of.Id)!, now, stop));
        var soon = now.AddDays(30);
        var teaching = await (from s in store.Sessions.AsNoTracking()
                              join l in store.Lecturers.AsNoTracking() on s.Id equals l.SessionId
                              join c in store.Classes.AsNoTracking() on s.ClassId equals c.Id
                              where l.UserId == user && !s.IsOff && s.EndsAt >= now && s.StartsAt <= soon && c.State == ClassState.Open
                              orderby s.StartsAt
                              select new { s, c }).Take(30).ToListAsync(stop);
        return new(rows, teaching.ConvertAll(t => (t.s, t.c)), now, clock.Today());
    }

    async Task<MyClass> OneAsync(TrainingClass of, Nomination place, DateTimeOffset now, CancellationToken stop)
    {
        var next = await store.Sessions.AsNoTracking().Where(s => s.ClassId == of.Id && !s.IsOff && s.EndsAt >= now).OrderBy(s => s.StartsAt).FirstOrDefaultAsync(stop);
        var tests = await store.Tests.AsNoTracking().Where(t => t.ClassId == of.Id).OrderBy(t => t.Kind).ToListAsync(stop);
        var testIds = tests.ConvertAll(t => t.Id);
        var tries = (await store.Attempts.AsNoTracking().Where(a => a.NominationId == place.Id && testIds.Contains(a.TestId)).ToListAsync(stop)).ToLookup(a => a.TestId);
        var learner = (await attendance.OfAsync(of, n => n.Id == place.Id, stop)).Learners;
        var result = of.State == ClassState.Concluded
            ? await store.Results.AsNoTracking().SingleOrDefaultAsync(r => r.ClassId == of.Id && r.Edition == of.Edition && r.NominationId == place.Id, stop) : null;
        var key = Concluding.KeyOf(of.Id, place.PractitionerId);
        var paper = certificates.FirstOrDefault() is { } register && result is { IsPassed: true }
            ? (await register.OfSourceAsync(key, stop)).FirstOrDefault(c => c.Source == key && c.State == "valid") : null;
        return new(of, place, next, learner.Count > 0 ? learner[0].Attended : new(0, 0), tests.ConvertAll(t => (t, tries[t.Id].Count(), tries[t.Id].Max(a =>
            a.Score))), result, paper,
            await box.IsGivenAsync(of.Id, place.Id, stop));
    }
}

/// <summary>Address of "Lớp của tôi".</summary>
static class MineRoutes
{
    /// <summary>Adds it.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/training/mine", async (MineDesk desk, CancellationToken stop) =>
        Show.Page<MinePage>(new { Model = (object)await desk.ShowAsync(stop) })).NeedsSignIn();
}
