using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.EntityFrameworkCore;

namespace LienY.Practitioners;

/// <summary>The form of an import, and a table that was read.</summary>
sealed record ImportView(Import? Import, IReadOnlyList<(string, string)> Organisations);

/// <summary>Takes a table of people in: first it is read and says of each row that does not fit why, then the others are taken in on request.</summary>
sealed class Importing(PractitionersStore store, IOrganisations organisations, NationalNumber nationals, Caller caller, Words words, TimeProvider clock)
{
    const int MostOrganisations = 5000;
    static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>The page.</summary>
    public async Task<ImportView> ShowAsync(Guid? id, CancellationToken stop)
    {
        var import = id is { } one ? await store.Imports.AsNoTracking().SingleOrDefaultAsync(i => i.Id == one, stop)
            ?? throw Refusal.Missing("Không tìm thấy lần nhập bảng này. Xin gửi lại bảng.") : null;
        var all = await organisations.ListAsync(null, MostOrganisations, stop);
        return new(import, [.. all.Where(o => caller.May(PractitionersRights.Keep, o.Id) && o.Kind is not ("division" or "committee" or "ministry")).Select(o => (o.Id.ToString(), o.Name))]);
    }

    /// <summary>Reads a table; answers the id under which its good rows wait.</summary>
    public async Task<Guid> ReadAsync(Guid organisation, string file, IEnumerable<TableRow> table, CancellationToken stop)
    {
        caller.Must(PractitionersRights.Keep, organisation);
        var (good, faults) = ImportReading.Read(table, words, clock.Today());
        var fits = new List<ImportRow>();
        var known = await KnownAsync(good, stop);
        foreach (var row in good)
        {
            if (Refusing(row, organisation, known) is { } fault) faults.Add(fault);
            else fits.Add(row);
        }
        var before = clock.GetUtcNow() - Kept;
        store.Imports.RemoveRange(await store.Imports.IgnoreQueryFilters(["org"]).Where(i => i.MadeAt < before).ToListAsync(stop));
        var import = new Import
        {
            OrganisationId = organisation,
            FileName = file.Length > 200 ? file[..200] : file,
            Sealed = nationals.Close(JsonSerializer.Serialize(fits)),
            Faults = JsonSerializer.Serialize(faults.OrderBy(f => f.Row)),
            Good = fits.Count,
            MadeAt = clock.GetUtcNow(),
            MadeBy = caller.UserId,
        };
        store.Imports.Add(import);
        await store.SaveChangesAsync(stop);
        return import.Id;
    }

    /// <summary>Takes the good rows in; answers how many people were entered or changed.</summary>
    public async Task<int> TakeAsync(Guid id, int version, CancellationToken stop)
    {
        var import = await store.Imports.SingleOrDefaultAsync(i => i.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy lần nhập bảng này. Xin gửi lại bảng.");
        caller.Must(PractitionersRights.Keep, import.OrganisationId);
        if (import.DoneAt is not null) throw Refusal.Conflict("Bảng này đã được nhập rồi.");
        store.Expect(import, version);
        var rows = JsonSerializer.Deserialize<List<ImportRow>>(nationals.Open(import.Sealed)) ?? [];
        var known = await KnownAsync(rows, stop);
        var taken = 0;
        foreach (var row in rows)
        {
            // Between reading and taking in, somebody may have entered the same person elsewhere.
            if (Refusing(row, import.OrganisationId, known) is not null) continue;
            Take(row, import.OrganisationId, known);
            taken++;
        }
        (import.DoneAt, import.Sealed) = (clock.GetUtcNow(), "");
        await store.SaveChangesAsync(stop);
        return taken;
    }

    // Those whom the table may mean: by licence, by national number, by name at the place.
    async Task<List<Practitioner>> KnownAsync(List<ImportRow> rows, CancellationToken stop)
    {
        var keys = rows.Select(r => Licence.KeyOf(r.Licence)).Where(k => k.Length > 0).ToList();
        var hashes = rows.Where(r => r.National.Length > 0).Select(r => nationals.HashOf(r.National)).ToList();
        var days = rows.Where(r => r.Born is not null).Select(r => r.Born).Distinct().ToList();
        return await store.Anyone.Where(p => p.Licences.Any(l => keys.Contains(l.NumberKey)) || (p.NationalHash != null && hashes.Contains(p.NationalHash)) || days.Contains(p.BirthDay))
            .ToListAsync(stop);
    }

    Practitioner? Same(ImportRow row, Guid organisation, List<Practitioner> known)
    {
        var (key, name, hash) = (Licence.KeyOf(row.Licence), Fold.Of(row.Name), row.National.Length > 0 ? nationals.HashOf(row.National) : null);
        return (key.Length > 0 ? known.Find(p => p.Licences.Any(l => l.NumberKey == key)) : null)
            ?? (hash is not null ? known.Find(p => p.NationalHash == hash) : null)
            ?? (row.Born is { } born ? known.Find(p => p.BirthDay == born && Fold.Of(p.Name) == name && p.Workplaces.Any(w => w.OrganisationId == organisation)
                && (key.Length == 0 || p.Licences.Count == 0)) : null);
    }

    ImportFault? Refusing(ImportRow row, Guid organisation, List<Practitioner> known)
    {
        if (Same(row, organisation, known) is not { } person) return null;
        if (Fold.Of(person.Name) != Fold.Of(row.Name))
            return row.Licence.Length > 0 && person.Licences.Any(l => l.NumberKey == Licence.KeyOf(row.Licence))
                ? new(row.Row, row.Name, Words.Key("Số giấy phép {0} đã có trong danh sách, của {1}."), [row.Licence, person.Name])
                : new(row.Row, row.Name, Words.Key("Số định danh này đã có trong danh sách, của {0}."), [person.Name]);
        if (person.NationalHash is { } hash && row.National.Length > 0 && hash != nationals.HashOf(row.National))
            return new(row.Row, row.Name, Words.Key("Số định danh khác với số đã có trong danh sách."), []);
        if (row.National.Length > 0 && known.Exists(p => p != person && p.NationalHash == nationals.HashOf(row.National)))
            return new(row.Row, row.Name, Words.Key("Số định danh này thuộc về một người khác trong danh sách."), []);
        return person.PlaceOn(clock.Today()) is { } place && place.OrganisationId != organisation && !caller.May(PractitionersRights.Keep, place.OrganisationId)
            ? new(row.Row, row.Name, Words.Key("Người này đang làm việc tại đơn vị khác. Đơn vị đó ghi việc chuyển công tác trước."), []) : null;
    }

    void Take(ImportRow row, Guid organisation, List<Practitioner> known)
    {
        var person = Same(row, organisation, known);
        if (person is null)
        {
            person = new() { MadeAt = clock.GetUtcNow() };
            store.People.Add(person);
            known.Add(person);
        }
        person.Call(row.Name);
        person.Title = row.Title;
        person.BirthDay = row.Born ?? person.BirthDay;
        if (row.National.Length > 0 && person.NationalHash is null) (person.NationalHash, person.NationalSealed) = (nationals.HashOf(row.National), nationals.Close(row.National));
        if (row.Licence.Length > 0) License(person, row);
        var now = person.Workplaces.Where(w => w.ToDay is null).MaxBy(w => w.FromDay);
        if (now is null) person.MoveTo(organisation, row.Position, row.From ?? clock.Today());
        else if (now.OrganisationId != organisation) person.MoveTo(organisation, row.Position, now.FromDay < clock.Today() ? clock.Today() : now.FromDay.AddDays(1));
        else if (row.Position.Length > 0) now.Position = row.Position;
        store.Publish("practitioner/" + person.Id, new PractitionerEntered(person.Id, person.UserId));
    }

    void License(Practitioner person, ImportRow row)
    {
        if (person.Licences.Find(l => l.NumberKey == Licence.KeyOf(row.Licence)) is not { } there)
        {
            person.Take(row.Licence, row.Issuer, row.From!.Value, row.To, row.Scope, clock.GetUtcNow(), caller.Name);
            return;
        }
        if (row.Scope.Length > 0) there.Scope = row.Scope;
        if (row.Issuer.Length > 0) there.Issuer = row.Issuer;
        if (row.To is { } last && there.ToAsOf(DateOnly.MaxValue) is { } known && last > known)
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
}
