using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>
/// Training of Lào Cai with the National Children's Hospital: the classes of 2023 count for the targets of their plan; since then classes held, one that runs now, one
/// that
/// takes nominations, one whose results wait for a signature, needs and yearly plans. People are those of the register, all invented.
/// </summary>
sealed class TrainingDemonstration(TrainingStore store, Concluding concluding, IPlans plans, IEnumerable<IPractitioners> register, TimeProvider clock) : IDemonstration
{
    const string By = "Cán bộ đào tạo (mẫu)";

    static readonly string[] Units = ["bv-san-nhi-lao-cai", "bvdk-lao-cai", "bvdk-bac-ha", "bvdk-bao-thang", "bvdk-bao-yen", "bvdk-van-ban", "bvdk-bat-xat",
        "ttyt-sa-pa"];

    int made;

    static readonly string[] Lessons = ["Kiểm soát thân nhiệt", "Nuôi ăn qua ống thông", "Bình ca từ xa"];

    public int Order => 52;

    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        if (register.FirstOrDefault() is not { } people || !world.Organisations.TryGetValue("bv-nhi-tw", out var host)
            || !world.Organisations.TryGetValue("syt-lao-cai", out var department)) return;
        var units = Units.Where(world.Organisations.ContainsKey).Select(u => world.Organisations[u]).ToList();
        var staff = (await people.AtAsync(units, null, 400, stop)).GroupBy(p => p.OrganisationId).SelectMany(g => g.Select((p, i) => (Person: p, Row: i)))
            .OrderBy(p => p.Row).ThenBy(p => units.IndexOf(p.Person.OrganisationId)).Select(p => p.Person).ToList();
        var teachers = (await people.AtAsync([host], null, 50, stop)).OrderBy(p => p.UserId is null).Take(6).ToList();
        if (staff.Count < 30 || teachers.Count == 0) return;
        var cast = new Cast(department, host, units, staff, teachers);
        var targets = world.Plans.TryGetValue("lao-cai", out var plan) ? await plans.TargetsAsync(plan, stop) : [];
        foreach (var one in DemoClasses.Of2023)
            await HoldAsync(one, cast, targets.FirstOrDefault(t => IsOf(t, one)), isSigned: true, stop);
        foreach (var one in DemoClasses.Since(world.Today)) await HoldAsync(one, cast, null, isSigned: true, stop);
        // Over since two days; the deputy director of the host has not signed yet.
        await HoldAsync(DemoClasses.Since(world.Today)[1] with
        {
            Name = "Cấp cứu ngạt nước ở trẻ em",
            From = world.Today.AddDays(-3),
            To = world.Today.AddDays(-2),
            People = 9,
            Techniques = ""
        },
            cast, null, isSigned: false, stop);
        await RunAsync(cast, world.Today, stop);
        await AheadAsync(cast, world.Today, stop);
        await PlanAsync(cast, world.Today, stop);
    }

    static bool IsOf(Target target, DemoClass one) => Fold.Of(target.Name) is var name && name.Contains(Fold.Of(one.Name), StringComparison.Ordinal)
        && name.Contains("nguoi duoc cap", StringComparison.Ordinal);

    async Task HoldAsync(DemoClass one, Cast cast, Target? target, bool isSigned, CancellationToken stop)
    {
        var of = Class(one, cast, target);
        var sessions = Enumerable.Range(0, one.Sessions).Select(i => Session(of, i, one)).ToList();
        store.Sessions.AddRange(sessions);
        foreach (var session in sessions) Teach(of, session, cast.Teachers[(made + sessions.IndexOf(session)) % cast.Teachers.Count]);
        // Of a large class one does not attend enough.
        var seats = one.People + (one.People > 10 ? 1 : 0);
        foreach (var (person, i) in Some(cast, seats).Select((p, i) => (p, i)))
        {
            var seat = Seat(of, person);
            foreach (var session in i < one.People ? sessions : sessions.Take(1)) Mark(of, session, seat, session.StartsAt.AddMinutes(i % 12));
        }
        await store.SaveChangesAsync(stop);
        if (isSigned)
        {
            var at = Moments.At(one.To, "17:00");
            await concluding.SignAsync(of, at, "Lãnh đạo bệnh viện (mẫu)", null, "password", stop);
            await store.SaveChangesAsync(stop);
        }
        store.ChangeTracker.Clear();
    }

    // A class of today with a session now: whoever looks can show the code and mark.
    async Task RunAsync(Cast cast, DateOnly today, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var one = new DemoClass("Chăm sóc trẻ đẻ non tại tuyến tỉnh", ClassMode.Blended, today.AddDays(-1), today.AddDays(1), 0, 12, Payer.Province,
            Paper.Attendance, "", 12, 12);
        var of = Class(one, cast, null, weight: 40);
        of.Place = "Hội trường Bệnh viện Sản Nhi tỉnh";
        var begin = now.AddMinutes(-20);
        var sessions = new List<ClassSession>
        {
            new() { ClassId = of.Id, Title = Lessons[0], StartsAt = Moments.At(today.AddDays(-1), "08:00"), EndsAt = Moments.At(today.AddDays(-1),
                "11:00"), Place = of.Place },
            new() { ClassId = of.Id, Title = Lessons[1], Kind = SessionKind.Practice, StartsAt = begin, EndsAt = begin.AddHours(3), Place = of.Place },
            new() { ClassId = of.Id, Title = Lessons[2], StartsAt = Moments.At(today.AddDays(1), "14:00"), EndsAt = Moments.At(today.AddDays(1), "16:00"),
                IsOnline = true },
        };
        store.Sessions.AddRange(sessions);
        foreach (var session in sessions) Teach(of, session, cast.Teachers[0]);
        var own = cast.Staff.Where(p => p.UserId is not null).Take(1).Concat(Some(cast, 11)).DistinctBy(p => p.Id).ToList();
        foreach (var (person, i) in own.Select((p, i) => (p, i)))
        {
            var seat = Seat(of, person);
            Mark(of, sessions[0], seat, sessions[0].StartsAt.AddMinutes(i));
            if (i is > 0 and < 8) Mark(of, sessions[1], seat, begin.AddMinutes(i));
        }
        store.Questions.Add(new()
        {
            ClassId = of.Id,
            Ordinal = 1,
            Text = "Nhiệt độ phòng sinh khi đón trẻ đẻ non (°C)?",
            Choices = "20–22\n23–25\n26–28",
            Answers = "3"
        });
        store.Questions.Add(new()
        {
            ClassId = of.Id,
            Ordinal = 2,
            IsMultiple = true,
            Text = "Việc nào giúp giữ ấm cho trẻ?",
            Choices = "Da kề da\nTắm ngay\nĐội mũ",
            Answers = "1,3"
        });
        store.Tests.Add(new()
        {
            ClassId = of.Id,
            Kind = TestKind.Pre,
            Minutes = 15,
            OpensAt = Moments.At(today.AddDays(-1), "07:00"),
            ClosesAt = Moments.At(today.AddDays(1), "18:00")
        });
        store.Tests.Add(new()
        {
            ClassId = of.Id,
            Kind = TestKind.Post,
            Minutes = 20,
            Tries = 2,
            OpensAt = Moments.At(today.AddDays(1), "16:00"),
            ClosesAt = Moments.At(today.AddDays(2), "18:00")
        });
        store.Stations.Add(new()
        {
            ClassId = of.Id,
            Ordinal = 1,
            Name = "Đặt ống thông dạ dày",
            Items = "Rửa tay | 1\nĐo chiều dài ống | 2\nKiểm tra vị trí ống | 2\nCố định | 1"
        });
        await store.SaveChangesAsync(stop);
        store.ChangeTracker.Clear();
    }

    async Task AheadAsync(Cast cast, DateOnly today, CancellationToken stop)
    {
        var one = new DemoClass("Cấp cứu tim mạch nhi cơ bản", ClassMode.AtHost, today.AddDays(24), today.AddDays(54), 0, 4, Payer.Unit, Paper.Cme, "", 40, 120);
        var of = Class(one, cast, null, capacity: 4);
        (of.NominateUntil, of.NeedsLicence, of.Place) = (today.AddDays(10), true, "Trung tâm Tim mạch trẻ em");
        store.Quotas.Add(new() { ClassId = of.Id, UnitId = cast.Units[0], Seats = 2, Payer = Payer.Unit });
        store.Quotas.Add(new() { ClassId = of.Id, UnitId = cast.Units[1], Seats = 1, Payer = Payer.Unit });
        if (cast.Units.Count > 2) store.Quotas.Add(new() { ClassId = of.Id, UnitId = cast.Units[2], Seats = 1, Payer = Payer.Host });
        var there = cast.Staff.Where(p => p.OrganisationId == cast.Units[1] && p.IsLicensed).Take(2).ToList();
        for (var i = 0; i < there.Count; i++) Seat(of, there[i], i == 0 ? NominationState.Proposed : NominationState.Waiting);
        await store.SaveChangesAsync(stop);
        store.ChangeTracker.Clear();
    }

    async Task PlanAsync(Cast cast, DateOnly today, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var plan = new YearPlan
        {
            DepartmentId = cast.Department,
            Year = today.Year,
            Title = FormattableString.Invariant($"Kế hoạch đào tạo năm {today.Year}"),
            MadeAt = now.AddMonths(-11),
            MadeByName = By
        };
        plan.Submit(3, By, now.AddMonths(-11));
        plan.Approve(FormattableString.Invariant($"15/QĐ-SYT-{today.Year} (mẫu)"), "Lãnh đạo Sở (mẫu)", now.AddMonths(-11).AddDays(3));
        plan.Publish(now.AddMonths(-11).AddDays(4));
        store.Plans.Add(plan);
        (string Name, ClassMode Mode, int People, Payer Payer, Paper Paper, int Quarter)[] lines =
        [
            ("Hồi sức sơ sinh nâng cao", ClassMode.OnSite, 22, Payer.Province, Paper.Attendance, 1), ("Thở máy không xâm nhập ở trẻ em", ClassMode.OnSite, 12,
                Payer.Province, Paper.Attendance, 3),
            ("Phục hồi chức năng vận động trẻ em", ClassMode.AtHost, 4, Payer.Unit, Paper.Cme, 4),
        ];
        foreach (var (line, i) in lines.Select((l, i) => (l, i)))
            store.Lines.Add(new()
            {
                PlanId = plan.Id,
                Ordinal = i + 1,
                Name = line.Name,
                Technique = "",
                Mode = line.Mode,
                HostId = cast.Host,
                People = line.People,
                Payer = line.Payer,
                Paper = line.Paper,
                Quarter = line.Quarter
            });
        (int Unit, string Topic, int People, Priority Priority, string Reason, int Quarter)[] needs =
        [
            (0, "Siêu âm tim trẻ em", 2, Priority.High, "Có máy, chưa đủ người làm ngoài giờ", 1), (2, "Cấp cứu ngừng tuần hoàn ở trẻ em", 4, Priority.High,
                "Bác sỹ mới về khoa", 1),
            (3, "Cấp cứu ngừng tuần hoàn ở trẻ em", 3, Priority.Medium, "Cập nhật phác đồ", 2), (5, "Nội soi tai mũi họng trẻ em", 1, Priority.Medium,
                "Phải chuyển tuyến nhiều", 0),
            (7, "Âm ngữ trị liệu", 1, Priority.Low, "Chuẩn bị mở phòng can thiệp sớm", 3),
        ];
        foreach (var (unit, topic, people, priority, reason, quarter) in needs.Where(n => n.Unit < cast.Units.Count))
        {
            var need = new Need { UnitId = cast.Units[unit], MadeAt = now.AddDays(-20), MadeByName = By };
            need.Write(new("", topic, people, priority, reason, today.Year + 1, quarter));
            store.Needs.Add(need);
        }
        await store.SaveChangesAsync(stop);
        store.ChangeTracker.Clear();
    }

    TrainingClass Class(DemoClass one, Cast cast, Target? target, int? weight = null, int? capacity = null)
    {
        var of = new TrainingClass
        {
            Code = FormattableString.Invariant($"L{one.From.Year % 100:00}-MAU{++made:00}"),
            Name = one.Name,
            OwnerId = cast.Department,
            HostId = cast.Host,
            Mode = one.Mode,
            Place = one.Mode == ClassMode.AtHost ? "Bệnh viện Nhi Trung ương" : "Bệnh viện Sản Nhi tỉnh Lào Cai",
            FromDay = one.From,
            ToDay = one.To,
            Techniques = one.Techniques,
            Programme = "Chương trình trình diễn: lý thuyết, thực hành trên mô hình và trên người bệnh có giám sát.",
            TheoryHours = one.Theory,
            PracticeHours = one.Practice,
            Paper = one.Paper,
            Payer = one.Payer,
            Capacity = capacity ?? one.People + 2,
            TheoryWeight = weight,
            PlanId = target?.PlanId,
            TopicId = target?.IndicatorId,
            MadeAt = Moments.At(one.From.AddDays(-30), "09:00"),
            MadeByName = By,
        };
        of.Open();
        store.Classes.Add(of);
        return of;
    }

    static ClassSession Session(TrainingClass of, int i, DemoClass one)
    {
        // Two a day on site; of a long course one each half month stands for the rest.
        var day = one.Mode == ClassMode.OnSite ? one.From.AddDays(i / 2) : one.From.AddDays(i * 14);
        var isMorning = one.Mode != ClassMode.OnSite || i % 2 == 0;
        return new()
        {
            ClassId = of.Id,
            Title = FormattableString.Invariant($"Bài {i + 1}"),
            Kind = isMorning ? SessionKind.Theory : SessionKind.Practice,
            StartsAt = Moments.At(day, isMorning ? "08:00" : "13:30"),
            EndsAt = Moments.At(day, isMorning ? "11:30" : "16:30"),
            Place = of.Place,
        };
    }

    void Teach(TrainingClass of, ClassSession session, PractitionerCard who) => store.Lecturers.Add(new()
    {
        ClassId = of.Id,
        SessionId = session.Id,
        PractitionerId = who.Id,
        UserId = who.UserId,
        Name = who.Name,
        OrganisationId = who.OrganisationId,
    });

    // Others in each class, in the same order at each start.
    IEnumerable<PractitionerCard> Some(Cast cast, int count) => Enumerable.Range(0, count).Select(i => cast.Staff[((made * 7) + i) % cast.Staff.Count]);

    Nomination Seat(TrainingClass of, PractitionerCard who, NominationState state = NominationState.Approved)
    {
        var seat = new Nomination
        {
            ClassId = of.Id,
            UnitId = who.OrganisationId,
            PractitionerId = who.Id,
            UserId = who.UserId,
            Name = who.Name,
            Title = who.Title,
            Payer = of.Payer,
            MadeAt = of.MadeAt,
            MadeByName = By,
        };
        if (state == NominationState.Approved) seat.Agree(hasPlace: true, By, of.MadeAt.AddDays(5));
        if (state == NominationState.Waiting) seat.Wait(of.MadeAt);
        store.Nominations.Add(seat);
        return seat;
    }

    void Mark(TrainingClass of, ClassSession session, Nomination seat, DateTimeOffset at) => store.Evidence.Add(new()
    {
        Key = $"code/{session.Id:N}/{seat.Id:N}",
        ClassId = of.Id,
        SessionId = session.Id,
        NominationId = seat.Id,
        Kind = EvidenceKind.Code,
        FromAt = session.StartsAt,
        ToAt = session.EndsAt,
        MadeAt = at,
        MadeByName = seat.Name,
    });

    /// <summary>Who plays.</summary>
    sealed record Cast(Guid Department, Guid Host, IReadOnlyList<Guid> Units, IReadOnlyList<PractitionerCard> Staff, IReadOnlyList<PractitionerCard> Teachers);
}
