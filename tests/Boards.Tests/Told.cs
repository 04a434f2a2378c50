using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Boards.Tests;

/// <summary>Boards as a person at a browser makes them, over units and facts of the test's own.</summary>
sealed class Told(TestSite site)
{
    /// <summary>The formula of the tests' facts.</summary>
    public const string Visits = "count(E{test.visit})";

    /// <summary>A department with two hospitals, nothing else above them.</summary>
    public async Task<(Guid Department, Guid First, Guid Second)> NetworkAsync(string name = "Hải")
    {
        var department = await site.OrganisationAsync($"Sở Y tế thử {name} {Guid.CreateVersion7():N}"[..40], kind: "department");
        return (department, await site.OrganisationAsync($"Bệnh viện Một {name}", department, "hospital"), await site.OrganisationAsync($"Bệnh viện Hai {name}", department, "hospital"));
    }

    /// <summary>So many facts of a unit on a day.</summary>
    public async Task HappenAsync(Guid unit, DateOnly on, int count, string kind = "test.visit")
    {
        await site.HouseAsync(async services =>
        {
            await services.GetRequiredService<Ledger>().AppendAsync([.. Enumerable.Range(0, count).Select(_ => new Fact
            {
                Kind = kind,
                UnitId = unit,
                OccurredOn = on,
                Value = 1,
                Module = "test",
                SourceId = "visit/" + Guid.CreateVersion7(),
            })]);
            return true;
        });
        await site.SettleAsync();
    }

    /// <summary>Makes a board; the visitor stands on its form then. Gives its address.</summary>
    public static async Task<string> BoardAsync(Visitor visitor, string name = "Bảng thử")
    {
        await visitor.OpenAsync("/boards/new");
        await visitor.SubmitAsync("/boards/new", [("name", name)]);
        return new Uri(visitor.Page.Url).AbsolutePath.Replace("/edit", "", StringComparison.Ordinal);
    }

    /// <summary>Adds an item through its form.</summary>
    public static async Task ItemAsync(Visitor visitor, string board, string kind, params (string Name, string Value)[] fields)
    {
        await visitor.OpenAsync($"{board}/add?kind={kind}");
        var given = fields.Select(f => f.Name).ToHashSet();
        (string Name, string Value)[] usual = [("f", "Lượt thử = " + Visits), ("pk", "thisyear"), ("uw", "Children")];
        await visitor.SubmitAsync($"{board}/add", [.. usual.Where(u => !given.Contains(u.Name)), .. fields, ("do", "save")]);
    }

    /// <summary>Address of the first item on the open board.</summary>
    public static string FirstItem(Visitor visitor) =>
        visitor.Page.QuerySelectorAll("a[href*='/items/']").Select(a => a.GetAttribute("href")!.Split('?')[0]).First().Replace("/edit", "", StringComparison.Ordinal).Replace("/export.csv", "", StringComparison.Ordinal);
}
