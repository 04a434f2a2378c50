using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Outreach;

/// <summary>
/// The plan of Lào Cai with the National Children's Hospital: volunteer check-ups from May to December 2023, the research topic from June 2023; a conference, a
/// delegation across the border and a campaign of this autumn that is being followed. Children and people are invented.
/// </summary>
sealed class OutreachDemonstration(OutreachStore store, Receiving receiving, ResearchDesk research, EventDesk desk, IPlans plans, IPersons persons, Keys keys, TimeProvider clock)
    : IDemonstration
{
    static readonly string[] Family = ["Vàng", "Giàng", "Lò", "Hoàng", "Tẩn", "Chảo", "Lù", "Sùng", "Thào", "Má"];
    static readonly string[] Given = ["A Páo", "Thị Mỷ", "Văn Minh", "Thị Xuân", "Seo Lử", "Thị Dở", "Tả Mẩy", "Văn Tuấn", "Thị Súa", "A Chu", "Thị Hoa"];
    static readonly (string Name, string Commune)[] Places = [("Trường PTDTBT Bản Phố", "Bản Phố"), ("Trạm Y tế Nậm Mòn", "Nậm Mòn"), ("Trường TH Y Tý", "Y Tý"), ("Trạm Y tế Tả Phìn", "Tả Phìn")];

    /// <inheritdoc/>
    public int Order => 62;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        if (!world.Organisations.TryGetValue("bv-san-nhi-lao-cai", out var hospital)) return;
        var targets = world.Plans.TryGetValue("lao-cai", out var plan) ? await plans.TargetsAsync(plan, stop) : [];
        Target? Of(string words) => targets.FirstOrDefault(t => Fold.Of(t.Name).Contains(words, StringComparison.Ordinal));
        var told = await CampaignAsync(world, hospital, "Khám thiện nguyện trẻ em vùng cao năm 2023 (mẫu)", 300, 500, new(2023, 5, 15), new(2023, 12, 20), Of("kham thien nguyen"), stop);
        await ChildrenAsync(world, told, 364, 24, isOver: true, stop);
        var last = await CampaignAsync(world, hospital, "Khám lưu động trẻ em đầu năm học (mẫu)", 120, 150, world.Today.AddDays(-45), world.Today.AddDays(20), null, stop);
        await ChildrenAsync(world, last, 60, 9, isOver: false, stop);
        await ResearchAsync(hospital, Of("de tai nghien cuu") ?? Of("de tai"), stop);
        await EventsAsync(world, hospital, stop);
    }

    async Task<Campaign> CampaignAsync(DemoWorld world, Guid hospital, string title, int least, int most, DateOnly from, DateOnly to, Target? target, CancellationToken stop)
    {
        var campaign = new Campaign
        {
            OrganisationId = hospital,
            Title = title,
            Least = least,
            Most = most,
            FromDay = from,
            ToDay = to,
            Problems = Campaign.Usual,
            Team = "Bệnh viện Nhi Trung ương, Bệnh viện Sản Nhi tỉnh Lào Cai, trạm y tế xã",
            PlanId = target?.PlanId,
            TopicId = target?.IndicatorId,
            MadeAt = new(from.AddDays(-10).ToDateTime(new TimeOnly(2, 0)), TimeSpan.Zero),
            Folded = Fold.Of(title),
        };
        var step = Math.Max(1, ((to < world.Today ? to : world.Today).DayNumber - from.DayNumber) / Places.Length);
        for (var i = 0; i < Places.Length; i++)
            campaign.Sites.Add(new() { CampaignId = campaign.Id, Name = Places[i].Name, Commune = Places[i].Commune, Day = from.AddDays((step * i) + (step / 2)), Team = "1 bác sĩ nhi, 2 điều dưỡng" });
        store.Campaigns.Add(campaign);
        await store.SaveChangesAsync(stop);
        return campaign;
    }

    async Task ChildrenAsync(DemoWorld world, Campaign campaign, int children, int referred, bool isOver, CancellationToken stop)
    {
        var problems = campaign.ProblemList;
        // Only referred children enter the index of persons and the record: the others are counted.
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        for (var i = 0; i < children; i++)
        {
            var (site, refers) = (campaign.Sites[i % campaign.Sites.Count], i % (children / referred) == 3 && i / (children / referred) < referred);
            var input = new ExaminationInput(Guid.CreateVersion7(), site.Id, Day(site.Day), $"{Family[world.Chance.Next(Family.Length)]} {Given[world.Chance.Next(Given.Length)]} {i + 1} (mẫu)",
                Day(site.Day.AddDays(-300 - world.Chance.Next(4_000))), i % 2 == 0 ? "female" : "male", site.Commune, "", "", (70 + world.Chance.Next(70)).ToString(Say.Vietnam),
                (8 + world.Chance.Next(25)).ToString(Say.Vietnam), refers || i % 3 == 0 ? [problems[world.Chance.Next(problems.Count)]] : [], "", refers ? "refer" : i % 3 == 0 ? "treat" : "healthy",
                refers ? "Bệnh viện Sản Nhi tỉnh Lào Cai" : "", refers ? Day(site.Day.AddDays(30)) : "");
            var read = input.Into(campaign, world.Today, null, "", null, "Đoàn khám (mẫu)", clock.GetUtcNow());
            var person = refers ? (await persons.LinkAsync(Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.GetDbConnection(store.Database),
                [new(campaign.OrganisationId, read.Local, read.Name, read.Birth, read.Sex, [], "", read.Commune)], stop))[0].PersonId : (Guid?)null;
            var x = input.Into(campaign, world.Today, person, person is { } known ? persons.SubjectHash(known) : keys.Subject("outreach/" + read.Id.ToString("N")), null, "Đoàn khám (mẫu)",
                clock.GetUtcNow());
            receiving.Add(campaign, x, tellRecord: refers);
            if (!refers) continue;
            // Of this autumn's children some have come, one has not, the rest still have time.
            if (isOver || i % 4 == 1) Follow(campaign, x, came: i % 7 != 0, world.Today);
        }
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        store.ChangeTracker.Clear();
    }

    void Follow(Campaign campaign, Examination x, bool came, DateOnly today)
    {
        var on = x.ExaminedOn.AddDays(12) < today ? x.ExaminedOn.AddDays(12) : today;
        if (came) x.Come(on, today);
        x.Close(came ? "Đã khám, điều trị theo hẹn (mẫu)" : "Gia đình chuyển nơi ở, không liên lạc được (mẫu)");
        OutreachFacts.Closed(store, campaign, x, on);
    }

    async Task ResearchAsync(Guid hospital, Target? target, CancellationToken stop)
    {
        const string heading = "Thực trạng và yếu tố liên quan đến tử vong trẻ dưới 5 tuổi tại tỉnh Lào Cai (mẫu)";
        var topic = new ResearchTopic
        {
            OrganisationId = hospital,
            Title = heading,
            Lead = "TS. Nguyễn Hữu Phúc (mẫu)",
            FromDay = new(2023, 6, 1),
            ToDay = new(2024, 6, 30),
            PlanId = target?.PlanId,
            TopicId = target?.IndicatorId,
            MadeAt = new(2023, 5, 20, 2, 0, 0, TimeSpan.Zero),
            Folded = Fold.Of(heading),
        };
        foreach (var (name, due, product) in new (string, DateOnly, string)[] { ("Đề cương được duyệt", new(2023, 7, 15), "Quyết định phê duyệt đề cương"),
            ("Thu thập số liệu tại các bệnh viện", new(2023, 12, 31), "Bộ số liệu đã làm sạch"), ("Báo cáo kết quả", new(2024, 5, 31), "Báo cáo tổng kết đề tài") })
        {
            var milestone = new Milestone { ResearchId = topic.Id, Name = name, DueOn = due };
            topic.Milestones.Add(milestone);
            milestone.Do(due.AddDays(-5), product, clock.Today());
            OutreachFacts.Passed(store, topic, "done", milestone.Id, due.AddDays(-5));
        }
        topic.Accept(new(2024, 6, 20), "Hội đồng khoa học tỉnh nghiệm thu, xếp loại khá (mẫu)", clock.Today());
        OutreachFacts.Passed(store, topic, "accepted", topic.Id, new(2024, 6, 20));
        await research.BeginAsync(topic, stop);
    }

    async Task EventsAsync(DemoWorld world, Guid hospital, CancellationToken stop)
    {
        foreach (var (kind, title, partner, country, place, from, days, held) in new (string, string, string, string, string, DateOnly, int, bool)[]
        {
            ("conference", "Hội nghị nhi khoa các tỉnh Tây Bắc (mẫu)", "Bệnh viện Nhi Trung ương", "", "Lào Cai", new(2023, 10, 12), 2, true),
            ("delegation-out", "Đoàn học tập mô hình sơ sinh tại Bệnh viện Hà Khẩu (mẫu)", "Bệnh viện Nhân dân Hà Khẩu", "Trung Quốc", "Hà Khẩu", new(2023, 11, 6), 3, true),
            ("delegation-in", "Đoàn chuyên gia Bệnh viện Nhi Trung ương khảo sát (mẫu)", "Bệnh viện Nhi Trung ương", "", "Lào Cai", new(2023, 5, 22), 2, true),
            ("exchange", "Trao đổi cấp cứu sơ sinh qua biên giới (mẫu)", "Bệnh viện Nhân dân Hà Khẩu", "Trung Quốc", "Lào Cai", world.Today.AddDays(12), 1, false),
        })
        {
            var one = new Event
            {
                OrganisationId = hospital,
                Kind = kind,
                Title = title,
                Partner = partner,
                Country = country,
                Place = place,
                FromDay = from,
                ToDay = from.AddDays(days - 1),
                Programme = "Khai mạc; báo cáo chuyên đề; thảo luận ca bệnh; thống nhất nội dung hợp tác.",
                MadeAt = clock.GetUtcNow(),
                MadeByName = "Phạm Thu Hà (mẫu)",
                Folded = Fold.Of($"{title} {partner} {place} {country}"),
            };
            one.Members.Add(new() { EventId = one.Id, Name = "Trần Đức Long (mẫu)", Workplace = "Bệnh viện Sản Nhi tỉnh Lào Cai", Role = kind == "conference" ? "speaker" : "head" });
            one.Members.Add(new() { EventId = one.Id, Name = "Lù Thị Dung (mẫu)", Workplace = "Bệnh viện Sản Nhi tỉnh Lào Cai", Role = kind == "conference" ? "attendee" : "member" });
            one.Costs.Add(new() { EventId = one.Id, Item = "Đi lại, ăn ở", Payer = kind == "delegation-in" ? "host" : "province", Amount = 18_500_000 });
            store.Events.Add(one);
            await store.SaveChangesAsync(stop);
            if (held) await desk.HoldAsync(one.Id, one.Version, "Thống nhất nội dung hợp tác và lịch làm việc năm sau (mẫu).", "", stop);
        }
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
