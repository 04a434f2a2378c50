using System.Text;
using LienY.Kernel;
using LienY.Sheets;

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

/// <summary>Files of comma-separated values with a head line.</summary>
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
        foreach (var (line, cells) in Separated.Records(reader))
        {
            if (cells.Count == 1 && cells[0].Length == 0) continue;
            if (head is null) head = [.. cells.Select(c => c.Trim())];
            else if (cells.Count != head.Length)
                bad.Add(new(name, line, Refusal.Invalid("Dòng có {0} ô, phải có {1} ô.", cells.Count, head.Length)));
            else rows.Add(new(name, line, head.Zip(cells).DistinctBy(p => p.First).ToDictionary(p => p.First, p => p.Second)));
        }
        return (rows, bad);
    }
}
