using System.Globalization;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>A station at which an examiner stands, for a telephone.</summary>
sealed record StationView(TrainingClass Of, Station Station, IReadOnlyList<(Nomination Who, StationMark? Mark)> People, Nomination? Now, bool MayMark);

/// <summary>Stations of the practical examination, and what examiners find there.</summary>
sealed class Examining(TrainingStore store, ClassBook book, Caller caller, TimeProvider clock)
{
    /// <summary>Sets up a station.</summary>
    public async Task AddAsync(Guid classId, string name, string items, CancellationToken stop)
    {
        var of = await LeadAsync(classId, stop);
        var station = new Station
        {
            ClassId = of.Id,
            Ordinal = (await store.Stations.Where(s => s.ClassId == classId).MaxAsync(s => (int?)s.Ordinal, stop) ?? 0) + 1,
            Name = name,
            Items = items,
        };
        if (station.List.Count is < 1 or > 60) throw new Refusal(RefusalKind.Invalid, "Trạm cần từ 1 đến 60 mục, mỗi dòng một mục.") { Field = "items" };
        store.Stations.Add(station);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes a station away that nobody has passed through.</summary>
    public async Task DropAsync(Guid classId, Guid id, CancellationToken stop)
    {
        await LeadAsync(classId, stop);
        if (await store.StationMarks.AnyAsync(m => m.StationId == id, stop)) throw Refusal.Conflict("Trạm này đã có người thi nên không bỏ được.");
        if (await store.Stations.SingleOrDefaultAsync(s => s.Id == id && s.ClassId == classId, stop) is { } row) store.Stations.Remove(row);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>The page of a station; <paramref name="who"/> stands before the examiner.</summary>
    public async Task<StationView> ShowAsync(Guid id, Guid? who, CancellationToken stop)
    {
        var (of, station) = await FindAsync(id, stop);
        var people = await store.Nominations.AsNoTracking().Where(n => n.ClassId == of.Id && n.State == NominationState.Approved).ToListAsync(stop);
        var marks = await store.StationMarks.AsNoTracking().Where(m => m.StationId == id).ToDictionaryAsync(m => m.NominationId, stop);
        return new(of, station, [.. people.OrderBy(p => p.Name, StringComparer.Create(Say.Vietnam, true)).Select(p => (p, marks.GetValueOrDefault(p.Id)))],
            people.Find(p => p.Id == who), of.State == ClassState.Open);
    }

    /// <summary>Takes down what somebody did at a station; again replaces it, as long as nobody else changed it meanwhile.</summary>
    public async Task MarkAsync(Guid id, Guid who, int version, Func<int, int> points, string note, CancellationToken stop)
    {
        var (of, station) = await FindAsync(id, stop);
        of.MustBeOpen();
        if (!await store.Nominations.AnyAsync(n => n.Id == who && n.ClassId == of.Id && n.State == NominationState.Approved, stop))
            throw Refusal.Missing("Không tìm thấy người này trong danh sách lớp.");
        var mark = await store.StationMarks.SingleOrDefaultAsync(m => m.StationId == id && m.NominationId == who, stop);
        if (mark is null) store.StationMarks.Add(mark = new() { StationId = id, NominationId = who });
        else store.Expect(mark, version);
        var got = station.List.Select((item, i) => Math.Clamp(points(i), 0, item.Points)).ToList();
        mark.Points = string.Join(',', got.Select(p => p.ToString(CultureInfo.InvariantCulture)));
        mark.Score = decimal.Round(10m * got.Sum() / station.List.Sum(i => i.Points), 2, MidpointRounding.AwayFromZero);
        (mark.Note, mark.MadeAt, mark.MadeByName) = (note, clock.GetUtcNow(), caller.Name);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Practice score of ten by learner: the mean of all stations, each weighing as its points; who missed one has none.</summary>
    public async Task<IReadOnlyDictionary<Guid, decimal>> ScoresAsync(Guid classId, CancellationToken stop)
    {
        var stations = await store.Stations.AsNoTracking().Where(s => s.ClassId == classId).ToListAsync(stop);
        if (stations.Count == 0) return new Dictionary<Guid, decimal>();
        var weight = stations.ToDictionary(s => s.Id, s => s.List.Sum(i => i.Points));
        var ids = stations.ConvertAll(s => s.Id);
        return (await store.StationMarks.AsNoTracking().Where(m => ids.Contains(m.StationId)).ToListAsync(stop)).GroupBy(m => m.NominationId).Where(g =>
            g.Count() == stations.Count)
            .ToDictionary(g => g.Key, g => decimal.Round(g.Sum(m => m.Score * weight[m.StationId]) / weight.Values.Sum(), 2, MidpointRounding.AwayFromZero));
    }

    async Task<(TrainingClass, Station)> FindAsync(Guid id, CancellationToken stop)
    {
        var station = await store.Stations.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy trạm thi này.");
        var of = await book.FindAsync(station.ClassId, stop);
        ClassBook.MustLead(await book.SeatAsync(of, stop));
        return (of, station);
    }

    async Task<TrainingClass> LeadAsync(Guid classId, CancellationToken stop)
    {
        var of = await book.FindAsync(classId, stop);
        ClassBook.MustLead(await book.SeatAsync(of, stop));
        of.MustBeOpen();
        return of;
    }
}

/// <summary>Feedback of learners: sums and words, never who.</summary>
sealed class FeedbackBox(TrainingStore store, ClassBook book)
{
    /// <summary>The five questions, each answered from 1 to 5.</summary>
    public static readonly IReadOnlyList<string> Questions =
    [
        Words.Key("Nội dung phù hợp với công việc"), Words.Key("Giảng viên dạy dễ hiểu"), Words.Key("Thời gian thực hành đủ"),
            Words.Key("Tài liệu, trang thiết bị đầy đủ"),
        Words.Key("Tôi làm được điều đã học tại đơn vị"),
    ];

    /// <summary>Sums are shown from so many forms on: of fewer one could guess who said what.</summary>
    public const int Fewest = 3;

    /// <summary>Has the learner given it?</summary>
    public Task<bool> IsGivenAsync(Guid classId, Guid learner, CancellationToken stop) =>
        store.FeedbackGiven.AsNoTracking().AnyAsync(f => f.ClassId == classId && f.NominationId == learner, stop);

    /// <summary>
    /// Takes a form. Answers are written past the trail, which would name the person beside them; that they have given one is kept.
    /// </summary>
    public async Task GiveAsync(Guid classId, IReadOnlyList<int> values, string text, CancellationToken stop)
    {
        var of = await book.FindAsync(classId, stop);
        var learner = (await book.SeatAsync(of, stop)).Learn
            ?? throw Refusal.Forbidden("Ông/bà không có trong danh sách học viên của lớp này. Xin liên hệ người tổ chức lớp.");
        if (values.Count != Questions.Count || values.Any(v => v is < 1 or > 5)) throw Refusal.Invalid("Xin chọn một mức từ 1 đến 5 cho mỗi câu.");
        if (await IsGivenAsync(classId, learner, stop)) throw Refusal.Conflict("Ông/bà đã gửi phiếu nhận xét của lớp này.");
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        store.FeedbackGiven.Add(new() { ClassId = classId, NominationId = learner });
        await store.SaveChangesAsync(stop);
        for (var i = 0; i < values.Count; i++)
        {
            var (question, value) = (i + 1, values[i]);
            await store.Database.ExecuteSqlAsync($"insert into training_feedback (class_id, question, value, count) values ({classId}, {question}, {value}, 1) on conflict (class_id, question, value) do update set count = training_feedback.count + 1", stop);
        }
        if (text.Length > 0)
        {
            // The id tells nothing of when it was written.
            var id = Guid.CreateVersion7(new DateTimeOffset(of.FromDay.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero));
            await store.Database.ExecuteSqlAsync($"insert into training_feedback_words (id, class_id, text) values ({id}, {classId}, {text})", stop);
        }
        await transaction.CommitAsync(stop);
    }

    /// <summary>Mean and number of forms by question, and the words in no order of time; null while there are too few.</summary>
    public async Task<(int Forms, IReadOnlyList<decimal> Means, IReadOnlyList<string> Words)?> SumsAsync(Guid classId, CancellationToken stop)
    {
        var sums = await store.FeedbackSums.AsNoTracking().Where(f => f.ClassId == classId).ToListAsync(stop);
        var forms = sums.Where(s => s.Question == 1).Sum(s => s.Count);
        if (forms < Fewest) return null;
        var words = await store.FeedbackWords.AsNoTracking().Where(f => f.ClassId == classId).Select(f => f.Text).ToListAsync(stop);
        return (forms, [.. Enumerable.Range(1, Questions.Count).Select(q => decimal.Round((decimal)sums.Where(s => s.Question == q).Sum(s =>
            s.Value * s.Count) / forms, 2))],
            [.. words.Order(StringComparer.Ordinal)]);
    }
}
