namespace LienY.Documents;

/// <summary>One incoming paper of the demonstration: days before today of arrival, days until it is due, and how far it is. All are invented.</summary>
sealed record DemoIn(int Before, string Issuer, string Code, string Type, string Subject, Urgency Urgency, int? Due, IncomingState State, int Late = 0,
    int DoneAfter = 3);

/// <summary>One outgoing paper of the demonstration.</summary>
sealed record DemoOut(int Before, string Type, string Subject, string Recipients, OutgoingState State = OutgoingState.Issued);

/// <summary>Papers of two months at a department and one of its hospitals; numbers, days and subjects are invented.</summary>
static class DemoPapers
{
    /// <summary>What came to the department.</summary>
    public static readonly IReadOnlyList<DemoIn> Department =
    [
        new(58, "Bộ Y tế", "6120/BYT-KCB", "", "Tăng cường chỉ đạo tuyến và hội chẩn từ xa cho các bệnh viện tuyến tỉnh", Urgency.Normal, 15, IncomingState.Done),
        new(55, "Ủy ban nhân dân tỉnh Lào Cai", "4182/UBND-VX", "", "Báo cáo tiến độ kế hoạch hợp tác chuyên môn với Bệnh viện Nhi Trung ương", Urgency.Urgent, 7,
            IncomingState.Done, 0, 6),
        new(51, "Cục Quản lý Khám, chữa bệnh", "1377/KCB-QLCL", "", "Góp ý dự thảo tiêu chí chất lượng bệnh viện nhi", Urgency.Normal, 10, IncomingState.Done, 0, 12),
        new(47, "Bệnh viện Nhi Trung ương", "2209/BVNTW-CĐT", "", "Lịch luân phiên cán bộ quý IV tại các bệnh viện tỉnh Lào Cai", Urgency.Normal, 12,
            IncomingState.Done, 1, 5),
        new(44, "Bảo hiểm xã hội tỉnh Lào Cai", "915/BHXH-GĐ", "", "Phối hợp rà soát chi phí khám, chữa bệnh bảo hiểm y tế chín tháng", Urgency.Normal, 14,
            IncomingState.Done, 0, 9),
        new(40, "Ủy ban nhân dân tỉnh Lào Cai", "356/KH-UBND", "KH", "Kế hoạch chăm sóc sức khỏe bà mẹ và trẻ em vùng cao", Urgency.Normal, 20, IncomingState.Done, 0,
            16),
        new(36, "Sở Tài chính tỉnh Lào Cai", "1744/STC-HCSN", "", "Lập dự toán chi sự nghiệp y tế năm sau", Urgency.Urgent, 9, IncomingState.Done, 0, 8),
        new(31, "Bộ Y tế", "6688/BYT-MT", "", "Chủ động phòng, chống dịch bệnh mùa đông xuân", Urgency.VeryUrgent, 3, IncomingState.Done, 0, 2),
        new(27, "Bệnh viện Đa khoa tỉnh Lào Cai", "488/TTr-BVĐK", "TTr", "Xin chủ trương mua máy siêu âm tim tại giường", Urgency.Normal, 15, IncomingState.InProgress),
        new(22, "Ủy ban nhân dân tỉnh Lào Cai", "4471/UBND-VX", "", "Chuẩn bị nội dung làm việc với đoàn Bệnh viện Nhi Trung ương", Urgency.Urgent, 6,
            IncomingState.Done, 0, 5),
        new(18, "Thanh tra tỉnh Lào Cai", "226/QĐ-TTr", "QĐ", "Thanh tra việc sử dụng kinh phí chương trình mục tiêu y tế", Urgency.Normal, 10, IncomingState.Assigned),
        new(12, "Cục Phòng bệnh", "903/PB-TC", "", "Báo cáo tỷ lệ tiêm chủng mở rộng mười tháng", Urgency.Normal, 8, IncomingState.InProgress),
        new(8, "Bệnh viện Y học cổ truyền tỉnh Lào Cai", "167/BC-BVYHCT", "BC", "Kết quả thực hiện chỉ tiêu chuyên môn mười tháng", Urgency.Normal, null,
            IncomingState.Done, 1, 2),
        new(5, "Bộ Y tế", "7012/BYT-KCB", "", "Đề nghị đăng ký nhu cầu hội chẩn từ xa năm sau", Urgency.Normal, 10, IncomingState.Assigned),
        new(2, "Ủy ban nhân dân tỉnh Lào Cai", "4620/UBND-VX", "", "Rà soát, báo cáo việc thực hiện bản ghi nhớ hợp tác y tế", Urgency.Express, 3,
            IncomingState.Received),
        new(0, "Sở Nội vụ tỉnh Lào Cai", "1508/SNV-CCVC", "", "Báo cáo số lượng bác sĩ luân phiên, cử đi đào tạo", Urgency.Normal, 12, IncomingState.Received),
    ];

    /// <summary>What came to the hospital.</summary>
    public static readonly IReadOnlyList<DemoIn> Hospital =
    [
        new(50, "Bệnh viện Nhi Trung ương", "2144/BVNTW-ĐT", "", "Chiêu sinh lớp hồi sức sơ sinh cơ bản", Urgency.Normal, 12, IncomingState.Done, 0, 7),
        new(43, "Sở Y tế tỉnh Lào Cai", "1822/SYT-NVY", "", "Báo cáo tình hình hội chẩn từ xa quý III", Urgency.Normal, 8, IncomingState.Done, 0, 11),
        new(35, "Bảo hiểm xã hội tỉnh Lào Cai", "877/TB-BHXH", "TB", "Kết quả giám định hồ sơ tháng", Urgency.Normal, 10, IncomingState.Done, 1, 4),
        new(24, "Bệnh viện Nhi Trung ương", "2310/BVNTW-KHTH", "", "Danh sách ca hội chẩn cần theo dõi sau hội chẩn", Urgency.Urgent, 5, IncomingState.Done, 0, 5),
        new(16, "Sở Y tế tỉnh Lào Cai", "2011/SYT-KHTC", "", "Lập dự toán mua sắm trang thiết bị nhi, sơ sinh", Urgency.Normal, 9, IncomingState.InProgress),
        new(9, "Trung tâm Y tế thị xã Sa Pa", "115/CV-TTYT", "", "Đề nghị cử bác sĩ nhi hỗ trợ khám lưu động", Urgency.Normal, 6, IncomingState.Assigned),
        new(1, "Bệnh viện Đa khoa huyện Bắc Hà", "98/BVĐK-KHTH", "", "Xin ý kiến chuyên môn về quy trình chuyển trẻ sơ sinh", Urgency.Normal, 7,
            IncomingState.Received),
    ];

    /// <summary>What the department issued.</summary>
    public static readonly IReadOnlyList<DemoOut> Issued =
    [
        new(46, "", "Đôn đốc báo cáo tình hình hội chẩn từ xa quý III", "Các bệnh viện trực thuộc"),
        new(39, "KH", "Kế hoạch kiểm tra công tác sơ sinh tại các bệnh viện tuyến huyện", "Các đơn vị trực thuộc\nBệnh viện Nhi Trung ương"),
        new(33, "QĐ", "Cử bác sĩ đi luân phiên hỗ trợ tuyến huyện", "Bệnh viện Sản Nhi tỉnh Lào Cai"),
        new(28, "GM", "Họp sơ kết hợp tác chuyên môn nhi khoa", "Lãnh đạo các bệnh viện"),
        new(20, "TTr", "Đề nghị bổ sung kinh phí mua máy thở sơ sinh", "Ủy ban nhân dân tỉnh Lào Cai"),
        new(14, "TB", "Kết luận họp giao ban công tác khám, chữa bệnh", "Các đơn vị trực thuộc", OutgoingState.Cancelled),
        new(13, "TB", "Kết luận họp giao ban công tác khám, chữa bệnh tháng mười", "Các đơn vị trực thuộc"),
        new(4, "KH", "Kế hoạch hội chẩn từ xa nhi khoa năm sau", "Các bệnh viện trực thuộc\nBệnh viện Nhi Trung ương"),
        new(1, "", "Hướng dẫn gửi văn bản điện tử qua trục liên thông", "Các đơn vị trực thuộc"),
        new(0, "QĐ", "", "", OutgoingState.Reserved),
    ];
}
