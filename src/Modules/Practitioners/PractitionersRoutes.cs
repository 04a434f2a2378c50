using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Practitioners.Pages;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Practitioners;

/// <summary>Addresses of the register.</summary>
static class PractitionersRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/practitioners", async (HttpRequest request, Listing listing, CancellationToken stop) =>
            Show.Page<ListPage>(new { Model = await listing.ShowAsync(Asked.Of(request), stop) })).Needs(PractitionersRights.See);
        routes.MapExport("/practitioners/list", ExportAsync).Needs(PractitionersRights.See);
        routes.MapGet("/practitioners/me", async (Keeping keeping, CancellationToken stop) =>
            Show.Page<PersonPage>(new { Model = await keeping.MineAsync(stop) })).NeedsSignIn();
        routes.MapGet("/practitioners/new", async (Keeping keeping, CancellationToken stop) =>
            Show.Page<EditPage>(new { Model = await keeping.EditAsync(null, stop) })).Needs(PractitionersRights.Keep);
        routes.MapPost("/practitioners/new", async (HttpContext context, Keeping keeping, CancellationToken stop) =>
            Show.Done(context, $"/practitioners/{await keeping.EnterAsync(await Form.ReadAsync(context.Request, stop), stop)}", Words.Key("Đã lưu.")))
            .Needs(PractitionersRights.Keep);
        routes.MapGet("/practitioners/{id:guid}", async (Guid id, Keeping keeping, CancellationToken stop) =>
            Show.Page<PersonPage>(new { Model = await keeping.ShowAsync(id, stop) })).Needs(PractitionersRights.See);
        routes.MapGet("/practitioners/{id:guid}/edit", async (Guid id, Keeping keeping, CancellationToken stop) =>
            Show.Page<EditPage>(new { Model = await keeping.EditAsync(id, stop) })).Needs(PractitionersRights.Keep);
        routes.MapPost("/practitioners/{id:guid}/national", async (Guid id, Keeping keeping, CancellationToken stop) =>
            Show.Page<PersonPage>(new { Shown = await keeping.NationalAsync(id, stop), Model = await keeping.ShowAsync(id, stop) })).Needs(PractitionersRights.Keep);
        Post(routes, "edit", (k, id, form, stop) => k.ChangeAsync(id, form, stop));
        Post(routes, "licences", (k, id, form, stop) => k.LicenseAsync(id, form, stop));
        Post(routes, "move", (k, id, form, stop) => k.MoveAsync(id, form, stop));
        routes.MapPost("/practitioners/{id:guid}/licences/{licence:guid}", async (Guid id, Guid licence, HttpContext context, Keeping keeping, CancellationToken stop) =>
        {
            await keeping.DecideAsync(id, licence, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, $"/practitioners/{id}", Words.Key("Đã lưu."));
        }).Needs(PractitionersRights.Keep);
        MapImport(routes);
        routes.MapGet("/api/practitioners", async (string? q, int? most, IPractitioners register, Caller caller, CancellationToken stop) =>
            Results.Json(await register.AtAsync([.. caller.Organisations], q, Math.Clamp(most ?? 50, 1, 500), stop))).Needs(PractitionersRights.See);
    }

    static void MapImport(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/practitioners/import", async (Guid? read, Importing importing, CancellationToken stop) =>
            Show.Page<ImportPage>(new { Model = await importing.ShowAsync(read, stop) })).Needs(PractitionersRights.Keep);
        routes.MapPost("/practitioners/import", async (HttpContext context, Importing importing, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var at = form.Id("organisation") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn nơi làm việc.") { Field = "organisation" };
            var file = form.File("file") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "file" };
            return Show.Done(context, $"/practitioners/import?read={await importing.ReadAsync(at, file.FileName, Uploaded.Rows(file), stop)}");
        }).Needs(PractitionersRights.Keep);
        routes.MapPost("/practitioners/import/{id:guid}", async (Guid id, HttpContext context, Importing importing, CancellationToken stop) =>
        {
            await importing.TakeAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, $"/practitioners/import?read={id}", Words.Key("Đã nhập các dòng đúng."));
        }).Needs(PractitionersRights.Keep);
    }

    static void Post(IEndpointRouteBuilder routes, string what, Func<Keeping, Guid, Form, CancellationToken, Task> change) =>
        routes.MapPost("/practitioners/{id:guid}/" + what, async (Guid id, HttpContext context, Keeping keeping, CancellationToken stop) =>
        {
            await change(keeping, id, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, $"/practitioners/{id}", Words.Key("Đã lưu."));
        }).Needs(PractitionersRights.Keep);

    // The heads are those that the import reads; national numbers never leave by a list.
    static async Task<IResult> ExportAsync(HttpRequest request, Listing listing, Words words, CancellationToken stop) =>
        Export.Of("nguoi-hanh-nghe", [.. ImportReading.Heads[..9].Select(h => new Column(words[h])), words["Nơi làm việc"], words["Tình trạng giấy phép"]],
            (await listing.AllAsync(Asked.Of(request), stop)).Select(l => (IReadOnlyList<object?>)[l.Name, l.Born, words[Titles.Name(l.Title)], l.Licence, l.Issuer, l.From,
                l.To, l.Scope, l.Position, l.Place, words[Titles.State(l.State)]]));
}
