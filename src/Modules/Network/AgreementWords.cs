using LienY.Kernel;

namespace LienY.Network;

/// <summary>Words (keys) and colours of agreements.</summary>
static class AgreementWords
{
    /// <summary>Kinds.</summary>
    public static readonly IReadOnlyDictionary<AgreementKind, string> Kinds = new Dictionary<AgreementKind, string>
    {
        [AgreementKind.Memorandum] = Words.Key("Bản ghi nhớ"),
        [AgreementKind.Accord] = Words.Key("Thỏa thuận"),
    };

    /// <summary>States.</summary>
    public static readonly IReadOnlyDictionary<AgreementState, string> States = new Dictionary<AgreementState, string>
    {
        [AgreementState.Coming] = Words.Key("Chưa có hiệu lực"),
        [AgreementState.InForce] = Words.Key("Đang hiệu lực"),
        [AgreementState.Ending] = Words.Key("Sắp hết hạn"),
        [AgreementState.Ended] = Words.Key("Hết hiệu lực"),
    };

    /// <summary>Colour of a state.</summary>
    public static string Colour(AgreementState state) => state switch
    {
        AgreementState.InForce => "ok",
        AgreementState.Ending => "warn",
        AgreementState.Ended => "none",
        _ => "info",
    };
}
