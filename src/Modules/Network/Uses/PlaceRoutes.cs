using LienY.Design;
using LienY.Kernel;
using LienY.Network.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Network;

/// <summary>Addresses of places.</summary>
static class PlaceRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/places", async (HttpRequest request, PlaceShowing places, TimeProvider clock, CancellationToken stop) =>
        {
            var asked = Asked.Of(request, clock.Today());
            return Show.Page<PlacesPage>(new { Model = await places.ListAsync(asked.Q, asked.On, stop) });
        }).Needs(Rights.Read);
        routes.MapGet("/places/export.csv", async (HttpRequest request, PlaceShowing places, Words words, TimeProvider clock, CancellationToken stop) =>
        {
            var asked = Asked.Of(request, clock.Today());
            return File((await places.ListAsync(asked.Q, asked.On, stop)).Rows.Select(r => new[] { r.Code, r.Name, r.Above, r.From is null ? "" : Say.Day(r.From), r.To is null ? "" : Say.Day(r.To) }), words);
        }).Needs(Rights.Read);
        routes.MapGet("/places/{id:guid}", async (Guid id, HttpRequest request, PlaceShowing places, TimeProvider clock, CancellationToken stop) =>
            Show.Page<PlacePage>(new { Model = await places.OneAsync(id, Asked.Of(request, clock.Today()).On, stop) })).Needs(Rights.Read);
        routes.MapGet("/places/{id:guid}/export.csv", async (Guid id, HttpRequest request, PlaceShowing places, Words words, TimeProvider clock, CancellationToken stop) =>
        {
            var unit = await places.FindAsync(id, stop);
            var inside = await places.InsideAsync(unit, Asked.Of(request, clock.Today()).On, stop);
            return File(inside.Select(p => new[] { p.Code, p.FullName, unit.FullName, p.ValidFrom == PlaceUnit.Unknown ? "" : Say.Day(p.ValidFrom), p.ValidTo is null ? "" : Say.Day(p.ValidTo) }), words);
        }).Needs(Rights.Read);
    }

    static IResult File(IEnumerable<string[]> rows, Words words) =>
        Results.File(Csv.Write([new[] { words["Mã"], words["Tên"], words["Thuộc"], words["Từ ngày"], words["Đến ngày"] }, .. rows]), "text/csv; charset=utf-8", "dia-gioi.csv");
}
