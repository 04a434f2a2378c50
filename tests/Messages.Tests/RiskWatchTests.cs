using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Messages.Tests;

/// <summary>The watch over targets: who answers for one is told when it comes into danger, once for each time it does.</summary>
public abstract class RiskWatchTests(TestSite site)
{
    const string Paper = """
        SỞ Y TẾ TỈNH MẪU

        Số: 12/KH-SYT

        Mẫu, ngày 05 tháng 01 năm 2025

        KẾ HOẠCH
        Nâng cao chất lượng khám chữa bệnh năm 2025

        I. MỤC TIÊU
        1. Mục tiêu cụ thể
        - Tổ chức ít nhất 24 buổi hội chẩn từ xa với tuyến trên.
        - Tổ chức ít nhất 12 lớp tập huấn cấp cứu.

        II. THỜI GIAN THỰC HIỆN
        Từ ngày 01/01/2025 đến ngày 31/12/2025.
        """;

    [Fact]
    public async Task Danger_that_comes_is_told_once_and_again_when_it_turns_worse()
    {
        var (owner, plan, targets) = await AdoptAsync();
        site.Clock.SetDay(new DateOnly(2025, 4, 30));
        await CountAsync(plan, owner, targets[0], new(2025, 4, 20), 12);
        await CountAsync(plan, owner, targets[1], new(2025, 4, 20), 1);
        // The second is in danger already at the first look: that is no news.
        Assert.Empty(await ToldAsync(owner));
        Assert.Empty(await ToldAsync(owner));

        site.Clock.SetDay(new DateOnly(2025, 9, 30));
        Assert.Equal([("AtRisk", targets[0].IndicatorId)], await ToldAsync(owner));
        Assert.Single(await ToldAsync(owner));
        await CountAsync(plan, owner, targets[0], new(2025, 9, 28), 8);
        Assert.Single(await ToldAsync(owner));
        site.Clock.SetDay(new DateOnly(2025, 11, 30));
        Assert.Equal(2, (await ToldAsync(owner)).Count);

        site.Clock.SetDay(new DateOnly(2026, 1, 5));
        Assert.Equal(["AtRisk", "AtRisk", "Missed", "Missed"], (await ToldAsync(owner)).Select(t => t.Status).Order(StringComparer.Ordinal));
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, owner);
        await officer.OpenAsync("/");
        Assert.Contains("có nguy cơ không đạt", officer.Text, StringComparison.Ordinal);
        Assert.Contains("không đạt", officer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_withdrawn_plan_endangers_nobody()
    {
        var (owner, plan, targets) = await AdoptAsync();
        site.Clock.SetDay(new DateOnly(2025, 4, 30));
        await CountAsync(plan, owner, targets[0], new(2025, 4, 20), 12);
        Assert.Empty(await ToldAsync(owner));
        await site.RunAsync("update plans_plan set state = 'Withdrawn', withdrawn_on = @p1 where id = @p0", plan, new DateOnly(2025, 5, 1));
        site.Clock.SetDay(new DateOnly(2025, 9, 30));
        Assert.Empty(await ToldAsync(owner));
    }

    async Task<(Guid Owner, Guid Plan, IReadOnlyList<Target> Targets)> AdoptAsync()
    {
        site.Clock.SetDay(new DateOnly(2025, 2, 1));
        var owner = await site.OrganisationAsync("Sở Y tế tỉnh Mẫu " + Guid.CreateVersion7().ToString("N")[^6..], kind: "department");
        var plan = await site.HouseAsync(s => s.GetRequiredService<IPlanImport>().ImportAndAdoptAsync(owner, "ke-hoach.txt", Encoding.UTF8.GetBytes(Paper), (_, _) => new("declared", null), default));
        await site.SettleAsync();
        var targets = await site.HouseAsync(s => s.GetRequiredService<IPlans>().TargetsAsync(plan, default));
        Assert.Equal([24m, 12m], targets.Select(t => t.Value));
        return (owner, plan, targets);
    }

    async Task CountAsync(Guid plan, Guid unit, Target target, DateOnly on, decimal value)
    {
        await site.Services.GetRequiredService<Ledger>().AppendAsync([new Fact
        {
            Kind = "indicator.value", UnitId = unit, OccurredOn = on, Value = value, Module = "test", SourceId = "value/" + Guid.CreateVersion7(), PlanId = plan, TopicId = target.IndicatorId,
            Grade = Grade.DeclaredWithFile,
        }]);
        await site.SettleAsync();
    }

    /// <summary>Lets the watch look, and tells what this organisation was told of danger so far.</summary>
    async Task<List<(string Status, Guid Target)>> ToldAsync(Guid organisation)
    {
        Assert.True(await site.Services.GetRequiredService<JobRunner>().RunAsync(site.Services.GetServices<Job>().Single(j => j.Name == "risk-watch"), default));
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        return await connection.RowsAsync("select once from kernel_notice where organisation_id = @p0 and once like 'risk/%' order by created_at, once",
            r => (r.GetString(0).Split('/')[2], Guid.Parse(r.GetString(0).Split('/')[1])), default, organisation);
    }
}

public sealed class Risk_watch_on_sqlite(SqliteSite site) : RiskWatchTests(site), IClassFixture<SqliteSite>;

public sealed class Risk_watch_on_postgres(PostgresSite site) : RiskWatchTests(site), IClassFixture<PostgresSite>;
