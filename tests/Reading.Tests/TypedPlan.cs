using System.Text;

namespace LienY.Reading.Tests;

/// <summary>A small invented plan as text around the lines that a test is about.</summary>
static class TypedPlan
{
    /// <summary>Read with these goals, these items of content, this part on money and this annex.</summary>
    public static PlanReading Read(string[] goals, string[]? contents = null, string[]? money = null, string[]? annex = null, string period = "giai đoạn 2024-2026") =>
        PlanReader.Read(Encoding.UTF8.GetBytes(Text(goals, contents, money, annex, period)), "ke-hoach.txt");

    static string Text(string[] goals, string[]? contents, string[]? money, string[]? annex, string period) => string.Join("\n\n",
        [
            "SỞ Y TẾ TỈNH CAO BẰNG", "Số: 12/KH-SYT", "Cao Bằng, ngày 15 tháng 01 năm 2024", "KẾ HOẠCH", "Hợp tác y tế " + period,
            "Căn cứ Quyết định số 05/QĐ-UBND ngày 02/01/2024 của Ủy ban nhân dân tỉnh Cao Bằng;", "I. MỤC TIÊU", .. goals, "II. NỘI DUNG", "1. Đào tạo", .. contents ?? ["- Mở rộng đào tạo tại chỗ."],
            .. money is null ? Array.Empty<string>() : ["III. KINH PHÍ", .. money], money is null ? "III. TỔ CHỨC THỰC HIỆN" : "IV. TỔ CHỨC THỰC HIỆN", "1. Phòng Nghiệp vụ Y: Đầu mối triển khai.",
            "Nơi nhận:\n- UBND tỉnh;\n- Lưu: VT.", "GIÁM ĐỐC", "Nông Văn Bình", .. annex is null ? Array.Empty<string>() : ["PHỤ LỤC", string.Join('\n', annex)],
        ]) + "\n";
}
