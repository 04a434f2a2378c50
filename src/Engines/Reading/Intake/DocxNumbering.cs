using System.Globalization;
using System.Text;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;

namespace LienY.Reading;

/// <summary>Renders automatic numbers and bullets of a DOCX as the page would show them.</summary>
sealed class DocxNumbering(MainDocumentPart main)
{
    readonly Numbering? numbering = main.NumberingDefinitionsPart?.Numbering;
    readonly Dictionary<string, Style> styles = (main.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? [])
        .Where(s => s.StyleId?.Value is not null).GroupBy(s => s.StyleId!.Value!).ToDictionary(g => g.Key, g => g.First());
    readonly Dictionary<int, int[]> counters = [];
    readonly HashSet<(int, int)> restarted = [];

    /// <summary>"1.", "a)", "-" … for a paragraph, or null.</summary>
    public string? Next(Paragraph paragraph)
    {
        var (id, level) = Find(paragraph);
        if (id is null or 0 || numbering is null) return null;
        var instance = numbering.Elements<NumberingInstance>().FirstOrDefault(n => n.NumberID?.Value == id);
        if (instance?.AbstractNumId?.Val?.Value is not { } abstractId) return null;
        var definition = numbering.Elements<AbstractNum>().FirstOrDefault(a => a.AbstractNumberId?.Value == abstractId);
        if (definition is null) return null;
        if (!counters.TryGetValue(abstractId, out var counts)) counters[abstractId] = counts = new int[9];
        Level? At(int i) =>
            instance.Elements<LevelOverride>().FirstOrDefault(o => o.LevelIndex?.Value == i)?.Level
            ?? definition.Elements<Level>().FirstOrDefault(l => l.LevelIndex?.Value == i);
        var here = At(level);
        if (here is null) return null;
        var restart = instance.Elements<LevelOverride>().FirstOrDefault(o => o.LevelIndex?.Value == level)?.StartOverrideNumberingValue?.Val?.Value;
        if (restart is { } begin && restarted.Add((id.Value, level))) counts[level] = begin;
        else counts[level] = counts[level] == 0 ? Start(here) : counts[level] + 1;
        for (var deeper = level + 1; deeper < 9; deeper++) counts[deeper] = 0;
        var format = here.NumberingFormat?.Val?.Value ?? NumberFormatValues.Decimal;
        var text = here.LevelText?.Val?.Value ?? "";
        if (format == NumberFormatValues.Bullet) return Bullet(text, level);
        if (format == NumberFormatValues.None) return text.Contains('%', StringComparison.Ordinal) ? null : Nothing(text);
        for (var i = 0; i <= level; i++)
        {
            if (counts[i] == 0 && At(i) is { } upper) counts[i] = Start(upper);
            text = text.Replace("%" + (i + 1).ToString(CultureInfo.InvariantCulture),
                Write(counts[i], At(i)?.NumberingFormat?.Val?.Value ?? NumberFormatValues.Decimal), StringComparison.Ordinal);
        }
        return Nothing(text);
    }

    /// <summary>Depth of a heading style (1 the highest), or 0.</summary>
    public int HeadingLevel(Paragraph paragraph)
    {
        if (paragraph.ParagraphProperties?.OutlineLevel?.Val?.Value is { } own and < 9) return own + 1;
        foreach (var style in Chain(paragraph))
            if (style.StyleParagraphProperties?.OutlineLevel?.Val?.Value is { } level and < 9) return level + 1;
        return 0;
    }

    /// <summary>Whether the paragraph's style makes it bold.</summary>
    public bool StyleBold(Paragraph paragraph) => Chain(paragraph).Any(s => s.StyleRunProperties?.Bold is { } b && (b.Val is null || b.Val.Value));

    /// <summary>The font a paragraph's style or the defaults give.</summary>
    public string? StyleFont(Paragraph paragraph) =>
        Chain(paragraph).Select(s => s.StyleRunProperties?.RunFonts?.Ascii?.Value).FirstOrDefault(f => f is not null)
        ?? styles.Values.FirstOrDefault(s => s.Default?.Value == true && s.Type?.Value == StyleValues.Paragraph)?.StyleRunProperties?.RunFonts?.Ascii?.Value
        ?? main.StyleDefinitionsPart?.Styles?.DocDefaults?.RunPropertiesDefault?.RunPropertiesBaseStyle?.RunFonts?.Ascii?.Value;

    static string? Nothing(string text) => text.Trim().Length == 0 ? null : text.Trim();

    static int Start(Level level) => level.StartNumberingValue?.Val?.Value ?? 1;

    (int? Id, int Level) Find(Paragraph paragraph)
    {
        var own = paragraph.ParagraphProperties?.NumberingProperties;
        int? id = own?.NumberingId?.Val?.Value, level = own?.NumberingLevelReference?.Val?.Value;
        foreach (var style in Chain(paragraph))
        {
            var inherited = style.StyleParagraphProperties?.NumberingProperties;
            id ??= inherited?.NumberingId?.Val?.Value;
            level ??= inherited?.NumberingLevelReference?.Val?.Value;
        }
        return (id, Math.Clamp(level ?? 0, 0, 8));
    }

    IEnumerable<Style> Chain(Paragraph paragraph)
    {
        var id = paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value;
        for (var depth = 0; depth < 12 && id is not null && styles.TryGetValue(id, out var style); depth++)
        {
            yield return style;
            id = style.BasedOn?.Val?.Value;
        }
    }

    static string Bullet(string text, int level) => text.Trim() switch
    {
        "-" or "–" or "—" => "-",
        "+" => "+",
        "*" => "*",
        _ => level == 0 ? "-" : "+",
    };

    static string Write(int n, NumberFormatValues format) => format switch
    {
        NumberFormatValues.UpperRoman => Roman(n),
        NumberFormatValues.LowerRoman => Roman(n).ToLowerInvariant(),
        NumberFormatValues.UpperLetter => Letters(n).ToUpperInvariant(),
        NumberFormatValues.LowerLetter => Letters(n),
        NumberFormatValues.DecimalZero => n.ToString("00", CultureInfo.InvariantCulture),
        _ => n.ToString(CultureInfo.InvariantCulture),
    };

    static string Letters(int n) => n < 1 ? "" : new string((char)('a' + (n - 1) % 26), Math.Min(5, (n - 1) / 26 + 1));

    static string Roman(int n)
    {
        var to = new StringBuilder();
        foreach (var (value, sign) in ((int, string)[])[(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")])
            while (n >= value && to.Length < 20)
            {
                to.Append(sign);
                n -= value;
            }
        return to.ToString();
    }
}
