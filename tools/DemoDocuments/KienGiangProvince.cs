using LienY.Writing;

namespace LienY.DemoDocuments;

/// <summary>Kế hoạch 156/KH-UBND, 13/5/2025: Kiên Giang province with Hồ Chí Minh City; the parent of 111/KH-SYT, whose months differ from it on purpose.</summary>
static class KienGiangProvince
{
    public static OfficialDocument Plan => new()
    {
        Type = DocumentType.Plan,
        Issuer = "Ủy ban nhân dân tỉnh Kiên Giang",
        IssuerInFull = "UBND tỉnh Kiên Giang",
        Number = 156,
        Symbol = "KH-UBND",
        Place = "Kiên Giang",
        Date = new DateOnly(2025, 5, 13),
        Subject = "Triển khai Chương trình hợp tác phát triển y tế giữa Thành phố Hồ Chí Minh và tỉnh Kiên Giang năm 2025",
        Bases =
        [
            "Căn cứ Thỏa thuận hợp tác phát triển kinh tế - xã hội giữa Thành phố Hồ Chí Minh và các tỉnh, thành vùng Đồng bằng sông Cửu Long đến năm 2025, ký ngày 11/3/2023",
            "Căn cứ Kế hoạch số 8669/KH-UBND ngày 31/12/2024 của UBND Thành phố Hồ Chí Minh về triển khai Thỏa thuận hợp tác giai đoạn 2024-2025",
        ],
        Body = PlanText.Blocks(Content),
        Signature = new("Phó Chủ tịch", "Trần Thị Thí Dụ") { Authority = ["KT. Chủ tịch"] },
        Recipients = ["Bộ Y tế", "UBND TP. HCM (để phối hợp)", "TT. Tỉnh ủy", "CT và các PCT UBND tỉnh", "Các Sở, ngành: YT; TC; Báo KG; Đài PT&TH KG; Cổng TTĐT tỉnh", "UBND các huyện, thành phố", "LĐVP", "Phòng KGVX"],
        Archive = "VT, KGVX",
        Remark = DemoPlans.Remark,
        Annexes = [new("Nội dung triển khai hợp tác phát triển y tế giữa Thành phố Hồ Chí Minh và tỉnh Kiên Giang năm 2025", [PlanText.Activities(Rows)]) { Landscape = true }],
    };

    const string Content = """
        UBND tỉnh Kiên Giang lập kế hoạch hợp tác phát triển y tế với Thành phố Hồ Chí Minh năm 2025 như sau:
        # MỤC ĐÍCH, YÊU CẦU
        ## Mục đích
        - Đưa Chương trình hợp tác kinh tế - xã hội giữa hai địa phương vào việc làm cụ thể của ngành y tế, hợp với điều kiện mỗi nơi.
        - Nâng trình độ chuyên môn, kỹ thuật và quản lý y tế của tỉnh nhờ hợp tác toàn diện với Thành phố.
        - Xây dựng hệ thống y tế đồng bộ, khám chữa bệnh và chăm sóc sức khỏe tốt hơn.
        - Chia sẻ nguồn lực, công nghệ và cách quản lý có hiệu quả giữa hai địa phương.
        - Giảm tải cho tuyến trên, phục vụ tốt người dân Kiên Giang và vùng lân cận.
        ## Yêu cầu
        - Khả thi, đồng bộ, có trọng tâm, phù hợp thực tế.
        - Các sở, ngành, địa phương và cơ sở y tế chủ động phối hợp.
        - Thiết thực, bền vững, đúng tiến độ; trách nhiệm rõ ràng, kiểm tra, giám sát, đánh giá và điều chỉnh kịp thời.
        # NỘI DUNG HỢP TÁC
        ## Hợp tác đào tạo, phát triển nhân lực y tế
        - Cử nhân viên y tế của tỉnh đi đào tạo, bồi dưỡng, học kinh nghiệm tại các bệnh viện, cơ sở đào tạo của Thành phố.
        - Đào tạo tại chỗ kiểu cầm tay chỉ việc về hồi sức cấp cứu nâng cao (ECMO), can thiệp mạch, CT-scan, MRI, DSA, phẫu thuật chuyên khoa sâu (tim, phổi, mạch máu), kiểm soát nhiễm khuẩn, an toàn người bệnh, cải tiến chất lượng, quản lý bệnh viện và kỹ năng mềm.
        - Đào tạo liên thông, liên kết với các trường Đại học Y Dược tại Thành phố.
        ## Chuyển giao kỹ thuật chuyên sâu
        - Nhận kỹ thuật từ các bệnh viện tuyến cuối của Thành phố bằng hợp đồng, hỗ trợ kỹ thuật hoặc liên kết khám chữa bệnh.
        - Ưu tiên hồi sức cấp cứu, phẫu thuật - gây mê hồi sức, tim mạch, ung bướu, ngoại khoa, sản - nhi, chẩn đoán hình ảnh, y học cổ truyền và phục hồi chức năng.
        - Lập danh sách kỹ thuật cần chuyển giao trước và lộ trình thực hiện.
        ## Chuyển đổi số và ứng dụng công nghệ thông tin
        - Nối hệ thống hội chẩn, tư vấn chuyên môn và khám chữa bệnh từ xa (Telemedicine) giữa bệnh viện của hai địa phương.
        - Hỗ trợ bệnh án điện tử và trí tuệ nhân tạo trong chẩn đoán, điều trị.
        - Dùng công nghệ thông tin trong đào tạo, chuyên môn, quản lý; giữ an ninh mạng và bảo mật thông tin y tế.
        ## Xây dựng mạng lưới phòng chống ung thư
        - Lập đơn vị điều trị vệ tinh của Bệnh viện Ung bướu Thành phố Hồ Chí Minh tại Bệnh viện Ung bướu tỉnh.
        - Thành lập mạng lưới phòng chống, ghi nhận ung thư toàn tỉnh.
        - Đào tạo ghi nhận và tầm soát ung thư vú, cổ tử cung, đại trực tràng, tiền liệt tuyến, phổi; hướng dẫn tầm soát ung thư cộng đồng tại 03 huyện thí điểm.
        ## Thành lập Trung tâm cấp cứu ngoại viện
        - Lập Đề án thành lập Trung tâm cấp cứu ngoại viện trực thuộc Sở Y tế.
        - Học Trung tâm Cấp cứu 115 Thành phố Hồ Chí Minh về tổ chức, đào tạo và điều phối.
        - Thí điểm tổng đài điều phối cấp cứu có GPS, mở rộng toàn tỉnh sau 2026.
        ## Hợp tác trong lĩnh vực y tế dự phòng, phòng chống dịch bệnh
        - Trao đổi thông tin dịch tễ, cảnh báo sớm và mô hình phòng chống dịch, nhất là bệnh truyền nhiễm mới nổi và tái nổi.
        - Tập huấn, diễn tập ứng phó tình huống khẩn cấp y tế công cộng do thiên tai, dịch lớn.
        - Hỗ trợ kỹ thuật, phương tiện phòng, chống dịch.
        ## Lĩnh vực an toàn thực phẩm
        - Đào tạo, tập huấn về quản lý, thanh tra, hậu kiểm; hỗ trợ tài liệu, chuyên gia, phương pháp quản lý hiện đại.
        - Học mô hình Sở An toàn thực phẩm Thành phố Hồ Chí Minh; dùng chung công nghệ, công cụ, phần mềm quản lý.
        - Triển khai truy xuất nguồn gốc; cùng kiểm tra liên ngành các đợt trọng điểm.
        - Truyền thông cộng đồng; cùng làm tài liệu, clip giáo dục về an toàn thực phẩm.
        # KINH PHÍ THỰC HIỆN
        1. Ngân sách nhà nước theo phân cấp hiện hành và các nguồn hợp pháp khác bảo đảm kinh phí của Kế hoạch.
        2. Cơ quan, đơn vị, địa phương tự bố trí trong ngân sách được giao năm 2025.
        3. Đơn vị được giao việc lập dự toán chi tiết gửi Sở Y tế tổng hợp, chuyển Sở Tài chính thẩm tra, tham mưu UBND tỉnh bố trí.
        # TỔ CHỨC THỰC HIỆN
        ## Sở Y tế
        - Làm đầu mối, lập kế hoạch cụ thể hàng năm và phân công cho từng đơn vị.
        - Chỉ đạo các cơ sở y tế xác định nhu cầu hợp tác và kỹ thuật cần nhận; chuẩn bị nhân lực, cơ sở vật chất, trang thiết bị; báo cáo định kỳ về Sở Y tế.
        - Theo dõi, đôn đốc, tổng hợp báo cáo UBND tỉnh định kỳ hàng quý, 6 tháng và hàng năm; đề xuất gỡ khó khăn, vướng mắc nếu có.
        - Chủ trì đánh giá giữa kỳ và tổng kết hàng năm, đề xuất kế hoạch hợp tác giai đoạn tiếp theo.
        ## Sở Tài chính
        - Tham mưu UBND tỉnh bố trí kinh phí theo Luật Ngân sách nhà nước, trong khả năng cân đối.
        ## Báo Kiên Giang, Đài Phát thanh và Truyền hình Kiên Giang, Cổng thông tin điện tử tỉnh
        - Tuyên truyền, đưa tin về các sự kiện hợp tác của Kế hoạch.
        ## Các Sở, ngành, địa phương và các đơn vị có liên quan trên địa bàn tỉnh
        - Phối hợp với Sở Y tế, tự quyết định và chịu trách nhiệm sử dụng kinh phí trong dự toán được giao đúng định mức; vượt khả năng thì báo cáo UBND tỉnh qua Sở Tài chính.
        Trên đây là Kế hoạch hợp tác phát triển y tế với Thành phố Hồ Chí Minh năm 2025; vướng mắc phát sinh đề nghị báo cáo UBND tỉnh (qua Sở Y tế) để giải quyết.
        """;

    const string Rows = """
        Hợp tác đào tạo nguồn nhân lực | Thường xuyên từ Quý II - IV/2025 | Sở Y tế tỉnh Kiên Giang | Sở Y tế TP. HCM, Bệnh viện tại TP. HCM, Đại học Y Dược, Bệnh viện tuyến tỉnh, Trung tâm Y tế huyện, thành phố | Bác sĩ, kỹ thuật viên được cử học tại TP. HCM và học chuyên sâu tại chỗ; kỹ thuật được thực hành tại đơn vị
        Chuyển giao kỹ thuật chuyên sâu trong khám chữa bệnh tại Bệnh viện Đa khoa tỉnh và các Bệnh viện chuyên khoa | Theo đợt, Quý II - IV/2025 | Sở Y tế TP. HCM | SYT tỉnh Kiên Giang, Bệnh viện Đa khoa tỉnh, Bệnh viện Chợ Rẫy, Bệnh viện Ung bướu TP. HCM, Bệnh viện Hùng Vương, Bệnh viện YHCT, BV PHCN | Kỹ thuật chuyên sâu được triển khai tại Bệnh viện Đa khoa tỉnh và các Bệnh viện chuyên khoa
        Phát triển mô hình bệnh viện vệ tinh ung bướu và mạng lưới phòng chống, ghi nhận ung thư toàn tỉnh | Quý III - IV/2025 | Sở Y tế TP. HCM | Bệnh viện Ung bướu TP. HCM, Sở Y tế tỉnh Kiên Giang, Bệnh viện Ung bướu tỉnh | Lập được mô hình bệnh viện vệ tinh ung bướu tại Kiên Giang và mạng lưới phòng chống ung thư toàn tỉnh
        Chuyển đổi số và ứng dụng CNTT | Từ Quý II/2025 | Sở Y tế tỉnh Kiên Giang | Sở Y tế TP. HCM, Bệnh viện tuyến trên | Hệ thống hội chẩn khám chữa bệnh từ xa (Telemedicine) và bệnh án điện tử hoạt động
        Thành lập Trung tâm cấp cứu ngoại viện | Từ Quý II/2025 | SYT tỉnh Kiên Giang | Sở Y tế TP. HCM, Trung tâm cấp cứu 115 TP. HCM | Đề án thành lập Trung tâm cấp cứu ngoại viện trực thuộc Sở Y tế được phê duyệt và thực hiện
        Hợp tác trong lĩnh vực y tế dự phòng | Quý III/2025 | Trung tâm Kiểm soát bệnh tật tỉnh | Viện Pasteur TP. HCM | Nhân lực y tế dự phòng được tập huấn, cập nhật chuyên môn; hệ thống phân tích dịch tễ được chuẩn hóa
        Hợp tác bảo đảm an toàn thực phẩm, giám sát và cảnh báo sớm nguy cơ an toàn thực phẩm | Từ Quý II/2025 | Chi cục Vệ sinh an toàn thực phẩm | Sở Y tế TP. HCM; Viện YTCC; Chi cục Quản lý chất lượng và Phát triển nông thôn; Chi cục Bảo vệ môi trường; Chi cục Chăn nuôi và Thú y; Chi cục Quản lý thị trường; Trung tâm Kiểm nghiệm thuốc, mỹ phẩm, thực phẩm | Kế hoạch hợp tác; Báo cáo kết quả hàng năm
        Đánh giá, sơ kết giữa kỳ và tổng kết thực hiện kế hoạch | Tháng 10 và 12/2025 | Sở Y tế | Các đơn vị liên quan |
        """;
}
