using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Outreach;

/// <summary>Research topics, or one of them.</summary>
sealed record ResearchView(IReadOnlyList<ResearchTopic> Rows, IReadOnlyDictionary<Guid, string> Names, bool MayArrange, IReadOnlyList<(string Value, string Label)> Units,
    IReadOnlyList<(string Value, string Label)> Targets, DateOnly Today);

/// <summary>Keeps research topics.</summary>
sealed class ResearchDesk(OutreachStore store, Choices choices, IOrganisations organisations, Caller caller, TimeProvider clock)
{
    /// <summary>All, newest first, or one.</summary>
    public async Task<ResearchView> ViewAsync(Guid? id, CancellationToken stop)
    {
        var rows = await store.Research.AsNoTracking().Include(r => r.Milestones).Where(r => id == null || r.Id == id).OrderByDescending(r => r.FromDay).Take(500).ToListAsync(stop);
        if (id is not null && rows.Count == 0) throw Refusal.Missing("Không tìm thấy đề tài này.");
        var may = id is null ? caller.May(OutreachRights.Arrange) : caller.May(OutreachRights.Arrange, rows[0].OrganisationId);
        return new(rows, await organisations.NamesAsync(rows.Select(r => r.OrganisationId).Distinct(), null, stop), may, may ? await choices.UnitsAsync(stop) : [],
            may && id is null ? await choices.TargetsAsync(stop) : [], clock.Today());
    }

    /// <summary>Begins a topic; it counts from its first day.</summary>
    public async Task<Guid> BeginAsync(Form form, CancellationToken stop)
    {
        var unit = form.Id("unit") ?? caller.OrganisationId;
        caller.Must(OutreachRights.Arrange, unit);
        var (from, to) = (Choices.Day(form, "from"), Choices.Day(form, "to"));
        if (to < from) throw new Refusal(RefusalKind.Invalid, "Ngày cuối phải từ ngày đầu trở đi.") { Field = "to" };
        var (plan, topic) = await choices.TargetAsync(form.Id("topic"), stop);
        var (title, lead) = (form.Required("title", 500), form.Required("lead", 200));
        return await BeginAsync(new ResearchTopic
        {
            OrganisationId = unit,
            Title = title,
            Lead = lead,
            FromDay = from,
            ToDay = to,
            PlanId = plan,
            TopicId = topic,
            MadeAt = clock.GetUtcNow(),
            Folded = Fold.Of($"{title} {lead}")
        }, stop);
    }

    /// <summary>Begins a topic that was put together elsewhere.</summary>
    public async Task<Guid> BeginAsync(ResearchTopic topic, CancellationToken stop)
    {
        store.Research.Add(topic);
        OutreachFacts.Passed(store, topic, "started", topic.Id, topic.FromDay);
        await store.SaveChangesAsync(stop);
        return topic.Id;
    }

    /// <summary>Adds a milestone.</summary>
    public async Task AddAsync(Guid id, string name, DateOnly due, CancellationToken stop)
    {
        var topic = await GetAsync(id, stop);
        if (topic.AcceptedOn is not null) throw Refusal.Conflict("Đề tài này đã nghiệm thu.");
        store.Add(new Milestone { ResearchId = id, Name = name, DueOn = due });
        store.Expect(topic, topic.Version);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>A milestone is done.</summary>
    public async Task DoAsync(Guid id, Guid mark, DateOnly on, string product, CancellationToken stop)
    {
        var topic = await GetAsync(id, stop);
        var milestone = topic.Milestones.Find(m => m.Id == mark) ?? throw Refusal.Missing("Không tìm thấy mốc này.");
        milestone.Do(on, product, clock.Today());
        store.Expect(topic, topic.Version);
        OutreachFacts.Passed(store, topic, "done", mark, on);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>The topic is accepted.</summary>
    public async Task AcceptAsync(Guid id, int version, DateOnly on, string acceptance, CancellationToken stop)
    {
        var topic = await GetAsync(id, stop);
        store.Expect(topic, version);
        topic.Accept(on, acceptance, clock.Today());
        OutreachFacts.Passed(store, topic, "accepted", id, on);
        await store.SaveChangesAsync(stop);
    }

    async Task<ResearchTopic> GetAsync(Guid id, CancellationToken stop)
    {
        var topic = await store.Research.Include(r => r.Milestones).SingleOrDefaultAsync(r => r.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy đề tài này.");
        caller.Must(OutreachRights.Arrange, topic.OrganisationId);
        return topic;
    }
}
