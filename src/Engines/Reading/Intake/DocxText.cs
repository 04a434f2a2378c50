using System.Text;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Wordprocessing;

namespace LienY.Reading;

/// <summary>The text of one paragraph as accepted: insertions in, deletions out, fields by their result, text boxes apart.</summary>
sealed class DocxText(DocxNumbering numbering)
{
    /// <summary>Whether a run in an old Vietnamese font was converted.</summary>
    public string? OldFont { get; private set; }

    /// <summary>Text with '\n' for soft breaks, and the text boxes anchored in it.</summary>
    public string Read(Paragraph paragraph, List<TextBoxContent> boxes)
    {
        var to = new StringBuilder();
        var font = numbering.StyleFont(paragraph);
        foreach (var child in paragraph.ChildElements) Walk(child, to, boxes, font);
        return to.ToString();
    }

    void Walk(OpenXmlElement element, StringBuilder to, List<TextBoxContent> boxes, string? font)
    {
        switch (element)
        {
            case DeletedRun or MoveFromRun or ParagraphProperties or RunProperties or FieldCode or DeletedText or DeletedFieldCode:
                return;
            case Run run:
                ReadRun(run, to, boxes, font);
                return;
            case AlternateContent alternate:
                // Choice and Fallback hold the same box twice.
                var kept = alternate.GetFirstChild<AlternateContentChoice>() as OpenXmlElement ?? alternate.GetFirstChild<AlternateContentFallback>();
                if (kept is not null) Walk(kept, to, boxes, font);
                return;
            case TextBoxContent box:
                boxes.Add(box);
                return;
            default:
                foreach (var child in element.ChildElements) Walk(child, to, boxes, font);
                return;
        }
    }

    void ReadRun(Run run, StringBuilder to, List<TextBoxContent> boxes, string? font)
    {
        var properties = run.RunProperties;
        if (properties?.Vanish is { } vanish && (vanish.Val is null || vanish.Val.Value)) return;
        var here = new StringBuilder();
        foreach (var child in run.ChildElements)
        {
            switch (child)
            {
                case Text text: here.Append(text.Text); break;
                case TabChar or PositionalTab: here.Append("    "); break;
                case CarriageReturn: here.Append('\n'); break;
                case Break line: here.Append(line.Type?.Value is null or BreakValues.TextWrapping ? '\n' : ' '); break;
                case NoBreakHyphen: here.Append('-'); break;
                case SoftHyphen: break;
                case SymbolChar symbol: here.Append(Symbol(symbol)); break;
                default: Walk(child, to, boxes, font); break;
            }
        }
        var value = Old(here.ToString(), properties?.RunFonts?.Ascii?.Value ?? properties?.RunFonts?.HighAnsi?.Value ?? font);
        if (properties?.Caps is { } caps && (caps.Val is null || caps.Val.Value)) value = value.ToUpperInvariant();
        to.Append(value);
    }

    string Old(string text, string? font)
    {
        if (font is null || text.All(c => c < 0x80)) return text;
        if (font.StartsWith(".Vn", StringComparison.OrdinalIgnoreCase))
        {
            if (text.Any(c => c is >= '\u1EA0' and <= '\u1EF9')) return text;
            OldFont = "tcvn3";
            var plain = OldEncodings.Tcvn(text);
            return font.EndsWith('H') ? plain.ToUpperInvariant() : plain;
        }
        if (!font.StartsWith("VNI-", StringComparison.OrdinalIgnoreCase) || text.Any(c => c is >= '\u1EA0' and <= '\u1EF9')) return text;
        OldFont = "vni";
        return OldEncodings.Vni(text);
    }

    static string Symbol(SymbolChar symbol) => symbol.Char?.Value?.ToUpperInvariant() switch
    {
        "F0B3" or "00B3" => "≥",
        "F0A3" or "00A3" => "≤",
        "F0B1" => "±",
        "F0B7" or "F0A7" or "F02D" => "-",
        _ => " ",
    };
}
