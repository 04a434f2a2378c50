using System.Security.Cryptography;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Messages;

/// <summary>Says a person's calendar as a file: only what the person may see at this moment; what changed since the last time has a higher SEQUENCE.</summary>
sealed class FeedSaying(MessagesStore store, ICallers callers, IServiceScopeFactory scopes, TimeProvider clock)
{
    const int DaysBack = 90, DaysAhead = 400;

    /// <summary>The file; null where the account is off, so that the address is gone for good.</summary>
    public async Task<string?> SayAsync(CalendarFeed feed, string site, CancellationToken stop)
    {
        var person = await callers.OfPersonAsync(feed.UserId, stop);
        if (person.UserId is null) return null;
        await using var scope = scopes.CreateAsyncScope();
        var seat = scope.ServiceProvider.GetRequiredService<CallerSeat>();
        (seat.Caller, seat.Language) = (person, feed.Language);
        var words = scope.ServiceProvider.GetRequiredService<Words>();
        var today = clock.Today();
        var entries = await scope.ServiceProvider.GetRequiredService<CalendarDesk>().EntriesAsync(today.AddDays(-DaysBack), today.AddDays(DaysAhead), stop);
        var units = await scope.ServiceProvider.GetRequiredService<IOrganisations>().NamesAsync(entries.Select(e => e.UnitId).OfType<Guid>().Distinct(), null, stop);
        var known = await store.FeedEntries.Where(e => e.FeedId == feed.Id).ToDictionaryAsync(e => e.Key, stop);
        var events = entries.ConvertAll(e => Event(feed, e, e.UnitId is { } id ? units.GetValueOrDefault(id, "") : "", known, site, words));
        foreach (var gone in known.Values.Where(k => !entries.Exists(e => e.Key == k.Key))) store.FeedEntries.Remove(gone);
        if (feed.SeenAt is null || clock.GetUtcNow() - feed.SeenAt > TimeSpan.FromHours(1)) feed.SeenAt = clock.GetUtcNow();
        await SaveAsync(stop);
        return CalendarFile.Write(words["Nghĩa vụ của {0}", (object)person.Organisation], events);
    }

    async Task SaveAsync(CancellationToken stop)
    {
        try
        {
            await store.SaveChangesAsync(stop);
        }
        catch (Refusal refusal) when (refusal.Kind == RefusalKind.Conflict)
        {
            // The same feed was fetched twice at once; the other answer keeps what was said.
        }
    }

    CalendarEvent Event(CalendarFeed feed, CalendarEntry entry, string unit, Dictionary<string, FeedEntry> known, string site, Words words)
    {
        var summary = (entry.IsDone ? "✓ " : "") + entry.Title;
        var description = string.Join('\n', new[] { entry.Detail, unit }.Where(t => t.Length > 0));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{summary}\n{description}\n{entry.From:O}\n{entry.To:O}\n{entry.At:O}\n{entry.Href}\n{entry.Kind}"));
        if (!known.TryGetValue(entry.Key, out var said))
        {
            said = new FeedEntry { FeedId = feed.Id, Key = entry.Key, Hash = hash, ModifiedAt = clock.GetUtcNow() };
            store.FeedEntries.Add(said);
        }
        else if (!said.Hash.AsSpan().SequenceEqual(hash))
        {
            (said.Hash, said.ModifiedAt) = (hash, clock.GetUtcNow());
            said.Sequence++;
        }
        return new(entry.Key.Replace('/', '-') + "@lieny", said.Sequence, said.ModifiedAt, summary, description, words[Kinds.Word(entry.Kind)], new Uri(site + entry.Href), entry.From, entry.To, entry.At, entry.IsDone);
    }
}
