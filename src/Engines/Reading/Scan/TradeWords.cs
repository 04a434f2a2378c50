namespace LienY.Reading;

/// <summary>Names and phrases that papers of the health service are full of, each spelt right: what a recogniser misreads by its marks is set right by them.</summary>
static class TradeWords
{
    /// <summary>What most papers hold; a caller adds the names of its own units and targets.</summary>
    public static readonly IReadOnlyList<string> Usual = [.. """
        Cộng hòa xã hội chủ nghĩa Việt Nam|Độc lập - Tự do - Hạnh phúc|Ủy ban nhân dân|Hội đồng nhân dân|Sở Y tế|Bộ Y tế|Sở Tài chính|Sở Nội vụ|Bệnh viện|Bệnh viện Đa khoa|Trung tâm Y tế|Trạm Y tế
        Trung tâm Kiểm soát bệnh tật|Phòng Nghiệp vụ Y|Phòng Kế hoạch - Tài chính|Văn phòng Sở|Bảo hiểm xã hội|Kế hoạch|Phụ lục|Nơi nhận|Căn cứ|Quyết định|Thông tư|Nghị định|Nghị quyết|Công văn|Tờ trình
        Biên bản|Bản ghi nhớ|Thỏa thuận hợp tác|Tổ chức thực hiện|Mục tiêu|Mục tiêu chung|Mục tiêu cụ thể|Chỉ tiêu|Mục đích, yêu cầu|Nội dung|Nội dung thực hiện|Nhiệm vụ|Giải pháp|Kinh phí|Kinh phí thực hiện
        Ngân sách nhà nước|Ngân sách tỉnh|Nguồn xã hội hóa|Nguồn thu sự nghiệp|Đơn vị chủ trì|Đơn vị phối hợp|Thời gian thực hiện|Sản phẩm|Sản phẩm dự kiến|Kết quả|Giai đoạn|Triệu đồng|Tỷ đồng|Giám đốc
        Phó Giám đốc|Chủ tịch|Phó Chủ tịch|Khám bệnh, chữa bệnh|Người bệnh|Bệnh nhân|Chỉ đạo tuyến|Chuyển tuyến|Chuyển giao kỹ thuật|Gói kỹ thuật|Kỹ thuật mới|Đào tạo|Đào tạo liên tục|Cầm tay chỉ việc
        Hội chẩn|Hội chẩn từ xa|Khám chữa bệnh từ xa|Tư vấn từ xa|Giao ban|Tập huấn|Lớp tập huấn|Sinh hoạt chuyên môn|Hội thảo|Hội nghị|Thường xuyên|Hằng năm|Hằng quý|Hằng tháng|Định kỳ|Đột xuất|Sơ kết|Tổng kết
        Phối hợp|Chủ trì|Đầu mối|Triển khai|Theo dõi|Giám sát|Kiểm tra|Đánh giá|Báo cáo|Tổng hợp báo cáo|Ghi chú|Tổng cộng|Cộng|Dự toán|Ngày|Tháng|Năm|Quý|Chuyển đổi số|Hồ sơ sức khỏe điện tử|Bệnh án điện tử
        Bảo hiểm y tế|Trẻ em|Bà mẹ|Phụ nữ mang thai|Sơ sinh|Nhi khoa|Sản khoa|Hồi sức cấp cứu|Hồi sức tích cực|Gây mê hồi sức|Phẫu thuật|Phẫu thuật nội soi|Lọc máu|Can thiệp tim mạch|Chẩn đoán hình ảnh|Xét nghiệm
        Siêu âm|Điều dưỡng|Bác sĩ|Bác sỹ|Dược sĩ|Dược sỹ|Nữ hộ sinh|Kỹ thuật viên|Cán bộ y tế|Nhân viên y tế|Nhân lực y tế|Học viên|Giảng viên|Giấy chứng nhận|Chứng chỉ hành nghề|Luân phiên|Nhiễm khuẩn bệnh viện
        Kiểm soát nhiễm khuẩn|An toàn người bệnh|An toàn thực phẩm|Chất lượng bệnh viện|Hài lòng người bệnh|Tử vong|Suy dinh dưỡng|Tiêm chủng|Tiêm chủng mở rộng|Sàng lọc|Tăng huyết áp|Đái tháo đường
        Sốt xuất huyết|Sốt rét|Tay chân miệng|Lao|Phong|Bệnh không lây nhiễm|Bệnh truyền nhiễm|Y tế dự phòng|Y tế cơ sở|Y học cổ truyền|Phục hồi chức năng|Chăm sóc sức khỏe ban đầu|Chăm sóc sức khỏe sinh sản
        Trang thiết bị|Trang thiết bị y tế|Vật tư y tế|Thuốc|Hóa chất|Cơ sở vật chất|Giường bệnh|Vạn dân|Trẻ đẻ sống|Tỷ lệ|Tỷ suất|Số lượng|Đối tượng|Địa điểm|Thành phần|Bệnh viện vệ tinh|Bệnh viện tuyến trên|Tuyến trung ương
        """.Split(['|', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
}
