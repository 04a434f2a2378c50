using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Practitioners;

/// <summary>Answers the other modules; names and licences are public by law, so any caller is told.</summary>
sealed class Register(PractitionersStore store, Caller caller, TimeProvider clock) : IPractitioners
{
    /// <inheritdoc/>
    public async Task<PractitionerCard?> FindAsync(Guid id, DateOnly? on, CancellationToken stop) =>
        (await store.Anyone.AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, stop))?.CardOn(on ?? clock.Today());

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Guid, PractitionerCard>> CardsAsync(IEnumerable<Guid> ids, DateOnly? on, CancellationToken stop)
    {
        var (wanted, day) = (ids.Distinct().ToList(), on ?? clock.Today());
        if (wanted.Count == 0) return new Dictionary<Guid, PractitionerCard>();
        return (await store.Anyone.AsNoTracking().Where(p => wanted.Contains(p.Id)).ToListAsync(stop)).ToDictionary(p => p.Id, p => p.CardOn(day));
    }

    /// <inheritdoc/>
    public async Task<PractitionerCard?> OfUserAsync(Guid user, DateOnly? on, CancellationToken stop) =>
        (await store.Anyone.AsNoTracking().SingleOrDefaultAsync(p => p.UserId == user, stop))?.CardOn(on ?? clock.Today());

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PractitionerCard>> AtAsync(IReadOnlyCollection<Guid> organisations, string? search, int most, CancellationToken stop)
    {
        var (at, day, text) = (organisations.ToList(), clock.Today(), Fold.Of(search));
        var found = store.Anyone.AsNoTracking().Where(p => p.Workplaces.Any(w => at.Contains(w.OrganisationId) && w.FromDay <= day && (w.ToDay == null || w.ToDay >= day)));
        if (text.Length > 0) found = found.Where(p => p.Folded.Contains(text));
        return [.. (await found.OrderBy(p => p.Folded).Take(most).ToListAsync(stop)).Select(p => p.CardOn(day))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<string, PractitionerCard>> ByLicencesAsync(IEnumerable<string> numbers, DateOnly? on, CancellationToken stop)
    {
        var (wanted, day) = (numbers.Distinct().Select(n => (Number: n, Key: Licence.KeyOf(n))).Where(n => n.Key.Length > 0).ToList(), on ?? clock.Today());
        if (wanted.Count == 0) return new Dictionary<string, PractitionerCard>();
        var keys = wanted.Select(w => w.Key).Distinct().ToList();
        var found = await store.Anyone.AsNoTracking().Where(p => p.Licences.Any(l => keys.Contains(l.NumberKey))).ToListAsync(stop);
        var cards = found.SelectMany(p => p.Licences.Select(l => (l.NumberKey, Person: p))).ToDictionary(p => p.NumberKey, p => p.Person);
        return wanted.Where(w => cards.ContainsKey(w.Key)).ToDictionary(w => w.Number, w => cards[w.Key].CardOn(day));
    }

    /// <inheritdoc/>
    public async Task<Guid> EnterAsync(PractitionerEntry entry, CancellationToken stop)
    {
        try
        {
            return await BringAsync(entry, stop);
        }
        catch (Refusal same) when (same.Code == "duplicate")
        {
            // Somebody entered the same person in this moment: that is the one.
            store.ChangeTracker.Clear();
            return await BringAsync(entry, stop);
        }
    }

    async Task<Guid> BringAsync(PractitionerEntry entry, CancellationToken stop)
    {
        var (key, today) = (Licence.KeyOf(entry.LicenceNumber), clock.Today());
        if (string.IsNullOrWhiteSpace(entry.Name)) throw new Refusal(RefusalKind.Invalid, "Xin nhập họ và tên.") { Field = "name" };
        var person = await KnownAsync(entry, key, stop);
        if (person is null)
        {
            person = new() { MadeAt = clock.GetUtcNow() };
            store.People.Add(person);
        }
        person.Call(entry.Name.Trim());
        person.Title = Titles.Names.ContainsKey(entry.Title) ? entry.Title : "other";
        person.BirthDay = entry.BirthDay ?? person.BirthDay;
        person.UserId = entry.UserId ?? person.UserId;
        if (key.Length > 0) License(person, entry, key, today);
        Place(person, entry, today);
        store.Publish("practitioner/" + person.Id, new PractitionerEntered(person.Id, person.UserId));
        await store.SaveChangesAsync(stop);
        return person.Id;
    }

    async Task<Practitioner?> KnownAsync(PractitionerEntry entry, string key, CancellationToken stop)
    {
        if (key.Length > 0 && await store.Anyone.SingleOrDefaultAsync(p => p.Licences.Any(l => l.NumberKey == key), stop) is { } licensed) return licensed;
        if (entry.UserId is { } user && await store.Anyone.SingleOrDefaultAsync(p => p.UserId == user, stop) is { } account) return account;
        if (entry.BirthDay is not { } born) return null;
        var name = Fold.Of(entry.Name);
        var alike = await store.Anyone.Where(p => p.BirthDay == born && p.Folded.StartsWith(name) && p.Workplaces.Any(w => w.OrganisationId == entry.OrganisationId))
            .ToListAsync(stop);
        return alike.FirstOrDefault(p => Fold.Of(p.Name) == name && (key.Length == 0 || p.Licences.Count == 0));
    }

    void License(Practitioner person, PractitionerEntry entry, string key, DateOnly today)
    {
        if (person.Licences.Find(l => l.NumberKey == key) is not { } there)
        {
            person.Take(entry.LicenceNumber.Trim(), "", entry.LicenceFrom ?? today, entry.LicenceTo, entry.Scope, clock.GetUtcNow(), caller.Name);
            return;
        }
        if (entry.Scope.Length > 0) there.Scope = entry.Scope;
        if (entry.LicenceTo is { } last && there.ToAsOf(DateOnly.MaxValue) is { } known && last > known)
            there.Spans.Add(new()
            {
                LicenceId = there.Id,
                Kind = SpanKind.Valid,
                FromDay = known.AddDays(1),
                ToDay = last,
                Paper = "",
                NotedAt = clock.GetUtcNow(),
                NotedBy = caller.Name,
            });
    }

    static void Place(Practitioner person, PractitionerEntry entry, DateOnly today)
    {
        var now = person.Workplaces.Where(w => w.ToDay is null).MaxBy(w => w.FromDay);
        if (now is null) person.MoveTo(entry.OrganisationId, "", entry.LicenceFrom is { } from && from < today ? from : today);
        else if (now.OrganisationId != entry.OrganisationId) person.MoveTo(entry.OrganisationId, "", now.FromDay < today ? today : now.FromDay.AddDays(1));
    }
}
