using System.Globalization;
using System.Xml.Linq;
using static LienY.Writing.Wml;

namespace LienY.Writing;

/// <summary>Puts values into the runs of a paragraph; each value takes the look of the run in which its placeholder begins.</summary>
static class Filling
{
    static readonly object Done = new();
    static readonly CultureInfo Vietnamese = CultureInfo.GetCultureInfo("vi-VN");

    /// <summary>Fills the placeholders for which there is a value; null leaves one for later. A placeholder alone in its paragraph makes as many paragraphs as its value has lines, none for none.</summary>
    public static void Paragraph(XElement paragraph, Func<string, string?> value)
    {
        // Words that came from a value are never read as a placeholder.
        if (paragraph.Annotation<object>() == Done) return;
        var braces = Braces.Of(paragraph);
        if (braces is [var only] && Braces.WordsOf(paragraph).Trim() == only.Written && Said(only, value) is { } whole)
        {
            var lines = whole.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            if (lines.Length == 0)
            {
                Remove(paragraph);
                return;
            }
            if (lines.Length > 1)
            {
                foreach (var line in lines)
                {
                    var copy = new XElement(paragraph);
                    paragraph.AddBeforeSelf(copy);
                    Put(copy, Braces.Of(copy)[0], line.Trim());
                    copy.AddAnnotation(Done);
                }
                paragraph.Remove();
                return;
            }
        }
        foreach (var brace in braces.Reverse())
            if (Said(brace, value) is { } words) Put(paragraph, brace, words);
        if (braces.Count > 0) paragraph.AddAnnotation(Done);
    }

    /// <summary>Takes a paragraph away, or empties it where its cell or body would be left without one, or where it ends a section.</summary>
    public static void Remove(XElement paragraph)
    {
        if (paragraph.Parent!.Elements(Main + "p").Count() > 1 && !paragraph.Descendants(Main + "sectPr").Any()) paragraph.Remove();
        else paragraph.Elements().Where(e => e.Name != Main + "pPr").Remove();
    }

    static string? Said(Brace brace, Func<string, string?> value) =>
        value(brace.Name) is not { } words ? null : brace.IsLoud ? SafeText.Of(words).ToUpper(Vietnamese) : SafeText.Of(words);

    static void Put(XElement paragraph, Brace brace, string words)
    {
        var at = 0;
        var isFirst = true;
        foreach (var piece in Braces.Pieces(paragraph))
        {
            var text = piece.Value;
            var (from, to) = (Math.Max(brace.Start - at, 0), Math.Min(brace.Start + brace.Length - at, text.Length));
            at += text.Length;
            if (from >= to) continue;
            Set(piece, text[..from] + (isFirst ? words : "") + text[to..]);
            isFirst = false;
        }
    }

    static void Set(XElement piece, string words)
    {
        var lines = words.Split('\n');
        piece.Value = lines[0];
        Preserve(piece);
        for (var i = lines.Length - 1; i > 0; i--)
        {
            var more = El("t", lines[i]);
            Preserve(more);
            piece.AddAfterSelf(El("br"), more);
        }
    }

    static void Preserve(XElement text) => text.SetAttributeValue(XNamespace.Xml + "space", "preserve");
}

/// <summary>Content controls: one whose tag is a field becomes its placeholder, so that both ways of writing a template are one.</summary>
static class Controls
{
    /// <summary>Replaces the controls of known fields, and those whose tag begins with <c>lieny:</c>, by their content with the placeholder as its words.</summary>
    public static void Unfold(XElement root, TemplateFields fields)
    {
        foreach (var control in root.Descendants(Main + "sdt").ToList())
        {
            var tag = control.Element(Main + "sdtPr")?.Element(Main + "tag")?.Attribute(Main + "val")?.Value.Trim() ?? "";
            var isOurs = tag.StartsWith("lieny:", StringComparison.OrdinalIgnoreCase);
            var name = isOurs ? tag[6..] : tag;
            if (name.Length == 0 || control.Element(Main + "sdtContent") is not { } content || (!isOurs && !fields.Knows(name.ToLowerInvariant()))) continue;
            var pieces = content.Descendants(Main + "t").ToList();
            if (pieces.Count == 0)
            {
                var run = El("r", El("t"));
                if (content.Descendants(Main + "p").FirstOrDefault() is { } paragraph) paragraph.Add(run);
                else content.Add(run);
                pieces = [run.Element(Main + "t")!];
            }
            pieces[0].Value = "{{" + name + "}}";
            foreach (var piece in pieces.Skip(1)) piece.Value = "";
            foreach (var extra in content.Elements(Main + "p").Skip(1).ToList()) extra.Remove();
            foreach (var hint in content.Descendants(Main + "rStyle").Where(s => s.Attribute(Main + "val")?.Value is "PlaceholderText" or "VnbanChdanhsn").ToList()) hint.Remove();
            control.ReplaceWith(content.Nodes());
        }
    }
}
