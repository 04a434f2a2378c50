using LienY.Boards.Pages;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace LienY.Boards;

/// <summary>Addresses of items: one alone with its sides swapped as asked, as a file, and its form with a live preview.</summary>
static class ItemRoutes
{
    // An address longer than this may be cut on its way; the preview is then shown in answer to the POST itself.
    const int LongestQuery = 5000;

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/boards/{id:guid}/items/{item:guid}", async (Guid id, Guid item, HttpRequest request, BoardShowing showing, CancellationToken stop) =>
        {
            var (board, read) = await showing.ItemAsync(id, item, i => Asked(i, request.Query), stop);
            return Show.Page<OneItemPage>(new { Model = new OneItemView(board, read, PicksOf(request.Query), request.QueryString.Value ?? "") });
        }).Needs(BoardsRights.Read);
        routes.MapExport("/boards/{id:guid}/items/{item:guid}/export", async (Guid id, Guid item, HttpRequest request, BoardShowing showing, MapDrawing maps, Words words, CancellationToken stop) =>
            Exports.Of((await showing.ItemAsync(id, item, i => Asked(i, request.Query), stop)).Read, PicksOf(request.Query), maps, words)).Needs(BoardsRights.Read);
        routes.MapGet("/boards/{id:guid}/add", async (Guid id, HttpRequest request, BoardShowing showing, CancellationToken stop) =>
            Show.Page<ItemPage>(new { Model = await showing.ItemFormAsync(id, Told(request.Query) ? ItemForm.Read(Guid.Empty, n => request.Query[n]) : New(request.Query["kind"]), true, request.Query["mq"].ToString(), request.Query["uq"].ToString(), stop) }))
            .Needs(BoardsRights.Write);
        routes.MapPost("/boards/{id:guid}/add", (Guid id, HttpContext context, BoardShowing showing, BoardWriting writing, CancellationToken stop) => TakeAsync(id, null, context, showing, writing, stop)).Needs(BoardsRights.Write);
        routes.MapGet("/boards/{id:guid}/items/{item:guid}/edit", async (Guid id, Guid item, HttpRequest request, BoardShowing showing, BoardWriting writing, CancellationToken stop) =>
        {
            var stored = ItemText.Read((await writing.FindAsync(id, stop)).Items).FirstOrDefault(i => i.Id == item) ?? throw Refusal.Missing("Không tìm thấy mục này.");
            return Show.Page<ItemPage>(new { Model = await showing.ItemFormAsync(id, Told(request.Query) ? ItemForm.Read(item, n => request.Query[n]) : stored, false, request.Query["mq"].ToString(), request.Query["uq"].ToString(), stop) });
        }).Needs(BoardsRights.Write);
        routes.MapPost("/boards/{id:guid}/items/{item:guid}/edit", (Guid id, Guid item, HttpContext context, BoardShowing showing, BoardWriting writing, CancellationToken stop) =>
            TakeAsync(id, item, context, showing, writing, stop)).Needs(BoardsRights.Write);
    }

    static async Task<IResult> TakeAsync(Guid id, Guid? known, HttpContext context, BoardShowing showing, BoardWriting writing, CancellationToken stop)
    {
        var form = await context.Request.ReadFormAsync(stop);
        var item = ItemForm.Read(known ?? Guid.CreateVersion7(), n => form[n]);
        if (form["do"] == "save")
        {
            if (item.Kind != ItemKind.Text && item.Measures.Count == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn ít nhất một chỉ số hoặc ghi một công thức.") { Field = "m" };
            if (item.Kind == ItemKind.Text && item.Text.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = "text" };
            await writing.PutAsync(id, new Form(form).Whole("version", -1), item, stop);
            return Show.Done(context, $"/boards/{id}/edit", Words.Key("Đã lưu mục."));
        }
        var (mq, uq) = (form["mq"].ToString(), form["uq"].ToString());
        var query = ItemForm.Query(item) + (mq.Length > 0 ? "&mq=" + Uri.EscapeDataString(mq) : "") + (uq.Length > 0 ? "&uq=" + Uri.EscapeDataString(uq) : "");
        return query.Length <= LongestQuery
            ? Results.Redirect(context.Request.Path + "?" + query, permanent: false, preserveMethod: false)
            : Show.Page<ItemPage>(new { Model = await showing.ItemFormAsync(id, item, known is null, mq, uq, stop) });
    }

    static bool Told(IQueryCollection query) => query.ContainsKey("pk");

    static Item New(string? told)
    {
        var kind = Enum.TryParse<ItemKind>(told, out var k) && Enum.IsDefined(k) ? k : ItemKind.Table;
        return new()
        {
            Kind = kind,
            Units = new(kind is ItemKind.Figure or ItemKind.Line ? UnitWay.Mine : UnitWay.Children),
            Periods = new(kind is ItemKind.Table or ItemKind.Line ? "last12m" : "thisyear"),
            Columns = [kind is ItemKind.Bars or ItemKind.Stacked ? Axis.Measure : Axis.Period],
            Totals = true,
            Wide = kind != ItemKind.Figure,
        };
    }

    /// <summary>An item as the address asks for it: sides swapped, order, heat, sums, another place or window.</summary>
    static Item Asked(Item item, IQueryCollection query)
    {
        StringValues Of(string name, string otherwise) => query.TryGetValue(name, out var given) ? given : otherwise;
        var rows = ItemForm.Axes(Of("rows", ItemForm.Said(item.Rows)).ToString(), "rows");
        var place = Of("place", item.Place).ToString();
        return item with
        {
            Rows = rows.Count == 0 ? item.Rows : rows,
            Columns = [.. ItemForm.Axes(Of("cols", ItemForm.Said(item.Columns)).ToString(), "cols").Except(rows)],
            Sort = ItemForm.Order(Of("sort", item.Sort).ToString()),
            Heat = query.ContainsKey("rows") ? query["heat"] == "on" : item.Heat,
            Totals = query.ContainsKey("rows") ? query["totals"] == "on" : item.Totals,
            Place = place.Length <= 20 ? place : "",
            Periods = query["pk"].ToString() is { Length: > 0 } key ? new(key, query["pt"].ToString(), query["pfrom"].ToString(), query["pto"].ToString(), item.Periods.Compare) : item.Periods,
        };
    }

    static Picks PicksOf(IQueryCollection query)
    {
        int Of(string name, int otherwise) => int.TryParse(query[name], System.Globalization.CultureInfo.InvariantCulture, out var n) ? n : otherwise;
        return new(Of("m", 0), Of("u", 0), Of("p", -1));
    }
}
