using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using LienY.Transfer.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Transfer;

/// <summary>Addresses of what hangs on a package: survey, papers, records, rounds, council, extension.</summary>
static class PaperRoutes
{
    const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        Survey(routes);
        Papers(routes);
        Records(routes);
        Rounds(routes);
        Council(routes);
    }

    static void Survey(IEndpointRouteBuilder routes)
    {
        const string at = "/transfer/packages/{id:guid}/survey";
        routes.MapGet(at, async (Guid id, PaperDesk desk, CancellationToken stop) => Show.Page<SurveyPage>(new { Model = (object)await desk.SurveyAsync(id, stop) }))
            .Needs(TransferRights.See);
        routes.MapPost(at, async (Guid id, HttpContext context, Surveying use, CancellationToken stop) =>
        {
            var f = await Form.ReadAsync(context.Request, stop);
            await use.AddAsync(id, new(f.One<SurveySection>("section"), f.Required("text", 300), f.Text("needed", 200), f.Text("present", 200), f.Ticked("gap"),
                f.Text("owner", 200),
                f.Text("ownerSide", 20), f.Day("due")), stop);
            return Show.Done(context, $"/transfer/packages/{id}/survey", Words.Key("Đã thêm dòng khảo sát."));
        }).Needs(TransferRights.Arrange);
        routes.MapPost(at + "/prefill", async (Guid id, HttpContext context, Surveying use, Words words, CancellationToken stop) =>
            Show.Done(context, $"/transfer/packages/{id}/survey", words["Đã điền {0} dòng từ số liệu sẵn có.", await use.PrefillAsync(id, stop)]))
                .Needs(TransferRights.Arrange);
        routes.MapPost(at + "/remove", async (Guid id, HttpContext context, Surveying use, CancellationToken stop) =>
        {
            await use.RemoveAsync(id, (await Form.ReadAsync(context.Request, stop)).Id("line") ?? default, stop);
            return Show.Done(context, $"/transfer/packages/{id}/survey", Words.Key("Đã bỏ dòng."));
        }).Needs(TransferRights.Arrange);
        routes.MapPost(at + "/close", async (Guid id, HttpContext context, Surveying use, CancellationToken stop) =>
        {
            var f = await Form.ReadAsync(context.Request, stop);
            await use.CloseAsync(id, f.Id("line") ?? default, f.Text("note", 500), stop);
            return Show.Done(context, $"/transfer/packages/{id}/survey", Words.Key("Đã ghi khoảng thiếu được bù."));
        }).Needs(TransferRights.Arrange);
        routes.MapPost(at + "/seal", async (Guid id, HttpContext context, Surveying use, CancellationToken stop) =>
            Show.Done(context, $"/transfer/packages/{id}/papers/{await use.SealAsync(id, stop)}",
                Words.Key("Đã chốt phiếu khảo sát; hai giám đốc được báo để ký."))).Needs(TransferRights.Arrange);
        routes.MapExport(at + "/export", async (Guid id, PaperDesk desk, Words words, CancellationToken stop) =>
        {
            Column[] head = [words["Phần"], words["Nội dung"], words["Cần"], words["Hiện có"], words["Khoảng thiếu"], words["Người phụ trách"], words["Hạn"],
                words["Đã bù ngày"]];
            return Export.Of("phieu-khao-sat", head, (await desk.SurveyAsync(id, stop)).Lines.Select(l => new object?[]
            {
                words[PackageWords.Of(l.Section)], l.Text, l.Needed, l.Present, l.IsGap ? words["có"] : words["không"], l.Owner, l.Due, l.ClosedOn,
            }));
        }).Needs(TransferRights.See);
    }

    static void Papers(IEndpointRouteBuilder routes)
    {
        const string at = "/transfer/packages/{package:guid}/papers/{id:guid}";
        routes.MapGet(at, async (Guid package, Guid id, PaperDesk desk, CancellationToken stop) => Show.Page<PaperPage>(new
        {
            Model =
            (object)await desk.PaperAsync(id, stop)
        }))
            .Needs(TransferRights.See);
        routes.MapPost(at + "/sign", async (Guid package, Guid id, HttpContext context, Signing use, IProof proof, CancellationToken stop) =>
        {
            var f = await Form.ReadAsync(context.Request, stop);
            var means = await proof.ProveAsync(context, stop);
            await use.SignAsync(id, f.Text("hash", 100), means, stop);
            return Show.Done(context, $"/transfer/packages/{package}/papers/{id}", Words.Key("Đã ký."));
        }).Needs(TransferRights.Sign);
        routes.MapPost(at + "/withdraw", async (Guid package, Guid id, HttpContext context, Signing use, CancellationToken stop) =>
        {
            await use.WithdrawAsync(id, (await Form.ReadAsync(context.Request, stop)).Text("reason", 500), stop);
            return Show.Done(context, "/transfer/packages/" + package, Words.Key("Đã rút văn bản."));
        }).Needs(TransferRights.Sign);
        routes.MapGet(at + "/docx", async (Guid package, Guid id, TransferDocument document, CancellationToken stop) =>
            Results.File(await document.DocxAsync(id, stop), Docx, "chuyen-giao-ky-thuat.docx")).Needs(TransferRights.See);
        routes.MapGet(at + "/pdf", async (Guid package, Guid id, TransferDocument document, CancellationToken stop) =>
            Results.File(await document.PdfAsync(id, stop), "application/pdf", "chuyen-giao-ky-thuat.pdf")).Needs(TransferRights.See);
        routes.MapGet("/transfer/packages/{id:guid}/extension", async (Guid id, PaperDesk desk, CancellationToken stop) =>
            Show.Page<ExtensionPage>(new { Model = (object)await desk.ExtensionAsync(id, stop) })).Needs(TransferRights.See);
        routes.MapPost("/transfer/packages/{id:guid}/extension", async (Guid id, HttpContext context, Agreeing use, CancellationToken stop) =>
        {
            var f = await Form.ReadAsync(context.Request, stop);
            var paper = await use.ExtendAsync(id, f.Text("number", 100), f.Day("to") ?? throw new Refusal(RefusalKind.Invalid,
                "Xin nhập nội dung cho ô này.")
            { Field = "to" }, stop);
            return Show.Done(context, $"/transfer/packages/{id}/papers/{paper}", Words.Key("Đã lập phụ lục; hai giám đốc được báo để ký."));
        }).Needs(TransferRights.Arrange);
    }

    static void Records(IEndpointRouteBuilder routes)
    {
        const string at = "/transfer/packages/{id:guid}/records";
        routes.MapGet(at, async (Guid id, PaperDesk desk, CancellationToken stop) => Show.Page<RecordsPage>(new { Model = (object)await desk.RecordsAsync(id, stop) }))
            .Needs(TransferRights.See);
        routes.MapPost(at, async (Guid id, HttpContext context, RecordKeeping use, CancellationToken stop) =>
        {
            var f = await Form.ReadAsync(context.Request, stop);
            var file = f.File("file");
            await using var content = file?.OpenReadStream();
            await use.KeepAsync(id, f.One<RecordKind>("kind"), f.Required("title", 300), f.Text("number", 100),
                f.Day("day") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = "day" }, file?.FileName ?? "", content, stop);
            return Show.Done(context, $"/transfer/packages/{id}/records", Words.Key("Đã lưu; giám đốc bên tiếp nhận duyệt."));
        }).Needs(TransferRights.Arrange);
        routes.MapGet("/transfer/records/{id:guid}", async (Guid id, PaperDesk desk, CancellationToken stop) =>
            Show.Page<RecordPage>(new { Model = (object)await desk.RecordAsync(id, stop) })).Needs(TransferRights.See);
        routes.MapGet("/transfer/records/{id:guid}/file", async (Guid id, RecordKeeping use, IFiles files, CancellationToken stop) =>
        {
            var (_, record) = await use.OneAsync(id, stop);
            if (record.FileHash.Length == 0) throw Refusal.Missing("Hồ sơ này không có tệp.");
            return Results.File(await files.OpenAsync(record.HolderId, record.FileHash, stop), "application/octet-stream", record.FileName);
        }).Needs(TransferRights.See);
        routes.MapPost("/transfer/records/{id:guid}/approve", async (Guid id, HttpContext context, RecordKeeping use, CancellationToken stop) =>
        {
            await use.ApproveAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, "/transfer/records/" + id, Words.Key("Đã duyệt."));
        }).Needs(TransferRights.Sign);
        routes.MapPost("/transfer/records/{id:guid}/withdraw", async (Guid id, HttpContext context, RecordKeeping use, CancellationToken stop) =>
        {
            var f = await Form.ReadAsync(context.Request, stop);
            await use.WithdrawAsync(id, f.Whole("version"), f.Text("reason", 500), stop);
            return Show.Done(context, "/transfer/records/" + id, Words.Key("Đã rút hồ sơ."));
        }).Needs(TransferRights.Sign);
    }

    static void Rounds(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/transfer/packages/{id:guid}/rounds", async (Guid id, HttpContext context, RoundWork use, CancellationToken stop) =>
        {
            var f = await Form.ReadAsync(context.Request, stop);
            DateOnly Day(string name) => f.Day(name) ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = name };
            var round = await use.PlanAsync(id, Day("from"), Day("to"), f.Text("place", 300),
                [.. f.All("experts").Select(e => Guid.TryParse(e, out var known) ? known : default).Where(e => e != default)], f.Text("others", 1000), stop);
            return Show.Done(context, "/transfer/rounds/" + round, Words.Key("Đã lên lịch đợt giám sát."));
        }).Needs(TransferRights.Arrange);
        routes.MapGet("/transfer/rounds/{id:guid}", async (Guid id, PaperDesk desk, CancellationToken stop) =>
            Show.Page<RoundPage>(new { Model = (object)await desk.RoundAsync(id, stop) })).Needs(TransferRights.See);
        void Change(string what, string said, Func<RoundWork, Form, Guid, TimeProvider, CancellationToken, Task> work) =>
            routes.MapPost("/transfer/rounds/{id:guid}/" + what, async (Guid id, HttpContext context, RoundWork use, TimeProvider clock, CancellationToken stop) =>
            {
                await work(use, await Form.ReadAsync(context.Request, stop), id, clock, stop);
                return Show.Done(context, "/transfer/rounds/" + id, said);
            }).Needs(TransferRights.Arrange);
        Change("hold", Words.Key("Đã ghi kết quả đợt."), (use, f, id, clock, stop) => use.HoldAsync(id, f.Whole("version"), f.Text("note", 2000), clock.Today(), stop));
        Change("cancel", Words.Key("Đã hủy đợt."), (use, f, id, _, stop) => use.CancelAsync(id, f.Whole("version"), f.Text("reason", 500), stop));
        Change("events", Words.Key("Đã ghi sự cố; hai bên được báo."), (use, f, id, clock, stop) => use.EventAsync(id, f.Day("day") ?? clock.Today(),
            f.Text("severity", 20),
            f.Required("text", 1000), stop));
        Change("events/close", Words.Key("Đã ghi cách xử lý."), (use, f, id, _, stop) => use.CloseEventAsync(id, f.Id("event") ?? default, f.Text("response", 1000),
            stop));
    }

    static void Council(IEndpointRouteBuilder routes)
    {
        const string at = "/transfer/packages/{id:guid}/council";
        routes.MapGet(at, async (Guid id, PaperDesk desk, CancellationToken stop) => Show.Page<CouncilPage>(new { Model = (object)await desk.CouncilAsync(id, stop) }))
            .Needs(TransferRights.See);
        routes.MapPost(at, async (Guid id, HttpContext context, Accepting use, TimeProvider clock, CancellationToken stop) =>
        {
            var f = await Form.ReadAsync(context.Request, stop);
            await use.WriteAsync(id, f.Whole("version"), f.Day("day") ?? clock.Today(), f.Text("place", 300), f.Text("people"), f.Text("opinions", 5000),
                f.Text("conclusion", 5000), stop);
            return Show.Done(context, $"/transfer/packages/{id}/council", Words.Key("Đã lưu."));
        }).Needs(TransferRights.Arrange);
        routes.MapPost(at + "/seal", async (Guid id, HttpContext context, Accepting use, CancellationToken stop) =>
            Show.Done(context, $"/transfer/packages/{id}/papers/{await use.SealAsync(id, stop)}", Words.Key("Đã chốt biên bản; hai giám đốc được báo để ký.")))
                .Needs(TransferRights.Arrange);
        routes.MapPost("/transfer/packages/{id:guid}/decision", async (Guid id, HttpContext context, Accepting use, CancellationToken stop) =>
        {
            var f = await Form.ReadAsync(context.Request, stop);
            var file = f.File("file");
            await using var content = file?.OpenReadStream();
            await use.DecideAsync(id, f.Required("number", 100), f.Day("day") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = "day" },
                file?.FileName ?? "", content, stop);
            return Show.Done(context, "/transfer/packages/" + id, Words.Key("Đã ghi quyết định cho phép."));
        }).Needs(TransferRights.Arrange);
    }
}
