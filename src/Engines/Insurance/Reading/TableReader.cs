using System.Globalization;
using System.Xml;

namespace LienY.Insurance;

/// <summary>
/// Draws the rows of one table out of XML. A row is whatever element holds fields of the table, so that lists wrapped once more or not at all are read
/// alike; what stands in no known place is told.
/// </summary>
sealed class TableReader(XmlReader x, Budget budget, Action<Fault> tell)
{
    readonly HashSet<string> told = new(StringComparer.Ordinal);
    int root, rows;
    bool ended;

    /// <summary>The table, known after <see cref="Open"/>.</summary>
    public TableLayout Layout { get; private set; } = null!;

    /// <summary>Whether a CHUKYDONVI with something in it was passed.</summary>
    public bool Signed { get; private set; }

    /// <summary>Looks at the element on which the parser stands; false when it opens another table than was told, or none.</summary>
    public bool Open(TableLayout? expected)
    {
        root = x.Depth;
        var opened = FieldBook.Opening(x.LocalName);
        if ((expected ?? opened) is not { } layout) return false;
        Layout = layout;
        if (opened is not null && opened != layout)
        {
            tell(At(FaultTexts.Make(Severity.Refuse, layout.Name + ".content", "table.wrong-content"), null) with { Value = x.LocalName });
            return false;
        }
        if (opened is null) Stranger(x.LocalName);
        return true;
    }

    /// <summary>The next row, or null at the end of the table.</summary>
    public Row? Next()
    {
        if (ended || (x.NodeType == XmlNodeType.Element && x.Depth == root && x.IsEmptyElement)) return null;
        Row? row = null;
        var depth = -1;
        while (x.Read())
        {
            if (x.NodeType == XmlNodeType.EndElement)
            {
                ended = x.Depth == root;
                if (row is not null && x.Depth == depth) return row;
                if (ended) return null;
            }
            else if (x.NodeType == XmlNodeType.Element)
            {
                budget.Depth(x);
                if (Layout.Find(x.LocalName) is { } field && x.Depth > root && (row is null || x.Depth == depth + 1))
                {
                    row ??= Begin(out depth);
                    Fill(row, field);
                }
                else if (row is not null)
                {
                    Stranger(x.LocalName);
                    budget.Skip(x);
                }
                else if (x.LocalName is "CHUKYDONVI" or "Signature")
                {
                    Signed |= !x.IsEmptyElement;
                    budget.Skip(x);
                }
                else if (!Layout.IsContainer(x.LocalName))
                {
                    Stranger(x.LocalName);
                }
            }
        }
        return null;
    }

    Row Begin(out int depth)
    {
        depth = x.Depth - 1;
        budget.NewRow();
        return new Row(Layout, ++rows, ((IXmlLineInfo)x).LineNumber);
    }

    void Fill(Row row, Field field)
    {
        var line = ((IXmlLineInfo)x).LineNumber;
        var text = budget.Text(x, budget.Limits.FieldCharacters, out var trouble);
        if (trouble is not null)
        {
            var most = budget.Limits.FieldCharacters.ToString(CultureInfo.InvariantCulture);
            tell(At(FaultTexts.Make(Severity.Refuse, $"{field.Address}.{trouble[4..]}", trouble), row) with { Field = field.Name, Line = line, Expected = most });
        }
        if (row[field.Index] is { } before)
        {
            if (before != text) tell(At(FaultTexts.Make(Severity.Refuse, $"{field.Address}.twice", "row.field-twice"), row) with { Field = field.Name, Line = line });
        }
        else
        {
            row[field.Index] = text;
        }
    }

    void Stranger(string name)
    {
        if (told.Count >= 20 || !told.Add(name)) return;
        var fault = At(FaultTexts.Make(Severity.Warn, Layout.Name + ".element", "table.element"), null);
        tell(fault with { Value = FaultTexts.Short(name), Line = ((IXmlLineInfo)x).LineNumber });
    }

    Fault At(Fault fault, Row? row) => fault with { Table = Layout.Name, Row = row?.Number };
}
