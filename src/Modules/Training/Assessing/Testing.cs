using System.Text.Json;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>A try at a test, for its page.</summary>
sealed record AttemptView(TrainingClass Of, Test Test, Attempt Attempt, IReadOnlyList<Question> Questions, DateTimeOffset Now);

/// <summary>The bank of questions, tests, tries, and their scores.</summary>
sealed class Testing(TrainingStore store, ClassBook book, TimeProvider clock)
{
    /// <summary>How long after its end a try is still taken (the line of a district hospital is slow).</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(30);

    /// <summary>Puts a question into the bank.</summary>
    public async Task AskAsync(Guid classId, QuestionUse use, bool isMultiple, string text, string choices, string answers, int points, CancellationToken stop)
    {
        var of = await LeadAsync(classId, stop);
        var question = new Question
        {
            ClassId = of.Id,
            Ordinal = (await store.Questions.Where(q => q.ClassId == classId).MaxAsync(q => (int?)q.Ordinal, stop) ?? 0) + 1,
            Used = use,
            IsMultiple = isMultiple,
            Text = text,
            Choices = choices,
            Answers = answers,
            Points = points,
        };
        question.Check();
        await MustBeUntriedAsync(classId, stop);
        store.Questions.Add(question);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes a question out before anybody has tried.</summary>
    public async Task DropAsync(Guid classId, Guid id, CancellationToken stop)
    {
        await LeadAsync(classId, stop);
        await MustBeUntriedAsync(classId, stop);
        if (await store.Questions.SingleOrDefaultAsync(q => q.Id == id && q.ClassId == classId, stop) is { } row) store.Questions.Remove(row);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Sets when a test is open, how long a try may take, how many there are.</summary>
    public async Task SetAsync(Guid classId, TestKind kind, int version, int minutes, int tries, DateTimeOffset opens, DateTimeOffset closes, CancellationToken stop)
    {
        await LeadAsync(classId, stop);
        if (minutes is < 1 or > 300) throw new Refusal(RefusalKind.Invalid, "Thời gian làm bài phải từ 1 đến 300 phút.") { Field = "minutes" };
        if (tries is < 1 or > 20) throw new Refusal(RefusalKind.Invalid, "Số lần làm phải từ 1 đến 20.") { Field = "tries" };
        if (closes <= opens) throw new Refusal(RefusalKind.Invalid, "Giờ đóng phải sau giờ mở.") { Field = "closes" };
        var test = await store.Tests.SingleOrDefaultAsync(t => t.ClassId == classId && t.Kind == kind, stop);
        if (test is null) store.Tests.Add(test = new() { ClassId = classId, Kind = kind });
        else store.Expect(test, version);
        (test.Minutes, test.Tries, test.OpensAt, test.ClosesAt) = (minutes, tries, opens, closes);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Begins a try, or goes on with the one that runs; returns its id.</summary>
    public Task<Guid> BeginAsync(Guid testId, CancellationToken stop) => store.AgainAsync(async () =>
    {
        var (of, test, learner) = await SitAsync(testId, stop);
        var now = clock.GetUtcNow();
        if (of.State != ClassState.Open || now < test.OpensAt || now > test.ClosesAt)
            throw Refusal.Conflict("Bài kiểm tra mở từ {0} đến {1}.", test.OpensAt, test.ClosesAt);
        var tries = await store.Attempts.Where(a => a.TestId == testId && a.NominationId == learner).OrderBy(a => a.Number).ToListAsync(stop);
        if (tries.Find(t => t.HandedAt is null && now <= t.EndsAt) is { } running) return running.Id;
        if (tries.Count >= test.Tries) throw Refusal.Conflict("Ông/bà đã làm đủ {0} lần.", test.Tries);
        var questions = (await store.Questions.AsNoTracking().Where(q => q.ClassId == of.Id).OrderBy(q => q.Ordinal).ToListAsync(stop)).Where(q =>
            q.IsIn(test.Kind)).ToList();
        if (questions.Count == 0) throw Refusal.Conflict("Bài kiểm tra chưa có câu hỏi.");
        var ends = now.AddMinutes(test.Minutes);
        var attempt = new Attempt
        {
            TestId = testId,
            NominationId = learner,
            Number = tries.Count + 1,
            Paper = string.Join(' ', questions.Select(q => q.Id.ToString("N"))),
            StartedAt = now,
            EndsAt = ends < test.ClosesAt ? ends : test.ClosesAt,
        };
        store.Attempts.Add(attempt);
        await store.SaveChangesAsync(stop);
        return attempt.Id;
    });

    /// <summary>A try with its questions, for who sits it.</summary>
    public async Task<AttemptView> ShowAsync(Guid id, CancellationToken stop)
    {
        var attempt = await store.Attempts.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, stop) ?? throw Missing();
        var (of, test, learner) = await SitAsync(attempt.TestId, stop);
        if (attempt.NominationId != learner) throw Missing();
        return new(of, test, attempt, await PaperAsync(attempt, stop), clock.GetUtcNow());
    }

    /// <summary>Hands a try in: it is scored at once. Returns the score, of ten.</summary>
    public async Task<decimal> HandInAsync(Guid id, IReadOnlyDictionary<Guid, IReadOnlySet<int>> answers, CancellationToken stop)
    {
        var attempt = await store.Attempts.SingleOrDefaultAsync(a => a.Id == id, stop) ?? throw Missing();
        var (of, _, learner) = await SitAsync(attempt.TestId, stop);
        if (attempt.NominationId != learner) throw Missing();
        if (attempt.Score is { } known) return known;
        of.MustBeOpen();
        var now = clock.GetUtcNow();
        if (now > attempt.EndsAt + Grace) throw Refusal.Conflict("Đã hết giờ làm bài lúc {0} nên bài này không nhận nữa.", attempt.EndsAt);
        attempt.Score = Attempt.Mark(await PaperAsync(attempt, stop), q => answers.GetValueOrDefault(q) ?? new HashSet<int>());
        attempt.Answers = JsonSerializer.Serialize(answers.ToDictionary(a => a.Key.ToString("N"), a => a.Value.Order().ToArray()));
        attempt.HandedAt = now;
        await store.SaveChangesAsync(stop);
        return attempt.Score.Value;
    }

    /// <summary>Best score by learner of a kind of test.</summary>
    public async Task<IReadOnlyDictionary<Guid, decimal>> BestAsync(Guid classId, TestKind kind, CancellationToken stop) =>
        (await (from a in store.Attempts.AsNoTracking()
                join t in store.Tests.AsNoTracking() on a.TestId equals t.Id
                where t.ClassId == classId && t.Kind == kind
            && a.Score != null
                select new { a.NominationId, a.Score }).ToListAsync(stop)).GroupBy(a => a.NominationId).ToDictionary(g => g.Key, g => g.Max(a => a.Score!.Value));

    async Task<IReadOnlyList<Question>> PaperAsync(Attempt attempt, CancellationToken stop)
    {
        var order = attempt.Paper.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(p => Guid.ParseExact(p, "N")).ToList();
        return [.. (await store.Questions.AsNoTracking().Where(q => order.Contains(q.Id)).ToListAsync(stop)).OrderBy(q => order.IndexOf(q.Id))];
    }

    async Task<(TrainingClass, Test, Guid)> SitAsync(Guid testId, CancellationToken stop)
    {
        var test = await store.Tests.AsNoTracking().SingleOrDefaultAsync(t => t.Id == testId, stop) ?? throw Missing();
        var of = await book.FindAsync(test.ClassId, stop);
        return (of, test, (await book.SeatAsync(of, stop)).Learn
            ?? throw Refusal.Forbidden("Ông/bà không có trong danh sách học viên của lớp này. Xin liên hệ người tổ chức lớp."));
    }

    async Task<TrainingClass> LeadAsync(Guid classId, CancellationToken stop)
    {
        var of = await book.FindAsync(classId, stop);
        ClassBook.MustLead(await book.SeatAsync(of, stop));
        of.MustBeOpen();
        return of;
    }

    // A paper that somebody has seen stays as it is, or scores would not mean the same.
    async Task MustBeUntriedAsync(Guid classId, CancellationToken stop)
    {
        if (await (from a in store.Attempts join t in store.Tests on a.TestId equals t.Id where t.ClassId == classId select a.Id).AnyAsync(stop))
            throw Refusal.Conflict("Đã có học viên làm bài nên không đổi câu hỏi được.");
    }

    static Refusal Missing() => Refusal.Missing("Không tìm thấy bài kiểm tra này.");
}
