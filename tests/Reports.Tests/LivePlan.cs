using LienY.Contracts;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Reports.Tests;

/// <summary>A real plan, imported from a paper of the demonstration and adopted, with one obligation of our own between two organisations.</summary>
sealed class LivePlan(TestSite site)
{
    public Guid Id { get; private set; }
    public Guid Sender { get; private set; }
    public Guid Receiver { get; private set; }
    public IReadOnlyList<Target> Targets { get; private set; } = [];

    /// <summary>The first target that stands for the whole year.</summary>
    public Target Target => Targets.First(t => t.Value is > 0 && t.From <= new DateOnly(2025, 3, 1) && t.To >= new DateOnly(2025, 6, 30));

    public static async Task<LivePlan> AdoptAsync(TestSite site, string cadence = "half", string? due = "10/6", Func<string, string, MeasureChoice?>? measure = null)
    {
        var plan = new LivePlan(site);
        var mark = Guid.CreateVersion7().ToString("N")[..12];
        plan.Receiver = await site.OrganisationAsync($"Ủy ban nhân dân tỉnh Thử Nghiệm {mark}", kind: "committee");
        plan.Sender = await site.OrganisationAsync($"Sở Y tế tỉnh Thử Nghiệm {mark}", plan.Receiver, "department");
        await using var paper = typeof(Settings).Assembly.GetManifestResourceStream("Demo/ke-hoach-kien-giang-tphcm-2025.docx")!;
        using var copy = new MemoryStream();
        await paper.CopyToAsync(copy);
        plan.Id = await site.HouseAsync(s => s.GetRequiredService<IPlanImport>().ImportAndAdoptAsync(plan.Sender, "ke-hoach.docx", copy.ToArray(), measure ?? ((_, _) => new("official", null)), default));
        await site.SettleAsync();
        var card = await site.HouseAsync(s => s.GetRequiredService<IPlans>().FindAsync(plan.Id, default));
        plan.Targets = await site.HouseAsync(s => s.GetRequiredService<IPlans>().TargetsAsync(plan.Id, default));
        await new Steps(site).PublishAsync(new PlanAdopted(plan.Id, plan.Sender, card.Title, card.From, card.To, [],
            [new(Guid.CreateVersion7(), plan.Sender, plan.Receiver, cadence, due, "báo cáo trước ngày 10/6")]));
        return plan;
    }

    /// <summary>An official value enters the ledger.</summary>
    public async Task ValueAsync(Target target, DateOnly on, decimal value)
    {
        await site.Services.GetRequiredService<Ledger>().AppendAsync([new Fact
        {
            Kind = "indicator.value", UnitId = target.OwnerId, OccurredOn = on, Value = value, Module = "test", SourceId = "value/" + Guid.CreateVersion7(), PlanId = Id,
            TopicId = target.IndicatorId, Grade = Grade.Official,
        }]);
        await site.SettleAsync();
    }

    /// <summary>A fact about a target for a unit enters the ledger.</summary>
    public async Task FactAsync(string kind, Target target, Guid unit, DateOnly on, decimal value)
    {
        await site.Services.GetRequiredService<Ledger>().AppendAsync([new Fact
        {
            Kind = kind, UnitId = unit, OccurredOn = on, Value = value, Module = "test", SourceId = "fact/" + Guid.CreateVersion7(), PlanId = Id, TopicId = target.IndicatorId, Grade = Grade.Official,
        }]);
        await site.SettleAsync();
    }

    /// <summary>The page of the plan's one report to our receiver.</summary>
    public async Task<string> OpenAsync(Visitor visitor)
    {
        await visitor.OpenAsync($"/reports?plan={Id}&org={Receiver}");
        var href = visitor.Page.QuerySelector("tbody a")!.GetAttribute("href")!;
        await visitor.OpenAsync(href);
        return href;
    }

    /// <summary>Facts of reports of this plan in the ledger, by kind, with their dimensions.</summary>
    public Task<List<(string Kind, string Dims)>> FactsAsync() => site.HouseAsync(async s =>
    {
        await using var desk = new Desk(s.GetRequiredService<StoreScope>());
        return (await desk.Set<Fact>().Where(f => f.PlanId == Id && f.Module == "reports").OrderBy(f => f.Seq).ToListAsync()).ConvertAll(f => (f.Kind, f.Dims));
    });

    /// <summary>Notices with a key that holds these words.</summary>
    public Task<List<Notice>> NoticesAsync(string report, string mark) => site.HouseAsync(async s =>
    {
        await using var desk = new Desk(s.GetRequiredService<StoreScope>());
        return await desk.Set<Notice>().Where(n => n.Link == report && n.Once.Contains(mark)).ToListAsync();
    });
}
