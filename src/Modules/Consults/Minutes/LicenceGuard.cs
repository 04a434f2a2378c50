using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Consults;

/// <summary>
/// Who answers, chairs or writes the minutes practises with a licence that stands on the day (Law 15/2023, article 19). Whom the register does not know is shown as
/// unknown and not refused.
/// </summary>
sealed class LicenceGuard(IPractitioners register)
{
    /// <summary>Is a licence asked of this role?</summary>
    public static bool Asks(RoomRole role) => role is RoomRole.Chair or RoomRole.Secretary or RoomRole.Expert;

    /// <summary>Refuses (409, <c>licence</c>) where the register knows the person and no licence of theirs stands on the day.</summary>
    public async Task MustAsync(Guid? user, DateOnly day, CancellationToken stop)
    {
        if (user is { } id && await register.OfUserAsync(id, day, stop) is { IsLicensed: false } card)
            throw new Refusal(RefusalKind.Conflict, "Giấy phép hành nghề của {0} không còn hiệu lực vào ngày {1} nên không ký được với vai trò này. Xin xem danh sách người hành nghề.",
                card.Name, day)
            { Code = "licence" };
    }

    /// <summary>What planning is told of somebody on the day (a Vietnamese key); null: the licence stands, or none is asked.</summary>
    public async Task<string?> WarningAsync(Guid? user, RoomRole role, DateOnly day, CancellationToken stop) =>
        user is not { } id || !Asks(role) ? null : await register.OfUserAsync(id, day, stop) switch
        {
            null => Words.Key("chưa có trong danh sách người hành nghề"),
            { IsLicensed: false } => Words.Key("giấy phép hành nghề không còn hiệu lực vào ngày họp"),
            _ => null,
        };
}
