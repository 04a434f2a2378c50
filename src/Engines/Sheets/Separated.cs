using System.Globalization;
using System.Text;

namespace LienY.Sheets;

/// <summary>
/// Tables as text (RFC 4180). Written for the spreadsheet of a Vietnamese machine: UTF-8 with byte order mark, semicolons, decimal comma, days as
/// dd/MM/yyyy; a text that a spreadsheet would run as a formula is disarmed by an apostrophe.
/// </summary>
public static class Separated
{
    static readonly CultureInfo Vietnam = CultureInfo.ReadOnly(new CultureInfo("vi-VN"));

    /// <summary>Writes heads and rows; the stream stays open.</summary>
    public static void Write(Stream to, IReadOnlyList<Column> columns, IEnumerable<IReadOnlyList<object?>> rows)
    {
        using var text = new StreamWriter(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true), 65536, leaveOpen: true) { NewLine = "\r\n" };
        text.WriteLine(string.Join(';', columns.Select(c => Cell(c.Head))));
        foreach (var row in rows) text.WriteLine(string.Join(';', row.Select(Cell)));
    }

    /// <summary>One cell, quoted where it must be.</summary>
    public static string Cell(object? value)
    {
        var text = value switch
        {
            null => "",
            DateOnly day => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture),
            DateTime at => at.ToString("dd/MM/yyyy HH:mm", CultureInfo.InvariantCulture),
            Link link => Safe(link.Text),
            bool truth => truth ? "TRUE" : "FALSE",
            decimal number => number.ToString("0.##########", Vietnam),
            double number => number.ToString("0.##########", Vietnam),
            IFormattable f => f.ToString(null, Vietnam),
            _ => Safe(value.ToString() ?? ""),
        };
        return text.AsSpan().IndexOfAny(";\"\r\n") < 0 ? text : "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }

    static string Safe(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' ? "'" + text : text;

    /// <summary>Records with the line on which each starts; quotes, doubled quotes and line breaks inside quotes are understood.</summary>
    public static IEnumerable<(int Line, List<string> Cells)> Records(TextReader reader, char separator = ',')
    {
        var line = 1;
        while (reader.Peek() >= 0)
        {
            var start = line;
            var cells = new List<string>();
            var cell = new StringBuilder();
            var quoted = false;
            for (int read; ;)
            {
                read = reader.Read();
                if (read == '\n') line++;
                if (read < 0) break;
                if (quoted)
                {
                    if (read != '"') cell.Append((char)read);
                    else if (reader.Peek() != '"') quoted = false;
                    else cell.Append((char)reader.Read());
                }
                else if (read == '"' && cell.Length == 0) quoted = true;
                else if (read == separator)
                {
                    cells.Add(cell.ToString());
                    cell.Clear();
                }
                else if (read == '\n') break;
                else if (read != '\r') cell.Append((char)read);
            }
            cells.Add(cell.ToString());
            yield return (start, cells);
        }
    }

    /// <summary>Which of <c>; , tab |</c> separates the cells: the one that stands most often in the head line outside quotes.</summary>
    public static char SeparatorOf(string headLine)
    {
        var quoted = false;
        var count = new Dictionary<char, int> { [';'] = 0, [','] = 0, ['\t'] = 0, ['|'] = 0 };
        foreach (var c in headLine)
        {
            if (c == '"') quoted = !quoted;
            else if (!quoted && count.TryGetValue(c, out var n)) count[c] = n + 1;
        }
        return count.MaxBy(p => p.Value) is { Value: > 0 } most ? most.Key : ',';
    }
}
