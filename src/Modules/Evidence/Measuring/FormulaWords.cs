using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Texts of the formula engine's errors and warnings, known here for their translations (Words/formulas.*.json).</summary>
static class FormulaWords
{
    public static readonly IReadOnlyList<string> Texts =
    [
        Words.Key("Chỗ này cần chữ trong ngoặc kép."),
        Words.Key("“{0}” có quá nhiều phần; viết #{{phần tử}}, #{{phần tử.phân tổ}} hoặc #{{phần tử.phân tổ.thuộc tính}}."),
        Words.Key("“{0}” viết chưa đúng, ví dụ R{{bieu-thang.REPORTING_RATE}}."),
        Words.Key("Không có số đo “{0}” của biểu mẫu. Dùng được: {1}."),
        Words.Key("“{0}” viết chưa đúng, ví dụ {1}{{chuong-trinh.phan-tu}}."),
        Words.Key("Mã “{0}” viết chưa đúng: mã gồm chữ không dấu, chữ số, dấu - và _."),
        Words.Key("Sau yearToDate không ghi gì trong ngoặc."),
        Words.Key("Số kỳ lùi hoặc tiến viết như periodOffset(-1), là số nguyên từ -1000 đến 1000."),
        Words.Key("Không có cách tổng hợp “{0}”. Dùng được: {1}."),
        Words.Key("Ngày sau {0} viết như {0}(2026-06-30)."),
        Words.Key("Công thức phải cho một số hoặc một điều kiện, không phải chữ."),
        Words.Key("Công thức có quá {0} phần."),
        Words.Key("Không có biến “[{0}]”. Biến dùng được: {1}."),
        Words.Key("Hàm “{0}” cần ít nhất một mục số liệu bên trong."),
        Words.Key("Các hàm thống kê không lồng vào nhau."),
        Words.Key("Sau dấu \\ trong ngoặc kép chỉ dùng được ' \" \\ n r t b f hoặc u và bốn chữ số."),
        Words.Key("Thiếu dấu “)” cho dấu “(” ở ký tự {0}."),
        Words.Key("Cộng “{0}” với “{1}”: hai đơn vị khác nhau."),
        Words.Key("Trừ “{1}” khỏi “{0}”: hai đơn vị khác nhau."),
        Words.Key("So sánh “{0}” với “{1}”: hai đơn vị khác nhau."),
        Words.Key("Chọn giữa “{0}” và “{1}”: hai đơn vị khác nhau."),
        Words.Key("Công thức cho đơn vị “{0}” nhưng chỉ tiêu ghi “{1}”."),
        Words.Key("Hàm qua các kỳ mẫu (avg, stddev…) và orgUnit.dataSet chỉ dùng được trong công thức của danh mục."),
    ];
}
