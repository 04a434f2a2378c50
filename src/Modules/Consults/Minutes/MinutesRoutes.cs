using System.Text;
using LienY.Consults.Pages;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults;

/// <summary>Addresses of minutes.</summary>
static class MinutesRoutes
{
    const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Opinions that minutes hold at most.</summary>
    public const int MostViews = 60;

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/consults/minutes", async (HttpRequest request, MinutesDesk desk, CancellationToken stop) =>
            Show.Page<MinutesListPage>(new { Model = (object)await desk.ListAsync(request, stop) })).Needs(MeetingRights.Watch);
        routes.MapExport("/consults/minutes/export", ExportAsync).Needs(MeetingRights.Watch);
        routes.MapGet("/consults/minutes/{id:guid}", async (Guid id, MinutesDesk desk, CancellationToken stop) =>
            Show.Page<MinutesPage>(new { Model = (object)await desk.FindAsync(id, stop) })).NeedsSignIn();
        routes.MapGet("/consults/cases/{id:guid}/minutes", LatestAsync).NeedsSignIn();
        routes.MapGet("/consults/minutes/{id:guid}/edit", async (Guid id, MinutesDesk desk, MinutesDrafting drafting, SpokenLines spoken, CancellationToken stop) =>
        {
            var minutes = await drafting.EditableAsync(id, stop);
            return Show.Page<MinutesEditPage>(new { Model = (object)await desk.FindAsync(id, stop), Captions = await spoken.OfAsync(minutes.SessionId, stop) });
        }).NeedsSignIn();
        routes.MapPost("/consults/minutes/{id:guid}", SaveAsync).NeedsSignIn();
        routes.MapPost("/consults/minutes/{id:guid}/again", async (Guid id, HttpContext context, MinutesDrafting use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            return Show.Done(context, $"/consults/minutes/{await use.AgainAsync(id, form.Whole("version"), form.Text("reason", 500), stop)}/edit",
                Words.Key("Đã lập bản mới; chữ ký của bản đang ký không còn giá trị."));
        }).NeedsSignIn();
        routes.MapPost("/consults/minutes/{id:guid}/decision", async (Guid id, HttpContext context, Deciding use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await use.DecideAsync(id, form.Text("follows", 10) != "no", form.Text("text", 4000), form.Text("reason", 2000), stop);
            return Show.Done(context, "/consults/minutes/" + id, Words.Key("Đã ghi quyết định điều trị. Người bệnh được theo dõi sau 24 giờ, 72 giờ và 7 ngày."));
        }).NeedsSignIn();
        Signing(routes);
        Papers(routes);
        // Open: whoever holds the paper may check it; nothing of the patient is shown.
        routes.MapGet("/verify/minutes/{code}", async (string code, MinutesDesk desk, CancellationToken stop) =>
            Show.Page<VerifyPage>(new { Model = (object)await desk.VerifyAsync(code, null, stop) })).Open();
        routes.MapPost("/verify/minutes/{code}", CompareAsync).Open();
    }

    static void Signing(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/consults/minutes/{id:guid}/sign", SignAsync).NeedsSignIn();
        routes.MapPost("/consults/minutes/{id:guid}/sign/passkey", SignAsync).NeedsSignIn();
        routes.MapPost("/consults/minutes/{id:guid}/sign/passkey/options", async (HttpContext context, IProof proof, CancellationToken stop) =>
            Results.Content(await proof.OfferPasskeyAsync(context, stop), "application/json")).NeedsSignIn();
        routes.MapPost("/consults/minutes/{id:guid}/sign/certificate", async (Guid id, HttpContext context, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var (hash, cms) = (form.Text("hash", 64), await BytesAsync(form, "cms", CmsCheck.MostBytes, stop));
            await TogetherAsync(context, use => use.SignByCertificateAsync(id, hash, cms, stop));
            return Show.Done(context, "/consults/minutes/" + id, Words.Key("Đã nhận chữ ký bằng chứng thư số."));
        }).NeedsSignIn();
    }

    // Members sign at the same moment, and the last signatures of two minutes count into the same week: whoever comes second signs once more, unseen. The hash in the
    // form still holds them to the text that they have read.
    static async Task TogetherAsync(HttpContext context, Func<MinutesSigning, Task> sign)
    {
        var (scopes, caller) = (context.RequestServices.GetRequiredService<IServiceScopeFactory>(), context.RequestServices.GetRequiredService<Caller>());
        for (var tries = 1; ; tries++)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = caller;
            try
            {
                await sign(scope.ServiceProvider.GetRequiredService<MinutesSigning>());
                return;
            }
            catch (Refusal refusal) when (refusal.Code == "stale" && tries < 6)
            {
                // The other one was first.
            }
        }
    }

    static async Task<IResult> SignAsync(Guid id, HttpContext context, IProof proof, CancellationToken stop)
    {
        var hash = (await Form.ReadAsync(context.Request, stop)).Text("hash", 64);
        var means = await proof.ProveAsync(context, stop);
        await TogetherAsync(context, use => use.SignAsync(id, hash, means, stop));
        return Show.Done(context, "/consults/minutes/" + id, Words.Key("Đã ký biên bản."));
    }

    static void Papers(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/consults/minutes/{id:guid}/docx", async (Guid id, MinutesDesk desk, MinutesPapers papers, CancellationToken stop) =>
        {
            var minutes = await desk.ReadableAsync(id, stop);
            return Results.File(await papers.DocxAsync(minutes, stop), Docx, minutes.Number + ".docx");
        }).NeedsSignIn();
        routes.MapGet("/consults/minutes/{id:guid}/pdf", async (Guid id, MinutesDesk desk, MinutesPapers papers, CancellationToken stop) =>
        {
            var minutes = await desk.ReadableAsync(id, stop);
            return Results.File(await papers.PdfAsync(minutes, stop), "application/pdf", minutes.Number + ".pdf");
        }).NeedsSignIn();
        // The exact bytes that are signed, for a program with a personal certificate.
        routes.MapGet("/consults/minutes/{id:guid}/text.json", async (Guid id, MinutesDesk desk, CancellationToken stop) =>
        {
            var minutes = await desk.ReadableAsync(id, stop);
            return minutes.Body is { } body ? Results.File(Encoding.UTF8.GetBytes(body), "application/json",
                minutes.Number + ".json") : throw Refusal.Missing("Biên bản chưa trình ký nên chưa có văn bản để ký.");
        }).NeedsSignIn();
    }

    static async Task<IResult> LatestAsync(Guid id, ConsultsStore store, CaseBook cases, MinutesDrafting drafting, CancellationToken stop)
    {
        var one = await cases.FindAsync(id, stop);
        if (one is { IsAsync: true, State: CaseState.AwaitingSignatures }) await LateMinutes.WrittenAsync(store, drafting, stop);
        var latest = await store.Minutes.AsNoTracking().Where(m => m.CaseId == id && m.State != MinutesState.Void).OrderByDescending(m => m.Edition)
            .Select(m => (Guid?)m.Id).FirstOrDefaultAsync(stop)
            ?? throw Refusal.Missing("Ca này chưa có biên bản. Dự thảo tự lập khi buổi hội chẩn kết thúc.");
        return Results.Redirect("/consults/minutes/" + latest);
    }

    static async Task<IResult> SaveAsync(Guid id, HttpContext context, MinutesDrafting use, MinutesSigning signing, SpokenLines spoken, ConsultsStore store,
        CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var members = await store.Members.AsNoTracking().Where(m => m.MinutesId == id).ToListAsync(stop);
        var given = members.Where(m => form.Text("role-" + m.Id.ToString("N"), 20).Length > 0)
            .ToDictionary(m => m.Id, m => (form.One<RoomRole>("role-" + m.Id.ToString("N")), form.Text("position-" + m.Id.ToString("N"), 120),
            form.Ticked("signs-" + m.Id.ToString("N"))));
        var summary = form.Text("summary", SpokenLines.Longest);
        if (form.Ticked("captions")) summary = SpokenLines.Add(summary, await spoken.OfAsync((await use.EditableAsync(id, stop)).SessionId, stop));
        var saved = await use.SaveAsync(id, form.Whole("version"), new(form.Text("place", 300), form.Text("about", 300), form.Text("diagnosisBefore", 2000),
            summary, form.Text("conclusion", 8000),
            form.Text("diagnosisAfter", 2000), form.Text("treatment", 8000), form.Ticked("bilingual"), form.Text("diagnosisBeforeZh", 2000),
            form.Text("summaryZh", 10_000), form.Text("conclusionZh", 8000),
            form.Text("diagnosisAfterZh", 2000), form.Text("treatmentZh", 8000), form.Text("interpreter", 300), given, Views(form, id, members)), stop);
        if (form.Text("do", 10) != "seal") return Show.Done(context, $"/consults/minutes/{id}/edit", Words.Key("Đã lưu."));
        await signing.SealAsync(id, saved.Version, stop);
        return Show.Done(context, "/consults/minutes/" + id, Words.Key("Đã trình ký; các thành viên đã được báo."));
    }

    static List<MinutesView> Views(Form form, Guid id, List<MinutesMember> members)
    {
        var views = new List<MinutesView>();
        for (var i = 0; i < MostViews; i++)
        {
            var text = form.Text(FormattableString.Invariant($"view-{i}"), 4000);
            if (text.Length == 0) continue;
            var who = members.Find(m => m.Id == form.Id(FormattableString.Invariant($"viewer-{i}")))
                ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn người có ý kiến này.") { Field = FormattableString.Invariant($"viewer-{i}") };
            views.Add(new()
            {
                MinutesId = id,
                Name = who.Name,
                FacilityId = who.FacilityId,
                Member = who.Ordinal,
                Text = text,
                TextZh = form.Text(FormattableString.Invariant($"viewZh-{i}"), 4000),
                IsDissent = form.Ticked(FormattableString.Invariant($"dissent-{i}")),
                Ordinal = views.Count + 1,
            });
        }
        return views;
    }

    static async Task<IResult> CompareAsync(string code, HttpContext context, MinutesDesk desk, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        return Show.Page<VerifyPage>(new { Model = (object)await desk.VerifyAsync(code, await BytesAsync(form, "file", 20 * 1024 * 1024, stop), stop) });
    }

    static async Task<byte[]> BytesAsync(Form form, string field, int most, CancellationToken stop)
    {
        var file = form.File(field) ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = field };
        if (file.Length > most) throw new Refusal(RefusalKind.Invalid, "Tệp lớn hơn {0} kB nên không nhận.", most / 1024) { Field = field };
        using var memory = new MemoryStream();
        await file.CopyToAsync(memory, stop);
        return memory.ToArray();
    }

    static async Task<IResult> ExportAsync(HttpRequest request, MinutesDesk desk, TimeProvider clock, Words words, CancellationToken stop)
    {
        var (_, rows) = await desk.RowsAsync(request, stop);
        var names = await desk.NamesAsync(rows.SelectMany(m => new[] { m.AskingId, m.AnsweringId }), stop);
        var now = clock.GetUtcNow();
        Column[] head = [words["Biên bản"], words["Họp lúc"], words["Cơ sở đề nghị"], words["Cơ sở hội chẩn"], words["Trạng thái"], words["Hạn ký"],
            words["Đủ chữ ký lúc"], words["Trễ"], words["Mã SHA-256"]];
        return Export.Of("bien-ban-hoi-chan", head, rows.Select(m => new object?[]
        {
            m.Number, m.HeldFrom, names.GetValueOrDefault(m.AskingId), names.GetValueOrDefault(m.AnsweringId), words[MinutesWords.Of(m.State)], m.DueAt, m.SignedAt,
            m.IsLate(now) ? words["có"] : "", m.Hash,
        }));
    }
}
