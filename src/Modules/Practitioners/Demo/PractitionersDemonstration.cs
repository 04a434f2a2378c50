using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Practitioners;

/// <summary>
/// The people of the demonstration's facilities: invented, each name marked "(mẫu)", numbers of licences in the form of real ones. At the children's hospital one
/// licence has ended, one is suspended and one ends soon.
/// </summary>
sealed class PractitionersDemonstration(PractitionersStore store, NationalNumber nationals, IPeople people, TimeProvider clock) : IDemonstration
{
    readonly Random chance = new(20261122);
    int number;

    /// <inheritdoc/>
    public int Order => 22;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        var names = await people.NamesAsync(world.People.Values, stop);
        foreach (var (key, province, doctors, nurses) in DemoPeople.Facilities)
        {
            if (!world.Organisations.TryGetValue(key, out var at)) continue;
            var staff = DemoPeople.Staff(key, doctors, nurses);
            for (var i = 0; i < staff.Count; i++)
            {
                var person = Person(world, at, province, staff[i]);
                if (key == "bv-san-nhi-lao-cai") Special(person, i, world.Today);
                store.People.Add(person);
                store.Publish("practitioner/" + person.Id, new PractitionerEntered(person.Id, null));
            }
        }
        foreach (var (user, key, province, post) in DemoPeople.WithAccounts)
        {
            if (!world.People.TryGetValue(user, out var account) || !world.Organisations.TryGetValue(key, out var at)) continue;
            var person = Person(world, at, province, post, new DateOnly(2018, 1, 1).AddDays(number));
            person.Call(names.GetValueOrDefault(account, user + " (mẫu)"));
            person.UserId = account;
            store.People.Add(person);
            store.Publish("practitioner/" + person.Id, new PractitionerEntered(person.Id, account));
        }
        await store.SaveChangesAsync(stop);
    }

    Practitioner Person(DemoWorld world, Guid at, string province, DemoPost post, DateOnly? since = null)
    {
        number++;
        var person = new Practitioner { MadeAt = clock.GetUtcNow(), Title = post.Title, BirthDay = new DateOnly(1968, 1, 1).AddDays(chance.Next(11_500)) };
        person.Call(DemoPeople.Name(chance, number, post.Title is "midwife" or "nurse") + " (mẫu)");
        // Who sits in consultations of the told years is licensed before them.
        var from = since ?? new DateOnly(2013, 3, 1).AddDays(chance.Next(4_600));
        if (from > world.Today.AddDays(-60)) from = world.Today.AddDays(-60);
        // Before 2024 a certificate without a last day; since then a permit for five years (Law 15/2023, article 27).
        var permit = from >= new DateOnly(2024, 1, 1);
        var issuer = province == "BYT" ? "Bộ Y tế" : "Sở Y tế " + DemoPeople.Provinces[province];
        person.Take(string.Create(CultureInfo.InvariantCulture, $"{(province == "BYT" ? 12_000 : 0) + number:000000}/{province}-{(permit ? "GPHN" : "CCHN")}"), issuer, from,
            permit ? from.AddYears(5).AddDays(-1) : null, post.Scope, clock.GetUtcNow(), "Liên Y");
        person.MoveTo(at, post.Position, from);
        // Numbers that no province gives out.
        var national = string.Create(CultureInfo.InvariantCulture, $"099{number:000000000}");
        (person.NationalHash, person.NationalSealed) = (nationals.HashOf(national), nationals.Close(national));
        return person;
    }

    void Special(Practitioner person, int place, DateOnly today)
    {
        var licence = person.Licences[0];
        var first = licence.Spans[0];
        if (place == 7) first.ToDay = today.AddDays(-20);
        else if (place == 9) first.ToDay = today.AddDays(40);
        else if (place == 8)
            licence.Spans.Add(new()
            {
                LicenceId = licence.Id,
                Kind = SpanKind.Suspended,
                FromDay = today.AddDays(-30),
                ToDay = today.AddDays(60),
                Paper = "Quyết định đình chỉ số 00/QĐ-SYT (mẫu)",
                NotedAt = clock.GetUtcNow(),
                NotedBy = "Liên Y",
            });
    }
}
