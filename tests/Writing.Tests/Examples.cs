using LienY.Writing;

namespace LienY.Writing.Tests;

/// <summary>Documents as an office would write them; people and figures invented.</summary>
static class Examples
{
    public static OfficialDocument Report(int rows = 12) => new()
    {
        Type = DocumentType.Report,
        ParentOrgan = "UBND tỉnh An Giang",
        Issuer = "Sở Y tế",
        IssuerInFull = "Sở Y tế tỉnh An Giang",
        Number = 5,
        Symbol = "BC-SYT",
        Place = "An Giang",
        Date = new DateOnly(2026, 2, 9),
        Subject = "Kết quả thực hiện Kế hoạch hợp tác phát triển y tế với Thành phố Hồ Chí Minh năm 2025",
        Addressees = ["Ủy ban nhân dân tỉnh An Giang"],
        Bases = ["Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020 của Chính phủ về công tác văn thư", "Thực hiện Kế hoạch số 111/KH-SYT ngày 10 tháng 6 năm 2025;"],
        Body =
        [
            new Paragraph("Sở Y tế tỉnh An Giang báo cáo kết quả thực hiện như sau:"),
            new Heading(HeadingLevel.Roman, "CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH"),
            new Paragraph("Trong kỳ, Sở đã ban hành 07 văn bản chỉ đạo, tổ chức 03 cuộc họp giao ban với các đơn vị."),
            new Bullets(["Phân công đầu mối theo từng nội dung;", "Nhắc hạn báo cáo cho 12 đơn vị."]),
            new Heading(HeadingLevel.Roman, "KẾT QUẢ THỰC HIỆN"),
            new Heading(HeadingLevel.Arabic, "Chỉ tiêu"),
            new Heading(HeadingLevel.Letter, "Bảng tổng hợp chỉ tiêu đến ngày chốt"),
            Indicators(rows),
            new Note("Ghi chú: ô trống là chưa có số liệu, không phải bằng không."),
            new Heading(HeadingLevel.Arabic, "Kinh phí"),
            new Table([new("TT", 0.5, Align.Center), new("Nguồn", 3), new("Giao", 1, Align.Right) { Group = "Năm 2025" },
                new("Giải ngân", 1, Align.Right) { Group = "Năm 2025" }, new("Ghi chú", 2)],
                [Row.Of("1", "Ngân sách tỉnh", "1.320", "1.290"), Row.Of("2", "Nguồn thu của đơn vị", "4.355", "4.000", "Tạm tính"),
                    Row.Total("", "Tổng cộng", "5.675", "5.290")]) { Unit = "Đơn vị tính: triệu đồng", Caption = "Kinh phí theo nguồn" },
            new Heading(HeadingLevel.Roman, "ĐỀ XUẤT, KIẾN NGHỊ"),
            new Paragraph("Sở Y tế trân trọng báo cáo Ủy ban nhân dân tỉnh xem xét, chỉ đạo."),
        ],
        Signature = new("Phó Giám đốc", "Nguyễn Thị Ví Dụ") { Authority = ["KT. Giám đốc"] },
        Recipients = ["Sở Y tế Thành phố Hồ Chí Minh (để phối hợp)", "Giám đốc, các Phó Giám đốc Sở"],
        Archive = "VT, NVY",
        Annexes = [new("Số liệu chi tiết theo đơn vị", [Indicators(6) with { Landscape = false }]) { Landscape = true },
            new("Minh chứng", [new Paragraph("Mã sự kiện và giá trị băm của từng số liệu.")])],
    };

    public static OfficialDocument Dispatch() => new()
    {
        Type = DocumentType.Dispatch,
        ParentOrgan = "Sở Y tế tỉnh Lai Châu",
        Issuer = "Bệnh viện Đa khoa Than Uyên",
        Symbol = "BVĐK-TCHC",
        Place = "Than Uyên",
        Date = new IssueDate(null, null, 2026),
        Subject = "đề nghị hỗ trợ hội chẩn từ xa",
        Addressees = ["Bệnh viện Nhi Trung ương", "Sở Y tế tỉnh Lai Châu"],
        Body = [new Paragraph("Bệnh viện Đa khoa Than Uyên đề nghị Quý Bệnh viện hỗ trợ hội chẩn từ xa mỗi tuần một lần."),
            new Paragraph("Trân trọng cảm ơn.")],
        Signature = new("Giám đốc", "Trần Văn Thí Dụ"),
        Archive = "VT, TCHC",
        Draft = true,
    };

    public static OfficialDocument Minutes() => new()
    {
        Type = DocumentType.Minutes,
        ParentOrgan = "Sở Y tế tỉnh Lào Cai",
        Issuer = "Bệnh viện Sản Nhi",
        Number = 12,
        Symbol = "BB-BVSN",
        Place = "Lào Cai",
        Date = new DateOnly(2026, 3, 20),
        Subject = "Họp nghiệm thu gói kỹ thuật Tai Mũi Họng",
        Body =
        [
            new Paragraph("Thời gian bắt đầu: 08 giờ 00 ngày 20 tháng 3 năm 2026."),
            new Paragraph("Địa điểm: Phòng họp số 2, Bệnh viện Sản Nhi."),
            new Paragraph("Thành phần tham dự: 14 người, vắng mặt: 0."),
            new Heading(HeadingLevel.Arabic, "Nội dung"),
            new Bullets(["Kíp kỹ thuật đã tự thực hiện 10 ca liên tiếp", "Hội đồng thống nhất nghiệm thu"]),
            new Paragraph("Cuộc họp kết thúc vào 10 giờ 30 ngày 20 tháng 3 năm 2026, nội dung đã được đọc lại cho mọi người cùng nghe"),
        ],
        CoSignature = new("Thư ký", "Phạm Thị Ví Dụ"),
        Signature = new("Chủ tọa", "Lê Văn Thí Dụ"),
        Recipients = ["Bệnh viện Nhi Trung ương"],
        Archive = "VT, KHTH",
    };

    public static OfficialDocument Long() => Report(320);

    static Table Indicators(int rows) => new(
        [new("TT", 0.5, Align.Center), new("Chỉ tiêu", 4), new("ĐVT", 0.9, Align.Center), new("Kế hoạch", 1, Align.Right), new("Thực hiện", 1, Align.Right) { Group = "Trong kỳ" },
            new("Ước cả kỳ", 1, Align.Right) { Group = "Trong kỳ" }, new("% KH", 0.9, Align.Right), new("So cùng kỳ", 1, Align.Right), new("Đánh giá", 1.2, Align.Center), new("Nguồn", 2)],
        [Row.Section("I. Hội chẩn và đào tạo"),
            .. Enumerable.Range(1, rows).Select(i => Row.Of($"{i}", $"Tỷ lệ bệnh viện tuyến huyện tổ chức hội chẩn từ xa hằng tuần, nhóm {i}", "%", "100", "97,5", "100", "97,5", "+2,1", "Có nguy cơ", "31 biên bản")),
            new([new("Cộng") { Across = 3, Bold = true }, "100", "97,5", "100", "97,5", "+2,1", "", ""])])
    { Landscape = true };
}
