using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Credits;

/// <summary>Who may see whose hours: everybody the own; who holds the right, those of people who work at their organisations.</summary>
sealed class Doors(IPractitioners register, Caller caller)
{
    /// <summary>The person, refused as missing where the caller may not see their hours.</summary>
    public async Task<PractitionerCard> SeenAsync(Guid practitioner, CancellationToken stop) =>
        await register.FindAsync(practitioner, null, stop) is { } card && (IsMe(card) || caller.May(CreditsRights.See, card.OrganisationId)) ? card
            : throw Refusal.Missing("Không tìm thấy người này trong danh sách.");

    /// <summary>The caller in the register; null where it does not know the account.</summary>
    public Task<PractitionerCard?> MeAsync(CancellationToken stop) =>
        caller.UserId is { } me ? register.OfUserAsync(me, null, stop) : Task.FromResult<PractitionerCard?>(null);

    /// <summary>The caller is this person.</summary>
    public bool IsMe(PractitionerCard card) => card.UserId is not null && card.UserId == caller.UserId;

    /// <summary>May decide on claims of this person: never on the own.</summary>
    public bool MayApprove(PractitionerCard card) => !IsMe(card) && caller.May(CreditsRights.Approve, card.OrganisationId);
}
