using LienY.Boards.Pages;
using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Boards;

/// <summary>Addresses of boards.</summary>
static class BoardRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/boards", async (string? q, string? which, BoardShowing showing, CancellationToken stop) =>
            Show.Page<BoardsPage>(new { Model = await showing.ListAsync(q ?? "", which ?? "", stop) })).Needs(BoardsRights.Read);
        routes.MapExport("/boards", ListFileAsync).Needs(BoardsRights.Read);
        routes.MapGet("/boards/new", async (BoardShowing showing, CancellationToken stop) => Show.Page<BoardForm>(new { Model = await showing.FormAsync(null, stop) })).Needs(BoardsRights.Write);
        routes.MapPost("/boards/new", async (HttpContext context, BoardWriting writing, CancellationToken stop) =>
            Show.Done(context, $"/boards/{await writing.CreateAsync(await Form.ReadAsync(context.Request, stop), stop)}/edit", Words.Key("Đã lập bảng. Xin thêm mục đầu tiên."))).Needs(BoardsRights.Write);
        routes.MapGet("/boards/{id:guid}", async (Guid id, BoardShowing showing, CancellationToken stop) => Show.Page<BoardPage>(new { Model = await showing.OneAsync(id, stop) })).Needs(BoardsRights.Read);
        routes.MapGet("/boards/{id:guid}/edit", async (Guid id, BoardShowing showing, CancellationToken stop) => Show.Page<BoardForm>(new { Model = await showing.FormAsync(id, stop) })).Needs(BoardsRights.Write);
        routes.MapPost("/boards/{id:guid}/edit", async (Guid id, HttpContext context, BoardWriting writing, CancellationToken stop) =>
        {
            await writing.EditAsync(id, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, $"/boards/{id}/edit", Words.Key("Đã lưu."));
        }).Needs(BoardsRights.Write);
        routes.MapPost("/boards/{id:guid}/move", async (Guid id, HttpContext context, BoardWriting writing, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await writing.MoveAsync(id, form.Whole("version", -1), form.Id("item") ?? Guid.Empty, form.Text("how"), stop);
            return Show.Done(context, $"/boards/{id}/edit");
        }).Needs(BoardsRights.Write);
        routes.MapPost("/boards/{id:guid}/mark", async (Guid id, HttpContext context, BoardWriting writing, CancellationToken stop) =>
        {
            await writing.MarkAsync(id, await Form.ReadAsync(context.Request, stop), stop);
            return Show.Done(context, $"/boards/{id}");
        }).Needs(BoardsRights.Read);
        routes.MapPost("/boards/{id:guid}/copy", async (Guid id, HttpContext context, BoardWriting writing, Words words, CancellationToken stop) =>
        {
            var from = await writing.FindAsync(id, stop);
            return Show.Done(context, $"/boards/{await writing.CopyAsync(id, words["{0} (bản sao)", from.Name], stop)}/edit", Words.Key("Đã sao chép thành bảng của ông/bà."));
        }).Needs(BoardsRights.Write);
        routes.MapPost("/boards/{id:guid}/delete", async (Guid id, HttpContext context, BoardWriting writing, CancellationToken stop) =>
        {
            await writing.DeleteAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version", -1), stop);
            return Show.Done(context, "/boards", Words.Key("Đã xóa bảng."));
        }).Needs(BoardsRights.Write);
        routes.MapGet("/boards/{id:guid}/editions", async (Guid id, BoardShowing showing, CancellationToken stop) =>
            Show.Page<EditionsPage>(new { Model = await showing.EditionsAsync(id, stop) })).Needs(BoardsRights.Write);
        routes.MapPost("/boards/{id:guid}/editions", async (Guid id, HttpContext context, BoardWriting writing, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            await writing.RestoreAsync(id, form.Whole("version", -1), form.Whole("number"), stop);
            return Show.Done(context, $"/boards/{id}/edit", Words.Key("Đã lấy lại bản cũ; bản vừa thay vẫn được giữ."));
        }).Needs(BoardsRights.Write);
        routes.MapGet("/boards/open/{address}", OpenAsync).Open(); // A board that somebody with the right made public; the address cannot be guessed.
        routes.MapGet("/boards/plan/{plan:guid}", async (Guid plan, PlanBoards boards, CancellationToken stop) => Show.Page<PlanBoardPage>(new { Model = await boards.ReadAsync(plan, stop) })).Needs(BoardsRights.Read);
        routes.MapExport("/boards/plan/{plan:guid}", async (Guid plan, PlanBoards boards, CancellationToken stop) => await boards.FileAsync(plan, stop)).Needs(BoardsRights.Read);
    }

    static async Task<IResult> ListFileAsync(string? q, string? which, BoardShowing showing, Words words, CancellationToken stop)
    {
        var list = await showing.ListAsync(q ?? "", which ?? "", stop);
        List<object?[]> rows = [[words["Bảng"], words["Ghi chú"], words["Đơn vị lập"], words["Chia sẻ"], words["Sửa lần cuối"], words["Người sửa"]]];
        rows.AddRange(list.Rows.Select(r => (object?[])[r.Name, r.Note, r.Organisation, words[BoardWords.Of(r.Sharing)], r.ChangedAt, r.ChangedBy]));
        return Export.Of("bang-phan-tich", rows);
    }

    static async Task<IResult> OpenAsync(string address, BoardsStore store, BoardReading reading, IOrganisations organisations, CancellationToken stop)
    {
        var board = await store.Boards.IgnoreQueryFilters(["shared"]).AsNoTracking().SingleOrDefaultAsync(b => b.Address == address && b.Sharing == Sharing.Public, stop)
            ?? throw Refusal.Missing("Không tìm thấy bảng phân tích này.");
        var reader = await Reader.PublicAsync(board.OrganisationId, organisations, stop);
        var names = await organisations.NamesAsync([board.OrganisationId], null, stop);
        return Show.Page<OpenBoardPage>(new { Model = new OpenBoardView(board, await reading.ReadAsync(ItemText.Read(board.Items), reader, stop), names.GetValueOrDefault(board.OrganisationId, "")) });
    }
}
