using System.Text;

namespace LienY.DataSets;

/// <summary>Cells separated by comma, semicolon or tab (RFC 4180): quotes, doubled quotes, line breaks inside quotes.</summary>
static class CsvCells
{
    const int MaxCell = 100_000;

    /// <summary>Records of a text.</summary>
    public static IEnumerable<List<string>> Read(TextReader reader, char separator)
    {
        var cell = new StringBuilder();
        while (reader.Peek() >= 0)
        {
            var cells = new List<string>();
            cell.Clear();
            for (var quoted = false; ;)
            {
                var read = reader.Read();
                if (read < 0) break;
                if (quoted)
                {
                    if (read != '"') cell.Append((char)read);
                    else if (reader.Peek() != '"') quoted = false;
                    else cell.Append((char)reader.Read());
                    if (cell.Length > MaxCell) throw new BadFile("a cell is longer than 100,000 characters (a quote is not closed)");
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
            if (cells.Count > 1 || cells[0].Length > 0) yield return cells;
        }
    }

    /// <summary>The separator of a head line: the one that it has most of.</summary>
    public static char Separator(string head) => new[] { ',', ';', '\t' }.MaxBy(c => head.Count(h => h == c));

    /// <summary>Opens UTF-8 text, with or without mark, and finds its separator.</summary>
    public static (StreamReader Reader, char Separator) Open(Func<Stream> open)
    {
        using (var first = new StreamReader(open(), Encoding.UTF8))
        {
            var separator = Separator(first.ReadLine() ?? "");
            return (new StreamReader(open(), Encoding.UTF8, detectEncodingFromByteOrderMarks: true, 64 * 1024), separator);
        }
    }
}

/// <summary>A dataValueSet in CSV: columns by their DHIS2 names, or in the order of DHIS2 where the head line is another; period, unit and data set may stand in the address.</summary>
sealed class CsvFile(Func<Stream> open, bool hasHead) : IValueFile
{
    static readonly string[] Order = ["dataElement", "period", "orgUnit", "categoryOptionCombo", "attributeOptionCombo", "value", "storedBy", "lastUpdated", "comment", "followUp", "deleted"];

    static readonly Dictionary<string, string> Heads = new(StringComparer.OrdinalIgnoreCase)
    {
        ["dataelement"] = "dataElement",
        ["data element"] = "dataElement",
        ["period"] = "period",
        ["orgunit"] = "orgUnit",
        ["organisationunit"] = "orgUnit",
        ["catoptcombo"] = "categoryOptionCombo",
        ["categoryoptioncombo"] = "categoryOptionCombo",
        ["attroptcombo"] = "attributeOptionCombo",
        ["attributeoptioncombo"] = "attributeOptionCombo",
        ["value"] = "value",
        ["storedby"] = "storedBy",
        ["lastupdated"] = "lastUpdated",
        ["timestamp"] = "lastUpdated",
        ["comment"] = "comment",
        ["followup"] = "followUp",
        ["follow_up"] = "followUp",
        ["deleted"] = "deleted",
    };

    /// <summary>The DHIS2 name of a column by its head, "" where it is none of ours.</summary>
    public static string Named(string head) => Heads.GetValueOrDefault(head.Trim(), "");

    /// <inheritdoc/>
    public string Format => "csv";

    /// <inheritdoc/>
    public int Scan(RawHeader header, CancellationToken stop)
    {
        var rows = 0;
        foreach (var value in Rows())
        {
            if (value.Row == 0 && value.DataElement is null) throw new BadFile("the head line names no column 'dataelement'");
            if (++rows % 10_000 == 0) stop.ThrowIfCancellationRequested();
        }
        return rows;
    }

    /// <inheritdoc/>
    public IEnumerable<RawValue> Rows()
    {
        var (reader, separator) = CsvCells.Open(open);
        using (reader)
        {
            IReadOnlyList<string> columns = Order;
            var row = 0;
            var first = hasHead;
            foreach (var cells in CsvCells.Read(reader, separator))
            {
                if (first)
                {
                    first = false;
                    // A head line that names none of the columns stands above columns in the usual order.
                    if (cells.Any(c => Heads.ContainsKey(c.Trim()))) columns = [.. cells.Select(c => Heads.GetValueOrDefault(c.Trim(), ""))];
                    continue;
                }
                var value = new RawValue { Row = row++ };
                for (var i = 0; i < Math.Min(cells.Count, columns.Count); i++)
                    if (cells[i].Length > 0) Fields.Take(value, columns[i], cells[i].Trim());
                yield return value;
            }
        }
    }
}
