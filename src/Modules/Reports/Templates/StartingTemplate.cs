using LienY.Writing;

namespace LienY.Reports;

/// <summary>The template to begin with: the layout of the house with every field in its place, to be edited in Word.</summary>
static class StartingTemplate
{
    /// <summary>The file.</summary>
    public static byte[] Make() => TemplateText.Replace(OfficialDocx.Write(new()
    {
        Type = DocumentType.Report,
        ParentOrgan = "{{CO_QUAN_CAP_TREN}}",
        Issuer = "{{CO_QUAN}}",
        Symbol = "SOKYHIEU",
        Place = "DIADANH",
        Subject = "{{trich_yeu}}",
        Addressees = ["{{kinh_gui}}"],
        Bases = ["{{can_cu}}"],
        Body = [.. Body()],
        Signature = new("{{CHUC_VU}}", "{{nguoi_ky}}") { Authority = ["{{QUYEN_HAN}}"] },
        Recipients = ["NOINHAN"],
        Archive = "{{luu}}",
        Annexes = [new("Số liệu chi tiết và minh chứng", [Proofs()]) { Landscape = true }, new("Số liệu kỳ trước và số liệu thay đổi sau chốt", [Previous(), Changes()]) { Landscape = true }],
        Author = "Liên Y",
    }), new Dictionary<string, string>
    {
        ["Số:        /SOKYHIEU"] = "{{so_ky_hieu}}",
        ["DIADANH, ngày      tháng      năm         "] = "{{dia_danh_ngay}}",
        ["- Như trên;"] = "- {{noinhan.ten}};",
        ["- NOINHAN;"] = "",
        ["{{can_cu}}."] = "{{can_cu}}",
        ["(Kèm theo Báo cáo số        /SOKYHIEU ngày      tháng      năm          của {{CO_QUAN}})"] = "(Kèm theo Báo cáo {{so_ky_hieu}} của {{co_quan_day_du}})",
    });

    static IEnumerable<Block> Body() =>
    [
        new Paragraph("{{mo_dau}}"),
        new Heading(HeadingLevel.Roman, "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"), new Paragraph("{{chi_dao}}"), Of("vanban", "Số, ký hiệu|so|1.8", "Ngày|ngay|1.5", "Trích yếu|trich_yeu|5"),
        new Heading(HeadingLevel.Roman, "KẾT QUẢ THỰC HIỆN"), new Heading(HeadingLevel.Arabic, "Chỉ tiêu"), new Paragraph("{{tom_tat_chi_tieu}}"),
        Of("chitieu", "Chỉ tiêu|ten|3.6", "ĐVT|dvt|1", "Kế hoạch|ke_hoach|1.1", "Thực hiện đến ngày chốt|thuc_hien|1.2", "Ước cả kỳ|uoc|1", "% KH|phan_tram|0.9", "So cùng kỳ|so_cung_ky|1", "Đánh giá|danh_gia|1.2", "Nguồn|nguon|2.2") with { Landscape = true },
        new Heading(HeadingLevel.Arabic, "Nhiệm vụ theo từng nội dung"),
        Of("nhiemvu", "Nội dung|noi_dung|1.8", "Nhiệm vụ|ten|3", "Đơn vị chủ trì|don_vi|1.8", "Hạn|han|1.6", "Tiến độ|tien_do|1", "Tình trạng|tinh_trang|1.3"),
        new Heading(HeadingLevel.Arabic, "Kinh phí"),
        Of("kinhphi", "Nội dung|noi_dung|3", "Nguồn|nguon|2", "Kế hoạch|ke_hoach|1.2", "Giao|giao|1.2", "Giải ngân|giai_ngan|1.2", "%|phan_tram|0.7") with { Unit = "Đơn vị tính: triệu đồng" },
        new Heading(HeadingLevel.Roman, "ĐÁNH GIÁ CHUNG"), new Heading(HeadingLevel.Arabic, "Kết quả nổi bật"), new Paragraph("{{ket_qua}}"),
        new Heading(HeadingLevel.Arabic, "Tồn tại, hạn chế"), new Paragraph("{{ton_tai}}"), new Heading(HeadingLevel.Arabic, "Nguyên nhân"), new Paragraph("{{nguyen_nhan}}"),
        new Heading(HeadingLevel.Roman, "NHIỆM VỤ KỲ TỚI"), new Paragraph("{{nhiem_vu}}"), new Heading(HeadingLevel.Roman, "ĐỀ XUẤT, KIẾN NGHỊ"), new Paragraph("{{kien_nghi}}"), new Paragraph("{{ket}}"),
    ];

    static Table Proofs() => Of("chitieu", "Mã|ma|1.3", "Chỉ tiêu|ten|2.6", "Cách tính|cach_tinh|2.4", "Số sự kiện|so_su_kien|0.9", "Truy vấn sổ sự kiện|truy_van|3.6", "Mã SHA-256|ma_bam|3") with { Landscape = true };

    static Table Previous() => Of("kytruoc", "Chỉ tiêu|ten|4", "ĐVT|dvt|1", "Thực hiện đến ngày chốt|thuc_hien|1.4", "Ước cả kỳ|uoc|1.2", "Số chính thức|chinh_thuc|1.2") with { Caption = "Số liệu của báo cáo trước", Landscape = true };

    static Table Changes() => Of("thaydoi", "Báo cáo|bao_cao|2", "Chỉ tiêu|ten|2.8", "Số đã báo cáo|cu|1.1", "Nay là|moi|1.1", "Ngày ghi nhận|ngay|1.1", "Sự kiện làm thay đổi|su_kien|4") with { Caption = "Số liệu thay đổi sau chốt", Landscape = true };

    // Each column: head, field, width.
    static Table Of(string table, params string[] columns)
    {
        var parts = columns.Select(c => c.Split('|')).ToList();
        return new([new("TT", 0.6, Align.Center), .. parts.Select(p => new Column(p[0], double.Parse(p[2], System.Globalization.CultureInfo.InvariantCulture)))],
            [Row.Of([$"{{{{{table}.tt}}}}", .. parts.Select(p => $"{{{{{table}.{p[1]}}}}}")])])
        { Size = 11 };
    }
}
