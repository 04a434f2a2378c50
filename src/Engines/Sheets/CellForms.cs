using System.Globalization;
using System.Xml;

namespace LienY.Sheets;

/// <summary>How a number is shown.</summary>
enum CellForm
{
    /// <summary>As a number.</summary>
    Number,

    /// <summary>In hundredths.</summary>
    Percent,

    /// <summary>As a day or an hour.</summary>
    Moment,
}

/// <summary>The formats of a workbook, by the index that cells name.</summary>
sealed class CellForms(IReadOnlyList<CellForm> all)
{
    /// <summary>The form of a cell's style attribute.</summary>
    public CellForm Of(string? style) =>
        int.TryParse(style, NumberStyles.None, CultureInfo.InvariantCulture, out var at) && at < all.Count ? all[at] : CellForm.Number;

    /// <summary>Reads the part with styles.</summary>
    public static CellForms Read(XmlReader? xml)
    {
        var codes = new Dictionary<int, CellForm>();
        var forms = new List<CellForm>();
        using (xml)
        {
            var inCells = false;
            while (xml?.Read() == true)
            {
                if (xml.LocalName == "cellXfs") inCells = xml.NodeType == XmlNodeType.Element && !xml.IsEmptyElement;
                if (xml.NodeType != XmlNodeType.Element || !int.TryParse(xml.GetAttribute("numFmtId"), NumberStyles.None, CultureInfo.InvariantCulture, out var id)) continue;
                if (xml.LocalName == "numFmt") codes[id] = OfCode(xml.GetAttribute("formatCode") ?? "");
                else if (xml.LocalName == "xf" && inCells && forms.Count < 100_000) forms.Add(codes.TryGetValue(id, out var own) ? own : OfBuiltIn(id));
            }
        }
        return new(forms);
    }

    /// <summary>Formats without a code in the file (ECMA-376 part 1, 18.8.30, with those of East Asian editions).</summary>
    static CellForm OfBuiltIn(int id) => id switch
    {
        9 or 10 => CellForm.Percent,
        (>= 14 and <= 22) or (>= 27 and <= 36) or (>= 45 and <= 47) or (>= 50 and <= 58) => CellForm.Moment,
        _ => CellForm.Number,
    };

    static CellForm OfCode(string code)
    {
        var quoted = false;
        var form = CellForm.Number;
        for (var i = 0; i < code.Length; i++)
        {
            var c = code[i];
            if (c == '"') quoted = !quoted;
            else if (quoted) continue;
            else if (c is '\\' or '_' or '*') i++;
            else if (c == '[' && code.IndexOf(']', i) is > 0 and var end)
            {
                // [h]:mm counts hours; [Red] and [$-42A] only colour and tongue.
                if (code[(i + 1)..end].Trim('h', 'm', 's', 'H', 'M', 'S').Length == 0) return CellForm.Moment;
                i = end;
            }
            else if (c is 'd' or 'm' or 'y' or 'h' or 's' or 'D' or 'M' or 'Y' or 'H' or 'S') return CellForm.Moment;
            else if (c == '%') form = CellForm.Percent;
            else if (c == ';') break;
            else if (code.AsSpan(i).StartsWith("General", StringComparison.OrdinalIgnoreCase)) i += 6;
        }
        return form;
    }
}
