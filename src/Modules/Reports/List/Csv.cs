using System.Text;
using Microsoft.AspNetCore.Http;

namespace LienY.Reports;

/// <summary>Rows for Excel: UTF-8 with byte order mark; a cell that would be taken for a formula is defused.</summary>
static class Csv
{
    /// <summary>A download.</summary>
    public static IResult File(string name, IEnumerable<string?> head, IEnumerable<IEnumerable<string?>> rows)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var row in rows.Prepend(head)) text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", name);
    }

    static string Cell(string? value)
    {
        var text = value ?? "";
        if (text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r') text = "'" + text;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
