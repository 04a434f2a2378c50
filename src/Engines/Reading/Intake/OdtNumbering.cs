using System.Globalization;
using System.Xml;

namespace LienY.Reading;

/// <summary>Numbers that an ODT gives its list items: format, prefix, suffix and levels of each list style, counted as the text goes on.</summary>
sealed class OdtNumbering
{
    const string Text = "urn:oasis:names:tc:opendocument:xmlns:text:1.0", Style = "urn:oasis:names:tc:opendocument:xmlns:style:1.0";
    readonly Dictionary<string, Level[]> styles = [];
    readonly Dictionary<string, int[]> counts = [];
    string open = "";

    sealed record Level(string Format, string Prefix, string Suffix, int Shown, int Start);

    public static OdtNumbering Of(params XmlDocument?[] parts)
    {
        var numbering = new OdtNumbering();
        foreach (var part in parts)
        {
            foreach (var name in new[] { "list-style", "outline-style" })
            {
                foreach (XmlElement style in part?.GetElementsByTagName(name, Text) ?? (System.Collections.IEnumerable)Array.Empty<XmlElement>())
                {
                    var levels = new Level[10];
                    foreach (var level in style.ChildNodes.OfType<XmlElement>())
                    {
                        var at = MarkupTable.Covered(level.GetAttribute("level", Text), 10) - 1;
                        var format = level.LocalName is "list-level-style-number" or "outline-level-style" ? level.GetAttribute("num-format", Style) : "-";
                        levels[at] = new(format, level.GetAttribute("num-prefix", Style), level.GetAttribute("num-suffix", Style),
                            MarkupTable.Covered(level.GetAttribute("display-levels", Text), 10), level.GetAttribute("start-value", Text) is { Length: > 0 } s ? MarkupTable.Covered(s, 10_000) : 1);
                    }
                    numbering.styles[name == "outline-style" ? "" : style.GetAttribute("name", Style)] = levels;
                }
            }
        }
        return numbering;
    }

    /// <summary>A list begins; its style, that of the list around it where it names none.</summary>
    public string Begin(XmlNode list, int level)
    {
        var element = (XmlElement)list;
        var name = element.GetAttribute("style-name", Text);
        if (name.Length > 0) open = name;
        if (level == 0 && element.GetAttribute("continue-numbering", Text) != "true" && element.GetAttribute("continue-list", Text).Length == 0) counts[open] = new int[10];
        else if (level > 0 && counts.TryGetValue(open, out var now) && level < 10) Array.Clear(now, level, 10 - level);
        return open;
    }

    /// <summary>The label of the next item of a list; "-" for bullets, nothing where the style shows none.</summary>
    public string Next(string style, int level, XmlNode item)
    {
        if (level > 9 || !styles.TryGetValue(style, out var levels) || levels[level] is not { } own) return "";
        // An item that only holds a deeper list counts nothing.
        if (item.ChildNodes.OfType<XmlElement>().FirstOrDefault()?.LocalName == "list") return "";
        if (own.Format == "-") return "-";
        return Label(style, levels, level, ((XmlElement)item).GetAttribute("start-value", Text));
    }

    /// <summary>The number of a heading by the outline of the document.</summary>
    public string Heading(XmlNode heading)
    {
        var level = MarkupTable.Covered(((XmlElement)heading).GetAttribute("outline-level", Text), 10) - 1;
        return styles.TryGetValue("", out var levels) && levels[level] is { Format.Length: > 0 } && ((XmlElement)heading).GetAttribute("is-list-header", Text) != "true" ? Label("", levels, level, "") : "";
    }

    string Label(string style, Level[] levels, int level, string start)
    {
        if (!counts.TryGetValue(style, out var now)) counts[style] = now = new int[10];
        if (start.Length > 0) now[level] = MarkupTable.Covered(start, 10_000);
        else now[level] = now[level] == 0 ? levels[level].Start : now[level] + 1;
        Array.Clear(now, level + 1, 9 - level);
        var own = levels[level];
        if (own.Format.Length == 0) return "";
        var numbers = Enumerable.Range(Math.Max(0, level - own.Shown + 1), Math.Min(own.Shown, level + 1)).Where(l => levels[l] is { Format: not ("" or "-") })
            .Select(l => Number(Math.Max(1, now[l]), levels[l].Format));
        return own.Prefix + string.Join('.', numbers) + own.Suffix;
    }

    static string Number(int value, string format) => format[0] switch
    {
        'I' => Roman(value),
        'i' => Roman(value).ToLowerInvariant(),
        'a' => ((char)('a' + (value - 1) % 26)).ToString(),
        'A' => ((char)('A' + (value - 1) % 26)).ToString(),
        _ => value.ToString(CultureInfo.InvariantCulture),
    };

    static string Roman(int value)
    {
        var text = "";
        foreach (var (worth, sign) in new[] { (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I") })
            for (; value >= worth && text.Length < 40; value -= worth) text += sign;
        return text;
    }
}
