using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>
/// A told half year of weekly consultations of the National Children's Hospital with hospitals of Lào Cai (counts for the plan's target), this year's line with
/// an open case and late minutes, and a settlement. People, cases and texts are invented.
/// </summary>
sealed class MeetingDemonstration(ConsultsStore store, IPeople people, IPlans plans, IOrganisations organisations, IOrganisationTree trees, RootKey key,
    TimeProvider clock) : IDemonstration
{
    const string DemoMark = "(mẫu)";
    static readonly string[] Hospitals = ["bv-san-nhi-lao-cai", "bvdk-bac-ha", "bvdk-bao-thang", "bvdk-van-ban"];

    static readonly (string Before, string Summary, string Conclusion, string After, string Treatment, int Age, string Unit)[] Stories =
    [
        ("Viêm phổi nặng (J18.9)", "Trẻ sốt cao 4 ngày, khó thở, SpO2 88 % khí phòng.", "Viêm phổi thùy, chưa có tràn dịch; đủ khả năng điều trị tại chỗ.",
        "J18.1 Viêm phổi thùy", "Kháng sinh tĩnh mạch, thở oxy, chụp lại sau 48 giờ.", 5, "year"),
        ("Tim bẩm sinh chưa rõ (Q24.9)", "Trẻ 3 tháng, bú kém, thổi tâm thu 3/6.", "Thông liên thất lớn, suy tim còn bù.", "Q21.0 Thông liên thất",
        "Lợi tiểu, hẹn can thiệp theo lịch tại tuyến trên.", 3, "month"),
        ("Co giật do sốt (R56.0)", "Co giật toàn thân hai cơn trong ngày.", "Co giật do sốt phức hợp, không dấu màng não.", "R56.0 Co giật do sốt",
        "Theo dõi, không cần chuyển; điện não đồ sau một tháng.", 18, "month"),
        ("Vàng da sơ sinh (P59.9)", "Trẻ 4 ngày tuổi, bilirubin 280 µmol/l.", "Vàng da tăng bilirubin gián tiếp, chiếu đèn tích cực.", "P59.9 Vàng da sơ sinh",
        "Chiếu đèn, xét nghiệm lại sau 12 giờ.", 4, "day"),
    ];

    public int Order => 48;

    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        if (!world.Organisations.TryGetValue("bv-nhi-tw", out var host) || !world.People.TryGetValue("bs.nhitw", out var expert)
            || !world.People.TryGetValue("bv.nhitw", out var clerk)
            || !world.People.TryGetValue("bs.sannhi", out var doctor) || !world.Organisations.ContainsKey(Hospitals[0])) return;
        var names = await people.NamesAsync([expert, clerk, doctor], stop);
        var units = Hospitals.Where(world.Organisations.ContainsKey).Select(h => world.Organisations[h]).ToList();
        var cast = new Cast(host, units, (expert, names[expert]), (clerk, names[clerk]), (doctor, names[doctor]),
            await organisations.NamesAsync([host, .. units], null, stop));
        if (world.Plans.TryGetValue("lao-cai", out var plan) && (await plans.TargetsAsync(plan, stop))
            .FirstOrDefault(t => Fold.Of(t.Name).Contains("hoi chan tu xa", StringComparison.Ordinal)) is { } target)
        {
            var from = new DateOnly(2023, 6, 6);
            await LineAsync(world, cast, "Hội chẩn tuần Bệnh viện Nhi Trung ương – các bệnh viện Lào Cai (2023)", from, from.AddDays(25 * 7),
                (plan, target.IndicatorId), stop);
        }
        var tuesday = Weeks.Of(world.Today).AddDays(1);
        await LineAsync(world, cast, "Hội chẩn tuần Bệnh viện Nhi Trung ương – các bệnh viện Lào Cai", tuesday.AddDays(-8 * 7), tuesday.AddDays(8 * 7), null, stop);
        await WeekBook.RunAsync(store, world.Today, stop);
        await SettleAsync(world, cast, stop);
    }

    async Task LineAsync(DemoWorld world, Cast cast, string title, DateOnly from, DateOnly to, (Guid Plan, Guid Topic)? target, CancellationToken stop)
    {
        var series = new Series
        {
            OrganisationId = cast.Host,
            Title = title,
            Weekday = 2,
            At = "14:00",
            Length = 90,
            FromDay = from,
            ToDay = to,
            PlanId = target?.Plan,
            TopicId = target?.Topic,
            MadeAt = Moments.At(from.AddDays(-14), "09:00"),
            MadeByName = cast.Clerk.Name,
        };
        series.Facilities.Add(new() { SeriesId = series.Id, FacilityId = cast.Host, IsHost = true });
        series.Facilities.AddRange(cast.Units.Select(u => new SeriesFacility { SeriesId = series.Id, FacilityId = u, IsHost = false }));
        store.Series.Add(series);
        await store.SaveChangesAsync(stop);
        var (now, week) = (clock.GetUtcNow(), 0);
        foreach (var day in Series.Days(from, to, 2))
        {
            var session = new Session
            {
                OrganisationId = cast.Host,
                SeriesId = series.Id,
                Occurrence = day,
                Title = title,
                StartsAt = Moments.At(day, "14:00"),
                EndsAt = Moments.At(day, "15:30"),
                MadeAt = series.MadeAt,
                MadeByName = cast.Clerk.Name,
                ChangedAt = series.MadeAt,
            };
            Seat(session, cast.Expert, cast.Host, RoomRole.Chair);
            Seat(session, cast.Clerk, cast.Host, RoomRole.Secretary);
            store.Sessions.Add(session);
            week++;
            if (session.EndsAt.AddHours(2) >= now)
            {
                // The next one has a case on its agenda; the later ones wait.
                if (day < world.Today.AddDays(7)) Open(session, cast, now);
                await ReminderBook.LayAsync(store, session, now, stop);
                await store.SaveChangesAsync(stop);
                continue;
            }
            if (week % 13 == 7)
            {
                session.CallOff("Nghỉ lễ (mẫu)", session.StartsAt.AddDays(-1));
                await store.SaveChangesAsync(stop);
                continue;
            }
            await HoldAsync(world, session, cast, week, isLate: target is null && session.EndsAt.AddDays(8) > now, stop);
            store.ChangeTracker.Clear();
        }
    }

    void Open(Session session, Cast cast, DateTimeOffset now)
    {
        var one = Accepted(cast, session, now.AddDays(-1), "HC-MAU" + session.Id.ToString("N")[^4..].ToUpperInvariant(), 0);
        one.Schedule(session.Id, session.StartsAt, new(cast.Clerk.Id, cast.Clerk.Name, cast.Host), now.AddHours(-2));
        var presenter = Seat(session, cast.Doctor, cast.Units[0], RoomRole.Presenter);
        store.Agenda.Add(new() { SessionId = session.Id, CaseId = one.Id, Ordinal = 1, PresenterId = presenter.Id, Minutes = 20 });
    }

    async Task HoldAsync(DemoWorld world, Session session, Cast cast, int week, bool isLate, CancellationToken stop)
    {
        var presenter = Seat(session, cast.Doctor, cast.Units[0], RoomRole.Presenter);
        // A hospital is missing now and then.
        foreach (var unit in cast.Units.Skip(1).Where(_ => world.Chance.Next(10) > 0)) Seat(session, (null, "Kíp trực " + cast.Names.GetValueOrDefault(unit, "")),
            unit, RoomRole.Observer);
        var one = Accepted(cast, session, session.StartsAt.AddDays(-2), $"HC-M{session.StartsAt:yyMMdd}", week);
        store.Agenda.Add(new() { SessionId = session.Id, CaseId = one.Id, Ordinal = 1, PresenterId = presenter.Id, Minutes = 20 });
        var by = new Actor(cast.Clerk.Id, cast.Clerk.Name, cast.Host);
        one.Schedule(session.Id, session.StartsAt, by, session.StartsAt.AddDays(-1));
        one.OpenRoom(by, session.StartsAt.AddMinutes(-5));
        one.Begin(by, session.StartsAt);
        session.Open(session.StartsAt);
        var end = session.StartsAt.AddMinutes(50 + world.Chance.Next(35));
        session.End(end);
        one.EndMeeting(by, end);
        var presence = session.Seats.ConvertAll(s => new Presence
        {
            SessionId = session.Id,
            SeatId = s.Id,
            UserId = s.UserId,
            Name = s.Name,
            FacilityId = s.FacilityId,
            Role = s.Role,
            FromAt = session.StartsAt.AddMinutes(world.Chance.Next(6)),
            ToAt = end,
        });
        store.Presence.AddRange(presence);
        AttendanceFacts.State(store, session, presence);
        await store.SaveChangesAsync(stop);
        await WriteAsync(world, one, session, presence, cast, week, isLate, stop);
    }

    async Task WriteAsync(DemoWorld world, Case one, Session session, List<Presence> presence, Cast cast, int week, bool isLate, CancellationToken stop)
    {
        var story = Stories[week % Stories.Length];
        var (end, by) = (session.ClosedAt!.Value, new Actor(cast.Clerk.Id, cast.Clerk.Name, cast.Host));
        var rule = LiabilityText.On(Say.DayOf(end));
        var minutes = new MinutesEdition
        {
            CaseId = one.Id,
            SessionId = session.Id,
            AskingId = one.AskingId,
            AnsweringId = cast.Host,
            Edition = 1,
            Code = "mau" + one.Id.ToString("N")[^17..],
            Number = "BBHC-" + one.Code.Replace("-", "", StringComparison.Ordinal),
            HeldFrom = session.StartsAt,
            HeldTo = end,
            DueAt = end + MinutesEdition.Within,
            MadeAt = end,
            MadeByName = cast.Clerk.Name,
            Place = cast.Names.GetValueOrDefault(cast.Host, ""),
            About = $"Ca {one.Code} (mẫu)",
            DiagnosisBefore = story.Before,
            Summary = story.Summary,
            Conclusion = story.Conclusion,
            DiagnosisAfter = story.After,
            Treatment = story.Treatment,
            Liability = rule?.Vi ?? "",
            LiabilityZh = rule?.Zh ?? "",
        };
        store.Minutes.Add(minutes);
        var members = presence.Select((p, i) => new MinutesMember
        {
            MinutesId = minutes.Id,
            UserId = p.UserId,
            Name = p.Name,
            FacilityId = p.FacilityId,
            Role = p.Role,
            Attended = (int)(p.ToAt - p.FromAt).TotalMinutes,
            MustSign = p.UserId is not null,
            Ordinal = i + 1,
        }).ToList();
        store.Members.AddRange(members);
        minutes.Seal(MinutesBody.Of(minutes, null, members, [], cast.Names), end.AddHours(1));
        one.MinutesWritten(by, end.AddHours(1));
        var signing = members.Where(m => m.MustSign).ToList();
        // Every ninth was signed late; the one that is late now still waits for the chair.
        var delay = week % 9 == 4 ? 30 : 2;
        foreach (var member in isLate ? signing.Where(m => m.Role != RoomRole.Chair) : signing) Sign(minutes, member, end.AddHours(delay));
        if (isLate)
        {
            await store.SaveChangesAsync(stop);
            return;
        }
        minutes.Complete(end.AddHours(delay));
        one.SignedByAll(by, end.AddHours(delay));
        await HeldFacts.SignedAsync(store, minutes, one, members, stop);
        store.Publish("consult/" + one.Id, new MinutesCompleted(minutes.Id));
        Follow(world, one, minutes, cast, end.AddHours(delay + 1));
        await store.SaveChangesAsync(stop);
    }

    void Sign(MinutesEdition minutes, MinutesMember member, DateTimeOffset at)
    {
        var signature = new MinutesSignature
        {
            MinutesId = minutes.Id,
            MemberId = member.Id,
            UserId = member.UserId!.Value,
            Name = member.Name,
            Role = member.Role,
            Level = SignatureLevel.A,
            Means = "password",
            Hash = minutes.Hash!,
            SignedAt = Commands.FromMicros(Commands.Micros(at)),
        };
        signature.Seal = key.Sign(signature.Sealed());
        store.Signatures.Add(signature);
    }

    void Follow(DemoWorld world, Case one, MinutesEdition minutes, Cast cast, DateTimeOffset at)
    {
        var by = new Actor(cast.Doctor.Id, cast.Doctor.Name, one.AskingId);
        one.Decide(by, at);
        store.Decisions.Add(new()
        {
            CaseId = one.Id,
            MinutesId = minutes.Id,
            UserId = cast.Doctor.Id,
            Name = cast.Doctor.Name,
            Follows = true,
            Text = minutes.Treatment,
            DecidedAt = at
        });
        one.StartFollowUp(by, at);
        FollowUpPlan.Lay(store, one, at);
        var transfer = world.Chance.Next(3) == 0 ? TransferMade.NotNeeded : world.Chance.Next(5) == 0 ? TransferMade.Made : TransferMade.Avoided;
        var (now, open) = (clock.GetUtcNow(), false);
        foreach (var step in store.FollowUps.Local.Where(f => f.CaseId == one.Id).OrderBy(f => f.DueAt).ToList())
        {
            open |= step.DueAt >= now;
            if (open) continue;
            step.Do(step.Kind == FollowUpKind.D7 ? Outcome.Discharged : Outcome.Better, step.Kind == FollowUpKind.H24 ? transfer : TransferMade.NotNeeded, false, "",
                cast.Doctor.Id, cast.Doctor.Name, step.DueAt);
            FollowUpFacts.State(store, step, Say.DayOf(step.DueAt));
            if (step.Transfer != TransferMade.NotNeeded) FollowUpFacts.StateTransfer(store, step, Say.DayOf(step.DueAt));
        }
        if (!open) one.Close(by, at.AddDays(8));
    }

    async Task SettleAsync(DemoWorld world, Cast cast, CancellationToken stop)
    {
        var (now, year) = (clock.GetUtcNow(), new DateOnly(world.Today.Year, 1, 1));
        var agreement = new PriceAgreement
        {
            SupportedId = cast.Units[0],
            SupportingId = cast.Host,
            Title = $"Thỏa thuận hỗ trợ hội chẩn từ xa {DemoMark}",
            Number = "01/TT-HCTX",
            FromDay = year.AddYears(-1),
            ToDay = year.AddYears(1).AddDays(-1),
            MadeAt = now,
            MadeByName = cast.Clerk.Name,
        };
        store.Agreements.Add(agreement);
        foreach (var (urgency, amount) in new[] { ("", 300_000L), (nameof(Urgency.Urgent), 500_000L), (nameof(Urgency.Immediate), 800_000L) })
            store.Prices.Add(new() { AgreementId = agreement.Id, Kind = "", Urgency = urgency, Amount = amount, FromDay = agreement.FromDay });
        await store.SaveChangesAsync(stop);
        var month = new DateOnly(world.Today.Year, world.Today.Month, 1).AddMonths(-1);
        var settling = new Settling(store, new Seats(Caller.House, trees), key, Caller.House, clock);
        var id = await settling.MakeAsync(agreement.Id, month, stop);
        if (!await store.Charges.AnyAsync(c => c.StatementId == id, stop)) return;
        await settling.SendAsync(id, (await store.Statements.AsNoTracking().SingleAsync(s => s.Id == id, stop)).Version, stop);
    }

    Case Accepted(Cast cast, Session session, DateTimeOffset at, string code, int week)
    {
        var story = Stories[week % Stories.Length];
        var one = new Case
        {
            Code = code,
            AskingId = cast.Units[0],
            AskedById = cast.Doctor.Id,
            AskedByName = cast.Doctor.Name,
            AnsweringId = cast.Host,
            CreatedAt = at,
            Urgency = week % 5 == 0 ? Urgency.Urgent : Urgency.Planned,
            Specialty = "paediatrics",
            Reason = "beyond",
            SummaryNumber = 1,
            Sex = week % 2 == 0 ? "male" : "female",
            Age = story.Age,
            AgeUnit = story.Unit,
            Folded = Fold.Of(code),
        };
        var (asker, answerer) = (new Actor(cast.Doctor.Id, cast.Doctor.Name, cast.Units[0]), new Actor(cast.Expert.Id, cast.Expert.Name, cast.Host));
        var text = new CaseSummary { CaseId = one.Id, Number = 1 };
        text.Write(new()
        {
            Question = "Có cần chuyển tuyến không, xử trí tiếp thế nào?",
            History = story.Summary,
            Findings = story.Summary,
            Diagnoses = [new("", story.Before)]
        }, asker, at);
        text.SentAt = at;
        one.Submit(asker, at);
        one.Approve(new(null, "Lãnh đạo bệnh viện (mẫu)", cast.Units[0]), at.AddMinutes(20), new(at.AddHours(24), at.AddHours(24), cast.Expert.Id));
        one.Accept(answerer, at.AddMinutes(45 + week), null);
        store.Cases.Add(one);
        store.Summaries.Add(text);
        store.Identities.Add(new() { CaseId = one.Id, Name = $"Người bệnh {code} (mẫu)", LocalNumber = "BN-" + code });
        return one;
    }

    static Seat Seat(Session session, (Guid? Id, string Name) who, Guid facility, RoomRole role)
    {
        var seat = new Seat { SessionId = session.Id, UserId = who.Id, Name = who.Name, FacilityId = facility, Role = role, Ordinal = session.Seats.Count + 1 };
        session.Seats.Add(seat);
        return seat;
    }

    static Seat Seat(Session session, (Guid Id, string Name) who, Guid facility, RoomRole role) => Seat(session, ((Guid?)who.Id, who.Name), facility, role);

    /// <summary>Who plays.</summary>
    sealed record Cast(Guid Host, IReadOnlyList<Guid> Units, (Guid Id, string Name) Expert, (Guid Id, string Name) Clerk, (Guid Id, string Name) Doctor,
        IReadOnlyDictionary<Guid, string> Names);
}
