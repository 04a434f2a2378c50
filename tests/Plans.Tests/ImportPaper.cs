using System.Text;

namespace LienY.Plans.Tests;

/// <summary>A small signed plan, invented, as text: three targets, two activities, three content items, one contradiction in spelling.</summary>
static class Paper
{
    /// <summary>The paper of a place; the number tells papers apart.</summary>
    public static byte[] Of(string place, int number = 12) => Encoding.UTF8.GetBytes(Text(place, number));

    /// <summary>Its text.</summary>
    public static string Text(string place, int number = 12) => $"""
        SỞ Y TẾ TỈNH {place.ToUpper(new System.Globalization.CultureInfo("vi-VN"))}

        Số: {number}/KH-SYT

        {place}, ngày 05 tháng 3 năm 2025

        KẾ HOẠCH

        Hợp tác chuyên môn với Bệnh viện Bình An {place} năm 2025

        Căn cứ Kế hoạch số 20/KH-UBND ngày 10 tháng 02 năm 2025 của Ủy ban nhân dân tỉnh {place}.

        I. MỤC TIÊU

        - Tỷ lệ bệnh nhân hài lòng đạt trên 90%.
        - Tổ chức ít nhất 12 buổi hội chẩn từ xa.
        - Tỷ lệ nhiễm khuẩn bệnh viện không quá 4%.

        II. NỘI DUNG THỰC HIỆN

        1. Đào tạo

        - Cử bác sĩ đi học tại Bệnh viện Bình An {place}.
        - Tổ chức lớp tập huấn hồi sức cấp cứu.

        2. Chuyển giao kỹ thuật

        - Tiếp nhận gói kỹ thuật chuyên giao về lọc máu.

        III. KINH PHÍ

        Tổng kinh phí: 500 triệu đồng từ ngân sách nhà nước.

        IV. TỔ CHỨC THỰC HIỆN

        1. Phòng Nghiệp vụ Y

        - Làm đầu mối theo dõi, tổng hợp báo cáo Sở Y tế tỉnh {place} hàng quý, 6 tháng và hàng năm.

        2. Bệnh viện Đa khoa {place}

        - Cử cán bộ tham gia đào tạo.

        Nơi nhận:
        - UBND tỉnh;
        - Lưu: VT.

        GIÁM ĐỐC

        Nguyễn Văn Thử

        PHỤ LỤC

        STT	Nội dung	Thời gian	Đơn vị chủ trì	Đơn vị phối hợp	Sản phẩm
        1	Đào tạo hồi sức	Quý II/2025	Sở Y tế tỉnh {place}	Bệnh viện Bình An {place}	Chứng nhận
        2	Hội chẩn từ xa	Quý III - IV/2025	Bệnh viện Bình An {place}	Bệnh viện Đa khoa {place}	Biên bản hội chẩn
        """;
}
