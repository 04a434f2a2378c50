using System.Text;

namespace LienY.Accounts;

/// <summary>A table as a file for Excel: UTF-8 with mark, every cell quoted, and no cell that a spreadsheet would run as a formula.</summary>
static class Csv
{
    public static byte[] Of(IEnumerable<string> head, IEnumerable<IEnumerable<string?>> rows)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var row in rows.Prepend(head)) text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static string Cell(string? value)
    {
        value ??= "";
        if (value.Length > 0 && value[0] is ('=' or '+' or '-' or '@' or '\t' or '\r')) value = "'" + value;
        return '"' + value.Replace("\"", "\"\"") + '"';
    }
}
