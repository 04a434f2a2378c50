using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Nơi nhận and the signature block at the end of a document.</summary>
static partial class Signature
{
    /// <summary>Recipients with the lines they take; empty when there are none.</summary>
    public static (IReadOnlyList<string> Recipients, HashSet<int> Lines) Recipients(IReadOnlyList<Line> lines, int from, int to)
    {
        var found = new List<string>();
        var taken = new HashSet<int>();
        var at = -1;
        for (var i = from; i <= to && at < 0; i++)
            if (lines[i].Cells is null && lines[i].Folded.StartsWith("noi nhan", StringComparison.Ordinal)) at = i;
        if (at < 0) return (found, taken);
        taken.Add(at);
        var rest = lines[at].Text[8..].TrimStart(':', ' ');
        if (rest.Length > 0) found.AddRange(Parts(rest));
        var blank = false;
        for (var i = at + 1; i <= to; i++)
        {
            var line = lines[i];
            if (line.Text.Length == 0) { blank = true; continue; }
            if (line.Cells is not null || line.Folded.StartsWith("phu luc", StringComparison.Ordinal)) break;
            if (Marker.Find(line.Text) is { Kind: MarkerKind.Dash or MarkerKind.Plus } marker)
            {
                found.AddRange(Parts(line.Text[marker.Length..]));
                taken.Add(i);
            }
            else if (IsPosition(line)) { /* the other column of the same block */ }
            else if (!blank && found.Count > 0 && !Vietnamese.IsCaps(line.Text) && taken.Contains(i - 1) && !IsName(line.Text))
            {
                found[^1] = found[^1] + " " + line.Text.TrimEnd(';', '.', ' ');
                taken.Add(i);
            }
            else if (line.Text.EndsWith(';') || line.Folded.StartsWith("luu", StringComparison.Ordinal))
            {
                found.AddRange(Parts(line.Text));
                taken.Add(i);
            }
            else if (found.Count > 0 && !taken.Contains(i - 1)) break;
            blank = false;
        }
        return ([.. found.Select(Neat).Where(r => r.Length > 0)], taken);
    }

    static IEnumerable<string> Parts(string text) => ManyOnLine().Split(text).Select(p => p.Trim());

    static string Neat(string text) => Vietnamese.Squeeze(text).TrimEnd(';', '.', ' ').Trim();

    /// <summary>Signer of a document and the lines of the block.</summary>
    public static (Signer? Signer, HashSet<int> Lines) Find(IReadOnlyList<Line> lines, int from, int to, HashSet<int> recipients)
    {
        var taken = new HashSet<int>();
        var close = Close(lines, from, to);
        var positions = new List<string>();
        string? name = null;
        var last = -1;
        for (var i = close; i <= to; i++)
        {
            var line = lines[i];
            if (line.Text.Length == 0 || recipients.Contains(i)) continue;
            if (line.Cells is not null || line.Folded.StartsWith("phu luc", StringComparison.Ordinal)) break;
            if (IsPosition(line))
            {
                // Two parties may sign side by side; the first block is kept.
                if (name is not null) break;
                positions.Add(line.Text.TrimEnd('.', ','));
                taken.Add(i);
                last = i;
            }
            else if (positions.Count > 0 && IsName(line.Text) && i - last < 40)
            {
                name = WithoutDegree(line.Text);
                taken.Add(i);
            }
            else if (positions.Count > 0 && name is null && line.Text.Length < 30) taken.Add(i);
            if (name is not null && positions.Count > 0) break;
        }
        if (positions.Count == 0) return (null, taken);
        var lines2 = positions.SelectMany(p => Together().Split(p)).Select(p => p.Trim()).Where(p => p.Length > 0).ToList();
        var authority = lines2.Where(p => Authority().IsMatch(Vietnamese.Fold(p))).ToList();
        var position = lines2.LastOrDefault(p => !Authority().IsMatch(Vietnamese.Fold(p)));
        if (position is null && authority.Count > 0)
        {
            position = Authority().Replace(Vietnamese.Fold(authority[^1]), "") is { Length: > 0 } ? authority[^1][(authority[^1].IndexOf('.', StringComparison.Ordinal) + 1)..].Trim() : null;
        }
        return (new(name, position, authority), taken);
    }

    static int Close(IReadOnlyList<Line> lines, int from, int to)
    {
        for (var i = from; i <= to; i++)
            if (lines[i].Folded.StartsWith("noi nhan", StringComparison.Ordinal)) return Math.Max(from, BackOverBlock(lines, i, from));
        for (var i = to; i >= from; i--)
            if (lines[i].Text.EndsWith("./.", StringComparison.Ordinal) || lines[i].Folded.StartsWith("tren day la", StringComparison.Ordinal)) return i + 1;
        return from + (to - from) / 2;
    }

    // A signature may stand before "Nơi nhận" when two columns were read right to left.
    static int BackOverBlock(IReadOnlyList<Line> lines, int at, int from)
    {
        var i = at - 1;
        var first = at;
        for (var seen = 0; i > from && seen < 6; i--)
        {
            if (lines[i].Text.Length == 0) continue;
            if (!(IsPosition(lines[i]) || IsName(lines[i].Text))) break;
            first = i;
            seen++;
        }
        return first;
    }

    /// <summary>Whether a line is a signing position or authority in capitals ("KT. GIÁM ĐỐC", "CHỦ TỊCH").</summary>
    public static bool IsPosition(Line line) =>
        line.Cells is null && line.Text.Length < 90 && Vietnamese.IsCaps(line.Text) && Position().IsMatch(line.Folded) && !line.Text.EndsWith(':');

    static bool IsName(string text)
    {
        var words = WithoutDegree(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return words.Length is >= 2 and <= 6 && words.All(w => char.IsUpper(w[0]) && w.All(c => char.IsLetter(c) || c == '-')) && !Position().IsMatch(Vietnamese.Fold(text))
            && !Organ().IsMatch(Vietnamese.Fold(text));
    }

    static string WithoutDegree(string text) => Degree().Replace(text.Trim(), "").Trim();

    [GeneratedRegex(@"^(tm|kt|q|tl|tuq)\s?\.|^(quyen )?(pho |tong )?(giam doc|chu tich|truong phong|vien truong|bo truong|thu truong|cuc truong|chi cuc truong|truong ban|hieu truong|tong giam doc|truong khoa|chanh van phong|bi thu|tram truong|chu nhiem|dai dien|nguoi lap|thu truong don vi)|^pho |^(bo truong|thu truong|hieu pho)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Position();

    [GeneratedRegex(@"^(tm|kt|q|tl|tuq)\s?\.\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Authority();

    [GeneratedRegex(@"^((GS|PGS|TS|ThS|Ths|BS|Bs|DS|CN|CK\s?I{1,2}|CKI{1,2}|BSCK\s?I{1,2}|Thạc sĩ|Tiến sĩ|Bác sĩ|TTND|TTƯT|BSNT|BsCK\s?I{1,2})[.\s]*[-–]?\s*)+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Degree();

    [GeneratedRegex(@"^(so|bo|ubnd|benh vien|trung tam|phong|ban|luu|hdnd|tinh|huyen|xa) |y te", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Organ();

    [GeneratedRegex(@";\s*[-–]\s*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ManyOnLine();

    [GeneratedRegex(@"(?<=\p{Lu}) (?=PHÓ |GIÁM ĐỐC$)(?<!KT\. )(?<!Q\. )(?<!PHÓ )(?<!TỔNG )", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Together();
}
