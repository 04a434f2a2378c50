using System.Security.Cryptography;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>A learner and how they stand.</summary>
sealed record Standing(Nomination Who, Judgement Judged);

/// <summary>How the learners of a class stand, computed from evidence and marks.</summary>
sealed class ResultBook(AttendanceBook attendance, Testing testing, Examining examining)
{
    /// <summary>Of everybody who has a place; <paramref name="only"/> leaves the others out.</summary>
    public async Task<(IReadOnlyList<ClassSession> Sessions, IReadOnlyList<Standing> People)> OfAsync(TrainingClass of, Func<Nomination, bool>? only,
        CancellationToken stop)
    {
        var (sessions, learners) = await attendance.OfAsync(of, only, stop);
        var (tests, stations, rule) = (await testing.BestAsync(of.Id, TestKind.Post, stop), await examining.ScoresAsync(of.Id, stop), PassRule.Of(of));
        return (sessions, [.. learners.Select(l => new Standing(l.Who, Judgement.Of(rule, l.Attended, l.Who.Theory ?? (tests.TryGetValue(l.Who.Id, out var t) ? t : null),
            l.Who.Practice ?? (stations.TryGetValue(l.Who.Id, out var p) ? p : null))))]);
    }
}

/// <summary>
/// The chair signs the results: in one transaction they stand, the ledger knows, certificates and credit are told to those who keep them. Reopening takes all of it back.
/// </summary>
sealed class Concluding(TrainingStore store, ClassBook book, ResultBook results, IOrganisations organisations, Keys keys, Caller caller, TimeProvider clock)
{
    /// <summary>Signs; <paramref name="hash"/> is that of the table which the chair saw.</summary>
    public async Task ConcludeAsync(Guid id, int version, string hash, string means, CancellationToken stop)
    {
        var of = await book.FindAsync(id, stop);
        if (!(await book.SeatAsync(of, stop)).Conclude) caller.Must(TrainingRights.Conclude, of.HostId);
        store.Expect(of, version);
        var (sessions, people) = await results.OfAsync(of, null, stop);
        var now = clock.GetUtcNow();
        if (people.Count == 0) throw Refusal.Conflict("Lớp chưa có học viên nào nên chưa ký kết quả được.");
        if (sessions.All(s => s.IsOff)) throw Refusal.Conflict("Lớp chưa có buổi học nào nên chưa ký kết quả được.");
        if (sessions.FirstOrDefault(s => !s.IsOff && s.EndsAt > now) is { } ahead) throw Refusal.Conflict("Buổi “{0}” chưa học xong nên chưa ký kết quả được.",
            ahead.Title);
        if (hash.Length > 0 && hash != HashOf(people))
            throw new Refusal(RefusalKind.Conflict, "Kết quả vừa thay đổi. Xin xem lại bảng rồi ký.") { Code = "stale" };
        await SignAsync(of, now, caller.Name, caller.UserId, means, stop);
        store.Trace("training.class.concluded", "training_class", id.ToString());
        await store.SaveChangesAsync(stop);
    }

    /// <summary>The results stand from <paramref name="now"/> on: rows, facts, certificates, credit. The caller saves.</summary>
    public async Task SignAsync(TrainingClass of, DateTimeOffset now, string by, Guid? user, string means, CancellationToken stop)
    {
        var (sessions, people) = await results.OfAsync(of, null, stop);
        var edition = of.Conclude(by, now);
        var signed = people.Select(p => (p.Who, Result: ResultOf(of, p))).ToList();
        store.Results.AddRange(signed.Select(s => s.Result));
        store.Conclusions.Add(new()
        {
            ClassId = of.Id,
            Edition = edition,
            ConcludedAt = now,
            ConcludedBy = user,
            ConcludedByName = by,
            Means = means,
            Hash = HashOf(people),
        });
        var taught = (await store.Lecturers.AsNoTracking().Where(l => l.ClassId == of.Id).ToListAsync(stop)).GroupBy(l => l.PractitionerId)
            .Select(g => (Who: g.First(), Hours: ClassFacts.HoursOf(sessions.Where(s => !s.IsOff && g.Any(l => l.SessionId == s.Id))))).Where(t => t.Hours > 0).ToList();
        ClassFacts.Held(store, keys, of, sessions, signed, taught);
        await PublishAsync(of, signed, taught, stop);
    }

    /// <summary>Takes the results back with a reason: credit is lost, each fact reversed; the next signature is another edition.</summary>
    public async Task ReopenAsync(Guid id, int version, string reason, CancellationToken stop)
    {
        var of = await book.FindAsync(id, stop);
        if (!(await book.SeatAsync(of, stop)).Conclude) caller.Must(TrainingRights.Conclude, of.HostId);
        if (reason.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do mở lại.") { Field = "reason" };
        store.Expect(of, version);
        var edition = of.Edition;
        of.Reopen();
        var now = clock.GetUtcNow();
        var conclusion = await store.Conclusions.SingleAsync(c => c.ClassId == id && c.Edition == edition, stop);
        (conclusion.ReopenedAt, conclusion.ReopenedByName, conclusion.Reason) = (now, caller.Name, reason);
        await ClassFacts.TakeBackAsync(store, of, edition, reason, stop);
        foreach (var credit in await store.Credits.Where(c => c.ClassId == id && c.Edition == edition && c.LostAt == null).ToListAsync(stop))
        {
            credit.LostAt = now;
            store.Publish("credit/" + credit.Key, new CreditLost(credit.Key, reason));
        }
        store.Trace("training.class.reopened", "training_class", id.ToString(), "ok", reason);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>SHA-256 over the results in the order of the table.</summary>
    public static string HashOf(IEnumerable<Standing> people) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', people.OrderBy(p =>
        p.Who.Id)
        .Select(p => FormattableString.Invariant($"{p.Who.Id:N};{p.Judged.Attended.Minutes};{p.Judged.Attended.Of};{p.Judged.Theory};{p.Judged.Practice};{p.Judged.Score};{p.Judged.IsPassed}"))))));

    async Task PublishAsync(TrainingClass of, List<(Nomination Who, ClassResult Result)> signed, List<(Lecturer Who, decimal Hours)> taught, CancellationToken stop)
    {
        var names = await organisations.NamesAsync(signed.Select(s => s.Who.UnitId).Distinct(), of.ToDay, stop);
        var href = "/training/classes/" + of.Id;
        foreach (var (who, result) in signed.Where(s => s.Result.IsPassed))
        {
            var source = KeyOf(of.Id, who.PractitionerId);
            Earn(of, source, who.PractitionerId, "course", of.Hours, of.Name, href);
            store.Publish("certificate/" + source, new CertificateEarned(source, of.HostId, TrainingWords.Key(of.Paper), who.PractitionerId, who.Name, null,
                names.GetValueOrDefault(who.UnitId, ""), of.Name, of.FromDay, of.ToDay, of.Hours, result.Grade, of.TechniqueCodes)
            { PlanId = of.PlanId, TopicId = of.TopicId, Href = href });
        }
        foreach (var (who, hours) in taught) Earn(of, KeyOf(of.Id, who.PractitionerId) + "/taught", who.PractitionerId, "course-taught", hours, of.Name, href);
    }

    void Earn(TrainingClass of, string key, Guid practitioner, string activity, decimal hours, string title, string href)
    {
        if (hours <= 0) return;
        store.Credits.Add(new() { Key = key, ClassId = of.Id, Edition = of.Edition, PractitionerId = practitioner, Activity = activity, Hours = hours });
        store.Publish("credit/" + key, new CreditEarned(key, practitioner, null, activity, hours, of.ToDay, of.HostId, title, href));
    }

    /// <summary>Key of somebody's attendance of a class; certificates and credit know it by this.</summary>
    public static string KeyOf(Guid of, Guid practitioner) => $"class/{of}/{practitioner}";

    static ClassResult ResultOf(TrainingClass of, Standing p) => new()
    {
        ClassId = of.Id,
        Edition = of.Edition,
        NominationId = p.Who.Id,
        PractitionerId = p.Who.PractitionerId,
        Minutes = p.Judged.Attended.Minutes,
        Percent = p.Judged.Attended.Percent,
        Theory = p.Judged.Theory,
        Practice = p.Judged.Practice,
        Score = p.Judged.Score,
        Grade = p.Judged.IsPassed ? p.Judged.Grade : "",
        IsPassed = p.Judged.IsPassed,
        Lacks = string.Join(';', p.Judged.Lacks),
        Hours = p.Judged.IsPassed ? of.Hours : 0,
    };
}
