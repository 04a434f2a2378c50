using LienY.Design;
using LienY.Kernel;
using LienY.Plans.Pages.Links;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans;

/// <summary>Routes of revisions and withdrawal.</summary>
static class RevisionRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var all = routes.MapGroup("/plans/{id:guid}/revisions");
        all.MapGet("", async (Guid id, RevisionDesk desk, CancellationToken stop) => Show.Page<RevisionsPage>(new { Model = (object)await desk.ListAsync(id, stop) })).Needs(Rights.Read);
        all.MapPost("", BeginAsync).Needs(Rights.Revise);
        all.MapPost("/import", ImportAsync).Needs(Rights.Revise);
        all.MapPost("/withdraw", WithdrawAsync).Needs(Rights.Withdraw);
        all.MapPost("/restore", async (Guid id, HttpContext context, Publishing publishing, CancellationToken stop) =>
        {
            await publishing.UndoWithdrawalAsync(id, stop);
            return Show.Done(context, $"/plans/{id}/revisions", Words.Key("Đã hủy việc thu hồi; kế hoạch tiếp tục thực hiện."));
        }).Needs(Rights.Withdraw);
        var one = all.MapGroup("/{revision:guid}");
        one.MapGet("", async (Guid id, Guid revision, RevisionDesk desk, CancellationToken stop) => Show.Page<RevisionPage>(new { Model = (object)await desk.LayAsync(id, revision, stop) })).Needs(Rights.Read);
        one.MapGet("/file", FileAsync).Needs(Rights.Read);
        one.MapExport("/changes", ExportAsync).Needs(Rights.Read);
        one.MapGet("/row", async (Guid id, Guid revision, string? part, Guid? row, RevisionDesk desk, CancellationToken stop) =>
            Show.Page<RevisionRowPage>(new { Model = (object)await desk.RowAsync(id, revision, Part(part), row, stop) })).Needs(Rights.Revise);
        one.MapPost("/head", HeadAsync).Needs(Rights.Revise);
        one.MapPost("/rows", RowAsync).Needs(Rights.Revise);
        one.MapPost("/end", EndAsync).Needs(Rights.Revise);
        one.MapPost("/rows/{row:guid}/leave", async (Guid id, Guid revision, Guid row, HttpContext context, Revising revising, CancellationToken stop) =>
        {
            await revising.LeaveRowAsync(revision, row, stop);
            return Show.Done(context, $"/plans/{id}/revisions/{revision}");
        }).Needs(Rights.Revise);
        one.MapPost("/rebase", async (Guid id, Guid revision, HttpContext context, Revising revising, CancellationToken stop) =>
        {
            await revising.RebaseAsync(revision, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, $"/plans/{id}/revisions/{revision}", Words.Key("Bản soạn đã đặt trên kế hoạch hiện hành. Xin xem lại rồi công bố."));
        }).Needs(Rights.Revise);
        one.MapPost("/discard", async (Guid id, Guid revision, HttpContext context, Revising revising, CancellationToken stop) =>
        {
            await revising.DiscardAsync(revision, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, $"/plans/{id}/revisions", Words.Key("Đã bỏ bản soạn."));
        }).Needs(Rights.Revise);
        one.MapPost("/publish", PublishAsync).Needs(Rights.Revise);
        routes.MapGet("/plans/imports/{id:guid}/changes", async (Guid id, RevisionDesk desk, CancellationToken stop) =>
            Show.Page<ImportChangesPage>(new { Model = (object)await desk.ChangesAsync(id, stop) })).Needs(Rights.Review);
    }

    static PlanPart Part(string? text) => Enum.TryParse<PlanPart>(text, ignoreCase: true, out var part) && Enum.IsDefined(part) ? part : PlanPart.Target;

    static async Task<IResult> BeginAsync(Guid id, HttpContext context, PlansStore store, Revising revising, IFiles files, Caller caller, CancellationToken stop)
    {
        var plan = await store.PlanAsync(id, stop);
        caller.Must(Rights.Revise, plan.OwnerId);
        var form = await Form.ReadAsync(context.Request, stop);
        var head = RevisionHead.Read(form);
        var revision = await revising.BeginAsync(id, head, await KeptAsync(form, files, plan.OwnerId, stop), stop);
        return Show.Done(context, $"/plans/{id}/revisions/{revision.Id}", Words.Key("Đã mở bản soạn. Xin thêm từng nội dung sửa đổi rồi công bố."));
    }

    static async Task<IResult> ImportAsync(Guid id, HttpContext context, PlansStore store, Importing importing, Caller caller, CancellationToken stop)
    {
        var plan = await store.PlanAsync(id, stop);
        caller.Must(Rights.Revise, plan.OwnerId);
        WhoMay.MustBeLive(plan);
        var form = await Form.ReadAsync(context.Request, stop);
        var file = form.File("paper") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp văn bản (DOCX hoặc TXT).") { Field = "paper" };
        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, stop);
        var imported = await importing.ReceiveAsync(plan.OwnerId, file.FileName, content.ToArray(), again: false, stop, plan.Id);
        return Show.Done(context, $"/plans/imports/{imported.Id}", Words.Key("Đã đọc văn bản sửa đổi. Xin rà soát từng dòng; chưa có gì của kế hoạch thay đổi."));
    }

    static async Task<IResult> WithdrawAsync(Guid id, HttpContext context, Withdrawing withdrawing, IFiles files, PlansStore store, CancellationToken stop)
    {
        var plan = await store.PlanAsync(id, stop);
        var form = await Form.ReadAsync(context.Request, stop);
        var head = RevisionHead.Read(form);
        if (head.Note.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do thu hồi.") { Field = "note" };
        await withdrawing.WithdrawAsync(id, head, await KeptAsync(form, files, plan.OwnerId, stop), stop);
        return Show.Done(context, $"/plans/{id}/revisions", Words.Key("Đã ghi văn bản thu hồi kế hoạch."));
    }

    static async Task<IResult> HeadAsync(Guid id, Guid revision, HttpContext context, Revising revising, PlansStore store, IFiles files, CancellationToken stop)
    {
        var plan = await store.PlanAsync(id, stop);
        var form = await Form.ReadAsync(context.Request, stop);
        var head = RevisionHead.Read(form);
        await revising.SetHeadAsync(revision, form.Whole("version"), head, await KeptAsync(form, files, plan.OwnerId, stop), stop);
        return Show.Done(context, $"/plans/{id}/revisions/{revision}", Words.Key("Đã lưu."));
    }

    static async Task<IResult> RowAsync(Guid id, Guid revision, HttpContext context, Revising revising, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var part = form.One<PlanPart>("part");
        await revising.SetRowAsync(revision, part, form.Id("row"), form.Whole("row-version"), now => ClauseForm.Read(part, form, now), stop);
        return Show.Done(context, $"/plans/{id}/revisions/{revision}", Words.Key("Đã lưu."));
    }

    static async Task<IResult> EndAsync(Guid id, Guid revision, HttpContext context, Revising revising, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await revising.EndRowAsync(revision, form.One<PlanPart>("part"), form.Id("row") ?? throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "row" }, stop);
        return Show.Done(context, $"/plans/{id}/revisions/{revision}");
    }

    static async Task<IResult> PublishAsync(Guid id, Guid revision, HttpContext context, Publishing publishing, IServiceScopeFactory scopes, CancellationToken stop)
    {
        try
        {
            await publishing.PublishAsync(revision, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, $"/plans/{id}/revisions/{revision}", Words.Key("Đã công bố bản sửa đổi."));
        }
        catch (Refusal refusal) when (refusal.Code is "revised" or "stale" && Problems.WantsPage(context.Request))
        {
            // A new scope: what the refused work had changed in memory must not be shown.
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = context.RequestServices.GetRequiredService<Caller>();
            var view = await scope.ServiceProvider.GetRequiredService<RevisionDesk>().LayAsync(id, revision, stop);
            return new RazorComponentResult<RevisionPage>(new { Model = (object)view, Refused = (object)refusal }) { StatusCode = StatusCodes.Status409Conflict };
        }
    }

    static async Task<IResult> FileAsync(Guid id, Guid revision, RevisionDesk desk, HttpContext context, IFiles files, CancellationToken stop)
    {
        var found = (await desk.LayAsync(id, revision, stop)).Revision;
        if (found.FileOrgId is not { } organisation) throw Refusal.Missing("Bản sửa đổi này không kèm tệp.");
        return await Uploads.DownloadAsync(context, files, organisation, found.FileHash, found.FileName, stop);
    }

    static async Task<IResult> ExportAsync(Guid id, Guid revision, RevisionDesk desk, Words words, CancellationToken stop)
    {
        var view = await desk.LayAsync(id, revision, stop);
        return Export.Of("ban-sua-doi", view.Changes.SelectMany(c => c.Fields.Where(f => f.IsChanged).Select(f => new object?[]
        {
            words[ClauseWords.Of(c.Row.Part)], words[ClauseWords.Of(c.Row.Deed)], c.Name, words[f.Label], f.Before, f.After,
        })).Prepend([words["Phần"], words["Việc"], words["Nội dung"], words["Mục"], words["Trước"], words["Sau"]]));
    }

    static async Task<KeptUpload?> KeptAsync(Form form, IFiles files, Guid organisation, CancellationToken stop) =>
        form.File("file") is { } posted ? await Uploads.KeepAsync(files, organisation, posted, "file", stop) : null;
}
