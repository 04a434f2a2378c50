using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Credits;

/// <summary>
/// Posts hours and takes them back. A key is posted once, whatever comes twice, late or at the same time (the database holds it); what is taken back is taken back
/// by exactly the hours that were posted, whatever the rule says by then.
/// </summary>
sealed class CreditLedger(CreditsStore store, IPractitioners register, Keys keys, Caller caller, TimeProvider clock)
{
    /// <summary>Posts an activity; what cannot be posted yet is kept.</summary>
    public async Task PostAsync(CreditEarned earned, CancellationToken stop)
    {
        if (await store.Entries.AnyAsync(e => e.Key == earned.Key, stop)) return;
        var kept = await store.Waiting.SingleOrDefaultAsync(w => w.Key == earned.Key, stop);
        if (kept?.Why == "lost") return;
        var card = earned.PractitionerId is { } id ? await register.FindAsync(id, earned.On, stop)
            : earned.UserId is { } user ? await register.OfUserAsync(user, earned.On, stop) : null;
        var rule = card is null ? null : (await RuleBook.LoadAsync(store, stop)).Worth(earned.Activity, earned.On);
        if (card is null || rule is null)
        {
            Keep(kept, earned, card is null ? "person" : "rule");
            await SaveOnceAsync(stop);
            return;
        }
        if (kept is not null) store.Waiting.Remove(kept);
        Add(earned, card, rule);
        await SaveOnceAsync(stop);
    }

    /// <summary>Takes an activity back; twice changes nothing, and what comes after it is not posted.</summary>
    public async Task ReverseAsync(CreditLost lost, CancellationToken stop)
    {
        var entry = await store.Entries.AsNoTracking().SingleOrDefaultAsync(e => e.Key == lost.Key && e.ReversesId == null, stop);
        if (entry is null)
        {
            var kept = await store.Waiting.SingleOrDefaultAsync(w => w.Key == lost.Key, stop);
            if (kept is null) store.Waiting.Add(new() { Key = lost.Key, Why = "lost", Body = "", NotedAt = clock.GetUtcNow() });
            else kept.Why = "lost";
            await SaveOnceAsync(stop);
            return;
        }
        if (await store.Entries.AnyAsync(e => e.ReversesId == entry.Id, stop)) return;
        store.Entries.Add(new()
        {
            PractitionerId = entry.PractitionerId,
            Key = entry.Key,
            ReversesId = entry.Id,
            Hundredths = -entry.Hundredths,
            Form = entry.Form,
            Activity = entry.Activity,
            Rule = entry.Rule,
            OnDay = entry.OnDay,
            IssuerId = entry.IssuerId,
            Title = entry.Title,
            Href = entry.Href,
            Reason = lost.Reason,
            NotedAt = clock.GetUtcNow(),
            NotedBy = caller.Name,
        });
        var source = $"credit/{entry.Id}";
        if (await store.Set<Fact>().AsNoTracking().FirstOrDefaultAsync(f => f.Module == "credits" && f.SourceId == source && f.Part == 0, stop) is { } told)
            store.Report(told.Reversal(2, lost.Reason));
        await SaveOnceAsync(stop);
    }

    /// <summary>Tries again what waits for somebody who is known now.</summary>
    public Task KnownAsync(Guid user, CancellationToken stop) => AgainAsync(store.Waiting.Where(w => w.UserId == user && w.Why == "person"), stop);

    /// <summary>Tries again what waits for somebody who was entered after their activity came.</summary>
    public Task KnownByIdAsync(Guid practitioner, CancellationToken stop)
    {
        var id = practitioner.ToString();
        return AgainAsync(store.Waiting.Where(w => w.Why == "person" && w.UserId == null && w.Body.Contains(id)), stop);
    }

    /// <summary>Tries again what waits for a rule.</summary>
    public Task RuledAsync(CancellationToken stop) => AgainAsync(store.Waiting.Where(w => w.Why == "rule"), stop);

    async Task AgainAsync(IQueryable<Waiting> waiting, CancellationToken stop)
    {
        foreach (var body in await waiting.AsNoTracking().OrderBy(w => w.NotedAt).Select(w => w.Body).ToListAsync(stop))
        {
            store.ChangeTracker.Clear();
            await PostAsync(JsonSerializer.Deserialize<CreditEarned>(body)!, stop);
        }
    }

    /// <summary>Adds an entry with its fact; the caller saves.</summary>
    public Entry Add(CreditEarned earned, PractitionerCard card, CreditRule rule)
    {
        var entry = new Entry
        {
            PractitionerId = card.Id,
            Key = earned.Key,
            Hundredths = rule.WorthOf(earned.Hours),
            Form = rule.Form,
            Activity = earned.Activity,
            Rule = rule.Edition,
            OnDay = earned.On,
            IssuerId = earned.IssuerId == Guid.Empty ? null : earned.IssuerId,
            Title = earned.Title,
            Href = earned.Href,
            NotedAt = clock.GetUtcNow(),
            NotedBy = caller.Name,
        };
        store.Entries.Add(entry);
        store.Report(new Fact
        {
            Kind = "credit.hours",
            UnitId = card.OrganisationId,
            OccurredOn = earned.On,
            Value = entry.Hours,
            Module = "credits",
            SourceId = $"credit/{entry.Id}",
            SubjectHash = keys.Subject("practitioner/" + card.Id),
            Dims = Fact.DimsOf(("activity", earned.Activity), ("form", rule.Form)),
        });
        return entry;
    }

    void Keep(Waiting? kept, CreditEarned earned, string why)
    {
        if (kept is not null) kept.Why = why;
        else store.Waiting.Add(new() { Key = earned.Key, UserId = earned.UserId, Why = why, Body = JsonSerializer.Serialize(earned), NotedAt = clock.GetUtcNow() });
    }

    // Who comes second finds the work done.
    async Task SaveOnceAsync(CancellationToken stop)
    {
        try
        {
            await store.SaveChangesAsync(stop);
        }
        catch (Refusal same) when (same.Code is "duplicate" or "stale")
        {
            store.ChangeTracker.Clear();
        }
    }
}
