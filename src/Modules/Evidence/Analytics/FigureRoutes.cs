using LienY.Contracts;
using LienY.Design;
using LienY.Evidence.Pages;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Evidence;

/// <summary>The page that explains any figure down to its facts and their sources.</summary>
static class FigureRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/evidence/figure", async (HttpContext context, FigureDesk desk, Caller caller, TimeProvider clock, CancellationToken stop) =>
            Show.Page<FigurePage>(new { Model = await desk.OpenAsync(Read(context.Request.Query, caller, clock), stop) })).Needs(EvidenceRights.Read);
        routes.MapExport("/evidence/figure/facts", async (HttpContext context, FigureDesk desk, Caller caller, Words words, TimeProvider clock, CancellationToken stop) =>
        {
            var (facts, names) = await desk.FactsAsync(Read(context.Request.Query, caller, clock), stop);
            return Exports.Facts("su-kien", facts, names, words);
        }).Needs(EvidenceRights.Read);
        routes.MapExport("/evidence/figure/units", async (HttpContext context, FigureDesk desk, Caller caller, Words words, TimeProvider clock, CancellationToken stop) =>
            Shares("theo-don-vi", words["Đơn vị"], (await desk.OpenAsync(Read(context.Request.Query, caller, clock), stop)).Units, words)).Needs(EvidenceRights.Read);
        routes.MapExport("/evidence/figure/halves", async (HttpContext context, FigureDesk desk, Caller caller, Words words, TimeProvider clock, CancellationToken stop) =>
            Shares("theo-nua-thang", words["Kỳ"], (await desk.OpenAsync(Read(context.Request.Query, caller, clock), stop)).Halves, words)).Needs(EvidenceRights.Read);
    }

    static IResult Shares(string name, string head, IReadOnlyList<FigureShare> shares, Words words) =>
        Export.Of(name, [head, words["Giá trị"], words["Số sự kiện"]], shares.Select(s => new object?[] { s.Name, s.Value, s.Facts }));

    /// <summary>Without a unit: the caller's own; without days: this year.</summary>
    static FigureQuestion Read(IQueryCollection query, Caller caller, TimeProvider clock)
    {
        var today = clock.Today();
        return new(Ask.Text(query["formula"]) ?? throw Refusal.Invalid("Địa chỉ thiếu công thức của con số."), Ask.Id(query["unit"]) ?? caller.OrganisationId, Ask.Day(query["from"]) ?? new(today.Year, 1, 1),
            Ask.Day(query["to"]) ?? today, Ask.Day(query["knownOn"]), Ask.Day(query["treeOn"]), Ask.Text(query["item"]),
            int.TryParse(query["page"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 10_000) : 1);
    }
}
