using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans.Tests;

/// <summary>The sample that holds a child plan, its parent and a routing slip in one file.</summary>
public abstract class ImportBundleTests(TestSite site)
{
    [Fact]
    public async Task A_bundle_becomes_two_plans_the_child_linked_to_its_parent()
    {
        var content = Sample("ke-hoach-kien-giang-tphcm-2025.txt");
        var owner = await site.OrganisationAsync("Sở Y tế tỉnh Kiên Giang", kind: "department");
        var committee = await site.OrganisationAsync("Ủy ban nhân dân tỉnh Kiên Giang", kind: "committee");
        var id = await site.HouseAsync(s => s.GetRequiredService<IPlanImport>().ImportAndAdoptAsync(owner, "ke-hoach.txt", content, (_, _) => new("declared", null), default));
        var (child, all, tasks, targets) = await site.HouseAsync(async s =>
        {
            var plans = s.GetRequiredService<IPlans>();
            return (await plans.FindAsync(id, default), await plans.ListAsync(default), await plans.TasksAsync(id, default), await plans.TargetsAsync(id, default));
        });
        Assert.Equal(("111/KH-SYT", owner), (child.Number, child.OwnerId));
        var parent = Assert.Single(all, p => p.Number == "156/KH-UBND");
        Assert.Equal(committee, parent.OwnerId);
        Assert.Equal(23 + 8, tasks.Count);
        Assert.Contains(targets, t => t is { Value: 3m, Unit: "huyện" });
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        Assert.Equal(parent.Id, Guid.Parse((await connection.CellAsync("select parent_id from plans_plan where id = @p0", default, id))!.ToString()!));
        Assert.True((long)(await connection.CellAsync("select count(*) from plans_warning where plan_id = @p0 and code = 'time-differs'", default, parent.Id))! > 0);
    }

    static byte[] Sample(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.Parent?.FullName ?? "", "shared", "samples", name);
            if (File.Exists(Path.Combine(folder.FullName, "LienY.slnx")) && File.Exists(path)) return File.ReadAllBytes(path);
        }
        Assert.Skip($"The sample '{name}' is not beside the repository (../shared/samples).");
        return [];
    }
}

public sealed class Bundle_on_sqlite(SqliteSite site) : ImportBundleTests(site), IClassFixture<SqliteSite>;

public sealed class Bundle_on_postgres(PostgresSite site) : ImportBundleTests(site), IClassFixture<PostgresSite>;
