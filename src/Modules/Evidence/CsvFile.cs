using System.Globalization;
using System.Text;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Evidence;

/// <summary>Rows for a spreadsheet: UTF-8 with BOM, semicolons; a cell that looks like a formula is disarmed.</summary>
static class CsvFile
{
    public static IResult Of(string name, IEnumerable<string> heads, IEnumerable<object?[]> rows)
    {
        var text = new StringBuilder("\uFEFF").AppendJoin(';', heads.Select(h => Quoted(h))).Append("\r\n");
        foreach (var row in rows) text.AppendJoin(';', row.Select(Cell)).Append("\r\n");
        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", name);
    }

    static string Cell(object? value) => value switch
    {
        null => "",
        // Excel of a Vietnamese machine reads a comma; thousands stay without dots so that it is a number.
        decimal number => number.ToString("0.####", Say.Vietnam),
        DateOnly day => Say.Day(day),
        DateTimeOffset at => Say.Moment(at),
        string s => Quoted(s.Length > 0 && s[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + s : s),
        IFormattable f => f.ToString(null, CultureInfo.InvariantCulture),
        _ => Quoted(value.ToString() ?? ""),
    };

    static string Quoted(string text) => text.AsSpan().IndexOfAny(";\"\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
}
