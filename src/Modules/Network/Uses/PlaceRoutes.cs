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
        routes.MapExport("/places/export", async (HttpRequest request, PlaceShowing places, Words words, TimeProvider clock, CancellationToken stop) =>
        {
            var asked = Asked.Of(request, clock.Today());
            return File((await places.ListAsync(asked.Q, asked.On, stop)).Rows.Select(r => new object?[] { r.Code, r.Name, r.Above, r.From, r.To }), words);
        }).Needs(Rights.Read);
        routes.MapGet("/places/{id:guid}", async (Guid id, HttpRequest request, PlaceShowing places, TimeProvider clock, CancellationToken stop) =>
            Show.Page<PlacePage>(new { Model = await places.OneAsync(id, Asked.Of(request, clock.Today()).On, stop) })).Needs(Rights.Read);
        routes.MapExport("/places/{id:guid}/export", async (Guid id, HttpRequest request, PlaceShowing places, Words words, TimeProvider clock, CancellationToken stop) =>
        {
            var unit = await places.FindAsync(id, stop);
            var inside = await places.InsideAsync(unit, Asked.Of(request, clock.Today()).On, stop);
            return File(inside.Select(p => new object?[] { p.Code, p.FullName, unit.FullName, p.ValidFrom == PlaceUnit.Unknown ? null : p.ValidFrom, p.ValidTo }), words);
        }).Needs(Rights.Read);
    }

    static IResult File(IEnumerable<object?[]> rows, Words words) =>
        Export.Of("dia-gioi", [words["Mã"], words["Tên"], words["Thuộc"], words["Từ ngày"], words["Đến ngày"]], rows);
}
