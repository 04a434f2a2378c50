using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LienY.Plans;

/// <summary>A list as a file for Excel: UTF-8 with BOM, semicolons, a cell never read as a formula.</summary>
static class Csv
{
    /// <summary>Answers with a file of this name; the first row holds the heads.</summary>
    public static IResult Of(string name, IEnumerable<IReadOnlyList<object?>> rows)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var row in rows) text.AppendJoin(';', row.Select(Cell)).Append("\r\n");
        return Results.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", name);
    }

    /// <summary>One cell, quoted where it must be; a leading sign of a formula is disarmed by an apostrophe, as spreadsheets understand it.</summary>
    public static string Cell(object? value)
    {
        var text = value switch
        {
            null => "",
            DateOnly day => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
            string s => s.Length > 0 && s[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + s : s,
            IFormattable f => f.ToString(null, CultureInfo.GetCultureInfo("vi-VN")),
            _ => value.ToString() ?? "",
        };
        return text.AsSpan().IndexOfAny(";\"\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"") + "\"";
    }
}
