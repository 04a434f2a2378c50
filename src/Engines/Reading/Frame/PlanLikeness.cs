using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>Whether a file holds a plan at all: a type line with frame, outline, organisation of work or tables; a news text has none of it.</summary>
static partial class PlanLikeness
{
    public static void Require(IReadOnlyList<Line> lines, IReadOnlyList<DocumentPart> parts)
    {
        var plans = parts.Where(p => Bundle.IsPlanType(p.Type)).ToList();
        if (plans.Count == 0)
        {
            var what = parts.Count > 0 ? $"Tệp có vẻ là {Vietnamese.Uncapital(parts[0].Type)}, không phải kế hoạch." : "Không thấy dòng tiêu đề “KẾ HOẠCH” cùng số ký hiệu, nội dung và phần tổ chức thực hiện.";
            throw Refuse(what);
        }
        if (!plans.Exists(p => Score(lines, p) >= 3))
            throw Refuse("Văn bản có chữ “kế hoạch” nhưng thiếu bố cục của một kế hoạch (số ký hiệu, các mục I, II, 1, 2, phần tổ chức thực hiện hoặc bảng nội dung).");
    }

    static ReadingRefusal Refuse(string what) => new("not-a-plan", "Tệp này không phải là kế hoạch. " + what,
        "Hãy nhập văn bản kế hoạch, chương trình hoặc bản ghi nhớ đã ký; tin bài chỉ dùng để tham khảo.");

    static int Score(IReadOnlyList<Line> lines, DocumentPart part)
    {
        int headings = 0, tables = 0;
        bool frame = false, bases = false, work = false, recipients = false, signed = false;
        for (var i = part.First; i <= part.Last; i++)
        {
            var line = lines[i];
            if (line.Cells is not null) { tables++; continue; }
            if (line.Text.Length == 0) continue;
            frame |= Bundle.IsFrame(line);
            bases |= line.Folded.StartsWith("can cu ", StringComparison.Ordinal) || line.Folded.StartsWith("thuc hien ke hoach", StringComparison.Ordinal);
            recipients |= line.Folded.StartsWith("noi nhan", StringComparison.Ordinal);
            work |= line.Text.Length < 120 && Work().IsMatch(line.Folded) && (Vietnamese.IsCaps(line.Text) || Marker.Find(line.Text) is not null || line.Heading > 0);
            signed |= Signature.IsPosition(line);
            if (Marker.Find(line.Text) is { IsBullet: false }) headings++;
        }
        return (headings >= 3 ? 2 : headings >= 2 ? 1 : 0) + (tables >= 2 ? 1 : 0) + (frame ? 1 : 0) + (bases ? 1 : 0) + (work ? 1 : 0) + (recipients || signed ? 1 : 0);
    }

    [GeneratedRegex(@"to chuc (trien khai )?thuc hien|noi dung|nhiem vu|muc tieu|muc dich|trach nhiem|kinh phi", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Work();
}
