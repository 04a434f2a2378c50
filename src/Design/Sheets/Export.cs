using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Net.Http.Headers;

namespace LienY.Design;

/// <summary>A list as a file: Excel where the address ends in <c>.xlsx</c>, separated text where it ends in <c>.csv</c>.</summary>
public static class Export
{
    /// <summary>Maps <paramref name="pattern"/> (without ending) as <c>.csv</c> and <c>.xlsx</c>; guard the result once: <c>.Needs(…)</c>.</summary>
    public static RouteGroupBuilder MapExport(this IEndpointRouteBuilder routes, string pattern, Delegate answer)
    {
        var both = routes.MapGroup("");
        both.MapGet(pattern + ".csv", answer);
        both.MapGet(pattern + ".xlsx", answer);
        return both;
    }

    /// <summary>
    /// A download with heads and rows; <paramref name="name"/> has no ending. A cell is null, text, a number, a truth, <see cref="DateOnly"/>,
    /// <see cref="DateTimeOffset"/> (shown at Hà Nội) or a <see cref="Link"/> (an address of this site may begin with a slash).
    /// </summary>
    public static IResult Of(string name, IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<object?>> rows) => new TableFile(name, [new(name, columns, rows)]);

    /// <summary>A download whose first row holds the heads.</summary>
    public static IResult Of(string name, IEnumerable<IReadOnlyList<object?>> headAndRows)
    {
        var all = headAndRows as IReadOnlyList<IReadOnlyList<object?>> ?? [.. headAndRows];
        return Of(name, [.. all[0].Select(h => new Column(h?.ToString() ?? ""))], all.Skip(1));
    }

    /// <summary>A workbook of several sheets; as separated text only the first.</summary>
    public static IResult Of(string name, params IReadOnlyList<Sheet> sheets) => new TableFile(name, sheets);
}

/// <summary>The answer to a request for a list as a file; a file of any length needs little memory.</summary>
sealed class TableFile(string name, IReadOnlyList<Sheet> sheets) : IResult
{
    public async Task ExecuteAsync(HttpContext context)
    {
        var book = context.Request.Path.Value?.EndsWith(".xlsx", StringComparison.OrdinalIgnoreCase) == true;
        var site = $"{context.Request.Scheme}://{context.Request.Host}";
        // Written as a whole before the first byte leaves: a fault in a row becomes an error page, never half a file.
        await using var file = new FileBufferingWriteStream(memoryThreshold: 1 << 20);
        var ready = sheets.Select(s => s with { Rows = s.Rows.Select(r => Ready(r, site)) }).ToList();
        if (book) Workbook.Write(file, ready);
        else Separated.Write(file, ready[0].Columns, ready[0].Rows);
        context.Response.ContentType = book ? Workbook.ContentType : "text/csv; charset=utf-8";
        context.Response.ContentLength = file.Length;
        var disposition = new ContentDispositionHeaderValue("attachment");
        disposition.SetHttpFileName(name + (book ? ".xlsx" : ".csv"));
        context.Response.Headers.ContentDisposition = disposition.ToString();
        await file.DrainBufferAsync(context.Response.Body, context.RequestAborted);
    }

    static object?[] Ready(IReadOnlyList<object?> row, string site) => [.. row.Select(c => c switch
    {
        DateTimeOffset at => Say.WallClock(at),
        Link { Href: ['/', ..] } link => link with { Href = site + link.Href },
        Guid id => id.ToString(),
        _ => c,
    })];
}
