using LienY.Codes.Pages;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Codes;

/// <summary>Which lists stand, looking codes up, loading an edition.</summary>
static class CodeRoutes
{
    const int PageRows = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/codes", ListAsync).Needs(CodesRights.See);
        routes.MapPost("/codes", LoadAsync).Needs(CodesRights.Load);
        routes.MapExport("/codes/editions", ExportEditionsAsync).Needs(CodesRights.See);
        routes.MapGet("/codes/search", SearchAsync).Needs(CodesRights.See);
        routes.MapExport("/codes/search", ExportAsync).Needs(CodesRights.See);
    }

    static async Task<IResult> ListAsync(ICodeLists lists, Caller caller, CancellationToken stop) =>
        Show.Page<ListsPage>(new { Model = new ListsView(await lists.EditionsAsync(stop), caller.May(CodesRights.Load)) });

    static async Task<IResult> LoadAsync(HttpContext context, EditionLoading loading, Words words, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var label = form.Text("label", 200);
        var kind = CodeKinds.Of(form.Required("kind", 300) is var asked && asked == "other" ? form.Required("system", 300) : asked, label)
            ?? throw new Refusal(RefusalKind.Invalid, "Xin ghi URI của hệ mã, ví dụ http://loinc.org.") { Field = "system" };
        var from = form.Day("from") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = "from" };
        var file = form.File("file") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "file" };
        var columns = new Dictionary<string, string>();
        if (form.Text("code", 100) is { Length: > 0 } code) columns["code"] = code;
        if (form.Text("name", 100) is { Length: > 0 } name) columns["name"] = name;
        await using var content = file.OpenReadStream();
        var done = await loading.LoadAsync(kind, content, from, label, columns, form.Ticked("smaller"), stop);
        return Show.Done(context, "/codes/search?system=" + Uri.EscapeDataString(kind.Kind) + "&day=" + Uri.EscapeDataString(Say.Day(from)), done.IsNew
            ? words["Đã nạp {0} mã; bỏ {1} dòng trùng mã.", done.Codes, done.Twice] : words["Bản này đã có, không đổi gì."]);
    }

    static async Task<IResult> SearchAsync(string? system, string? q, string? day, int? page, ICodeLists lists, TimeProvider clock, CancellationToken stop)
    {
        var editions = await lists.EditionsAsync(stop);
        var ask = AskOf(system, q, day, editions, clock) with { Skip = (Math.Max(1, page ?? 1) - 1) * PageRows, Take = PageRows };
        var found = ask.System.Length == 0 ? new([], 0) : await lists.SearchAsync(ask, stop);
        return Show.Page<SearchPage>(new { Model = new CodesView(editions, ask, found, Math.Max(1, page ?? 1), (found.Total + PageRows - 1) / PageRows) });
    }

    static CodeAsk AskOf(string? system, string? q, string? day, IReadOnlyList<CodeEdition> editions, TimeProvider clock) =>
        new(CodeKinds.Of(system)?.System ?? editions.FirstOrDefault()?.System ?? "", q is { Length: > 200 } ? q[..200] : q ?? "", Say.TryDay(day, out var on) ? on
            : clock.Today());

    static async Task<IResult> ExportAsync(string? system, string? q, string? day, ICodeLists lists, Words words, TimeProvider clock, CancellationToken stop)
    {
        var ask = AskOf(system, q, day, await lists.EditionsAsync(stop), clock) with { Take = CodeLists.Most };
        var rows = new List<CodeEntry>();
        for (var found = await lists.SearchAsync(ask, stop); found.Codes.Count > 0; found = await lists.SearchAsync(ask with { Skip = rows.Count },
            stop)) rows.AddRange(found.Codes);
        return Export.Of("danh-muc-ma", [new object?[] { words["Mã"], words["Tên"], words["Tên tiếng Anh"], words["Mã cấp trên"], words["Hiệu lực từ"],
            words["Hiệu lực đến"] },
            .. rows.Select(c => new object?[] { c.Code, c.Display, c.DisplayEn, c.Parent, c.From, c.To })]);
    }

    static async Task<IResult> ExportEditionsAsync(ICodeLists lists, Words words, CancellationToken stop) =>
        Export.Of("ban-danh-muc", [new object?[] { words["Danh mục"], words["Hệ mã"], words["Bản"], words["Hiệu lực từ"], words["Hiệu lực đến"], words["Số mã"],
            words["Nạp lúc"] },
            .. (await lists.EditionsAsync(stop)).Select(e => new object?[] { words[e.Name], e.System, e.Label, e.From, e.To, e.Codes, e.LoadedAt })]);
}

/// <summary>Which editions stand, and whether the reader may load one.</summary>
sealed record ListsView(IReadOnlyList<CodeEdition> Editions, bool MayLoad);

/// <summary>What was asked and found.</summary>
sealed record CodesView(IReadOnlyList<CodeEdition> Editions, CodeAsk Ask, CodePage Found, int Page, int Pages);
