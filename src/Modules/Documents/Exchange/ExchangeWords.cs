using LienY.Kernel;

namespace LienY.Documents;

/// <summary>Messages in words (Vietnamese keys).</summary>
static class ExchangeWords
{
    /// <summary>A state.</summary>
    public static string Of(MessageState state) => state switch
    {
        MessageState.Queued => Words.Key("Chờ gửi"),
        MessageState.Sent => Words.Key("Trục đã nhận"),
        MessageState.Failed => Words.Key("Không gửi được"),
        MessageState.Waiting => Words.Key("Chờ văn thư"),
        MessageState.Registered => Words.Key("Đã vào sổ"),
        MessageState.Refused => Words.Key("Đã từ chối"),
        MessageState.Superseded => Words.Key("Nơi gửi đã rút hoặc thay"),
        MessageState.Broken => Words.Key("Không đọc được"),
        _ => Words.Key("Đã ghi nhận"),
    };

    /// <summary>Kind of its badge.</summary>
    public static string Kind(MessageState state) => state switch
    {
        MessageState.Queued or MessageState.Waiting => "warn",
        MessageState.Failed or MessageState.Broken => "bad",
        MessageState.Sent or MessageState.Registered => "ok",
        _ => "none",
    };

    /// <summary>What a message does.</summary>
    public static string Business(ExchangeMessage m) => m.Kind == ExchangeMessage.Status ? Status(m.StatusCode) : m.Business switch
    {
        "Recall" => Words.Key("Thu hồi văn bản"),
        "Update" => Words.Key("Cập nhật văn bản"),
        "Replace" => Words.Key("Thay thế văn bản"),
        "New" => Words.Key("Văn bản mới"),
        _ => Words.Key("Không rõ"),
    };

    /// <summary>A status code.</summary>
    public static string Status(string code) => code switch
    {
        "01" => Words.Key("Đã đến"),
        "02" => Words.Key("Từ chối tiếp nhận"),
        "03" => Words.Key("Đã tiếp nhận"),
        "04" => Words.Key("Phân công xử lý"),
        "05" => Words.Key("Đang xử lý"),
        "06" => Words.Key("Hoàn thành"),
        "13" => Words.Key("Yêu cầu lấy lại"),
        "15" => Words.Key("Đồng ý cho lấy lại"),
        "16" => Words.Key("Từ chối cho lấy lại"),
        _ => Words.Key("Chưa báo lại"),
    };

    /// <summary>Kind of a status's badge.</summary>
    public static string StatusKind(string code) => code switch { "" => "none", "02" or "16" => "bad", "06" or "15" => "ok", _ => "info" };

    /// <summary>Choices of states.</summary>
    public static IEnumerable<(string Value, string Label)> States(Words words) => Enum.GetValues<MessageState>().Select(s => (s.ToString(), words[Of(s)]));
}
