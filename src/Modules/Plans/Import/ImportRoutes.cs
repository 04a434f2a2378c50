using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Routes of import, review and adoption.</summary>
static class ImportRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/plans/import", PageAsync).Needs(Rights.Import);
        routes.MapPost("/plans/import", UploadAsync).Needs(Rights.Import);
        routes.MapPost("/api/plans/imports", ApiUploadAsync).Needs(Rights.Import);
        var one = routes.MapGroup("/plans/imports/{id:guid}");
        one.MapGet("", ReviewAsync).Needs(Rights.Review);
        one.MapGet("/original", OriginalAsync).Needs(Rights.Review);
        one.MapGet("/pages/{number:int}", (HttpContext context, Guid id, int number, PagePictures pictures, CancellationToken stop) => pictures.ShowAsync(context, id, number, stop)).Needs(Rights.Review);
        one.MapGet("/units", UnitsAsync).Needs(Rights.Review);
        one.MapPost("/again", AgainAsync).Needs(Rights.Import);
        one.MapPost("/discard", DiscardAsync).Needs(Rights.Review);
        one.MapPost("/adopt", AdoptAsync).Needs(Rights.Adopt);
        one.MapPost("/accept-all", AcceptAllAsync).Needs(Rights.Review);
        one.MapPost("/accept-sure", AcceptSureAsync).Needs(Rights.Review);
        one.MapPost("/accept-group", AcceptGroupAsync).Needs(Rights.Review);
        one.MapPost("/keep-warnings", KeepWarningsAsync).Needs(Rights.Review);
        one.MapPost("/units/confirm", ConfirmAsync).Needs(Rights.Review);
        one.MapPost("/units/leave", LeaveAsync).Needs(Rights.Review);
        one.MapPost("/units/{unit:guid}", ChooseAsync).Needs(Rights.Review);
        one.MapPost("/rows/{row:guid}/{deed}", DecideAsync).Needs(Rights.Review);
        routes.MapGet("/api/plans/imports/{id:guid}", ApiReadAsync).Needs(Rights.Review);
    }

    static async Task<IResult> PageAsync(ImportList list, CancellationToken stop) => Show.Page<ImportPage>(new { Model = (object)await list.LayAsync(stop) });

    static async Task<IResult> UploadAsync(HttpContext context, Importing importing, CancellationToken stop)
    {
        var imported = await ReceiveAsync(context.Request, importing, stop);
        return Show.Done(context, $"/plans/imports/{imported.Id}", imported.IsEarlier
            ? Words.Key("Tệp này đã được nhập trước đây; đây là lần nhập đó. Muốn đọc lại từ đầu, xin bấm “Đọc lại”.")
            : Words.Key("Đã nhận văn bản. Xin rà soát từng dòng đọc được."));
    }

    static async Task<IResult> ApiUploadAsync(HttpContext context, Importing importing, CancellationToken stop)
    {
        var imported = await ReceiveAsync(context.Request, importing, stop);
        return Results.Json(new { id = imported.Id, earlier = imported.IsEarlier }, statusCode: imported.IsEarlier ? 200 : 201);
    }

    static async Task<Imported> ReceiveAsync(HttpRequest request, Importing importing, CancellationToken stop)
    {
        var form = await Form.ReadAsync(request, stop);
        var owner = form.Id("owner") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị chủ trì kế hoạch.") { Field = "owner" };
        var file = form.File("file") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp văn bản (DOCX hoặc TXT).") { Field = "file" };
        if (file.Length > Importing.Limit)
            throw new Refusal(RefusalKind.Invalid, "Tệp lớn hơn {0} MB nên không nhận. Xin chia nhỏ hoặc nén lại tệp.", Importing.Limit / 1024 / 1024) { Code = "too-large", Field = "file" };
        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, stop);
        var annexes = new List<GivenAnnex>();
        foreach (var annex in request.Form.Files.GetFiles("annex").Where(f => f.Length > 0).Take(10))
        {
            if (annex.Length > Importing.Limit)
                throw new Refusal(RefusalKind.Invalid, "Tệp lớn hơn {0} MB nên không nhận. Xin chia nhỏ hoặc nén lại tệp.", Importing.Limit / 1024 / 1024) { Code = "too-large", Field = "annex" };
            using var copy = new MemoryStream((int)annex.Length);
            await annex.CopyToAsync(copy, stop);
            annexes.Add(new(annex.FileName, copy.ToArray()));
        }
        return await importing.ReceiveAsync(owner, file.FileName, content.ToArray(), form.Ticked("again"), stop, annexes: annexes);
    }

    static async Task<IResult> ReviewAsync(Guid id, string? kind, Guid? row, int? page, int? at, int? sheet, string? edit,
        HttpContext context, ReviewDesk desk, CancellationToken stop)
    {
        var view = await desk.LayAsync(id, Enum.TryParse<RowKind>(kind, ignoreCase: true, out var k) ? k : null, row, page ?? 0, at ?? 0, sheet ?? 0, edit == "1", stop);
        if (view.Import.State != ImportState.Reading) return Show.Page<ReviewPage>(new { Model = (object)view });
        // The page looks again by itself, without a script.
        context.Response.Headers["Refresh"] = "3";
        return Show.Page<ProgressPage>(new { Model = (object)view });
    }

    static async Task<IResult> OriginalAsync(Guid id, PlansStore store, IFiles files, CancellationToken stop)
    {
        var import = await store.Imports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, stop) ?? throw Refusal.Missing("Không có lần nhập này, hoặc nó thuộc đơn vị khác.");
        return Results.File(await files.OpenAsync(import.OwnerId, import.FileHash, stop), "application/octet-stream", import.FileName);
    }

    static async Task<IResult> AgainAsync(Guid id, HttpContext context, Importing importing, CancellationToken stop) =>
        Show.Done(context, $"/plans/imports/{(await importing.AgainAsync(id, stop)).Id}", "Đã đọc văn bản. Xin rà soát từng dòng.");

    static async Task<IResult> DiscardAsync(Guid id, HttpContext context, Reviewing reviewing, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await reviewing.DiscardAsync(id, form.Whole("version"), stop);
        return Show.Done(context, "/plans/import", "Đã bỏ lần nhập này. Tệp gốc vẫn được giữ.");
    }

    static async Task<IResult> AdoptAsync(Guid id, HttpContext context, Adopting adopting, Revising revising, PlansStore store, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        if (await store.Imports.Where(i => i.Id == id).Select(i => i.RevisesId).FirstOrDefaultAsync(stop) is { } revised)
            return Show.Done(context, $"/plans/{revised}/revisions/{await revising.FromImportAsync(id, form.Whole("version"), stop)}", "Đã lập bản sửa đổi. Xin xem từng thay đổi rồi công bố.");
        var plan = await adopting.AdoptAsync(id, form.Whole("version"), stop);
        return Show.Done(context, $"/plans/{plan}", "Kế hoạch đã được đưa vào theo dõi.");
    }

    static async Task<IResult> AcceptAllAsync(Guid id, HttpContext context, Reviewing reviewing, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var kind = form.One<RowKind>("kind");
        await reviewing.AcceptAllAsync(id, kind, stop);
        return Show.Done(context, $"/plans/imports/{id}?kind={ReviewView.Name(kind)}", "Đã chấp nhận các dòng chưa xem. Dòng còn thiếu nội dung vẫn chờ ông/bà.");
    }

    static async Task<IResult> AcceptGroupAsync(Guid id, HttpContext context, GroupDeciding deciding, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await deciding.DecideAsync(id, form.One<RowKind>("kind"), form.One<RowDoubt>("why"), stop);
        return Show.Done(context, $"/plans/imports/{id}", "Đã ghi quyết định cho cả nhóm.");
    }

    static async Task<IResult> KeepWarningsAsync(Guid id, HttpContext context, GroupDeciding deciding, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await deciding.KeepAsync(id, form.Text("code", 100), stop);
        return Show.Done(context, $"/plans/imports/{id}", "Đã ghi: giữ theo văn bản.");
    }

    static async Task<IResult> AcceptSureAsync(Guid id, HttpContext context, GroupDeciding deciding, CancellationToken stop)
    {
        await deciding.AcceptSureAsync(id, stop);
        return Show.Done(context, $"/plans/imports/{id}", "Đã chấp nhận các dòng chắc chắn. Dòng có cảnh báo, chữ khó đọc, gợi ý hoặc còn thiếu nội dung vẫn chờ ông/bà.");
    }

    static async Task<IResult> DecideAsync(Guid id, Guid row, string deed, HttpContext context, Reviewing reviewing, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var version = form.Whole("version");
        await (deed switch
        {
            "accept" => reviewing.AcceptAsync(id, row, version, form.Text("measure", 400), stop),
            "change" => reviewing.ChangeAsync(id, row, version, form, stop),
            "reject" => reviewing.RejectAsync(id, row, version, form.Text("note"), stop),
            "merge" => reviewing.MergeAsync(id, row, version, form.Id("into") ?? Guid.Empty, stop),
            "resolve" => reviewing.ResolveAsync(id, row, version, form.Text("note"), form.Text("keep", 10) is { Length: > 0 } kept && int.TryParse(kept, System.Globalization.CultureInfo.InvariantCulture, out var keep) ? keep : 0, form.Ticked("alike"), stop),
            "undo" => reviewing.UndoAsync(id, row, version, stop),
            _ => throw Refusal.Missing("Không có việc này."),
        });
        var next = deed == "undo" ? row : (await reviewing.NextAsync(id, row, stop)).Id;
        return Show.Done(context, $"/plans/imports/{id}?row={next}");
    }

    static async Task<IResult> UnitsAsync(Guid id, UnitDesk desk, CancellationToken stop) => Show.Page<UnitsPage>(new { Model = (object)await desk.LayAsync(id, stop) });

    static async Task<IResult> ChooseAsync(Guid id, Guid unit, HttpContext context, Mapping mapping, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await mapping.ChooseAsync(id, unit, form.Whole("version"), form.Text("choice", 64), form.Text("typed", 400), stop);
        return Show.Done(context, $"/plans/imports/{id}/units", "Đã ghi đơn vị.");
    }

    static async Task<IResult> ConfirmAsync(Guid id, HttpContext context, Mapping mapping, CancellationToken stop)
    {
        await mapping.ConfirmAsync(id, stop);
        return Show.Done(context, $"/plans/imports/{id}/units", "Đã xác nhận các đơn vị được đề xuất.");
    }

    static async Task<IResult> LeaveAsync(Guid id, HttpContext context, Mapping mapping, CancellationToken stop)
    {
        await mapping.LeaveAsync(id, stop);
        return Show.Done(context, $"/plans/imports/{id}/units", "Đã để nguyên chữ các tên còn lại.");
    }

    static async Task<IResult> ApiReadAsync(Guid id, PlansStore store, CancellationToken stop)
    {
        var import = await store.Imports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, stop) ?? throw Refusal.Missing("Không có lần nhập này, hoặc nó thuộc đơn vị khác.");
        if (import.State is ImportState.Review or ImportState.Adopted) return Results.Text(import.Reading, "application/json");
        var pages = await store.ImportPages.AsNoTracking().Where(p => p.ImportId == id && p.IsScan).Select(p => p.Scanned != "").ToListAsync(stop);
        return Results.Json(new { state = import.State.ToString().ToLowerInvariant(), pages = pages.Count, read = pages.Count(r => r), problem = import.Problem }, statusCode: import.State == ImportState.Reading ? 202 : 200);
    }
}
