using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>What each unit has to do, from headings ("1. Sở Y tế"), labels ("Sở Tài chính: …") and sentences ("Các đơn vị … căn cứ …").</summary>
static partial class Duties
{
    public static void Read(ReadDocument document, Harvest harvest)
    {
        Draft? open = null;
        Marker? openMarker = null;
        foreach (var block in document.Blocks.Where(b => b.Rows is null && b.Zone == Zone.Duties && b.Text.Length > 0))
        {
            if (block.Folded.StartsWith("tren day la", StringComparison.Ordinal) || block.Marker is null && block.Text.EndsWith("./.", StringComparison.Ordinal)) break;
            var bare = block.Marker is null;
            var (unit, item) = bare && !Labelled(block.Text) && !(open is { Items.Count: > 0 } && VerbAt(block.Text) > 0) ? (null, null) : UnitOf(block);
            var deeper = openMarker is not null && block.Marker is not null && block.Marker.Rank > openMarker.Rank;
            if (unit is not null && !(open is not null && deeper && block.Marker!.IsBullet && open.Items.Count == 0 && item is null))
            {
                if (!(open is not null && deeper && block.Marker!.IsBullet && !Labelled(block.Text)))
                {
                    Close(document, open, harvest);
                    open = new(unit, block.Path, block.Lines.First);
                    openMarker = block.Marker;
                    if (item is not null) open.Add(item, block.Lines);
                    continue;
                }
            }
            if (open is null) continue;
            if (block.Marker is { IsBullet: false } && !deeper)
            {
                Close(document, open, harvest);
                open = null;
                continue;
            }
            if (block.Marker?.Kind == MarkerKind.Plus && open.AfterDash) open.Extend("+ " + block.Text, block.Lines);
            else open.Add(block.Text, block.Lines);
            open.AfterDash |= block.Marker is { Kind: MarkerKind.Dash or MarkerKind.Letter };
        }
        Close(document, open, harvest);
    }

    static void Close(ReadDocument document, Draft? draft, Harvest harvest)
    {
        if (draft is null || draft.Items.Count == 0) return;
        var role = RoleMark().Match(Vietnamese.Lower(string.Join(' ', draft.Items)));
        harvest.Duties.Add(new(Harvest.Id("U", harvest.Duties.Count), draft.Unit, draft.Items, draft.Lines, role.Success ? role.Value : null,
            document.Id, draft.Path, new(draft.First, draft.Lines[^1].Last)));
    }

    static (string? Unit, string? Item) UnitOf(Block block)
    {
        var text = Polite().Replace(block.Text, "");
        if (!IsOrgan(text)) return (null, null);
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon is > 1 and < 220)
        {
            var rest = text[(colon + 1)..].Trim();
            // "Các Sở: Tài chính, Kế hoạch và Đầu tư" names units on both sides of the colon.
            if (ManyUnits().IsMatch(text[..colon]) && rest.Length is > 0 and < 160 && char.IsUpper(rest[0]) && rest[^1] is not ('.' or ';') && VerbAt(" " + rest) < 0) return (text.TrimEnd(':', ' '), null);
            return (text[..colon].Trim(), rest.Length == 0 ? null : rest);
        }
        var verb = VerbAt(text);
        if (verb > 0) return (text[..verb].TrimEnd(' ', ','), text[verb..].Trim());
        return text.Length < 200 && !text.EndsWith(';') ? (text.TrimEnd('.', ' '), null) : (null, null);
    }

    static bool Labelled(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        return colon is > 1 and < 120 && IsOrgan(Polite().Replace(text, "")) && VerbAt(text[..colon]) <= 0;
    }

    // First verb of duty outside parentheses; "đơn vị phối hợp" is a name.
    static int VerbAt(string text)
    {
        foreach (Match m in Verb().Matches(text))
        {
            var before = text[..m.Index];
            if (before.Count(c => c == '(') > before.Count(c => c == ')')) continue;
            if (before.Trim().Length < 2 || NameBeforeVerb().IsMatch(Vietnamese.Lower(before))) continue;
            return m.Index + (m.Value.Length - m.Value.TrimStart(' ', ',').Length);
        }
        return -1;
    }

    /// <summary>Whether a text begins with the name of an organisation or a group of them.</summary>
    public static bool IsOrgan(string text) => OrganStart().IsMatch(Vietnamese.Lower(text));

    sealed class Draft(string unit, string path, int first)
    {
        public string Unit { get; } = unit;
        public string Path { get; } = path;
        public int First { get; } = first;
        public List<string> Items { get; } = [];
        public bool AfterDash { get; set; }
        public List<LineSpan> Lines { get; } = [];

        public void Add(string item, LineSpan lines)
        {
            Items.Add(item);
            Lines.Add(lines);
        }

        public void Extend(string more, LineSpan lines)
        {
            Items[^1] += "\n" + more;
            Lines[^1] = new(Lines[^1].First, lines.Last);
        }
    }

    [GeneratedRegex(@"^(?:Đề nghị|Giao cho|Giao|Yêu cầu|Trách nhiệm của|Nhiệm vụ của|Đối với)\s+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Polite();

    [GeneratedRegex(@"^(?:các\s+|những\s+)?(?:sở|phòng(?! chống| bệnh|, chống)|ban(?! hành)|văn phòng|ubnd|[uủ][yỷ] ban|u[ỷy] ban|bệnh viện|bv|bvđk|trung tâm|ttyt|tyt|chi cục|cục|vụ|viện|khoa(?! học)|trường(?! hợp)|đại học|báo(?! cáo)|đài|công an|bộ(?! trí)|đơn vị|cơ quan|hội(?! nghị| thảo| chẩn)|đoàn|mặt trận|liên đoàn|trạm|kho bạc|bhxh|bảo hiểm|ngân hàng|công ty|tổ(?! chức)|tổ chức (?:chính trị|đoàn thể|xã hội|quốc tế)|thành viên|thủ trưởng|giám đốc|lãnh đạo|cơ sở|doanh nghiệp|ngành|hđnd|huyện|thị xã|thành phố|syt|công đoàn|chủ tịch|cổng thông tin|bên [ab]\b|phía|tỉnh|cá nhân|cán bộ|viên chức|nhân viên|điều dưỡng|trưởng|cộng tác viên|hai bên|thường trực|địa phương|xã, phường)(?!\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex OrganStart();

    [GeneratedRegex(@"[ ,]\s*(?:căn cứ|chủ trì|phối hợp|có trách nhiệm|chịu trách nhiệm|có nhiệm vụ|chỉ đạo|tham mưu|tổ chức|thực hiện|triển khai|xây dựng|hướng dẫn|đôn đốc|theo dõi|bố trí|là (?:đầu mối|cơ quan|đơn vị)|làm đầu mối|tiếp tục|chủ động|theo chức năng|theo nhiệm vụ|được giao|đẩy mạnh|tăng cường|hỗ trợ|cử|báo cáo|giúp|đảm bảo|bảo đảm|tạo điều kiện|tiếp nhận|lập|đầu mối|cân đối|kiểm tra|giám sát|tuyên truyền|thường xuyên|tham gia|nghiêm túc|quan tâm|trên cơ sở|trong phạm vi|hàng năm|hằng năm|định kỳ)(?!\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Verb();

    [GeneratedRegex(@"(?:đơn vị|cơ quan|sở, ngành|bệnh viện|bộ phận|tổ|thành viên|cán bộ)(?: (?:có|được|trực tiếp))?\s*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex NameBeforeVerb();

    [GeneratedRegex(@"^(?:Các|Những) (?:[Ss]ở|[Bb]an|[Nn]gành|[Pp]hòng|[Kk]hoa|[Đđ]ơn vị|[Bb]ệnh viện|[Cc]ơ quan|[Hh]ội|[Đđ]oàn thể)(?:,? (?:ban|ngành|phòng|khoa|đơn vị|đoàn thể))*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ManyUnits();

    [GeneratedRegex(@"(?<!\p{L})(đầu mối|chủ trì|phối hợp|tham mưu|thực hiện)(?!\p{L})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RoleMark();
}
