using LienY.Writing;

namespace LienY.DemoDocuments;

/// <summary>Kế hoạch 111/KH-SYT, 10/6/2025: the health departments of Kiên Giang and Hồ Chí Minh City; carries out 156/KH-UBND.</summary>
static class KienGiang
{
    public static OfficialDocument Plan => new()
    {
        Type = DocumentType.Plan,
        ParentOrgan = "UBND tỉnh Kiên Giang",
        Issuer = "Sở Y tế",
        IssuerInFull = "Sở Y tế tỉnh Kiên Giang",
        Number = 111,
        Symbol = "KH-SYT",
        Place = "Kiên Giang",
        Date = new DateOnly(2025, 6, 10),
        Subject = "Triển khai Chương trình hợp tác phát triển y tế giữa Sở Y tế Kiên Giang và Sở Y tế Thành phố Hồ Chí Minh năm 2025",
        Bases = ["Căn cứ Kế hoạch số 156/KH-UBND ngày 13 tháng 5 năm 2025 của Ủy ban nhân dân (UBND) tỉnh Kiên Giang về Chương trình hợp tác phát triển y tế với Thành phố Hồ Chí Minh (TP. HCM) năm 2025"],
        Body = PlanText.Blocks(Content),
        Signature = new("Giám đốc", "Nguyễn Văn Ví Dụ"),
        Recipients = ["Bộ Y tế (để b/c)", "UBND tỉnh (để b/c)", "Sở Y tế TP. HCM (để phối hợp)", "GĐ, các PGĐ Sở Y tế", "SYT: Văn phòng, KH-TC", "UBND các huyện, thành phố", "TTYT huyện, thành phố"],
        Archive = "VT, NVY",
        Remark = DemoPlans.Remark,
        Annexes = [new("Nội dung triển khai hợp tác phát triển y tế giữa Sở Y tế Kiên Giang và Sở Y tế Thành phố Hồ Chí Minh năm 2025", [PlanText.Activities(Rows)]) { Landscape = true }],
    };

    const string Content = """
        Sở Y tế tỉnh Kiên Giang lập kế hoạch thực hiện trong năm 2025 như sau:
        # MỤC ĐÍCH, YÊU CẦU
        ## Mục đích
        - Biến nội dung hợp tác y tế mà hai UBND đã thống nhất thành việc làm cụ thể của ngành.
        - Làm cho các nội dung hợp tác giữa hai Sở có kết quả, đúng chỉ đạo của UBND tỉnh.
        - Nâng trình độ chuyên môn, kỹ thuật, quản lý và ứng dụng công nghệ thông tin của hệ thống y tế tỉnh.
        - Người dân được phục vụ tốt hơn ngay tại tỉnh, bớt phải chuyển lên tuyến trên.
        - Học cách quản trị hệ thống y tế qua hợp tác song phương.
        ## Yêu cầu
        - Giữ đúng tiến độ, nội dung, đối tượng và phạm vi đã thỏa thuận.
        - Việc nào cũng có đơn vị chịu trách nhiệm, phối hợp chặt trong và ngoài ngành.
        - Theo dõi, đánh giá thường xuyên và sửa kế hoạch khi thực tế thay đổi.
        # NỘI DUNG THỰC HIỆN
        ## Hợp tác đào tạo nhân lực y tế
        - Cử bác sĩ, điều dưỡng, kỹ thuật viên học chuyên sâu tại các bệnh viện và Đại học Y Dược TP. HCM.
        - Mở lớp tại chỗ ở bệnh viện tỉnh và tuyến huyện, chuyên gia TP. HCM hướng dẫn trực tiếp; trọng tâm là hồi sức nâng cao, kiểm soát nhiễm khuẩn, an toàn người bệnh, cải tiến chất lượng và quản lý bệnh viện.
        - Liên kết đào tạo dài hạn, liên thông với các trường y tại TP. HCM; ưu tiên hồi sức sơ sinh, tim mạch, ung bướu, chẩn đoán hình ảnh, quản lý chất lượng.
        ## Chuyển giao kỹ thuật chuyên sâu
        - Nhận gói kỹ thuật của các bệnh viện tuyến cuối: Chợ Rẫy, Hùng Vương, Ung Bướu TP. HCM.
        - Ưu tiên hồi sức cấp cứu, gây mê hồi sức, phẫu thuật chuyên sâu (tim, phổi, mạch máu), sản nhi, chẩn đoán hình ảnh, y học cổ truyền - phục hồi chức năng.
        - Lập danh mục kỹ thuật và lịch tiếp nhận, nhân rộng tại Bệnh viện Đa khoa tỉnh và các bệnh viện chuyên khoa.
        - Đặt chỉ tiêu cho từng cơ sở về số kỹ thuật chuyển giao và số kỹ thuật áp dụng thành công.
        ## Ứng dụng công nghệ thông tin
        - Lập hệ thống hội chẩn, khám chữa bệnh từ xa (Telemedicine) nối bệnh viện tỉnh với TP. HCM.
        - Cùng triển khai bệnh án điện tử, lưu trữ và truyền hình ảnh (PACS), trí tuệ nhân tạo hỗ trợ chẩn đoán.
        - Dùng công nghệ thông tin trong đào tạo, điều hành và bảo mật thông tin y tế.
        - Chọn nền tảng kỹ thuật phù hợp từ đầu để cả tỉnh dùng thống nhất.
        ## Xây dựng mạng lưới phòng chống ung thư
        - Cùng Bệnh viện Ung bướu TP. HCM lập đơn vị điều trị vệ tinh tại Kiên Giang.
        - Đào tạo ghi nhận ung thư và tầm soát ung thư vú, cổ tử cung, đại trực tràng, phổi.
        - Thí điểm mô hình tầm soát ung thư cộng đồng tại 3 huyện.
        ## Thành lập Trung tâm cấp cứu ngoại viện
        - Thí điểm cấp cứu ngoại viện tại TP. Phú Quốc trong năm 2025, đánh giá rồi mới nhân rộng và trình Đề án thành lập Trung tâm cấp cứu ngoại viện trực thuộc Sở Y tế.
        - Học mô hình điều phối và tổng đài 115 của TP. HCM.
        - Đưa dần điều phối có định vị GPS vào hoạt động, tiến tới toàn tỉnh.
        ## Y tế dự phòng, phòng chống dịch
        - Chia sẻ dữ liệu dịch tễ, mô hình cảnh báo và tập huấn ứng phó dịch khẩn cấp.
        - Diễn tập liên ngành phòng chống dịch, Viện Pasteur TP. HCM hỗ trợ.
        - Giúp nhau chuyên môn và phương tiện chống dịch khi được yêu cầu.
        ## An toàn thực phẩm
        - Phối hợp mở lớp chuyên sâu về thanh tra, giám sát an toàn thực phẩm.
        - Tham quan cách tổ chức, quản lý của Sở An toàn thực phẩm TP. HCM.
        - Dùng phần mềm truy xuất nguồn gốc, hỗ trợ kiểm tra liên ngành và làm sản phẩm truyền thông.
        # KINH PHÍ THỰC HIỆN
        1. Ngân sách nhà nước theo phân cấp hiện hành và các nguồn hợp pháp khác bảo đảm kinh phí của Kế hoạch.
        2. Cơ quan, đơn vị, địa phương tự bố trí trong ngân sách được giao năm 2025.
        3. Đơn vị được giao việc lập dự toán chi tiết gửi Sở Y tế tổng hợp, chuyển Sở Tài chính thẩm tra, tham mưu UBND tỉnh bố trí.
        # TỔ CHỨC THỰC HIỆN
        ## Phòng Nghiệp vụ Y
        - Làm đầu mối, chủ trì phối hợp với các phòng của Sở và các đơn vị để hướng dẫn, đôn đốc, theo dõi; tổng hợp báo cáo định kỳ hàng quý, 6 tháng và hàng năm gửi Giám đốc Sở và tham mưu UBND tỉnh.
        ## Phòng Kế hoạch - Tài chính
        - Tham mưu bố trí, phân bổ kinh phí; hướng dẫn các đơn vị lập dự toán, quyết toán đúng quy định.
        ## Văn phòng Sở
        - Cùng Phòng Nghiệp vụ Y lo công tác hành chính, chuẩn bị hội nghị sơ kết, tổng kết hợp tác.
        ## Các đơn vị trực thuộc Sở
        - Lập kế hoạch chi tiết cho từng nội dung theo nhu cầu chuyên môn và năng lực của mình.
        - Cử người học, nhận chuyển giao kỹ thuật và hợp tác chuyên môn theo phân công.
        - Bố trí nhân lực, cơ sở vật chất, phương tiện để thực hiện.
        - Định kỳ báo cáo kết quả về Sở Y tế (qua Phòng Nghiệp vụ Y) để tổng hợp.
        ## Các đơn vị phối hợp, đối tác (bệnh viện tuyến trên, trường đào tạo, viện nghiên cứu)
        - Theo kế hoạch chung cùng triển khai chuyên môn, hỗ trợ kỹ thuật, đào tạo và truyền thông.
        ## UBND các huyện, thành phố
        - Chỉ đạo Trung tâm Y tế địa phương phối hợp, hỗ trợ hoạt động ở cơ sở và tạo thuận lợi cho chuyên gia, đoàn công tác từ TP. HCM.
        Trên đây là Kế hoạch hợp tác phát triển y tế năm 2025 giữa hai Sở Y tế; các đơn vị triển khai đúng tiến độ và báo cáo định kỳ về Sở Y tế để theo dõi, điều chỉnh.
        """;

    const string Rows = """
        Hợp tác đào tạo nguồn nhân lực | Thường xuyên từ Quý III - IV/2025 | SYT tỉnh Kiên Giang | SYT TP. HCM, BV tại TP. HCM, ĐH Y Dược, BV tuyến tỉnh, TTYT huyện, thành phố | Bác sĩ, kỹ thuật viên được cử học tại TP. HCM và học chuyên sâu tại chỗ; kỹ thuật được thực hành tại đơn vị
        Chuyển giao kỹ thuật chuyên sâu trong khám chữa bệnh tại BVĐK tỉnh và các BV chuyên khoa | Theo đợt, Quý III - IV/2025 | SYT TP. HCM | SYT tỉnh Kiên Giang, BVĐK tỉnh, BV Chợ Rẫy, BV Ung bướu TP. HCM, BV Hùng Vương, BV YHCT, BV PHCN | Kỹ thuật chuyên sâu được triển khai tại BVĐK tỉnh và các BV chuyên khoa
        Phát triển mô hình bệnh viện vệ tinh ung bướu và mạng lưới phòng chống, ghi nhận ung thư toàn tỉnh | Quý III - IV/2025 | SYT TP. HCM | BV Ung bướu TP. HCM, SYT tỉnh Kiên Giang, BV Ung bướu tỉnh | Lập được mô hình bệnh viện vệ tinh ung bướu tại Kiên Giang và mạng lưới phòng chống ung thư toàn tỉnh
        Chuyển đổi số và ứng dụng CNTT | Từ Quý III/2025 | SYT tỉnh Kiên Giang | SYT TP. HCM, BV tuyến trên | Hệ thống hội chẩn KCB từ xa (Telemedicine) và bệnh án điện tử hoạt động
        Thành lập Trung tâm cấp cứu ngoại viện | Từ Quý III/2025 | SYT tỉnh Kiên Giang | SYT TP. HCM, Trung tâm cấp cứu 115 TP. HCM | Đề án thành lập Trung tâm cấp cứu ngoại viện trực thuộc Sở Y tế được phê duyệt và thực hiện
        Hợp tác trong lĩnh vực y tế dự phòng | Quý III/2025 | Trung tâm Kiểm soát bệnh tật tỉnh | Viện Pasteur TP. HCM | Nhân lực y tế dự phòng được tập huấn, cập nhật chuyên môn; hệ thống phân tích dịch tễ được chuẩn hóa
        Hợp tác bảo đảm an toàn thực phẩm, giám sát và cảnh báo sớm nguy cơ ATTP | Từ Quý III/2025 | Chi cục ATVSTP | Sở Y tế TP. HCM; Viện YTCC; Chi cục QL chất lượng và Phát triển nông thôn; Chi cục Bảo vệ môi trường; Chi cục Chăn nuôi và Thú y; Chi cục Quản lý thị trường; Trung tâm Kiểm nghiệm thuốc, mỹ phẩm, thực phẩm | Kế hoạch hợp tác; Báo cáo kết quả hàng năm
        Đánh giá, sơ kết giữa kỳ và tổng kết thực hiện kế hoạch | Tháng 9 và 12/2025 | Sở Y tế | Các đơn vị liên quan | Báo cáo sơ kết giữa kỳ, báo cáo tổng kết cuối năm
        """;
}
