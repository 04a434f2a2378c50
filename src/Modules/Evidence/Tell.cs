using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Words of evidence that several pages use; all are Vietnamese keys unless they hold only numbers.</summary>
static class Tell
{
    /// <summary>How far a value can be trusted.</summary>
    public static string Grade(Grade grade) => grade switch
    {
        Kernel.Grade.Computed => Words.Key("tính từ công việc"),
        Kernel.Grade.Official => Words.Key("số liệu chính thức"),
        Kernel.Grade.DeclaredWithFile => Words.Key("đơn vị khai, kèm tệp"),
        _ => Words.Key("đơn vị khai"),
    };

    /// <summary>The level of a target with its sign: "≥ 95 %", "5 – 15 %".</summary>
    public static string Level(Target target, Words words)
    {
        if (target.Comparator == Comparator.Maintain) return words["duy trì"] + (target.Value is { } kept ? $" {Say.Number(kept)} {target.Unit}" : "");
        if (target.Value is not { } value) return words["chưa ấn định"];
        var sign = target.Comparator switch
        {
            Comparator.Below => "< ",
            Comparator.AtMost => "≤ ",
            Comparator.AtLeast => "≥ ",
            Comparator.Above => "> ",
            _ => "",
        };
        var range = target.Comparator == Comparator.Between && target.High is { } high ? $"{Say.Number(value)} – {Say.Number(high)}" : sign + Say.Number(value);
        return $"{range} {target.Unit}".TrimEnd();
    }

    /// <summary>A value rounded for the eye; the exact one stands in the title.</summary>
    public static string Value(decimal? value, string unit) => value is { } v ? $"{Say.Number(decimal.Round(v, 2))} {unit}".TrimEnd() : "–";

    /// <summary>Where a figure comes from, in words.</summary>
    public static string Kind(MeasureKind kind) => kind switch
    {
        MeasureKind.Official => Words.Key("Số liệu chính thức, kèm văn bản"),
        MeasureKind.Declared => Words.Key("Đơn vị khai báo"),
        MeasureKind.Catalogue => Words.Key("Tính theo chỉ tiêu của danh mục"),
        _ => Words.Key("Tính từ sự kiện bằng công thức"),
    };

    /// <summary>How periods become one.</summary>
    public static string Over(OverTime over) => over switch
    {
        OverTime.Sum => Words.Key("cộng các kỳ"),
        OverTime.Last => Words.Key("lấy kỳ mới nhất"),
        _ => Words.Key("bình quân các kỳ"),
    };

    /// <summary>How units become one.</summary>
    public static string Over(OverUnits over) => over switch
    {
        OverUnits.Latest => Words.Key("một số chung, lấy số mới nhất"),
        OverUnits.Sum => Words.Key("cộng các đơn vị"),
        _ => Words.Key("bình quân các đơn vị"),
    };

    /// <summary>Which way an indicator should go.</summary>
    public static string Of(Direction direction) => direction switch
    {
        Direction.Higher => Words.Key("càng cao càng tốt"),
        Direction.Lower => Words.Key("càng thấp càng tốt"),
        _ => Words.Key("không xét cao thấp"),
    };

    /// <summary>Where the figure of a catalogue indicator comes from.</summary>
    public static string Of(IndicatorKind kind) => kind switch
    {
        IndicatorKind.Formula => Words.Key("Tính bằng công thức"),
        _ => Words.Key("Số liệu chính thức"),
    };

    /// <summary>What happens where figures are missing.</summary>
    public static string Of(Formulas.MissingPolicy policy) => policy switch
    {
        Formulas.MissingPolicy.SkipIfAllMissing => Words.Key("không tính khi thiếu tất cả; thiếu một phần thì coi là 0"),
        Formulas.MissingPolicy.SkipIfAnyMissing => Words.Key("không tính khi thiếu bất kỳ mục nào"),
        _ => Words.Key("luôn tính, mục thiếu coi là 0"),
    };

    /// <summary>A figure with the decimals that its indicator shows.</summary>
    public static string Value(decimal? value, string unit, int decimals) => value is { } v ? $"{Say.Number(decimal.Round(v, Math.Clamp(decimals, 0, 4), MidpointRounding.AwayFromZero))} {unit}".TrimEnd() : "–";

    /// <summary>File size for people.</summary>
    public static string Size(long bytes) => bytes >= 1024 * 1024 ? Say.Number(decimal.Round(bytes / 1048576m, 1)) + " MB" : Say.Number(Math.Max(1, bytes / 1024)) + " KB";
}
