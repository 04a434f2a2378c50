using LienY.Consults.Pages;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>The list of agreements.</summary>
sealed record AgreementsView(IReadOnlyList<PriceAgreement> Rows, IReadOnlyDictionary<Guid, string> Names, IReadOnlyList<(string Value, string Label)> Mine,
    IReadOnlyList<(string Value, string Label)> Others, DateOnly Today);

/// <summary>An agreement with its prices and statements.</summary>
sealed record AgreementView(PriceAgreement Agreement, IReadOnlyList<Price> Prices, IReadOnlyList<Statement> Statements, IReadOnlyDictionary<Guid, string> Names,
    bool MaySettle, DateOnly Today);

/// <summary>A statement with its lines.</summary>
sealed record StatementView(Statement Statement, PriceAgreement Agreement, IReadOnlyList<Charge> Lines, IReadOnlyDictionary<Guid, string> Names, bool IsSupporting,
    bool IsSupported, bool IsSound, ProofWays? Ways);

/// <summary>Addresses of agreements and statements.</summary>
static class SettlingRoutes
{
    const string Docx = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/consults/agreements", async (ConsultsStore store, Seats seats, IOrganisations organisations, TimeProvider clock, CancellationToken stop) =>
        {
            var rows = await store.Agreements.AsNoTracking().OrderByDescending(a => a.FromDay).ToListAsync(stop);
            var mine = await seats.OfAsync(ConsultsRights.Settle, stop);
            var names = await organisations.NamesAsync(rows.SelectMany(a => new[] { a.SupportedId, a.SupportingId }).Concat(mine).Distinct(), null, stop);
            var all = mine.Count == 0 ? [] : await organisations.ListAsync(null, 500, stop);
            return Show.Page<AgreementsPage>(new
            {
                Model = (object)new AgreementsView(rows, names, [.. mine.Select(m => (m.ToString(), names.GetValueOrDefault(m, "")))],
                [.. all.Where(o => o.Kind is "hospital" or "centre" or "partner").Select(o => (o.Id.ToString(), o.Name))], clock.Today())
            });
        }).Needs(MeetingRights.Watch);
        routes.MapPost("/consults/agreements", AgreeAsync).Needs(ConsultsRights.Settle);
        routes.MapGet("/consults/agreements/{id:guid}", AgreementAsync).Needs(MeetingRights.Watch);
        routes.MapPost("/consults/agreements/{id:guid}/prices", async (Guid id, HttpContext context, Settling use, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await use.PriceAsync(id, Name<ConsultKind>(form, "kind"), Name<Urgency>(form, "urgency"), form.Number("amount"), form.Day("from") ?? clock.Today(), stop);
            return Show.Done(context, "/consults/agreements/" + id, Words.Key("Đã thêm giá."));
        }).Needs(ConsultsRights.Settle);
        routes.MapPost("/consults/agreements/{id:guid}/statements", async (Guid id, HttpContext context, Settling use, TimeProvider clock, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            return Show.Done(context, "/consults/statements/" + await use.MakeAsync(id, form.Day("month") ?? clock.Today(), stop),
                Words.Key("Đã lập bảng thanh toán từ các biên bản đủ chữ ký."));
        }).Needs(ConsultsRights.Settle);
        Statements(routes);
    }

    static void Statements(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/consults/statements/{id:guid}", async (Guid id, ConsultsStore store, Settling use, Seats seats, IOrganisations organisations, IProof proof,
            CancellationToken stop) =>
            Show.Page<StatementPage>(new { Model = (object)await LoadAsync(id, store, use, seats, organisations, proof, stop) })).Needs(MeetingRights.Watch);
        routes.MapExport("/consults/statements/{id:guid}/export", ExportAsync).Needs(MeetingRights.Watch);
        routes.MapGet("/consults/statements/{id:guid}/docx", async (Guid id, ConsultsStore store, StatementPaper paper, CancellationToken stop) =>
            Results.File(await PaperAsync(id, store, paper, stop), Docx, "thanh-toan-hoi-chan.docx")).Needs(MeetingRights.Watch);
        routes.MapGet("/consults/statements/{id:guid}/pdf", async (Guid id, ConsultsStore store, StatementPaper paper, MinutesPapers papers, CancellationToken stop) =>
            Results.File(await papers.PdfOfAsync(await PaperAsync(id, store, paper, stop), stop), "application/pdf", "thanh-toan-hoi-chan.pdf"))
                .Needs(MeetingRights.Watch);
        Change(routes, "send", (form, id, use, stop) => use.SendAsync(id, form.Whole("version"), stop), Words.Key("Đã gửi bảng thanh toán cho hai bên."));
        Change(routes, "object", (form, id, use, stop) => use.ObjectAsync(id, form.Id("line") ?? default, form.Text("text", 1000), stop), Words.Key("Đã gửi khiếu nại."));
        Change(routes, "resolve", (form, id, use, stop) => use.ResolveAsync(id, form.Id("line") ?? default, form.Text("kept", 10) == "yes", form.Number("amount"),
            form.Text("text", 1000), stop), Words.Key("Đã giải quyết khiếu nại."));
        Change(routes, "reverse", (form, id, use, stop) => use.ReverseAsync(id, form.Id("line") ?? default, form.Number("amount"), stop),
            Words.Key("Đã lập dòng điều chỉnh; dòng này vào bảng tháng sau."));
        routes.MapPost("/consults/statements/{id:guid}/sign", async (Guid id, HttpContext context, Settling use, IProof proof, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await proof.ProveAsync(context, stop);
            await use.SignAsync(id, form.Text("hash", 64), stop);
            return Show.Done(context, "/consults/statements/" + id, Words.Key("Đã ký bảng thanh toán."));
        }).Needs(ConsultsRights.Settle);
    }

    static void Change(IEndpointRouteBuilder routes, string what, Func<Form, Guid, Settling, CancellationToken, Task> work, string said) =>
        routes.MapPost("/consults/statements/{id:guid}/" + what, async (Guid id, HttpContext context, Settling use, CancellationToken stop) =>
        {
            await work(await Form.ReadAsync(context.Request, stop), id, use, stop);
            return Show.Done(context, "/consults/statements/" + id, said);
        }).Needs(ConsultsRights.Settle);

    static string Name<T>(Form form, string field) where T : struct, Enum => form.Text(field, 30).Length == 0 ? "" : form.One<T>(field).ToString();

    static async Task<IResult> AgreeAsync(HttpContext context, Settling use, Caller caller, TimeProvider clock, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var id = await use.AgreeAsync(new()
        {
            SupportedId = form.Id("supported") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn bên được hỗ trợ.") { Field = "supported" },
            SupportingId = form.Id("supporting") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn bên hỗ trợ.") { Field = "supporting" },
            Title = form.Required("title", 300),
            Number = form.Text("number", 60),
            FromDay = form.Day("from") ?? clock.Today(),
            ToDay = form.Day("to") ?? clock.Today().AddYears(1),
            MadeAt = clock.GetUtcNow(),
            MadeByName = caller.Name,
        }, stop);
        return Show.Done(context, "/consults/agreements/" + id, Words.Key("Đã lập thỏa thuận. Xin nhập bảng giá."));
    }

    static async Task<IResult> AgreementAsync(Guid id, ConsultsStore store, Seats seats, IOrganisations organisations, TimeProvider clock, CancellationToken stop)
    {
        var agreement = await store.Agreements.AsNoTracking().SingleOrDefaultAsync(a => a.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy thỏa thuận này.");
        var may = await seats.HoldsAsync(ConsultsRights.Settle, agreement.SupportedId, stop)
            || await seats.HoldsAsync(ConsultsRights.Settle, agreement.SupportingId, stop);
        return Show.Page<AgreementPage>(new
        {
            Model = (object)new AgreementView(agreement, await store.Prices.AsNoTracking().Where(p => p.AgreementId == id).OrderBy(p => p.Kind).ThenBy(p => p.Urgency)
                .ThenBy(p => p.FromDay).ToListAsync(stop),
                await store.Statements.AsNoTracking().Where(s => s.AgreementId == id).OrderByDescending(s => s.Month).ToListAsync(stop),
                await organisations.NamesAsync([agreement.SupportedId, agreement.SupportingId], null, stop), may, clock.Today())
        });
    }

    static async Task<StatementView> LoadAsync(Guid id, ConsultsStore store, Settling use, Seats seats, IOrganisations organisations, IProof proof,
        CancellationToken stop)
    {
        var (statement, agreement, lines) = await RowsAsync(id, store, stop);
        var (supporting, supported) = (await seats.HoldsAsync(ConsultsRights.Settle, statement.SupportingId, stop),
            await seats.HoldsAsync(ConsultsRights.Settle, statement.SupportedId, stop));
        var maySign = statement.State == StatementState.Sent && ((supporting && statement.SupportingAt is null) || (supported && statement.SupportedAt is null));
        return new(statement, agreement, lines, await organisations.NamesAsync([statement.SupportedId, statement.SupportingId], null, stop), supporting, supported,
            await use.IsSoundAsync(statement, stop),
            maySign ? await proof.WaysAsync(stop) : null);
    }

    static async Task<(Statement, PriceAgreement, List<Charge>)> RowsAsync(Guid id, ConsultsStore store, CancellationToken stop)
    {
        var statement = await store.Statements.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy bảng thanh toán này.");
        var agreement = await store.Agreements.AsNoTracking().SingleAsync(a => a.Id == statement.AgreementId, stop);
        return (statement, agreement, await store.Charges.AsNoTracking().Where(c => c.StatementId == id).OrderBy(c => c.OnDay).ThenBy(c => c.MinutesNumber)
            .ThenBy(c => c.Id).ToListAsync(stop));
    }

    static async Task<byte[]> PaperAsync(Guid id, ConsultsStore store, StatementPaper paper, CancellationToken stop)
    {
        var (statement, agreement, lines) = await RowsAsync(id, store, stop);
        return await paper.DocxAsync(statement, agreement, lines, stop);
    }

    static async Task<IResult> ExportAsync(Guid id, ConsultsStore store, Words words, CancellationToken stop)
    {
        var (_, _, lines) = await RowsAsync(id, store, stop);
        Column[] head = [words["Ngày"], words["Biên bản"], words["Loại"], words["Mức khẩn"], words["Số tiền (đồng)"], words["Điều chỉnh"], words["Khiếu nại"],
            words["Giải quyết"]];
        return Export.Of("thanh-toan-hoi-chan", head, lines.Select(l => new object?[]
        {
            l.OnDay, l.MinutesNumber, words[SettleWords.Kind(l.Kind)], words[SettleWords.Urgent(l.Urgency)], l.Amount, l.ReversesId is null ? "" : words["có"],
            l.DisputeText, l.Resolution,
        }));
    }
}
