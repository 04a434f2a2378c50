using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Reports.Tests;

/// <summary>Plans and their obligations in the domain's words, on a running site.</summary>
sealed class Steps(TestSite site)
{
    int made;

    public Guid From { get; private set; }
    public Guid To { get; private set; }

    /// <summary>Two organisations: one that reports and one that receives.</summary>
    public async Task<Steps> BeginAsync()
    {
        if (From != Guid.Empty) return this;
        var mark = Guid.CreateVersion7().ToString("N")[..12];
        To = await site.OrganisationAsync($"Sở Y tế thử nghiệm {mark}", kind: "department");
        From = await site.OrganisationAsync($"Bệnh viện thử nghiệm {mark}", kind: "hospital");
        return this;
    }

    /// <summary>A plan that only tells what it demands is adopted; its event is delivered.</summary>
    public async Task<Guid> AdoptAsync(DateOnly from, DateOnly to, params (string Cadence, string? Due)[] obligations)
    {
        await BeginAsync();
        var plan = Guid.CreateVersion7();
        await PublishAsync(new PlanAdopted(plan, From, $"Kế hoạch thử {++made}", from, to, [],
            [.. obligations.Select(o => new AdoptedObligation(Guid.CreateVersion7(), From, To, o.Cadence, o.Due, "báo cáo định kỳ"))]));
        return plan;
    }

    /// <summary>Publishes and delivers.</summary>
    public async Task PublishAsync(PlanAdopted adopted)
    {
        await site.HouseAsync(async s =>
        {
            await using var desk = new Desk(s.GetRequiredService<StoreScope>());
            desk.Publish("plan/" + adopted.PlanId, adopted);
            return await desk.SaveChangesAsync();
        });
        await site.SettleAsync();
    }

    /// <summary>Due days (dd/MM/yyyy) with cut-offs as the list page's file tells them.</summary>
    public async Task<List<(string Due, string Cutoff)>> DueDaysAsync(Guid plan)
    {
        var officer = await site.SignInAsAsync(Role.UnitOfficer, From);
        var text = System.Text.Encoding.UTF8.GetString(await officer.DownloadAsync("/reports/export.csv?plan=" + plan));
        return [.. text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => System.Text.RegularExpressions.Regex.Matches(line, @"\d\d/\d\d/\d{4}"))
            .Select(days => (days[^1].Value, days[^2].Value))];
    }
}

/// <summary>A store without tables of its own, to publish what another module would.</summary>
sealed class Desk(StoreScope scope) : Store(scope)
{
    protected override void Map(ModelBuilder model)
    {
    }
}
