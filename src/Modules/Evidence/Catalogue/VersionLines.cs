using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>A version of an indicator line by line, for tables and comparisons.</summary>
static class VersionLines
{
    public static IReadOnlyList<(string Label, string Text)> Of(IndicatorVersion v, Words words) =>
    [
        (words["Tên"], v.Name),
        (words["Tên tiếng Anh"], v.NameEn),
        (words["Tên tiếng Trung"], v.NameZh),
        (words["Định nghĩa"], v.Definition),
        (words["Đơn vị tính"], v.Unit),
        (words["Nhóm"], v.Topic),
        (words["Chiều tốt"], words[Tell.Of(v.Direction)]),
        (words["Nguồn của con số"], words[Tell.Of(v.Kind)]),
        (words["Tử số"], v.Numerator),
        (words["Mẫu số"], v.Denominator),
        (words["Hệ số nhân"], Say.Number(v.Factor)),
        (words["Quy về cả năm"], words[v.IsAnnualised ? "có" : "không"]),
        (words["Khi thiếu số liệu"], words[Tell.Of(v.Missing)]),
        (words["Số lẻ khi hiển thị"], Say.Number((decimal)v.Decimals)),
        (words["Cách gộp"], v.Aggregation),
        (words["Nơi công bố"], v.Source),
        (words["Căn cứ pháp lý"], v.Law),
        (words["Có hiệu lực từ"], Say.Day(v.ValidFrom)),
        (words["Hết hiệu lực"], Say.Day(v.ValidTo)),
    ];
}
