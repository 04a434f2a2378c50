using System.Net;
using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Turns an HTML page into lines: paragraphs, and tables with their merged cells; scripts, styles and hidden rows are left out.</summary>
sealed partial class HtmlIntake(ReadingLimits limits)
{
    static readonly HashSet<string> Blocks = ["p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "section", "article", "header", "footer", "center", "blockquote", "hr", "body", "main", "dd", "dt"];
    static readonly HashSet<string> Silent = ["script", "style", "head", "title", "template", "noscript", "svg", "object", "iframe"];
    readonly List<SourceLine> lines = [];
    readonly MarkupText text = new();
    readonly List<string> parts = [];
    readonly List<List<MarkupCell>> rows = [];
    (int Columns, int Rows) span = (1, 1);
    int tables, hidden;
    bool inCell, inHiddenRow;

    /// <summary>Whether a file begins as HTML does, or says so by its name.</summary>
    public static bool Is(ReadOnlySpan<byte> head, string name)
    {
        var start = System.Text.Encoding.Latin1.GetString(head).TrimStart('\u00ef', '\u00bb', '\u00bf', ' ', '\r', '\n', '\t');
        return start.StartsWith("<!doctype html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase)
            || ((name.EndsWith(".html", StringComparison.Ordinal) || name.EndsWith(".htm", StringComparison.Ordinal)) && start.StartsWith('<'));
    }

    public static SourceText Open(ReadOnlyMemory<byte> bytes, ReadingLimits limits)
    {
        var (page, encoding) = TextIntake.Unicode(bytes.Span);
        var intake = new HtmlIntake(limits);
        intake.Walk(page);
        var warnings = new List<ReadingWarning>();
        if (intake.hidden > 0) warnings.Add(new("rows-hidden", $"Bảng có {intake.hidden} hàng ẩn, không được đọc. Xin mở tệp gốc nếu cần các hàng đó.", new(1, 1), []));
        return new("html", encoding, intake.lines, warnings);
    }

    void Walk(string page)
    {
        string? silent = null;
        var at = 0;
        while (at < page.Length)
        {
            var open = page.IndexOf('<', at);
            if (silent is null) text.Add(WebUtility.HtmlDecode(page[at..(open < 0 ? page.Length : open)]));
            if (open < 0) break;
            if (page.AsSpan(open).StartsWith("<!--"))
            {
                at = page.IndexOf("-->", open + 4, StringComparison.Ordinal) is var end and >= 0 ? end + 3 : page.Length;
                continue;
            }
            var close = page.IndexOf('>', open);
            if (close < 0) break;
            var tag = page[(open + 1)..close];
            at = close + 1;
            var name = Name().Match(tag).Value.ToLowerInvariant();
            if (name.Length == 0 && !tag.StartsWith('!') && !tag.StartsWith('?'))
            {
                // "<13‰" is text, no tag.
                if (silent is null) text.Add("<");
                at = open + 1;
                continue;
            }
            if (silent is not null)
            {
                if (name == "/" + silent) silent = null;
            }
            else if (Silent.Contains(name) && !tag.EndsWith('/')) silent = name;
            else Tag(name, tag);
        }
        Paragraph();
        while (tables > 0) Tag("/table", "");
    }

    void Tag(string name, string tag)
    {
        switch (name)
        {
            case "table":
                Paragraph();
                tables++;
                break;
            case "/table" when tables > 0:
                EndCell();
                if (--tables == 0)
                {
                    MarkupTable.Add(rows, lines);
                    rows.Clear();
                }
                break;
            case "tr" when tables == 1:
                EndCell();
                inHiddenRow = Hidden().IsMatch(tag);
                if (inHiddenRow) hidden++;
                else rows.Add([]);
                break;
            case "td" or "th" when tables == 1:
                EndCell();
                if (rows.Count == 0) rows.Add([]);
                span = (MarkupTable.Covered(Attribute(tag, "colspan"), 60), MarkupTable.Covered(Attribute(tag, "rowspan"), 2_000));
                inCell = true;
                break;
            case "/td" or "/th" or "/tr" when tables == 1: EndCell(); break;
            case "td" or "th" when tables > 1: text.Add(" | "); break;
            case "li":
                Paragraph();
                text.Add("- ");
                break;
            default:
                if (Blocks.Contains(name.TrimStart('/')) || name is "tr" or "/tr") Paragraph();
                break;
        }
        if (lines.Count > limits.Lines) throw new ReadingRefusal("too-many-lines", $"Văn bản có hơn {limits.Lines} dòng.", "Hãy tách tệp rồi nhập từng phần.");
    }

    void Paragraph()
    {
        var taken = text.Take();
        if (taken is "" or "-") return;
        if (tables > 0) parts.Add(taken);
        else lines.Add(new(lines.Count + 1, taken));
    }

    void EndCell()
    {
        Paragraph();
        if (inCell && !inHiddenRow && tables >= 1) rows[^1].Add(new(string.Join(DocxCell.Break, parts), span.Columns, span.Rows));
        if (inCell || tables <= 1) parts.Clear();
        inCell = false;
    }

    static string? Attribute(string tag, string name) =>
        Regex.Match(tag, name + @"\s*=\s*[""']?(\d{1,6})", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1)) is { Success: true } m ? m.Groups[1].Value : null;

    [GeneratedRegex(@"^/?[a-zA-Z][a-zA-Z0-9:]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Name();

    [GeneratedRegex(@"\bhidden\b|display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Hidden();
}
