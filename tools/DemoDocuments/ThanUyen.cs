using LienY.Writing;

namespace LienY.DemoDocuments;

/// <summary>Kế hoạch 120/KH-BVĐK, 23/01/2026: digital transformation of the general hospital of Than Uyên 2026-2030, 19 targets in two phases.</summary>
static class ThanUyen
{
    public static OfficialDocument Plan => new()
    {
        Type = DocumentType.Plan,
        ParentOrgan = "Sở Y tế tỉnh Lai Châu",
        Issuer = "Bệnh viện Đa khoa Than Uyên",
        Number = 120,
        Symbol = "KH-BVĐK",
        Place = "Than Uyên",
        Date = new DateOnly(2026, 1, 23),
        Subject = "Chuyển đổi số giai đoạn 2026-2030",
        Bases = ["Thực hiện Kế hoạch số 09/KH-SYT ngày 13/01/2025 của Sở Y tế tỉnh Lai Châu về Chuyển đổi số giai đoạn 2026-2030"],
        Body = PlanText.Blocks(Content),
        Signature = new("Giám đốc", "Lê Minh Họa"),
        Recipients = ["Sở Y tế tỉnh Lai Châu", "Ban Giám đốc bệnh viện", "Các khoa, phòng trực thuộc", "Các trạm y tế trong khu vực"],
        Archive = "VT, TCHC",
        Remark = DemoPlans.Remark,
        Annexes =
        [
            new("Dự toán kinh phí hoạt động Chuyển đổi số giai đoạn 2026-2030", [Budget]),
            new("Căn cứ lập kế hoạch", [.. Bases.Split('\n').Select((line, i) => new Paragraph($"{i + 1}. {line.Trim()}{(i == 15 ? "." : ";")}"))]),
        ],
    };

    static Table Budget => new(
        [new("TT", 0.6, Align.Center), new("Nội dung", 3), .. Enumerable.Range(2026, 5).Select(year => new Column($"Năm {year}", 1, Align.Right) { Group = Money }),
            new("Tổng", 1.1, Align.Right) { Group = Money }, new("Ghi chú", 1.6)],
        [
            Row.Of("1", "Thuê phần mềm quản lý khám, chữa bệnh", "264", "264", "264", "264", "264", "1.320", "Nguồn ngân sách cấp"),
            Row.Of("2", "Thuê phần mềm, hạ tầng thực hiện bệnh án điện tử", "871", "871", "871", "871", "871", "4.355", "Nguồn ngân sách cấp"),
            Row.Of("3", "Tập huấn, đào tạo về CNTT, chuyển đổi số", "", "", "", "", "", "", "Nguồn thu của đơn vị"),
            Row.Total("", "Tổng cộng", "", "", "", "", "", "5.675", ""),
        ]);

    const string Money = "Kinh phí (triệu đồng)";

    const string Content = """
        Bệnh viện Đa khoa Than Uyên lập kế hoạch thực hiện như sau:
        # MỤC TIÊU
        ## Mục tiêu chung
        Chuyển đổi số toàn diện tại Bệnh viện Đa khoa Than Uyên để quản lý, điều hành và chuyên môn hiện đại hơn; khai thác công nghệ số, dữ liệu số và nền tảng y tế số phục vụ khám, chữa bệnh; tiến dần tới bệnh viện thông minh vận hành bằng dữ liệu, an toàn thông tin.
        ## Mục tiêu, chỉ tiêu cụ thể
        ### Phát triển chính quyền số, nâng cao hiệu quả hoạt động
        #### Dịch vụ số bao trùm, thông minh
        * Giai đoạn 2026-2027:
        - 100% thủ tục hành chính nội bộ tại đơn vị có quy trình được công khai.
        - 100% hoạt động quản lý, điều hành, quản trị nội bộ của bệnh viện làm trên môi trường số; dùng hệ thống quản lý văn bản và hồ sơ công việc điện tử, bớt tối đa giấy tờ.
        - 100% viên chức, người lao động được bồi dưỡng kỹ năng số cơ bản; hình thành đội ngũ khai thác tốt các hệ thống thông tin y tế.
        * Giai đoạn 2028-2030:
        - 100% hồ sơ, kết quả giải quyết thủ tục hành chính được số hóa và dùng lại trong lần giải quyết sau.
        - 100% ứng dụng, nền tảng ban hành theo Quyết định số 33/2025/QĐ-TTg ngày 15/9/2025 của Thủ tướng Chính phủ được dùng trên Mạng truyền số liệu chuyên dùng.
        #### Điều hành thông minh, an toàn dựa trên dữ liệu
        * Giai đoạn 2026-2027:
        - 100% thủ tục hành chính nội bộ được quản trị trên môi trường điện tử.
        - 100% nền tảng số quốc gia, nền tảng số dùng chung của ngành phục vụ chính quyền số được đưa vào sử dụng đúng kế hoạch.
        - 100% viên chức, người lao động được đào tạo kỹ năng số cơ bản.
        - Bố trí ít nhất 01 người chuyên trách về công nghệ thông tin, dữ liệu có chứng chỉ quản trị dữ liệu cơ bản.
        * Giai đoạn 2028-2030:
        - 100% viên chức thường xuyên dùng trợ lý ảo hoặc công cụ số thông minh trong công việc.
        - Sử dụng ít nhất 01 ứng dụng AI phục vụ chỉ đạo, điều hành, cải cách hành chính.
        - 100% nhiệm vụ của đơn vị trực thuộc được theo dõi, quản lý, giám sát trên môi trường số.
        - Chỉ đạo, điều hành, quản trị nội bộ trên môi trường số.
        - Người chuyên trách công nghệ thông tin, dữ liệu của đơn vị có chứng chỉ quản trị dữ liệu cơ bản.
        - 100% hệ thống thông tin phục vụ chính quyền số được phê duyệt hồ sơ đề xuất cấp độ an toàn thông tin, an ninh mạng trước khi vận hành và được kiểm tra, đánh giá định kỳ.
        - 100% nhiệm vụ chuyển đổi số dùng điện toán đám mây do doanh nghiệp trong nước cung cấp.
        ### Phát triển kinh tế số
        Phát triển dữ liệu y tế mở chất lượng cao, kết hợp trí tuệ nhân tạo để phân tích và IoT để thu thập tự động, bảo mật dữ liệu người bệnh theo quy định.
        ### Phát triển xã hội số, thu hẹp khoảng cách số
        - Tối thiểu 85% hồ sơ khám, chữa bệnh của người dân tại Bệnh viện được cập nhật, liên thông với Sổ sức khỏe điện tử vào năm 2027 và đạt 100% vào năm 2030.
        - Duy trì, phát triển bệnh án điện tử, đơn thuốc điện tử và ứng dụng để người dân theo dõi sức khỏe, đăng ký khám, tư vấn từ xa.
        # NHIỆM VỤ, GIẢI PHÁP
        ## Chỉ đạo, điều hành; kiểm tra, giám sát hoạt động chuyển đổi số
        - Ban Giám đốc trực tiếp chỉ đạo, coi chuyển đổi số là việc trọng tâm gắn với chỉ tiêu phát triển của đơn vị.
        - Kiểm tra, giám sát định kỳ và đột xuất kết quả của các khoa, phòng; kết quả là tiêu chí đánh giá lãnh đạo khoa, phòng hằng năm.
        ## Thể chế, chính sách số
        - Thực hiện quy định về chuyển đổi số, chú trọng bảo vệ dữ liệu cá nhân và an ninh mạng trong các dự án công nghệ thông tin.
        - Rà soát, tái cấu trúc quy trình nội bộ để xử lý hoàn toàn trên môi trường điện tử; số hóa hồ sơ, dùng lại dữ liệu đã có để người dân không phải khai lại.
        ## Hạ tầng số
        - Duy trì, nâng cấp hạ tầng; bệnh án điện tử thay bệnh án giấy; làm giàu các cơ sở dữ liệu và nối với cơ sở dữ liệu dùng chung của tỉnh.
        - Lập dự toán chuyển đổi số hằng năm; khuyến khích doanh nghiệp, cá nhân, tổ chức đóng góp.
        - Tiếp thu công nghệ tiên tiến, gắn cảm biến và IoT vào thiết bị y tế.
        - Phát triển hạ tầng an toàn mạng, bảo vệ thông tin cá nhân và dữ liệu của cơ sở khám, chữa bệnh.
        ## Nhân lực số
        - Bồi dưỡng kỹ năng số cho toàn bộ viên chức, kết hợp cử đi học và tự học trên các nền tảng trực tuyến, bình dân học vụ số.
        - 100% viên chức, người lao động được đào tạo kỹ năng số cơ bản để làm việc trên môi trường số; chú trọng thu thập, khai thác, phân tích dữ liệu.
        ## Phát triển dữ liệu số
        - Tham gia cơ sở dữ liệu y tế liên thông với cơ sở dữ liệu quốc gia và ngành dọc; dùng AI để phân tích.
        - Nhập, truyền dữ liệu vào kho dùng chung của tỉnh theo thời gian thực.
        ## An toàn thông tin mạng
        - Bảo đảm 100% hệ thống thông tin được phê duyệt cấp độ an toàn và có phương án bảo vệ theo cấp độ.
        - Áp dụng đủ các giải pháp bảo vệ dữ liệu cá nhân, chống lộ lọt.
        - Dùng AI phát hiện, ngăn chặn tin giả, thông tin xấu độc, lừa đảo trực tuyến.
        - Tập huấn thường xuyên cho viên chức về an toàn thông tin và cách đối phó lừa đảo công nghệ cao.
        ## Chính quyền số
        - Thực hiện Chương trình phát triển chính quyền số với mục tiêu lượng hóa, giao trách nhiệm cho từng cá nhân, khoa, phòng; định kỳ đo lường, công bố công khai kết quả.
        - Đưa quản lý, điều hành lên môi trường số, lấy dữ liệu làm nền; số hóa toàn bộ quy trình, hồ sơ, tài liệu.
        - Triển khai kế hoạch, đề án dữ liệu theo Sở Y tế, trước hết là cơ sở dữ liệu nền tảng và chuyên ngành.
        - Đẩy mạnh nền tảng số quốc gia và dùng chung, bảo đảm kết nối, chia sẻ giữa các hệ thống.
        ## Kinh tế số và xã hội số
        - Cắt giảm thủ tục, thời gian, chi phí; giải quyết thủ tục không phụ thuộc địa giới; giám sát chất lượng phục vụ bằng dữ liệu.
        - Giao dịch không dùng tiền mặt trong khám, chữa bệnh và giao dịch của người dân, doanh nghiệp đạt tối thiểu 80%.
        - Triển khai y tế từ xa và các dịch vụ số phục vụ đời sống.
        ## Nâng cao nhận thức, truyền thông
        - Tuyên truyền thường xuyên trên nền tảng số về khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số.
        - Phát động thi đua chuyển đổi số, tôn vinh và nhân rộng điển hình.
        - Truyền thông tới người dân về lợi ích của thủ tục trực tuyến, thanh toán trực tuyến, Sổ sức khỏe điện tử và khám, chữa bệnh từ xa.
        ## Bảo đảm nguồn lực tài chính
        - Xác định việc trọng tâm, lập kế hoạch, đề án, dự toán trình cấp có thẩm quyền.
        - Sử dụng ngân sách và các nguồn hợp pháp khác đúng quy định, tiết kiệm, hiệu quả.
        # TỔ CHỨC THỰC HIỆN
        ## Phòng Tổ chức hành chính
        - Làm đầu mối tham mưu, hướng dẫn, kiểm tra, giám sát, đánh giá và đề xuất điều chỉnh kế hoạch.
        - Tham mưu tuyên truyền, tập huấn nâng cao nhận thức và kỹ năng chuyển đổi số.
        - Phối hợp xây dựng dữ liệu y tế số, bảo đảm an toàn các hệ thống; cùng phòng Kế hoạch - Tài chính - Điều dưỡng lập dự toán giai đoạn và hằng năm.
        - Hướng dẫn viên chức bồi dưỡng kỹ năng số; đề xuất chính sách thu hút, vị trí việc làm chuyên trách công nghệ thông tin.
        ## Phòng Kế hoạch - Tài chính - Điều dưỡng
        - Cùng Phòng Tổ chức hành chính triển khai nhiệm vụ; đưa chỉ tiêu chuyển đổi số vào kế hoạch năm, giai đoạn đến năm 2030; tham mưu nền tảng khám, chữa bệnh từ xa, ứng dụng AI, IoT.
        - Tham mưu, phân bổ, quản lý, theo dõi và quyết toán kinh phí.
        ## Khoa Dược
        - Cùng Phòng Nghiệp vụ dược (Sở Y tế) và Phòng Tổ chức hành chính ứng dụng AI, IoT trong quản lý dược, dược lâm sàng; xây dựng dữ liệu quản lý dược.
        ## Các khoa, phòng trực thuộc, các trạm y tế trong khu vực
        - Thực hiện đạt mục tiêu theo chức năng, nhiệm vụ; nâng kỹ năng số của viên chức, người lao động.
        - Đề xuất thí điểm AI trong quản lý và khám, chữa bệnh; học hỏi bệnh viện tuyến tỉnh, tuyến trung ương.
        - Giữ an toàn thông tin, bảo mật dữ liệu người bệnh khi triển khai hệ thống.
        Trên đây là Kế hoạch chuyển đổi số giai đoạn 2026-2030 của Bệnh viện Đa khoa Than Uyên.
        """;

    const string Bases = """
        Luật Chuyển đổi số ngày 11 tháng 12 năm 2025
        Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia
        Nghị quyết số 72-NQ/TW ngày 09/9/2025 của Bộ Chính trị về tăng cường bảo vệ, chăm sóc và nâng cao sức khỏe Nhân dân
        Nghị quyết số 71/NQ-CP ngày 01/4/2025 của Chính phủ cập nhật Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW
        Nghị quyết số 214/NQ-CP ngày 23/7/2025 của Chính phủ về tạo lập dữ liệu phục vụ chuyển đổi số toàn diện
        Quyết định số 36/QĐ-TTg ngày 11/01/2024 của Chính phủ về Quy hoạch hạ tầng thông tin và truyền thông 2021-2030
        Quyết định số 1132/QĐ-TTg ngày 09/10/2024 của Thủ tướng Chính phủ về Chiến lược hạ tầng số đến năm 2025, định hướng đến năm 2030
        Quyết định số 2629/QĐ-TTg ngày 01/12/2025 của Thủ tướng Chính phủ về Chương trình phát triển Chính phủ số
        Quyết định số 3516/QĐ-BYT ngày 12/11/2025 của Bộ Y tế về chiến lược chuyển đổi số giai đoạn 2025-2030
        Kế hoạch số 365-KH/TU ngày 01/7/2025 của Ban Thường vụ Tỉnh ủy Lai Châu thực hiện Kế hoạch số 02-KH/BCĐTW ngày 19/6/2025
        Kế hoạch số 4201/KH-UBND ngày 08/11/2022 của UBND tỉnh Lai Châu về kinh tế số và xã hội số giai đoạn 2022-2025, định hướng đến năm 2030
        Kế hoạch số 1217/KH-UBND ngày 06/4/2023 của UBND tỉnh Lai Châu về hạ tầng số đến năm 2025, định hướng đến năm 2030
        Kế hoạch số 4308/KH-UBND ngày 04/08/2025 của UBND tỉnh Lai Châu thực hiện Kế hoạch số 02-KH/BCĐTW ngày 19/6/2025
        Kế hoạch số 5926/KH-UBND ngày 03/10/2025 của UBND tỉnh Lai Châu thực hiện Nghị quyết số 71/NQ-CP ngày 01/4/2025
        Kế hoạch số 158/KH-UBND của UBND tỉnh Lai Châu thực hiện Chương trình hành động số 06-CT/TU ngày 24/11/2025 của Ban Thường vụ Tỉnh ủy, Kế hoạch số 19-KH/ĐU ngày 20/12/2025 của Đảng ủy UBND tỉnh và Nghị quyết số 282/NQ-CP ngày 15/9/2025 của Chính phủ
        Kế hoạch số 09/KH-SYT ngày 13/01/2025 của Sở Y tế tỉnh Lai Châu về Chuyển đổi số giai đoạn 2026-2030
        """;
}
