using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>A person as linking needs them.</summary>
sealed record LinkPerson(Guid Id, PersonName Name, string Birth, string Sex, bool IsNew);

/// <summary>What of the index a batch of claims touches, read in a few statements and kept up while the batch goes on.</summary>
sealed class LinkBooks
{
    readonly Dictionary<(Guid Holder, string Local), StoredPatient> patients = [];
    readonly Dictionary<(string System, string Folded), HashSet<Guid>> numbers = [];
    readonly Dictionary<Guid, LinkPerson> persons = [];
    readonly Dictionary<long, List<PersonNumber>> numbersOf = [];
    readonly Dictionary<(Guid Person, Guid Holder), StoredPatient> nameless = [];
    readonly Dictionary<long, List<(Guid Person, Described As)>> alike = [];

    /// <summary>Reads what the claims touch.</summary>
    public static async Task<LinkBooks> ReadAsync(DbConnection connection, IReadOnlyList<SaidOfPerson> claims, CancellationToken stop)
    {
        var books = new LinkBooks();
        await books.ReadPatientsAsync(connection, claims, stop);
        await books.ReadNumbersAsync(connection, claims, stop);
        await books.ReadOwnNumbersAsync(connection, stop);
        return books;
    }

    /// <summary>The facility's patient of that number.</summary>
    public StoredPatient? Patient(SaidOfPerson claim) => claim.Local.Length == 0 ? null : patients.GetValueOrDefault((claim.Holder, claim.Local));

    /// <summary>The facility's patient without a number of its own, of a person.</summary>
    public StoredPatient? Nameless(Guid person, Guid holder) => nameless.GetValueOrDefault((person, holder));

    /// <summary>Who has a number in force.</summary>
    public IEnumerable<Guid> Having(PersonNumber number) => numbers.GetValueOrDefault((number.System, number.Folded)) ?? Enumerable.Empty<Guid>();

    /// <summary>A person that was read or made.</summary>
    public LinkPerson Person(Guid id) => persons[id];

    /// <summary>Numbers of a stored patient in force.</summary>
    public IReadOnlyList<PersonNumber> NumbersOf(long patient) => numbersOf.GetValueOrDefault(patient) ?? [];

    /// <summary>Persons of the same sounding name and day.</summary>
    public IEnumerable<(Guid Person, Described As)> Alike(long key) => alike.GetValueOrDefault(key) ?? Enumerable.Empty<(Guid, Described)>();

    /// <summary>Takes in a patient that is being stored.</summary>
    public void Add(SaidOfPerson claim, StoredPatient patient, LinkPerson person)
    {
        persons[person.Id] = person;
        if (claim.Local.Length > 0) patients[(claim.Holder, claim.Local)] = patient;
        else nameless[(person.Id, claim.Holder)] = patient;
        numbersOf[patient.Seq] = [.. claim.Identifiers];
        foreach (var number in claim.Verified) (numbers.TryGetValue((number.System, number.Folded), out var ids) ? ids : numbers[(number.System, number.Folded)] = [])
            .Add(person.Id);
        if (LikenessKey(claim) is { } key) (alike.TryGetValue(key, out var list) ? list : alike[key] = []).Add((person.Id, claim.As));
    }

    /// <summary>The key by which a new person's likeness is looked for: a full day of birth and two words at least.</summary>
    public static long? LikenessKey(SaidOfPerson claim) =>
        BirthDay.Precision(claim.Birth) == 3 && claim.As.Name.Words.Length > 1 && !claim.As.Name.Folded.StartsWith(Likeness.NobodyKnows, StringComparison.Ordinal)
            ? PersonKeys.Sounding(claim.As.Name, claim.Birth) : null;

    async Task ReadPatientsAsync(DbConnection connection, IReadOnlyList<SaidOfPerson> claims, CancellationToken stop)
    {
        var asked = claims.Where(c => c.Local.Length > 0).Select(c => (c.Holder, c.Local)).Distinct().ToList();
        if (asked.Count == 0) return;
        var draft = new Draft(connection);
        var rows = Bulk.Rows(connection, draft.Values, "t", ("holder", asked.Select(a => a.Holder).ToArray()), ("local", asked.Select(a => a.Local).ToArray()));
        foreach (var patient in await draft.RowsAsync(
            $"select {StoredPatient.Columns} from {rows} join records_patient p on p.holder_id = t.holder and p.local_number = t.local", StoredPatient.Read, stop))
            patients[(patient.Holder, patient.Local)] = patient;
        await ReadPersonsAsync(connection, [.. patients.Values.Select(p => p.PersonId).Distinct()], stop);
    }

    async Task ReadNumbersAsync(DbConnection connection, IReadOnlyList<SaidOfPerson> claims, CancellationToken stop)
    {
        var asked = claims.SelectMany(c => c.Verified).Select(n => n.Folded).Distinct().ToList();
        if (asked.Count == 0) return;
        var draft = new Draft(connection);
        var rows = Bulk.Rows(connection, draft.Values, "t", ("folded", asked.ToArray()));
        var systems = $"({draft.Place(IdentifierSystems.Personal)}, {draft.Place(IdentifierSystems.SocialInsurance)})";
        var found = await draft.RowsAsync(
            $"select i.system, i.folded, {StoredPatient.Columns} from {rows} "
            + $"join records_identifier i on i.folded = t.folded and i.system in {systems} and i.is_active join records_patient p on p.seq = i.patient_seq",
            r => (System: r.GetString(0), Folded: r.GetString(1), Patient: StoredPatient.Read(r, 2)), stop);
        foreach (var (system, folded, patient) in found)
        {
            (numbers.TryGetValue((system, folded), out var ids) ? ids : numbers[(system, folded)] = []).Add(patient.PersonId);
            if (patient.Local.Length == 0) nameless[(patient.PersonId, patient.Holder)] = patient;
        }
        await ReadPersonsAsync(connection, [.. found.Select(f => f.Patient.PersonId).Distinct().Where(p => !persons.ContainsKey(p))], stop);
    }

    async Task ReadOwnNumbersAsync(DbConnection connection, CancellationToken stop)
    {
        var seqs = patients.Values.Concat(nameless.Values).Select(p => p.Seq).Distinct().ToArray();
        if (seqs.Length == 0) return;
        foreach (var (seq, number) in await PatientNumbers.ActiveAsync(connection, seqs, stop))
            (numbersOf.TryGetValue(seq, out var list) ? list : numbersOf[seq] = []).Add(number);
    }

    async Task ReadPersonsAsync(DbConnection connection, IReadOnlyList<Guid> ids, CancellationToken stop)
    {
        if (ids.Count == 0) return;
        var draft = new Draft(connection);
        var rows = Bulk.Rows(connection, draft.Values, "t", ("id", ids.ToArray()));
        foreach (var person in await draft.RowsAsync($"select p.id, p.name, p.birth, p.sex from {rows} join records_person p on p.id = t.id",
            r => new LinkPerson(r.GetGuid(0), new(r.GetString(1)), r.GetString(2), r.GetString(3), false), stop))
            persons[person.Id] = person;
    }

    /// <summary>Reads who is stored with the same sounding name and day as the new persons.</summary>
    public async Task ReadAlikeAsync(DbConnection connection, IReadOnlyCollection<long> keys, CancellationToken stop)
    {
        if (keys.Count == 0) return;
        var draft = new Draft(connection);
        var rows = Bulk.Rows(connection, draft.Values, "t", ("key", keys.ToArray()));
        var found = await draft.RowsAsync($"select k.key, {StoredPatient.Columns} from {rows} "
            + "join records_person_key k on k.key = t.key join records_patient p on p.seq = k.patient_seq",
            r => (Key: r.GetInt64(0), Patient: StoredPatient.Read(r, 1)), stop);
        if (found.Count == 0) return;
        var own = (await PatientNumbers.ActiveAsync(connection, [.. found.Select(f => f.Patient.Seq).Distinct()], stop)).ToLookup(n => n.Seq, n => n.Number);
        foreach (var (key, patient) in found)
            (alike.TryGetValue(key, out var list) ? list : alike[key] = []).Add((patient.PersonId, patient.As([.. own[patient.Seq]])));
    }
}

/// <summary>Numbers of patients.</summary>
static class PatientNumbers
{
    /// <summary>Numbers in force of these patients.</summary>
    public static async Task<List<(long Seq, PersonNumber Number)>> ActiveAsync(DbConnection connection, long[] patients, CancellationToken stop)
    {
        if (patients.Length == 0) return [];
        var draft = new Draft(connection);
        var rows = Bulk.Rows(connection, draft.Values, "t", ("seq", patients));
        return await draft.RowsAsync($"select i.patient_seq, i.system, i.value, i.folded from {rows} join records_identifier i on i.patient_seq = t.seq and i.is_active",
            r => (r.GetInt64(0), new PersonNumber(r.GetString(1), r.GetString(2), r.GetString(3))), stop);
    }
}
