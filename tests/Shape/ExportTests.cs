using System.Text.RegularExpressions;
using LienY.Site;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Shape;

/// <summary>What can be taken away as CSV can be taken away as Excel.</summary>
public sealed partial class ExportTests(SqliteSite site) : IClassFixture<SqliteSite>
{
    [GeneratedRegex(@"new StringBuilder\(""\\uFEFF""\)|text/csv; charset")]
    private static partial Regex OwnWriter();

    [Fact]
    public void Every_csv_has_its_excel_twin()
    {
        var routes = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Select(r => r.RoutePattern.RawText!).ToHashSet();
        var lists = routes.Where(r => r.EndsWith(".csv", StringComparison.Ordinal) && !r.StartsWith("/api/", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(lists);
        Assert.Subset(routes, lists.Select(r => r[..^4] + ".xlsx").ToHashSet());
    }

    [Fact]
    public void No_module_writes_csv_by_itself() =>
        Assert.Empty(Source.Files("src/Modules", ".cs").Where(f => OwnWriter().IsMatch(File.ReadAllText(f))).Select(f => Path.GetRelativePath(Source.Root, f)));
}
