using System.Xml.Linq;
using static LienY.Writing.Wml;

namespace LienY.Writing;

/// <summary>The named paragraph styles, one for each part the decree prescribes, so that an officer may go on editing in the same layout.</summary>
static class Styles
{
    public const string NationalName = "QuocHieu", Motto = "TieuNgu", Parent = "CoQuanChuQuan", Issuer = "CoQuanBanHanh",
        Number = "SoKyHieu", DispatchSubject = "TrichYeuCongVan", PlaceDate = "DiaDanhNgay", DraftMark = "DuThao",
        TypeName = "TenLoai", Subject = "TrichYeu", Rule = "DuongKe", Addressee = "KinhGui", AddresseeItem = "KinhGuiMuc",
        Basis = "CanCu", Content = "NoiDung", Roman = "MucLaMa", Arabic = "Khoan", Decimal = "KhoanNho", Letter = "Diem",
        Caption = "TenBang", Unit = "DonViTinh", Head = "DauBang", CellText = "OBang", Note = "GhiChu",
        RecipientsHead = "NoiNhan", Recipients = "NoiNhanMuc", Authority = "QuyenHan", Signer = "NguoiKy", Image = "ChuKy",
        Enacting = "ThamQuyen",
        AnnexName = "PhuLuc", AnnexTitle = "TenPhuLuc", AnnexSource = "KemTheo", PageNumber = "SoTrang", Gap = "Ngat";

    const int FirstLine = 720;

    /// <summary>The style of a heading's level.</summary>
    public static string Of(HeadingLevel level) => level switch
    {
        HeadingLevel.Roman => Roman,
        HeadingLevel.Arabic => Arabic,
        HeadingLevel.Decimal => Decimal,
        _ => Letter,
    };

    /// <summary>The styles part.</summary>
    public static XElement Part() => El("styles",
        new XAttribute(XNamespace.Xmlns + "w", Main.NamespaceName),
        El("docDefaults",
            El("rPrDefault", El("rPr",
                El("rFonts", At("ascii", Font), At("hAnsi", Font), At("eastAsia", Font), At("cs", Font)),
                Val("color", "000000"), Val("sz", 28), Val("szCs", 28),
                El("lang", At("val", "vi-VN"), At("eastAsia", "vi-VN"), At("bidi", "ar-SA")))),
            El("pPrDefault", El("pPr", El("widowControl"), El("spacing", At("before", 0), At("after", 0), At("line", 240), At("lineRule", "auto"))))),
        El("style", At("type", "paragraph"), At("default", "1"), At("styleId", "Normal"), Val("name", "Normal")),
        Style(NationalName, "Quốc hiệu", 12, "b", "center"),
        Style(Motto, "Tiêu ngữ", 13, "b", "center"),
        Style(Parent, "Cơ quan chủ quản", 12, "", "center"),
        Style(Issuer, "Cơ quan ban hành", 12, "b", "center"),
        Style(Number, "Số và ký hiệu", 13, "", "center", before: 60),
        Style(DispatchSubject, "Trích yếu công văn", 12, "", "center", before: 60),
        Style(PlaceDate, "Địa danh và ngày tháng", 13, "i", "center", before: 60),
        Style(DraftMark, "Dự thảo", 13, "b", "center", before: 60),
        Style(TypeName, "Tên loại văn bản", 14, "b", "center", before: 360),
        Style(Subject, "Trích yếu", 14, "b", "center"),
        Style(Rule, "Đường kẻ", 2, "", "center", before: 90),
        Style(Addressee, "Kính gửi", 14, "", "center", before: 240, after: 120),
        Style(AddresseeItem, "Kính gửi từng nơi", 14, "", "left", left: 2268),
        Style(Basis, "Căn cứ", 14, "i", "both", after: 120, first: FirstLine),
        Style(Content, "Nội dung", 14, "", "both", after: 120, first: FirstLine),
        Style(Roman, "Mục La Mã", 14, "b", "both", before: 60, after: 120, first: FirstLine, keep: true, outline: 0),
        Style(Arabic, "Khoản", 14, "b", "both", after: 120, first: FirstLine, keep: true, outline: 1),
        Style(Decimal, "Khoản nhỏ", 14, "bi", "both", after: 120, first: FirstLine, keep: true, outline: 2),
        Style(Letter, "Điểm", 14, "", "both", after: 120, first: FirstLine, keep: true, outline: 3),
        Style(Caption, "Tên bảng", 13, "b", "center", before: 120, after: 60, keep: true),
        Style(Unit, "Đơn vị tính", 12, "i", "right", after: 60, keep: true),
        Style(Head, "Đầu bảng", 12, "b", "center", before: 40, after: 40),
        Style(CellText, "Ô bảng", 12, "", "left", before: 40, after: 40),
        Style(Note, "Ghi chú", 12, "i", "both", before: 60, after: 120),
        Style(RecipientsHead, "Nơi nhận", 12, "bi", "left", before: 40),
        Style(Recipients, "Nơi nhận từng nơi", 11, "", "left"),
        Style(Authority, "Quyền hạn và chức vụ", 14, "b", "center"),
        Style(Signer, "Người ký", 14, "b", "center", before: 1440),
        Style(Image, "Chữ ký", 14, "", "center", before: 120),
        Style(Enacting, "Thẩm quyền ban hành", 14, "b", "center", before: 120, after: 120, keep: true),
        Style(AnnexName, "Phụ lục", 14, "b", "center", outline: 0),
        Style(AnnexTitle, "Tên phụ lục", 14, "b", "center"),
        Style(AnnexSource, "Kèm theo", 14, "i", "center"),
        Style(PageNumber, "Số trang", 14, "", "center"),
        Style(Gap, "Ngắt trang", 1, "", "left"));

    /// <summary>The decree's typeface.</summary>
    public const string Font = "Times New Roman";

    static XElement Style(string id, string name, int points, string face, string align, int before = 0, int after = 0, int first = 0,
        int left = 0, bool keep = false, int? outline = null) => El("style", At("type", "paragraph"), At("customStyle", "1"), At("styleId", id),
            Val("name", name), Val("basedOn", "Normal"), El("qFormat"),
            El("pPr",
                keep ? El("keepNext") : null,
                El("spacing", At("before", before), At("after", after), At("line", Spacing(id)), At("lineRule", id is Gap or Rule ? "exact" : "auto")),
                first > 0 || left > 0 ? El("ind", At("left", left), first > 0 ? At("firstLine", first) : null) : null,
                Val("jc", align),
                outline is { } level ? Val("outlineLvl", level) : null),
            El("rPr",
                face.Contains('b') ? new[] { El("b"), El("bCs") } : null,
                face.Contains('i') ? new[] { El("i"), El("iCs") } : null,
                Val("sz", points * 2), Val("szCs", points * 2)));

    // Running text breathes a little more than one line; heads and tables stay at exactly one.
    static int Spacing(string id) => id switch
    {
        Content or Basis or Roman or Arabic or Decimal or Letter => 264,
        Gap or Rule => 20,
        _ => 240,
    };
}
