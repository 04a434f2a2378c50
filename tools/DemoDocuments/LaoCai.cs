using LienY.Writing;

namespace LienY.DemoDocuments;

/// <summary>Cooperation of Lào Cai's health department with the national children's hospital in 2023: nine classes, two technique packages, weekly remote consultation; its number was never given to us and stays blank.</summary>
static class LaoCai
{
    public static OfficialDocument Plan => new()
    {
        Type = DocumentType.Plan,
        ParentOrgan = "UBND tỉnh Lào Cai",
        Issuer = "Sở Y tế",
        IssuerInFull = "Sở Y tế tỉnh Lào Cai",
        Symbol = "KH-SYT",
        Place = "Lào Cai",
        Date = new IssueDate(null, 5, 2023),
        Subject = "Hợp tác giữa Sở Y tế tỉnh Lào Cai và Bệnh viện Nhi Trung ương năm 2023",
        Bases =
        [
            "Căn cứ nhu cầu đào tạo, tiếp nhận kỹ thuật của các bệnh viện trong tỉnh Lào Cai",
            "Căn cứ khả năng hỗ trợ tuyến dưới của Bệnh viện Nhi Trung ương",
        ],
        Body = PlanText.Blocks(Content),
        CoSignature = new("Phó Giám đốc", "Phạm Thị Minh Họa") { Authority = ["Bệnh viện Nhi Trung ương", "KT. Giám đốc"] },
        Signature = new("Giám đốc", "Hoàng Văn Thí Dụ") { Authority = ["Sở Y tế tỉnh Lào Cai"] },
        Recipients = ["UBND tỉnh (để b/c)", "Bệnh viện Nhi Trung ương", "Bệnh viện Sản Nhi tỉnh", "Các bệnh viện, TTYT trong tỉnh"],
        Archive = "VT, NVY",
        Remark = DemoPlans.Remark + " Nguồn chi từng dòng ở Phụ lục I là giả định.",
        Annexes =
        [
            new("Các lớp đào tạo năm 2023", [Classes]) { Landscape = true },
            new("Nội dung, thời gian và đơn vị thực hiện", [PlanText.Activities(Rows)]) { Landscape = true },
        ],
    };

    static Table Classes => new(
        [new("STT", 0.6, Align.Center), new("Tên lớp", 3.4), new("Thời gian", 1, Align.Center), new("Số học viên", 1.1, Align.Center), new("Văn bằng", 2), new("Sản phẩm", 2.4), new("Đơn vị chi trả", 1.8)],
        [
            Row.Section("A. Tại tỉnh Lào Cai"),
            Row.Of("1", "Hồi sức sơ sinh tại phòng sinh", "02 ngày", "28", OnSite, "28 giấy chứng nhận", Province),
            Row.Of("2", "Cấp cứu rối loạn nhịp ở trẻ em", "03 ngày", "≥ 10", OnSite, "≥ 10 giấy chứng nhận", Province),
            Row.Of("3", "Bệnh truyền nhiễm trẻ em", "02 ngày", "30", OnSite, "30 giấy chứng nhận", Province),
            Row.Section("B. Tại Bệnh viện Nhi Trung ương"),
            Row.Of("4", "Cấp cứu nhi khoa cơ bản", "03 tháng", "01", AtHost, Practised, Sender),
            Row.Of("5", "Hồi sức tích cực nhi khoa cơ bản", "03 tháng", "≥ 05", AtHost, Practised, Sender),
            Row.Of("6", "Bệnh lý sơ sinh cơ bản", "03 tháng", "01", AtHost, Practised, Sender),
            Row.Of("7", "Hô hấp nhi khoa cơ bản", "02 tháng", "≥ 10", AtHost, Practised, Host),
            Row.Of("8", "Siêu âm tim nhi khoa cơ bản", "03 tháng", "02", AtHost, Practised, Sender),
            Row.Of("9", "Âm ngữ trị liệu", "01 tháng", "01", AtHost, Practised, Sender),
        ]);

    const string OnSite = "Giấy chứng nhận", AtHost = "Chứng chỉ đào tạo liên tục", Practised = "Làm được tại đơn vị sau khóa học";
    const string Province = "Ngân sách tỉnh", Sender = "Đơn vị cử đi học", Host = "Bệnh viện Nhi Trung ương";

    const string Content = """
        Sở Y tế tỉnh Lào Cai và Bệnh viện Nhi Trung ương thống nhất kế hoạch hợp tác năm 2023 như sau:
        # MỤC TIÊU
        ## Mục tiêu chung
        Nâng năng lực nhi khoa của các bệnh viện trong tỉnh, để trẻ em Lào Cai được cứu chữa kịp thời gần nhà và giảm tử vong trẻ dưới 5 tuổi.
        ## Chỉ tiêu cụ thể
        ### Đào tạo tại tỉnh
        - Lớp hồi sức sơ sinh tại phòng sinh, 02 ngày: 28 người được cấp giấy chứng nhận.
        - Lớp cấp cứu rối loạn nhịp ở trẻ em, 03 ngày: ít nhất 10 người được cấp giấy chứng nhận.
        - Lớp bệnh truyền nhiễm trẻ em, 02 ngày: 30 người được cấp giấy chứng nhận.
        ### Đào tạo tại Bệnh viện Nhi Trung ương
        - Cấp cứu nhi khoa cơ bản, 03 tháng: 01 người được cấp chứng chỉ và làm được tại đơn vị sau khóa.
        - Hồi sức tích cực nhi khoa cơ bản, 03 tháng: ít nhất 05 người được cấp chứng chỉ và làm được tại đơn vị sau khóa.
        - Bệnh lý sơ sinh cơ bản, 03 tháng: 01 người được cấp chứng chỉ và làm được tại đơn vị sau khóa.
        - Hô hấp nhi khoa cơ bản, 02 tháng: ít nhất 10 người được cấp chứng chỉ và làm được tại đơn vị sau khóa.
        - Siêu âm tim nhi khoa cơ bản, 03 tháng: 02 người được cấp chứng chỉ và làm được tại đơn vị sau khóa.
        - Âm ngữ trị liệu, 01 tháng: 01 người được cấp chứng chỉ và làm được tại đơn vị sau khóa.
        ### Chuyển giao kỹ thuật
        - Gói ngoại nhi cơ bản (ngoại, gây mê, hồi sức ngoại), 03 tháng: 02 ekip làm được độc lập.
        - Gói tai mũi họng, 03 tháng: 01 ekip làm được độc lập.
        ### Hội chẩn, đào tạo từ xa
        - Mỗi bệnh viện trong tỉnh tham gia lớp học hoặc hội chẩn từ xa với Bệnh viện Nhi Trung ương ít nhất 1 lần/tuần, từ tháng 5 đến tháng 12 năm 2023.
        ### Nghiên cứu và khám thiện nguyện
        - 01 đề tài nghiên cứu về tử vong trẻ dưới 5 tuổi, thực hiện từ tháng 6/2023.
        - Khám thiện nguyện cho 300 - 500 trẻ, từ tháng 5 đến tháng 12 năm 2023.
        # NỘI DUNG HỢP TÁC
        ## Đào tạo
        - Ba lớp tại tỉnh do giảng viên Bệnh viện Nhi Trung ương lên dạy; sáu lớp tại Bệnh viện Nhi Trung ương cho người các đơn vị cử đi (danh sách ở Phụ lục I).
        - Đơn vị cử người bảo đảm học viên về được bố trí làm đúng kỹ thuật đã học.
        ## Chuyển giao kỹ thuật theo bốn pha
        - Pha 1, khảo sát và tư vấn: xem người, thiết bị, thuốc và lượng bệnh của nơi nhận.
        - Pha 2, đào tạo và chuyển giao cho từng vai trong ekip.
        - Pha 3, giám sát và hỗ trợ theo nhiều đợt: chuyên gia cùng ekip làm trên người bệnh để bảo đảm an toàn.
        - Pha 4, bàn giao và nghiệm thu khi Lào Cai thực hiện được độc lập.
        ## Hội chẩn từ xa
        - Lập mô hình hội chẩn ca bệnh tại Bệnh viện Sản Nhi tỉnh, sau đó mở ra các huyện khi đủ điều kiện kỹ thuật.
        ## Nghiên cứu khoa học
        - Cùng thực hiện đề tài về tử vong trẻ dưới 5 tuổi tại Lào Cai.
        ## Khám thiện nguyện
        - Tổ chức các đợt khám cho trẻ em vùng cao, chuyển trẻ cần điều trị tiếp về đúng tuyến.
        # KINH PHÍ THỰC HIỆN
        Kinh phí do ngân sách tỉnh, đơn vị cử người hoặc Bệnh viện Nhi Trung ương chi trả theo từng dòng của Phụ lục I; nơi nào chi thì lập dự toán và quyết toán theo quy định.
        # TỔ CHỨC THỰC HIỆN
        ## Sở Y tế
        - Làm đầu mối của tỉnh; theo dõi, đôn đốc và tổng hợp kết quả, báo cáo UBND tỉnh và gửi Bệnh viện Nhi Trung ương.
        - Tổ chức sơ kết, tổng kết hợp tác.
        ## Bệnh viện Nhi Trung ương
        - Cử giảng viên, chuyên gia; nhận học viên; chủ trì chuyển giao kỹ thuật và hội chẩn từ xa.
        - Cấp giấy chứng nhận, chứng chỉ cho học viên đạt yêu cầu.
        ## Bệnh viện Sản Nhi tỉnh
        - Nhận hai gói kỹ thuật; làm hạt nhân của mô hình hội chẩn từ xa.
        ## Các bệnh viện, Trung tâm Y tế trong tỉnh
        - Cử người đi học, tham gia lớp học hoặc hội chẩn từ xa ít nhất 1 lần/tuần.
        - Báo cáo kết quả về Sở Y tế trước ngày 10/6/2023 và trước ngày 10/12/2023.
        Trên đây là Kế hoạch hợp tác giữa Sở Y tế tỉnh Lào Cai và Bệnh viện Nhi Trung ương năm 2023.
        """;

    const string Rows = """
        Mở ba lớp đào tạo tại tỉnh | Tháng 5 - 12/2023 | Bệnh viện Nhi Trung ương | Sở Y tế tỉnh Lào Cai, Bệnh viện Sản Nhi tỉnh | Học viên được cấp giấy chứng nhận
        Cử người học sáu lớp tại Bệnh viện Nhi Trung ương | Tháng 5 - 12/2023 | Các bệnh viện trong tỉnh | Bệnh viện Nhi Trung ương | Học viên được cấp chứng chỉ và làm được tại đơn vị
        Chuyển giao gói ngoại nhi cơ bản (ngoại, gây mê, hồi sức ngoại) | 03 tháng | Bệnh viện Nhi Trung ương | Bệnh viện Sản Nhi tỉnh | 02 ekip làm được độc lập; biên bản nghiệm thu
        Chuyển giao gói tai mũi họng | 03 tháng | Bệnh viện Nhi Trung ương | Bệnh viện Sản Nhi tỉnh | 01 ekip làm được độc lập; biên bản nghiệm thu
        Lớp học, hội chẩn từ xa hằng tuần | Tháng 5 - 12/2023 | Bệnh viện Nhi Trung ương | Các bệnh viện trong tỉnh | Biên bản hội chẩn từng buổi
        Đề tài nghiên cứu về tử vong trẻ dưới 5 tuổi | Từ tháng 6/2023 | Sở Y tế tỉnh Lào Cai | Bệnh viện Nhi Trung ương | Báo cáo đề tài
        Khám thiện nguyện cho trẻ em | Tháng 5 - 12/2023 | Bệnh viện Nhi Trung ương | Sở Y tế tỉnh Lào Cai, các bệnh viện trong tỉnh | Danh sách trẻ được khám, trẻ được chuyển tuyến
        Báo cáo kết quả hợp tác | Tháng 6 và 12/2023 | Các bệnh viện trong tỉnh | Sở Y tế tỉnh Lào Cai | Báo cáo trước 10/6 và trước 10/12
        """;
}
