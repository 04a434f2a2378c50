using System.Globalization;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using LienY.Network.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Network;

/// <summary>Addresses of organisations.</summary>
static class OrganisationRoutes
{
    const int PageSize = 100;

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/network", ListAsync).Needs(Rights.Read);
        routes.MapExport("/network/export", ExportAsync).Needs(Rights.Read);
        routes.MapGet("/network/{id:guid}", async (Guid id, HttpRequest request, Showing showing, TimeProvider clock, CancellationToken stop) =>
            Show.Page<OrganisationPage>(new { Model = await showing.OneAsync(id, Asked.Of(request, clock.Today()).On, stop) })).Needs(Rights.Read);
        routes.MapGet("/network/new", async (Guid? parent, Showing showing, CancellationToken stop) =>
            Show.Page<OrganisationForm>(new { Model = await showing.NewAsync(parent, stop) })).Needs(Rights.Edit);
        routes.MapPost("/network/new", async (HttpContext context, Editing editing, CancellationToken stop) =>
            Show.Done(context, $"/network/{await editing.CreateAsync(await Form.ReadAsync(context.Request, stop), stop)}", Words.Key("Đã thêm đơn vị."))).Needs(Rights.Edit);
        routes.MapGet("/network/{id:guid}/edit", async (Guid id, Showing showing, CancellationToken stop) =>
            Show.Page<OrganisationForm>(new { Model = await showing.EditAsync(id, stop) })).Needs(Rights.Edit);
        routes.MapGet("/network/{id:guid}/change", async (Guid id, Showing showing, CancellationToken stop) =>
            Show.Page<OrganisationChange>(new { Model = await showing.ChangeAsync(id, stop) })).Needs(Rights.Edit);
        Post(routes, "edit", (e, id, form, stop) => e.DescribeAsync(id, form, stop));
        Post(routes, "rename", (e, id, form, stop) => e.RenameAsync(id, form, stop));
        Post(routes, "move", (e, id, form, stop) => e.MoveAsync(id, form, stop));
        Post(routes, "alias", (e, id, form, stop) => e.AliasAsync(id, form, stop));
        Post(routes, "code", (e, id, form, stop) => e.CodeAsync(id, form, stop));
        Post(routes, "merge", (e, id, form, stop) => e.MergeAsync(id, form, stop));
        Post(routes, "split", (e, id, form, stop) => e.SplitAsync(id, form, stop));
        Post(routes, "end", (e, id, form, stop) => e.EndAsync(id, form, stop));
        routes.MapGet("/api/network/organisations", async (string? q, int? most, IOrganisations organisations, CancellationToken stop) =>
            Results.Json(await organisations.ListAsync(q, Math.Clamp(most ?? 50, 1, 500), stop))).Needs(Rights.Read);
        routes.MapGet("/api/network/match", async (string name, Guid? near, DateOnly? on, IOrganisations organisations, CancellationToken stop) =>
            Results.Json(await organisations.MatchAsync(name.Length > 300 ? name[..300] : name, near, on, stop))).Needs(Rights.Read);
    }

    static void Post(IEndpointRouteBuilder routes, string what, Func<Editing, Guid, Form, CancellationToken, Task> change) =>
        routes.MapPost("/network/{id:guid}/" + what, async (Guid id, HttpContext context, Editing editing, CancellationToken stop) =>
        {
            await change(editing, id, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, $"/network/{id}", Words.Key("Đã ghi thay đổi."));
        }).Needs(Rights.Edit);

    static async Task<IResult> ListAsync(HttpRequest request, Listing listing, Caller caller, TimeProvider clock, CancellationToken stop)
    {
        var asked = Asked.Of(request, clock.Today());
        var rows = await listing.RowsAsync(asked, stop);
        var pages = Math.Max(1, (rows.Count + PageSize - 1) / PageSize);
        var page = Math.Min(asked.Page, pages);
        return Show.Page<OrganisationsPage>(new
        {
            Model = new OrganisationsPage.View([.. rows.Skip((page - 1) * PageSize).Take(PageSize)], rows.Count, page, pages, n => asked.Address("/network", n),
                asked.Address("/network/export.csv"), asked.Q, asked.Kind, asked.Province?.ToString() ?? "", asked.State, asked.On,
                await listing.ProvinceOptionsAsync(asked.On, stop), caller.May(Rights.Edit)),
        });
    }

    static async Task<IResult> ExportAsync(HttpRequest request, Listing listing, Words words, TimeProvider clock, CancellationToken stop)
    {
        var asked = Asked.Of(request, clock.Today());
        var rows = await listing.RowsAsync(asked, stop);
        Column[] head = [words["Tên"], words["Tên ngắn"], words["Loại"], words["Trực thuộc"], words["Tỉnh, thành phố"], words["Mã cơ sở"], words["Mã định danh"], words["Tình trạng"]];
        return Export.Of($"don-vi-{asked.On.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}", head, rows.Select(r => new object?[]
            { r.Name, r.Short, words[r.Kind], r.Parent, r.Province, r.Facility, r.Identification, r.IsOpen ? words["Đang hoạt động"] : words["Đã kết thúc"] }));
    }
}
