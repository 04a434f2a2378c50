using LienY.Contracts;
using LienY.DataSets.Pages;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>Pages of the dictionary: elements, data sets, categories, units' codes.</summary>
static class DictionaryRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/data/elements", ElementsAsync).Needs(DataSetsRights.Read);
        routes.MapExport("/data/elements/export", ExportElementsAsync).Needs(DataSetsRights.Read);
        routes.MapGet("/data/elements/{id:guid}", ElementAsync).Needs(DataSetsRights.Read);
        routes.MapGet("/data/elements/new", ElementFormAsync).Needs(DataSetsRights.Define);
        routes.MapGet("/data/elements/{id:guid}/edit", ElementFormAsync).Needs(DataSetsRights.Define);
        routes.MapPost("/data/elements/new", TakeElementAsync).Needs(DataSetsRights.Define);
        routes.MapPost("/data/elements/{id:guid}/edit", TakeElementAsync).Needs(DataSetsRights.Define);
        routes.MapPost("/data/elements/{id:guid}/versions", TakeVersionAsync).Needs(DataSetsRights.Define);
        routes.MapPost("/data/elements/{id:guid}/populations", TakePopulationsAsync).Needs(DataSetsRights.Import);
        routes.MapGet("/data/sets", SetsAsync).Needs(DataSetsRights.Read);
        routes.MapExport("/data/sets/export", ExportSetsAsync).Needs(DataSetsRights.Read);
        routes.MapGet("/data/sets/{id:guid}", SetAsync).Needs(DataSetsRights.Read);
        routes.MapGet("/data/sets/new", SetFormAsync).Needs(DataSetsRights.Define);
        routes.MapGet("/data/sets/{id:guid}/edit", SetFormAsync).Needs(DataSetsRights.Define);
        routes.MapPost("/data/sets/new", TakeSetAsync).Needs(DataSetsRights.Define);
        routes.MapPost("/data/sets/{id:guid}/edit", TakeSetAsync).Needs(DataSetsRights.Define);
        routes.MapPost("/data/sets/{id:guid}/units", AssignAsync).Needs(DataSetsRights.Define);
        routes.MapGet("/data/categories", async (GlossaryBook glossaries, Caller caller, CancellationToken stop) =>
            Show.Page<CategoriesPage>(new { Model = new CategoriesView(await glossaries.NowAsync(stop), caller.May(DataSetsRights.Define)) })).Needs(DataSetsRights.Read);
        routes.MapPost("/data/categories", async (HttpContext context, Defining defining, CancellationToken stop) =>
        {
            await defining.CategoryAsync(await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, "/data/categories", Words.Key("Đã thêm cách phân tổ."));
        }).Needs(DataSetsRights.Define);
        routes.MapPost("/data/constants", async (HttpContext context, Defining defining, CancellationToken stop) =>
        {
            await defining.ConstantAsync(await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, "/data/categories", Words.Key("Đã lưu hằng số."));
        }).Needs(DataSetsRights.Define);
        routes.MapGet("/data/units", UnitsAsync).Needs(DataSetsRights.Read);
        routes.MapExport("/data/units/export", ExportUnitsAsync).Needs(DataSetsRights.Read);
        routes.MapPost("/data/units", async (HttpContext context, Defining defining, CancellationToken stop) =>
        {
            await defining.NameUnitAsync(await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, "/data/units", Words.Key("Đã nối mã với đơn vị."));
        }).Needs(DataSetsRights.Define);
    }

    static IEnumerable<Element> Found(Glossary glossary, string? q, string? heading)
    {
        var parts = Fold.Of(q).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return glossary.Elements.All.Where(e => parts.All(p => e.Folded.Contains(p, StringComparison.Ordinal)) && (string.IsNullOrEmpty(heading) || e.Heading == heading));
    }

    static async Task<IResult> ElementsAsync(string? q, string? heading, GlossaryBook glossaries, Caller caller, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        return Show.Page<ElementsPage>(new { Model = new ElementsView(glossary, [.. Found(glossary, q, heading)], q ?? "", heading ?? "", caller.May(DataSetsRights.Define)) });
    }

    static async Task<IResult> ExportElementsAsync(string? q, string? heading, GlossaryBook glossaries, Words words, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        return Export.Of("yeu-to-so-lieu", [new object?[] { words["Mã"], "UID", words["Tên"], words["Tên tiếng Anh"], words["Tên tiếng Trung"], words["Nhóm"], words["Đơn vị tính"], words["Kiểu giá trị"], words["Cách cộng"], words["Phân tổ"], words["Ý nghĩa"] },
            .. Found(glossary, q, heading).Select(e => new object?[] { e.Code, e.Uid, e.Name, e.NameEn, e.NameZh, e.Heading, e.Unit, e.ValueType, e.Aggregation, glossary.Combinations[e.CombinationId].Code, e.Description })]);
    }

    static async Task<IResult> ElementAsync(Guid id, DataSetsStore store, GlossaryBook glossaries, UnitBook units, Caller caller, TimeProvider clock, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        var element = glossary.Elements.Find(id) ?? throw Refusal.Missing("Không tìm thấy yếu tố này.");
        var newest = await store.Values.AsNoTracking().Where(v => v.ElementId == id && !v.IsDeleted).OrderByDescending(v => v.EndsOn).ThenByDescending(v => v.StoredAt).Take(30).ToListAsync(stop);
        var tree = (await units.NowAsync(stop)).Tree;
        return Show.Page<ElementPage>(new
        {
            Model = new ElementView(glossary, element, newest, newest.Select(v => v.UnitId).Distinct().ToDictionary(u => u, u => tree.Find(u)?.Name ?? ""), glossary.InForce(id, clock.Today()),
                caller.May(DataSetsRights.Define), caller.May(DataSetsRights.Import)),
        });
    }

    static async Task<IResult> ElementFormAsync(Guid? id, GlossaryBook glossaries, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        return Show.Page<ElementForm>(new { Model = (glossary, id is { } one ? glossary.Elements.Find(one) ?? throw Refusal.Missing("Không tìm thấy yếu tố này.") : null) });
    }

    static async Task<IResult> TakeElementAsync(Guid? id, HttpContext context, Defining defining, CancellationToken stop) =>
        Show.Done(context, $"/data/elements/{await defining.ElementAsync(id, await Form.ReadAsync(context.Request, stop), stop)}", Words.Key("Đã lưu yếu tố số liệu."));

    static async Task<IResult> TakeVersionAsync(Guid id, HttpContext context, Defining defining, CancellationToken stop)
    {
        await defining.VersionAsync(id, await Form.ReadAsync(context.Request, stop), stop);
        return Show.Done(context, $"/data/elements/{id}", Words.Key("Đã lưu phiên bản."));
    }

    static async Task<IResult> TakePopulationsAsync(Guid id, HttpContext context, Populations populations, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var file = form.File("file") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "file" };
        await populations.TakeAsync(id, Uploaded.Rows(file), stop);
        return Show.Done(context, $"/data/elements/{id}", Words.Key("Đã nạp số liệu theo phiên bản."));
    }

    static async Task<IResult> SetsAsync(GlossaryBook glossaries, Caller caller, CancellationToken stop) =>
        Show.Page<SetsPage>(new { Model = new SetsView(await glossaries.NowAsync(stop), caller.May(DataSetsRights.Define)) });

    static async Task<IResult> ExportSetsAsync(GlossaryBook glossaries, Words words, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        return Export.Of("bo-so-lieu", [new object?[] { words["Mã"], "UID", words["Tên"], words["Loại kỳ"], words["Số yếu tố"], words["Số đơn vị"], words["Hạn (ngày)"], words["Khóa sau (ngày)"] },
            .. glossary.Sets.All.Select(s => new object?[] { s.Code, s.Uid, s.Name, s.PeriodType, s.Elements.Count, glossary.UnitsOf[s.Id].Count(), s.TimelyDays, s.ExpiryDays })]);
    }

    static async Task<IResult> SetAsync(Guid id, GlossaryBook glossaries, Reporting reporting, IOrganisations organisations, Caller caller, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        var set = glossary.Sets.Find(id) ?? throw Refusal.Missing("Không tìm thấy bộ số liệu này.");
        var may = caller.May(DataSetsRights.Define);
        return Show.Page<SetPage>(new { Model = new SetView(glossary, set, await reporting.UnitsAsync(set, stop), may ? await organisations.ListAsync(null, 2000, stop) : [], may) });
    }

    static async Task<IResult> SetFormAsync(Guid? id, GlossaryBook glossaries, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        return Show.Page<SetForm>(new { Model = (glossary, id is { } one ? glossary.Sets.Find(one) ?? throw Refusal.Missing("Không tìm thấy bộ số liệu này.") : null) });
    }

    static async Task<IResult> TakeSetAsync(Guid? id, HttpContext context, Defining defining, CancellationToken stop) =>
        Show.Done(context, $"/data/sets/{await defining.SetAsync(id, await Form.ReadAsync(context.Request, stop), stop)}", Words.Key("Đã lưu bộ số liệu."));

    static async Task<IResult> AssignAsync(Guid id, HttpContext context, Defining defining, CancellationToken stop)
    {
        await defining.AssignAsync(id, await Form.ReadAsync(context.Request, stop), stop);
        return Show.Done(context, $"/data/sets/{id}", Words.Key("Đã lưu đơn vị báo cáo."));
    }

    static async Task<IResult> UnitsAsync(string? q, UnitBook unitBook, Caller caller, CancellationToken stop)
    {
        var units = await unitBook.NowAsync(stop);
        return Show.Page<UnitsPage>(new { Model = new UnitsView(units, Units(units, q, caller), q ?? "", caller.May(DataSetsRights.Define)) });
    }

    static async Task<IResult> ExportUnitsAsync(string? q, UnitBook unitBook, Caller caller, Words words, CancellationToken stop)
    {
        var units = await unitBook.NowAsync(stop);
        return Export.Of("ma-don-vi", [new object?[] { words["Đơn vị"], "UID", words["Mã"] }, .. Units(units, q, caller).Select(u => new object?[] { u.Name, units.Uid(u.Id), units.Code(u.Id) })]);
    }

    static List<TreeUnit> Units(UnitIndex units, string? q, Caller caller)
    {
        var parts = Fold.Of(q).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. units.Tree.Units.Where(u => u.IsOpen && (caller.IsHouse || caller.Organisations.Contains(u.Id)))
            .Where(u => parts.All(p => Fold.Of($"{u.Name} {units.Uid(u.Id)} {units.Code(u.Id)}").Contains(p, StringComparison.Ordinal))).OrderBy(u => u.Name, StringComparer.Create(Say.Vietnam, ignoreCase: true)).Take(500)];
    }
}

/// <summary>The list of elements.</summary>
sealed record ElementsView(Glossary Glossary, IReadOnlyList<Element> Rows, string Q, string Heading, bool MayDefine);

/// <summary>One element with its meaning and use.</summary>
sealed record ElementView(Glossary Glossary, Element Element, IReadOnlyList<DataValue> Newest, IReadOnlyDictionary<Guid, string> Units, Combo? InForce, bool MayDefine, bool MayImport);

/// <summary>The list of data sets.</summary>
sealed record SetsView(Glossary Glossary, bool MayDefine);

/// <summary>One data set.</summary>
sealed record SetView(Glossary Glossary, DataSet Set, IReadOnlyList<(SetUnit Assigned, TreeUnit Unit)> Units, IReadOnlyList<OrganisationCard> All, bool MayDefine);

/// <summary>Categories, constants and groups.</summary>
sealed record CategoriesView(Glossary Glossary, bool MayDefine);

/// <summary>Units with the names under which other systems know them.</summary>
sealed record UnitsView(UnitIndex Index, IReadOnlyList<TreeUnit> Rows, string Q, bool MayDefine);
