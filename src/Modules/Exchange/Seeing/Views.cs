using LienY.Hl7;
using LienY.Kernel;

namespace LienY.Exchange;

/// <summary>A sender with what came in the last thirty days.</summary>
sealed record LinkLine(Link Link, string Unit, int Received, int Failed, int Waiting, bool MayConnect, bool MayMap);

/// <summary>A receiver with its queue.</summary>
sealed record ReceiverLine(Receiver Receiver, string Unit, int Waiting, int Stuck, bool MayConnect);

/// <summary>The first page: connections in and out, and who knocks without being known.</summary>
sealed record ExchangeView(IReadOnlyList<LinkLine> Links, IReadOnlyList<ReceiverLine> Receivers, IReadOnlyList<(Stranger Stranger, string Unit)> Strangers, int? Port,
    bool MayConnect);

/// <summary>A sender to be admitted or changed.</summary>
sealed record LinkFormView(Link? Link, Stranger? Stranger, IReadOnlyList<Facility> Units, Guid? Unit);

/// <summary>What a list of messages was asked for.</summary>
sealed record MessagesAsk(Guid? Link, MessageState? State, string Type, DateOnly? From, DateOnly? To, int Page)
{
    /// <summary>The address of a sheet of the same.</summary>
    public string Query(int page) => string.Join('&', new[]
    {
        Link is { } l ? $"link={l}" : null, State is { } s ? $"state={s}" : null, Type.Length > 0 ? "type=" + Uri.EscapeDataString(Type) : null,
        From is { } f ? $"from={f:yyyy-MM-dd}" : null, To is { } t ? $"to={t:yyyy-MM-dd}" : null, page > 1 ? FormattableString.Invariant($"page={page}") : null,
    }.OfType<string>());
}

/// <summary>Messages, newest first.</summary>
sealed record MessagesView(IReadOnlyList<(IncomingMessage Message, string Sender, string First)> Lines, MessagesAsk Asked,
    IReadOnlyList<(string Value, string Label)> Links, int Pages, int Total);

/// <summary>One message; what stood at its faults and its content only for its holder.</summary>
sealed record MessageView(IncomingMessage Message, string Sender, string Unit, IReadOnlyList<FaultRow> Faults, Message? Content, bool IsHolder, bool MayOriginal);

/// <summary>The map of a sender.</summary>
sealed record MapView(Link Link, string Unit, IReadOnlyList<LinkRule> Own, MapBook Book);

/// <summary>A receiver and its queue.</summary>
sealed record ReceiverView(Receiver? Receiver, IReadOnlyList<Facility> Units, IReadOnlyList<(string Value, string Label)> Links, IReadOnlyList<Outgoing> Queue,
    int Waiting, int Page, int Pages,
    bool MayConnect, bool MayOriginal);

/// <summary>What a pasted message is and becomes.</summary>
sealed record TryView(string Text, IReadOnlyList<(string Value, string Label)> Links, Guid? Link, Message? Message, IReadOnlyList<Fault> Faults, string Bundle,
    IReadOnlyList<MadeEntry> Entries, string Ack);

/// <summary>States in words.</summary>
static class ExchangeWords
{
    /// <summary>A Vietnamese key.</summary>
    public static string Of(MessageState state) => state switch
    {
        MessageState.Done => Words.Key("Đã nhận"),
        MessageState.Failed => Words.Key("Không nhận"),
        MessageState.Waiting => Words.Key("Chờ xử lý lại"),
        _ => Words.Key("Đang xử lý"),
    };

    /// <summary>Kind of a badge.</summary>
    public static string Kind(MessageState state) => state switch
    {
        MessageState.Done => "ok",
        MessageState.Failed => "bad",
        MessageState.Waiting => "warn",
        _ =>
        "info"
    };

    /// <summary>A Vietnamese key.</summary>
    public static string Of(OutgoingState state) => state switch
    {
        OutgoingState.Waiting => Words.Key("Chờ gửi"),
        OutgoingState.Sent => Words.Key("Đã gửi"),
        OutgoingState.Refused => Words.Key("Bên nhận từ chối"),
        OutgoingState.GivenUp => Words.Key("Thôi gửi sau nhiều lần thử"),
        _ => Words.Key("Không cần gửi"),
    };

    /// <summary>Kind of a badge.</summary>
    public static string Kind(OutgoingState state) => state switch
    {
        OutgoingState.Sent => "ok",
        OutgoingState.Waiting => "info",
        OutgoingState.Skipped => "none",
        _ =>
        "bad"
    };

    /// <summary>The kind of a fault as it was noted on a connection, in words.</summary>
    public static string LastError(Words words, string kind) => Enum.TryParse<FaultKind>(kind, out var known) ? FaultTexts.Tell(words, known, "…") : kind;
}
