using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Records.Pages.Record;
using LienY.Records.Pages.Release;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Records;

/// <summary>Addresses of urgent openings, of who opened records, and of the citizen's own record.</summary>
static class OpeningRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/records/{person:guid}/urgent", (Guid person) => Show.Page<UrgentFormPage>(new { Person = person })).Needs(RecordsRights.Urgent);
        routes.MapPost("/records/{person:guid}/urgent", async (Guid person, HttpContext context, BreakGlass glass, CancellationToken stop) =>
        {
            var holders = await glass.OpenAsync(person, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, $"/records/{person}", holders > 0 ? Words.Key("Đã mở khẩn cấp trong 4 giờ. Cơ sở giữ hồ sơ đã được báo và sẽ xem xét.")
                : Words.Key("Không có hồ sơ nào khác để mở. Lần mở này đã được ghi lại."));
        }).Needs(RecordsRights.Urgent);
        routes.MapGet("/records/urgent", async (BreakGlass glass, CancellationToken stop) =>
            Show.Page<UrgentPage>(new { View = await glass.ListAsync(stop) })).Needs(RecordsRights.Read);
        routes.MapExport("/records/urgent/export", async (BreakGlass glass, Words words, CancellationToken stop) =>
            Export.Of("mo-khan-cap", [words["Lúc"], words["Ai"], words["Đơn vị"], words["Đơn vị giữ"], words["Người bệnh"], words["Tình huống"], words["Lý do"],
                words["Hạn xem xét"], words["Kết luận"], words["Lý do kết luận"]],
                (await glass.ListAsync(stop)).Select(r => new object?[] { r.At, r.Who, r.Receiver, r.Holder, r.Person, words[r.Cause], r.Reason, r.Due,
                    r.Verdict is { } v ? words[UrgentWords.Of(v)] : "", r.VerdictReason }))).Needs(RecordsRights.Read);
        routes.MapPost("/records/urgent/{id:guid}/review", async (Guid id, HttpContext context, BreakGlass glass, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await glass.JudgeAsync(id, form.Whole("version", -1), form.One<Verdict>("verdict"), form.Required("why", 500), stop);
            return Show.Done(context, "/records/urgent", Words.Key("Đã ghi kết luận."));
        }).Needs(RecordsRights.Review);

        routes.MapGet("/records/opened", async (HttpRequest request, Openings openings, CancellationToken stop) =>
            Show.Page<OpenedPage>(new
            {
                Rows = await openings.OfHolderAsync(Asked(request), Openings.Sheet, stop),
                Asked = Asked(request),
                At = "/records/opened"
            })).Needs(RecordsRights.Opened);
        routes.MapExport("/records/opened/export", async (HttpRequest request, Openings openings, Words words, CancellationToken stop) =>
            File(await openings.OfHolderAsync(Asked(request), 50_000, stop), words)).Needs(RecordsRights.Opened);

        routes.MapGet("/my/record", async (HttpRequest request, OwnBook own, RecordShowing showing, CancellationToken stop) =>
            await own.TryPersonAsync(stop) is { } person ? Show.Page<PatientPage>(new { View = await showing.OwnAsync(person, RecordRoutes.Filter(request), stop) })
                : Show.Page<NotLinkedPage>()).Needs(RecordsRights.Own);
        routes.MapGet("/my/record/visits/{visit:guid}", async (Guid visit, OwnBook own, RecordShowing showing, CancellationToken stop) =>
            Show.Page<VisitPage>(new { View = await showing.OwnVisitAsync(await own.PersonAsync(stop), visit, stop) })).Needs(RecordsRights.Own);
        routes.MapGet("/api/my/record", async (OwnBook own, RecordBook book, Caller caller, TimeProvider clock, CancellationToken stop) =>
            Results.Bytes(RecordBundle.Of(await book.OwnAsync(caller.UserId, await own.PersonAsync(stop), clock.GetUtcNow(), new(), "record.own", stop),
                clock.GetUtcNow()), "application/fhir+json")).Needs(RecordsRights.Own);
        routes.MapGet("/my/record/opened", async (HttpRequest request, OwnBook own, Openings openings, CancellationToken stop) =>
        {
            if (await own.TryPersonAsync(stop) is not { } person) return Show.Page<NotLinkedPage>();
            return Show.Page<OpenedPage>(new
            {
                Rows = await openings.OfPersonAsync(person, Asked(request), Openings.Sheet, stop),
                Asked = Asked(request),
                At = "/my/record/opened",
                Bases = await own.BasesAsync(person, stop)
            });
        }).Needs(RecordsRights.Own);
        routes.MapExport("/my/record/opened/export", async (HttpRequest request, OwnBook own, Openings openings, Words words, CancellationToken stop) =>
            File(await openings.OfPersonAsync(await own.PersonAsync(stop), Asked(request), 50_000, stop), words)).Needs(RecordsRights.Own);
        routes.MapPost("/my/record/bases/{id:guid}/withdraw", async (Guid id, HttpContext context, OwnBook own, CancellationToken stop) =>
        {
            await own.WithdrawAsync(id, stop);
            return Show.Done(context, "/my/record/opened", Words.Key("Đã rút lại văn bản đề nghị; hồ sơ liên quan đã đóng."));
        }).Needs(RecordsRights.Own);

        routes.MapGet("/records/{person:guid}/link", async (Guid person, OwnBook own, CancellationToken stop) =>
            Show.Page<LinkPage>(new { Person = person, Accounts = await own.AccountsAsync(stop), Links = await own.LinksAsync(person, stop) })).Needs(RecordsRights.Link);
        routes.MapPost("/records/{person:guid}/link", async (Guid person, HttpContext context, OwnBook own, CancellationToken stop) =>
        {
            await own.LinkAsync(person, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, $"/records/{person}/link", Words.Key("Đã gắn tài khoản."));
        }).Needs(RecordsRights.Link);
        routes.MapPost("/records/{person:guid}/link/{id:guid}/end", async (Guid person, Guid id, HttpContext context, OwnBook own, CancellationToken stop) =>
        {
            await own.UnlinkAsync(person, id, stop);
            return Show.Done(context, $"/records/{person}/link", Words.Key("Đã bỏ gắn tài khoản."));
        }).Needs(RecordsRights.Link);
    }

    static OpeningsAsked Asked(HttpRequest request) => new(
        Say.TryDay(request.Query["from"], out var from) ? from : null, Say.TryDay(request.Query["to"], out var to) ? to : null, request.Query["who"].ToString().Trim(),
            request.Query["others"] == "on",
        long.TryParse(request.Query["before"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var before) ? before
            : null);

    static IResult File(IReadOnlyList<OpeningRow> rows, Words words) => Export.Of("ai-da-mo",
        [words["Lúc"], words["Ai"], words["Đơn vị"], words["Vai trò"], words["Việc"], words["Mục đích"], words["Căn cứ"], words["Đơn vị giữ"], words["Người bệnh"],
            words["Số mục"]],
        rows.Select(r => new object?[] { r.At, r.Who, r.Organisation, words[r.Role], words[r.Action], words[r.Purpose], UrgentWords.Basis(r.Basis, words), r.Holder,
            r.Person, r.Count }));
}

/// <summary>Urgent openings in words.</summary>
static class UrgentWords
{
    /// <summary>A director's finding.</summary>
    public static string Of(Verdict verdict) => verdict == Verdict.Justified ? Words.Key("Chính đáng") : Words.Key("Vi phạm");

    /// <summary>A basis as a list says it; within the holder where there is none.</summary>
    public static string Basis(string basis, Words words) => basis.Length == 0 ? words["nội bộ đơn vị giữ"]
        : $"{words[basis.Split('|')[0]]}: {words[basis[(basis.IndexOf('|') + 1)..]]}";
}
