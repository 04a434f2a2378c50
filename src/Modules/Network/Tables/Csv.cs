using System.Text;
using LienY.Kernel;

namespace LienY.Network;

/// <summary>One row of a CSV file: the line on which it starts, and its cells by the names of the head line.</summary>
sealed record CsvRow(string File, int Line, IReadOnlyDictionary<string, string> Cells)
{
    /// <summary>A cell without surrounding spaces; "" where the column is missing.</summary>
    public string this[string column] => Cells.GetValueOrDefault(column, "").Trim();

    /// <summary>A day (yyyy-MM-dd or dd/MM/yyyy), null where the cell is empty; refused where it is none.</summary>
    public DateOnly? Day(string column) => this[column] is not { Length: > 0 } text ? null
        : Say.TryDay(text, out var day) ? day : throw Refusal.Invalid("Cột {0}: “{1}” không phải là ngày hợp lệ.", column, text);

    /// <summary>A cell that must be filled in.</summary>
    public string Required(string column) => this[column] is { Length: > 0 } text ? text : throw Refusal.Invalid("Thiếu cột {0}.", column);
}

/// <summary>A row that could not be read: file, line, why.</summary>
sealed record BadRow(string File, int Line, Refusal Why)
{
    /// <summary>"units_current.csv:12: …".</summary>
    public override string ToString() => $"{File}:{Line}: {(Why.Args.Length == 0 ? Why.Text : string.Format(Say.Vietnam, Why.Text, Why.Args))}";
}

/// <summary>Comma-separated values (RFC 4180, UTF-8): quotes, doubled quotes, line breaks inside quotes.</summary>
static class Csv
{
    /// <summary>Reads a file with a head line; a row whose number of cells differs from the head is bad.</summary>
    public static (List<CsvRow> Rows, List<BadRow> Bad) Read(string path)
    {
        if (!File.Exists(path)) throw Refusal.Invalid("Không tìm thấy tệp {0}.", path);
        using var reader = new StreamReader(path, Encoding.UTF8);
        var name = Path.GetFileName(path);
        var rows = new List<CsvRow>();
        var bad = new List<BadRow>();
        string[]? head = null;
        foreach (var (line, cells) in Records(reader))
        {
            if (cells.Count == 1 && cells[0].Length == 0) continue;
            if (head is null) head = [.. cells.Select(c => c.Trim())];
            else if (cells.Count != head.Length)
                bad.Add(new(name, line, Refusal.Invalid("Dòng có {0} ô, phải có {1} ô.", cells.Count, head.Length)));
            else rows.Add(new(name, line, head.Zip(cells).DistinctBy(p => p.First).ToDictionary(p => p.First, p => p.Second)));
        }
        return (rows, bad);
    }

    /// <summary>Records with the line on which each starts.</summary>
    public static IEnumerable<(int Line, List<string> Cells)> Records(TextReader reader)
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
                else if (read == ',')
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

    /// <summary>A file for Excel: UTF-8 with mark, cells quoted where needed, no cell that a spreadsheet would take for a formula.</summary>
    public static byte[] Write(IEnumerable<IEnumerable<string?>> rows)
    {
        var text = new StringBuilder("\uFEFF");
        foreach (var row in rows) text.AppendJoin(',', row.Select(Cell)).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static string Cell(string? text)
    {
        text ??= "";
        if (text.Length > 0 && "=+-@\t".Contains(text[0])) text = "'" + text;
        return text.AsSpan().IndexOfAny(",\"\r\n;") < 0 ? text : "\"" + text.Replace("\"", "\"\"") + "\"";
    }
}
