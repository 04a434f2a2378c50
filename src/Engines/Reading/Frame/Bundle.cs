using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>A stretch of lines that is one document: its type and where its title stands (indexes into the lines).</summary>
sealed record DocumentPart(string Type, int First, int TitleAt, int Last, bool IsSlip);

/// <summary>Finds the documents of a file by their type lines and the frames before them.</summary>
static partial class Bundle
{
    static readonly (string Folded, string Name)[] Types =
    [
        ("phieu giai quyet van ban", "Phiếu giải quyết văn bản đến"), ("phieu xu ly van ban", "Phiếu giải quyết văn bản đến"),
        ("phieu trinh", "Phiếu trình"), ("phieu chuyen", "Phiếu chuyển"),
        ("ke hoach", "Kế hoạch"), ("quyet dinh", "Quyết định"), ("thong bao", "Thông báo"), ("bao cao", "Báo cáo"), ("to trinh", "Tờ trình"),
        ("bien ban ghi nho", "Bản ghi nhớ"), ("ban ghi nho", "Bản ghi nhớ"), ("bien ban thoa thuan", "Thỏa thuận"), ("ban thoa thuan", "Thỏa thuận"),
        ("thoa thuan", "Thỏa thuận"), ("bien ban", "Biên bản"), ("chuong trinh", "Chương trình"), ("de an", "Đề án"), ("phuong an", "Phương án"),
        ("huong dan", "Hướng dẫn"), ("chi thi", "Chỉ thị"), ("nghi quyet", "Nghị quyết"), ("giay moi", "Giấy mời"), ("hop dong", "Hợp đồng"),
    ];

    /// <summary>Types that may hold a plan of cooperation.</summary>
    public static bool IsPlanType(string type) => type is "Kế hoạch" or "Chương trình" or "Bản ghi nhớ" or "Thỏa thuận" or "Đề án" or "Phương án";

    public static List<DocumentPart> Split(IReadOnlyList<Line> lines)
    {
        var titles = new List<(int At, string Type)>();
        for (var i = 0; i < lines.Count; i++)
        {
            if (TypeOf(lines[i]) is not { } type || UnderAnnex(lines, i)) continue;
            if (titles.Count > 0 && !type.StartsWith("Phiếu", StringComparison.Ordinal) && !HasFrame(lines, titles[^1].At, i) && !FollowsDecision(lines, titles[^1].Type, i)) continue;
            titles.Add((i, type));
        }
        var parts = new List<DocumentPart>();
        for (var n = 0; n < titles.Count; n++)
        {
            var first = n == 0 ? NextText(lines, 0) : FrameStart(lines, titles[n].At, titles[n - 1].At);
            parts.Add(new(titles[n].Type, first, titles[n].At, lines.Count - 1, titles[n].Type.StartsWith("Phiếu", StringComparison.Ordinal)));
            if (n > 0) parts[n - 1] = parts[n - 1] with { Last = LastText(lines, first - 1) };
        }
        if (parts.Count > 0) parts[^1] = parts[^1] with { Last = LastText(lines, lines.Count - 1) };
        return parts;
    }

    /// <summary>Type a title line names, or null.</summary>
    static string? TypeOf(Line line)
    {
        if (line.Cells is not null || line.Text.Length is 0 or > 220 || line.Text[^1] is ':' or ';') return null;
        foreach (var (folded, name) in Types)
        {
            if (!line.Folded.StartsWith(folded, StringComparison.Ordinal)) continue;
            var rest = line.Text[folded.Length..];
            if (rest.Length > 0 && char.IsLetterOrDigit(rest[0])) continue;
            if (Vietnamese.IsCaps(line.Text[..folded.Length])) return rest.Length == 0 || rest.Length < 160 && !line.Text.EndsWith('.') ? name : null;
            return line.Folded == folded && (line.Heading > 0 || line.Strong || char.IsLower(line.Text[0]) || line.Text.Length == folded.Length) ? name : null;
        }
        return null;
    }

    static bool UnderAnnex(IReadOnlyList<Line> lines, int at)
    {
        var seen = 0;
        for (var i = at - 1; i >= 0 && seen < 4; i--)
        {
            if (lines[i].Text.Length == 0) continue;
            seen++;
            if (lines[i].Folded.StartsWith("phu luc", StringComparison.Ordinal) || lines[i].Folded.StartsWith("bieu mau", StringComparison.Ordinal)) return true;
            if (IsFrame(lines[i])) return false;
        }
        return false;
    }

    static bool HasFrame(IReadOnlyList<Line> lines, int after, int at)
    {
        var seen = 0;
        for (var i = at - 1; i > after && seen < 10; i--)
        {
            if (lines[i].Text.Length == 0) continue;
            seen++;
            if (IsFrame(lines[i])) return true;
        }
        return false;
    }

    static bool FollowsDecision(IReadOnlyList<Line> lines, string previous, int at)
    {
        if (previous != "Quyết định") return false;
        for (int i = at + 1, seen = 0; i < lines.Count && seen < 8; i++)
        {
            if (lines[i].Text.Length == 0) continue;
            seen++;
            if (lines[i].Folded.Contains("kem theo", StringComparison.Ordinal)) return true;
        }
        return false;
    }

    /// <summary>Number line, quốc hiệu, tiêu ngữ or place and date.</summary>
    public static bool IsFrame(Line line) => line.Cells is null && line.Text.Length < 140 && FrameLine().IsMatch(line.Folded);

    static int FrameStart(IReadOnlyList<Line> lines, int at, int after)
    {
        var first = at;
        var gap = 0;
        for (var i = at - 1; i > after; i--)
        {
            var line = lines[i];
            if (line.Text.Length == 0)
            {
                if (++gap > 8) break;
                continue;
            }
            var caps = Vietnamese.IsCaps(line.Text) && line.Text.Length < 90 && !line.Folded.StartsWith("phu luc", StringComparison.Ordinal) && !Signature.IsPosition(line);
            if (line.Cells is not null || !(IsFrame(line) || caps || line.Folded.StartsWith("ngay:", StringComparison.Ordinal))) break;
            first = i;
            gap = 0;
        }
        return first;
    }

    static int NextText(IReadOnlyList<Line> lines, int from)
    {
        while (from < lines.Count - 1 && lines[from].Text.Length == 0) from++;
        return from;
    }

    static int LastText(IReadOnlyList<Line> lines, int from)
    {
        while (from > 0 && lines[from].Text.Length == 0) from--;
        return from;
    }

    [GeneratedRegex(@"^so\s*:?\s*[\d. …]*[/-]\s*[a-z]|cong hoa xa hoi chu nghia|^doc lap\s*-|[,.] ngay\s*[\d.…_ ]*thang\s*[\d.…_ ]*nam\s*[\d.…]*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex FrameLine();
}
