using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Boards;

/// <summary>Boards for programs: the list, and one board's figures as numbers.</summary>
static class BoardsApi
{
    /// <summary>Adds the addresses.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/boards", async (string? q, BoardShowing showing, CancellationToken stop) =>
            Results.Json((await showing.ListAsync(q ?? "", "", stop)).Rows.Select(r => new { r.Id, r.Name, r.Note, r.Organisation, sharing = r.Sharing.ToString(), r.ChangedAt }))).Needs(BoardsRights.Read);
        routes.MapGet("/api/boards/{id:guid}", async (Guid id, BoardShowing showing, Words words, CancellationToken stop) =>
        {
            var board = await showing.OneAsync(id, stop);
            return Results.Json(new { board.Board.Id, board.Board.Name, board.Board.Note, board.Board.Version, items = board.Items.Select(i => Of(i, words)) });
        }).Needs(BoardsRights.Read);
    }

    static object Of(ReadItem read, Words words) => new
    {
        read.Item.Id,
        kind = read.Item.Kind.ToString(),
        read.Item.Title,
        read.Item.Text,
        trouble = read.Trouble is { } trouble ? words.Of(trouble) : null,
        figures = read.Cube is not { } cube ? []
            : (from m in cube.Measures
               from u in cube.Units
               from s in cube.Spans
               let cell = cube.At(m, u, s)
               select new { m.Formula, measure = m.Name, m.Unit, organisation = u.Id, name = u.Name, place = u.Place, s.From, s.To, cell.Value, cell.Figure?.Numerator, cell.Figure?.Denominator, grade = (int?)cell.Figure?.Grade, inReach = cell.Sees }).ToList(),
    };
}
