using LienY.Contracts;

namespace LienY.Records;

/// <summary>What an episode says of who the person is.</summary>
static class Claims
{
    /// <summary>The claim of an episode.</summary>
    public static PersonClaim Of(ReceivedEpisode episode)
    {
        var head = EpisodeContext.HeadOf(episode);
        var summary = episode.Rows("XML8") is [var first, ..] ? first : head;
        var numbers = new List<(string, string)>();
        var personal = head.Of("SO_CCCD");
        if (personal is { Length: 12 } && personal.All(char.IsAsciiDigit)) numbers.Add((IdentifierSystems.Personal, personal));
        else if (personal is { Length: 9 } && personal.All(char.IsAsciiDigit)) numbers.Add((IdentifierSystems.OldCard, personal));
        else if (personal is not null) numbers.Add((IdentifierSystems.Passport, personal));
        // A person may have had several cards during one episode; each is a number of theirs.
        foreach (var card in head.Codes("MA_THE_BHYT"))
        {
            numbers.Add((IdentifierSystems.InsuranceCard, card));
            if (card.Length == 15 && card.AsSpan(5).IndexOfAnyExceptInRange('0', '9') < 0) numbers.Add((IdentifierSystems.SocialInsurance, card[5..]));
        }
        return new(episode.FacilityId, head.Of("MA_BN") ?? "", head.Of("HO_TEN") ?? "", FhirTime.BirthDay(head.Of("NGAY_SINH")), Sex(head.Of("GIOI_TINH")),
            [.. numbers.Distinct()], head.Of("MAXA_CU_TRU") ?? "", head.Of("DIA_CHI") ?? "", head.Of("DIEN_THOAI") ?? "",
            summary.Of("HO_TEN_ME") ?? summary.Of("HO_TEN_CHA") ?? summary.Of("NGUOI_GIAM_HO") ?? "");
    }

    static string Sex(string? code) => code switch
    {
        "1" => "male",
        "2" => "female",
        _ => "unknown",
    };
}
