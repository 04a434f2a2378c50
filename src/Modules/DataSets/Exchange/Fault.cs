using LienY.Kernel;

namespace LienY.DataSets;

/// <summary>Why a row was not taken: DHIS2's code, which part of the row, what stands there, and what fills the sentence.</summary>
sealed record Fault(string Code, string Property, string Object, params string[] Args)
{
    /// <summary>Number of the row, from 0; -1 for the whole file.</summary>
    public int Row { get; init; } = -1;

    /// <summary>Value of the row.</summary>
    public string Value { get; init; } = "";

    /// <summary>The unit is not within the reach of the caller.</summary>
    public bool IsForeign => Code == "E7617";
}

/// <summary>The sentences of faults; codes as DHIS2 2.38 and later give them.</summary>
static class FaultWords
{
    static readonly Dictionary<string, string> Keys = new()
    {
        ["E7600"] = Words.Key("Không tìm thấy bộ số liệu “{0}”."),
        ["E7603"] = Words.Key("Không tìm thấy đơn vị “{0}” ở đầu tệp."),
        ["E7604"] = Words.Key("Không tìm thấy tổ hợp thuộc tính “{0}” ở đầu tệp."),
        ["E7610"] = Words.Key("Không tìm thấy yếu tố số liệu “{0}”."),
        ["E7611"] = Words.Key("Kỳ “{0}” không hợp lệ."),
        ["E7612"] = Words.Key("Không tìm thấy đơn vị “{0}”."),
        ["E7613"] = Words.Key("Không tìm thấy tổ hợp phân tổ “{0}”."),
        ["E7615"] = Words.Key("Không tìm thấy tổ hợp thuộc tính “{0}”."),
        ["E7617"] = Words.Key("Đơn vị “{0}” không thuộc phạm vi của người gửi."),
        ["E7618"] = Words.Key("Thiếu giá trị của yếu tố “{0}”."),
        ["E7619"] = Words.Key("Giá trị “{1}” không hợp với kiểu {0}."),
        ["E7620"] = Words.Key("Ghi chú dài quá 50.000 ký tự."),
        ["E7630"] = Words.Key("Thiếu tổ hợp phân tổ của yếu tố “{0}”."),
        ["E7631"] = Words.Key("Thiếu tổ hợp thuộc tính."),
        ["E7632"] = Words.Key("Kỳ “{0}” không đúng loại kỳ của yếu tố “{1}”."),
        ["E7633"] = Words.Key("Yếu tố “{0}” không thuộc bộ số liệu “{1}”."),
        ["E7634"] = Words.Key("Tổ hợp phân tổ “{0}” không thuộc phân tổ của yếu tố “{1}”."),
        ["E7635"] = Words.Key("Tổ hợp thuộc tính “{0}” không dùng cho yếu tố “{1}”."),
        ["E7636"] = Words.Key("Đơn vị “{0}” không được giao báo cáo yếu tố “{1}”."),
        ["E7640"] = Words.Key("Kỳ “{0}” của bộ số liệu “{1}” đã khóa vì quá hạn sửa."),
        ["E7641"] = Words.Key("Kỳ “{0}” của yếu tố “{1}” chưa đến lúc báo cáo."),
        ["E7642"] = Words.Key("Báo cáo kỳ “{0}” của đơn vị “{1}” đã được phê duyệt nên không sửa được."),
        ["E7643"] = Words.Key("Kỳ “{0}” nằm ngoài thời gian áp dụng của “{1}”."),
        ["E9001"] = Words.Key("Tệp không đọc được: {0}"),
    };

    /// <summary>The Vietnamese key of a code.</summary>
    public static string Key(string code) => Keys.GetValueOrDefault(code, code);

    /// <summary>The sentence in the language of the words.</summary>
    public static string Say(Words words, string code, IEnumerable<string> args) => words[Key(code), [.. args]];
}
