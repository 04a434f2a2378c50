using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Credits;

/// <summary>Posts what other modules say was done.</summary>
sealed class EarnedListener(CreditLedger ledger) : IListen<CreditEarned>
{
    /// <inheritdoc/>
    public Task OnAsync(CreditEarned happened, CancellationToken stop) => ledger.PostAsync(happened, stop);
}

/// <summary>Takes back what turned out wrong.</summary>
sealed class LostListener(CreditLedger ledger) : IListen<CreditLost>
{
    /// <inheritdoc/>
    public Task OnAsync(CreditLost happened, CancellationToken stop) => ledger.ReverseAsync(happened, stop);
}

/// <summary>A signed consultation credits everybody who presented and sat and has an account; a patient, an interpreter and who only watched get none.</summary>
sealed class ConsultListener(CreditLedger ledger) : IListen<ConsultSigned>
{
    /// <inheritdoc/>
    public async Task OnAsync(ConsultSigned happened, CancellationToken stop)
    {
        foreach (var member in happened.Members.Where(m => m.UserId is not null && m.Role is RoomRole.Chair or RoomRole.Secretary or RoomRole.Presenter or RoomRole.Expert))
            if (member.UserId is { } user)
                await ledger.PostAsync(new($"consult/{happened.CaseId}/{user}", null, user, "consult", null, happened.On, member.OrganisationId ?? happened.AnsweringId,
                    "Hội chẩn từ xa, biên bản đủ chữ ký", $"/consults/cases/{happened.CaseId}"), stop);
    }
}

/// <summary>Somebody is in the register now: what waited for them is posted.</summary>
sealed class KnownListener(CreditLedger ledger) : IListen<PractitionerEntered>
{
    /// <inheritdoc/>
    public async Task OnAsync(PractitionerEntered happened, CancellationToken stop)
    {
        if (happened.UserId is { } user) await ledger.KnownAsync(user, stop);
        await ledger.KnownByIdAsync(happened.Id, stop);
    }
}
