using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>A cleaned line; Cells stands in table rows, Hard says that markdown broke the line on purpose, Width is the length as printed.</summary>
sealed record Line(int Number, string Text, IReadOnlyList<SourceCell>? Cells, int Heading, bool Strong, bool Hard, int Width)
{
    /// <summary>Folded text, computed once.</summary>
    public string Folded { get; } = Vietnamese.Fold(Text);
}

/// <summary>From source lines to cleaned lines: markdown and HTML marks off, table rows into cells, side-by-side blocks apart.</summary>
static partial class Lines
{
    public static IReadOnlyList<Line> Clean(IReadOnlyList<SourceLine> source)
    {
        var result = new List<Line>(source.Count);
        var table = TableLines(source);
        var sinceFrame = 100;
        for (var i = 0; i < source.Count; i++)
        {
            var line = source[i];
            sinceFrame = IsFrame(line.Raw) ? 0 : sinceFrame + 1;
            if (line.Cells is not null) result.Add(new(line.Number, Text(line.Raw.Replace('\t', ' ')), line.Cells, 0, false, false, line.Raw.Length));
            else if (table[i]) AddRow(result, line);
            else if (sinceFrame < 14 && Gap().IsMatch(line.Raw.Trim()))
                foreach (var piece in Gap().Split(line.Raw.Trim())) result.Add(One(line, piece));
            else result.Add(One(line, line.Raw));
        }
        return result;
    }

    /// <summary>Text without markdown and HTML, entities decoded, blanks squeezed.</summary>
    public static string Text(string raw)
    {
        var s = raw;
        if (s.Contains('<', StringComparison.Ordinal)) s = Tag().Replace(s, " ");
        if (s.Contains('&', StringComparison.Ordinal)) s = WebUtility.HtmlDecode(s);
        if (s.Contains("**", StringComparison.Ordinal)) s = Stars().Replace(s, m => Between(s, m.Index, m.Length) ? " " : "");
        if (s.Contains('*', StringComparison.Ordinal)) s = Emphasis().Replace(s, "$1");
        if (s.Contains("__", StringComparison.Ordinal)) s = s.Replace("__", "", StringComparison.Ordinal);
        if (s.Contains('\\', StringComparison.Ordinal)) s = Escape().Replace(s, "$1");
        return Vietnamese.Squeeze(s);
    }

    /// <summary>Items of a cell: HTML lists, &lt;br&gt; and the breaks of DOCX cells each begin a new one; bullets off.</summary>
    public static IReadOnlyList<string> CellItems(string cell)
    {
        var broken = CellBreak().Replace(cell, "\u2028");
        return [.. broken.Split('\u2028').Select(part => Bullet().Replace(Text(part), "")).Where(part => part.Length > 0)];
    }

    static bool Between(string s, int at, int length) =>
        at > 0 && at + length < s.Length && !char.IsWhiteSpace(s[at - 1]) && !char.IsWhiteSpace(s[at + length]) && length >= 3;

    static Line One(SourceLine line, string raw)
    {
        var trimmed = raw.Trim().Trim('\f');
        var marks = 0;
        while (marks < trimmed.Length && trimmed[marks] == '#') marks++;
        var heading = marks is > 0 and <= 6 && marks < trimmed.Length && trimmed[marks] == ' ' ? marks : 0;
        if (heading > 0) trimmed = trimmed[marks..].Trim();
        var strong = line.Strong || (trimmed.StartsWith("**", StringComparison.Ordinal) && trimmed.EndsWith("**", StringComparison.Ordinal) && trimmed.Length > 4);
        if (Rule().IsMatch(trimmed)) trimmed = "";
        return new(line.Number, Text(trimmed), null, heading > 0 ? heading : line.Heading, strong,
            raw.EndsWith("  ", StringComparison.Ordinal) && !raw.EndsWith("   ", StringComparison.Ordinal), raw.Trim().Length);
    }

    static void AddRow(List<Line> to, SourceLine line)
    {
        var raw = line.Raw;
        string[] cells;
        if (raw.Contains('\t', StringComparison.Ordinal)) cells = raw.Split('\t');
        else
        {
            var inner = raw.Trim();
            if (PipeRule().IsMatch(inner)) return;
            inner = inner.StartsWith('|') ? inner[1..] : inner;
            inner = inner.EndsWith('|') ? inner[..^1] : inner;
            cells = inner.Split('|');
        }
        to.Add(new(line.Number, Text(raw.Replace('\t', ' ')), [.. cells.Select(c => new SourceCell(c.Trim()))], 0, false, false, raw.Length));
    }

    // A run of tabbed or piped lines is a table when it is wide enough and is no letterhead or signature block.
    static bool[] TableLines(IReadOnlyList<SourceLine> source)
    {
        var result = new bool[source.Count];
        for (var i = 0; i < source.Count;)
        {
            if (source[i].Cells is not null || !HasCells(source[i].Raw)) { i++; continue; }
            var end = i;
            var run = new List<int>();
            for (; end < source.Count && source[end].Cells is null && (HasCells(source[end].Raw) || source[end].Raw.Trim().Length == 0); end++)
                if (HasCells(source[end].Raw)) run.Add(end);
            var widest = run.Max(r => Width(source[r].Raw));
            var frame = run.Exists(r => IsFrame(source[r].Raw));
            if (!frame && (widest >= 4 || (widest == 3 && run.Count >= 2) || (widest == 2 && run.Count >= 3 && run.TrueForAll(r => Marker.Find(source[r].Raw.Trim()) is null))))
                foreach (var r in run) result[r] = true;
            i = end;
        }
        return result;
    }

    static int Width(string raw) => raw.Contains('\t', StringComparison.Ordinal) ? raw.Split('\t').Length : raw.Count(c => c == '|') - 1;

    static bool HasCells(string raw)
    {
        if (raw.Trim().Contains('\t', StringComparison.Ordinal)) return true;
        if (raw.StartsWith('\t') && raw.Count(c => c == '\t') > 1 && raw.Trim().Length > 0) return true;
        var trimmed = raw.Trim();
        return trimmed.StartsWith('|') && trimmed.Count(c => c == '|') > 2;
    }

    /// <summary>Whether folded text holds the titles of a signature block.</summary>
    public static bool SignsThere(string folded) => SideBySide().IsMatch(folded);

    static bool IsFrame(string raw)
    {
        if (raw.Length > 400) return false;
        var folded = Vietnamese.Fold(raw);
        return folded.Contains("cong hoa xa hoi", StringComparison.Ordinal) || folded.Contains("doc lap -", StringComparison.Ordinal)
            || folded.Contains("noi nhan", StringComparison.Ordinal) || PlaceDay().IsMatch(folded) || SideBySide().IsMatch(folded);
    }

    [GeneratedRegex(@"</?[a-zA-Z][^<>]{0,300}>", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"\*{2,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Stars();

    [GeneratedRegex(@"(?<![\w(*])\*(?=\S)([^*]{1,400})(?<=\S)\*(?!\*)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Emphasis();

    [GeneratedRegex(@"\\([\\.\-_*#()\[\]+])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Escape();

    [GeneratedRegex(@"</li>|<li[^<>]{0,200}>|<br\s*/?>|</p>|\u2028", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex CellBreak();

    [GeneratedRegex(@"^[-–—•●▪+*]\s*(?=\p{L}|\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^([-_=*~.]\s?){3,}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Rule();

    [GeneratedRegex(@"^\|?[\s:|-]+\|[\s:|-]*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PipeRule();

    [GeneratedRegex(@"(?<!ngày|tháng|năm|[Ss]ố|[Ss]ố:)(?:\t+| {4,})(?!tháng|năm|/|\s)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Gap();

    [GeneratedRegex(@"dai dien (ben|so|benh vien|don vi)|\b(kt|tm|tl|tuq)\. ?(giam doc|chu tich|uy ban|bo truong)|(giam doc|chu tich)\s+(pho )?(giam doc|chu tich)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex SideBySide();

    [GeneratedRegex(@"[,.] ngay\s*[\d.…]*\s*thang\s*[\d.…]*\s*nam", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex PlaceDay();
}
