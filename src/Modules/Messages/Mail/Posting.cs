using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Messages;

/// <summary>
/// Sends what is due. A mail is taken by a saved version before it is sent: two processes never send the same one, and what a crash left behind comes up
/// again after ten minutes with the same Message-ID.
/// </summary>
sealed class Posting(MessagesStore store, Carrier carrier, ICallers callers, MailRules rules, TimeProvider clock)
{
    const int Most = 100;

    /// <summary>The job.</summary>
    public static readonly Job Often = new("mail", TimeSpan.FromSeconds(15), (s, stop) => ActivatorUtilities.CreateInstance<Posting>(s).RunAsync(stop));

    /// <summary>Sends what is due now; returns how many the mail server took.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        if (!rules.IsOn) return 0;
        var now = clock.GetUtcNow();
        var due = await store.Letters.Where(l => l.State == LetterState.Waiting && l.NextAt <= now).OrderBy(l => l.NextAt).Take(Most).Select(l => l.Id).ToListAsync(stop);
        var sent = 0;
        foreach (var id in due)
        {
            if (await TakeAsync(id, stop) is not { } letter) continue;
            try
            {
                await carrier.SendAsync(letter, stop);
                letter.Deliver(clock.GetUtcNow());
                sent++;
            }
            catch (MailRefused refused)
            {
                letter.Fail(clock.GetUtcNow(), refused.Message, refused.IsForGood);
            }
            // The mail server has answered: that is written down even while the house closes.
            await store.SaveChangesAsync(CancellationToken.None);
        }
        return sent;
    }

    async Task<Letter?> TakeAsync(Guid id, CancellationToken stop)
    {
        store.ChangeTracker.Clear();
        var letter = await store.Letters.SingleAsync(l => l.Id == id, stop);
        if (letter.State != LetterState.Waiting || letter.NextAt > clock.GetUtcNow()) return null;
        var wanted = await IsWantedAsync(letter, stop);
        if (wanted) letter.Take(clock.GetUtcNow());
        else letter.Drop();
        try
        {
            await store.SaveChangesAsync(stop);
        }
        catch (Refusal refusal) when (refusal.Kind == RefusalKind.Conflict)
        {
            return null;
        }
        return wanted ? letter : null;
    }

    /// <summary>The account is on and the address is still the person's.</summary>
    async Task<bool> IsWantedAsync(Letter letter, CancellationToken stop)
    {
        if (letter.UserId is not { } user) return true;
        var wishes = await store.People.AsNoTracking().SingleOrDefaultAsync(p => p.UserId == user, stop);
        return wishes?.Address == letter.Address && (wishes.ConfirmedAt is not null || letter.Kind == "confirm") && (await callers.OfPersonAsync(user, stop)).UserId is not null;
    }
}
