using LienY.Design.Components;
using LienY.Kernel;
using LienY.Writing;

namespace LienY.Reports;

/// <summary>The fields that a template of a report may use, what each means, and their values.</summary>
static class ReportFields
{
    /// <summary>Texts: name and meaning (a Vietnamese key).</summary>
    public static readonly IReadOnlyList<(string Name, string Meaning)> Texts =
    [
        ("co_quan_cap_tren", Words.Key("Tên cơ quan cấp trên")), ("co_quan", Words.Key("Tên cơ quan báo cáo")), ("co_quan_day_du", Words.Key("Tên đầy đủ của cơ quan báo cáo")),
        ("so_ky_hieu", Words.Key("Số và ký hiệu; để trống chỗ số khi chưa phát hành")), ("dia_danh_ngay", Words.Key("Địa danh, ngày tháng năm")), ("trich_yeu", Words.Key("Trích yếu")),
        ("kinh_gui", Words.Key("Nơi nhận báo cáo, sau chữ Kính gửi")), ("can_cu", Words.Key("Các căn cứ, mỗi căn cứ một đoạn")), ("mo_dau", Words.Key("Câu mở đầu")),
        ("ky_bao_cao", Words.Key("Tên kỳ báo cáo")), ("tu_ngay", Words.Key("Ngày đầu kỳ")), ("den_ngay", Words.Key("Ngày cuối kỳ")), ("ngay_chot", Words.Key("Ngày chốt số liệu")),
        ("ke_hoach", Words.Key("Tên kế hoạch")), ("so_ke_hoach", Words.Key("Số của kế hoạch")), ("tom_tat_chi_tieu", Words.Key("Câu tổng hợp tình trạng chỉ tiêu")),
        ("chi_dao", Words.Key("Mục I: chỉ đạo, điều hành")), ("ket_qua", Words.Key("Kết quả nổi bật")), ("ton_tai", Words.Key("Tồn tại, hạn chế")), ("nguyen_nhan", Words.Key("Nguyên nhân")),
        ("bai_hoc", Words.Key("Bài học kinh nghiệm")), ("nhiem_vu", Words.Key("Nhiệm vụ kỳ tới")), ("ke_hoach_nam_sau", Words.Key("Đề nghị cho kế hoạch năm sau")),
        ("dieu_chinh", Words.Key("Đề nghị điều chỉnh kế hoạch")), ("kien_nghi", Words.Key("Đề xuất, kiến nghị")), ("ket", Words.Key("Câu kết")),
        ("quyen_han", Words.Key("Quyền hạn của người ký (KT., TL. …)")), ("chuc_vu", Words.Key("Chức vụ người ký")), ("nguoi_ky", Words.Key("Họ tên người ký")), ("luu", Words.Key("Nơi lưu")),
    ];

    /// <summary>Tables: name, meaning, columns.</summary>
    public static readonly IReadOnlyList<(string Name, string Meaning, string[] Columns)> Tables =
    [
        ("chitieu", Words.Key("Chỉ tiêu"), ["tt", "ten", "dvt", "ke_hoach", "thuc_hien", "uoc", "chinh_thuc", "phan_tram", "trong_ky", "cung_ky", "so_cung_ky", "danh_gia", "nguon", "cach_tinh", "so_su_kien", "ma", "truy_van", "ma_bam"]),
        ("nhiemvu", Words.Key("Nhiệm vụ theo từng nội dung"), ["tt", "noi_dung", "ten", "don_vi", "han", "tien_do", "san_pham", "tinh_trang"]),
        ("kinhphi", Words.Key("Kinh phí (triệu đồng)"), ["tt", "noi_dung", "nguon", "nam", "ke_hoach", "giao", "giai_ngan", "phan_tram"]),
        ("vanban", Words.Key("Văn bản ban hành trong kỳ"), ["tt", "so", "ngay", "trich_yeu"]),
        ("kytruoc", Words.Key("Số liệu của báo cáo trước"), ["tt", "ten", "dvt", "thuc_hien", "uoc", "chinh_thuc"]),
        ("thaydoi", Words.Key("Số liệu thay đổi sau chốt"), ["tt", "bao_cao", "ten", "cu", "moi", "ngay", "su_kien"]),
        ("donvi", Words.Key("Đơn vị được tổng hợp"), ["tt", "ten", "so", "han", "ngay_gui", "tinh_trang"]),
        ("noinhan", Words.Key("Nơi nhận, mỗi nơi một dòng"), ["ten"]),
    ];

    /// <summary>As the engine judges a template by.</summary>
    public static readonly TemplateFields All = new([.. Texts.Select(t => t.Name)], Tables.ToDictionary(t => t.Name, t => (IReadOnlyCollection<string>)t.Columns));

    /// <summary>The values of a dossier.</summary>
    public static TemplateValues Of(Dossier d)
    {
        var document = ReportDocument.Of(d);
        string Text(TextPart part) => d.Texts.GetValueOrDefault(part, "") is { Length: > 0 } text ? text : "Không có.";
        var texts = new Dictionary<string, string>
        {
            ["co_quan_cap_tren"] = document.ParentOrgan ?? "",
            ["co_quan"] = document.Issuer,
            ["co_quan_day_du"] = d.Head.InFull,
            ["so_ky_hieu"] = OfficialWords.Number(document),
            ["dia_danh_ngay"] = OfficialWords.PlaceAndDay(document),
            ["trich_yeu"] = document.Subject,
            ["kinh_gui"] = d.To ?? "",
            ["can_cu"] = string.Join('\n', OfficialWords.Bases(document)),
            ["mo_dau"] = (document.Body[0] as Paragraph)?.Text ?? "",
            ["ky_bao_cao"] = Cadences.Vietnamese(d.Report.Cadence, d.Report.PeriodTo),
            ["tu_ngay"] = Say.Day(d.Report.PeriodFrom),
            ["den_ngay"] = Say.Day(d.Report.PeriodTo),
            ["ngay_chot"] = Say.Day(d.Report.Cutoff),
            ["ke_hoach"] = d.Report.PlanTitle,
            ["so_ke_hoach"] = d.Report.PlanNumber,
            ["tom_tat_chi_tieu"] = d.Cells.Count > 0 ? ReportOutline.Summary(d.Cells) : "Kế hoạch không có chỉ tiêu trong kỳ này.",
            ["chi_dao"] = Text(TextPart.Directing),
            ["ket_qua"] = Text(TextPart.Highlights),
            ["ton_tai"] = Text(TextPart.Shortcomings),
            ["nguyen_nhan"] = Text(TextPart.Causes),
            ["bai_hoc"] = Text(TextPart.Lessons),
            ["nhiem_vu"] = Text(TextPart.Next),
            ["ke_hoach_nam_sau"] = Text(TextPart.NextPlan),
            ["dieu_chinh"] = Text(TextPart.Adjusting),
            ["kien_nghi"] = Text(TextPart.Proposals),
            ["ket"] = ((document.Body[^1] as Paragraph)?.Text ?? "").TrimEnd('.'),
            ["quyen_han"] = document.Signature.Authority.FirstOrDefault() ?? "",
            ["chuc_vu"] = document.Signature.Position,
            ["nguoi_ky"] = document.Signature.Name,
            ["luu"] = document.Archive,
        };
        return new(texts, Rows(d, document));
    }

    static Dictionary<string, IReadOnlyList<IReadOnlyDictionary<string, string>>> Rows(Dossier d, OfficialDocument document) => new()
    {
        ["chitieu"] = Of("chitieu", d.Cells, c => [$"{c.Ordinal}", c.Name, c.Unit, Reached.Written(c), Say.Number(c.Actual), Say.Number(c.IsFinal ? c.Actual : c.Estimate), Say.Number(c.FinalValue), Say.Number(c.Percent),
            Say.Number(c.InPeriod), Say.Number(c.SamePeriod), Reached.Signed(c.Change), Signs.Word(c.Status), c.Source, c.Formula, $"{c.Facts}", ReportTables.Code(c), ReportTables.Broken(c.Query, 40), ReportTables.Broken(c.Hash ?? "", 32)]),
        ["nhiemvu"] = Of("nhiemvu", d.Tasks, t => [$"{t.Ordinal}", t.Content, t.Name, t.Unit, Say.Day(t.Due), $"{t.Progress} %", $"{t.Products}", TaskWords.Of(t)]),
        ["kinhphi"] = Of("kinhphi", d.Budgets, b => [$"{b.Ordinal}", b.Label, b.Source, b.Year is { } year ? $"{year}" : "–", ReportTables.Million(b.Planned), ReportTables.Million(b.Allocated), ReportTables.Million(b.Spent), Say.Number(b.Percent)]),
        ["vanban"] = Of("vanban", d.Directives, p => [$"{p.Ordinal}", p.Number, Say.Day(p.Day), p.Subject]),
        ["kytruoc"] = Of("kytruoc", [.. d.Earlier.Where(e => e.Kind == "previous")], e => ["", e.Name, e.Unit, Say.Number(e.Actual), Say.Number(e.Estimate), e.FinalOn is null ? "chưa chốt" : Say.Number(e.FinalValue)]),
        ["thaydoi"] = Of("thaydoi", [.. d.Earlier.Where(e => e.Kind == "change")], e => ["", e.About, $"{e.Name}, {EarlierTables.FigureName(e.Figure)}", Say.Number(e.Was), Say.Number(e.Became), Say.Day(e.OnDay), e.Which]),
        ["donvi"] = Of("donvi", d.Units, u => [$"{u.Ordinal}", u.Name, u.Number.Length > 0 ? u.Number : "–", Say.Day(u.DueOn), Say.Day(u.SentOn), UnitWords.Of(u)]),
        ["noinhan"] = [.. OfficialWords.Recipients(document).Select(r => new Dictionary<string, string> { ["ten"] = r })],
    };

    static List<IReadOnlyDictionary<string, string>> Of<T>(string table, IReadOnlyList<T> rows, Func<T, string[]> cells)
    {
        var columns = Tables.First(t => t.Name == table).Columns;
        return [.. rows.Select((row, i) =>
        {
            var values = cells(row);
            return columns.Select((c, at) => (c, Value: c == "tt" && values[at].Length == 0 ? $"{i + 1}" : values[at].Length > 0 ? values[at] : "–")).ToDictionary(x => x.c, x => x.Value);
        })];
    }
}
