using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>What a batch of claims writes, gathered and then written a table at a time.</summary>
sealed class LinkPen(DateTimeOffset now, Queue<long> free)
{
    readonly List<(LinkPerson Person, SaidOfPerson Claim)> persons = [];
    readonly List<(StoredPatient Patient, SaidOfPerson Claim)> patients = [];
    readonly List<(StoredPatient Before, StoredPatient After, SaidOfPerson Claim, IReadOnlyList<PersonNumber> Numbers)> changes = [];
    readonly Dictionary<(Guid, Guid), (string Reason, int Score)> likenesses = [];
    readonly HashSet<Guid> touched = [];

    /// <summary>Persons made in this batch, with the first claim of each.</summary>
    public IEnumerable<(Guid Person, SaidOfPerson Claim)> NewPersons => persons.Select(p => (p.Person.Id, p.Claim));

    /// <summary>A new person from a claim.</summary>
    public LinkPerson NewPerson(SaidOfPerson claim)
    {
        var person = new LinkPerson(Guid.CreateVersion7(now), claim.As.Name, claim.Birth, claim.Sex, true);
        persons.Add((person, claim));
        return person;
    }

    /// <summary>A new patient of a facility.</summary>
    public StoredPatient NewPatient(SaidOfPerson claim, Guid person)
    {
        var patient = Row(claim, free.Dequeue(), Guid.CreateVersion7(now), person, 1);
        patients.Add((patient, claim));
        return patient;
    }

    /// <summary>A patient of whom something newer is said.</summary>
    public StoredPatient Change(SaidOfPerson claim, StoredPatient before, IReadOnlyList<PersonNumber> numbers)
    {
        var after = Row(claim, before.Seq, before.Id, before.PersonId, before.Version + 1);
        if (claim.Local.Length == 0) after = after with { Local = before.Local };
        changes.Add((before, after, claim, numbers));
        return after;
    }

    /// <summary>A person of whom something is said anew, so that the index's own description is made again.</summary>
    public void Touch(Guid person) => touched.Add(person);

    /// <summary>Two persons who may be one.</summary>
    public void MayBe(Guid one, Guid other, string reason, int score)
    {
        if (one != other) likenesses.TryAdd(PossiblySame.Pair(one, other), (reason, score));
    }

    static StoredPatient Row(SaidOfPerson c, long seq, Guid id, Guid person, int version) =>
        new(seq, id, c.Holder, person, c.Local, c.NameText, c.Birth, c.Sex, c.Place, c.Address, c.Phone, c.Guardian, c.Said, version);

    /// <summary>Writes everything.</summary>
    public async Task WriteAsync(DbConnection connection, CancellationToken stop)
    {
        await HoldAsync(connection, stop);
        await Bulk.InsertAsync(connection, "records_person", stop,
            ("id", All(persons, p => p.Person.Id)), ("name", All(persons, p => p.Claim.NameText)), ("folded", All(persons, p => p.Claim.As.Name.Folded)),
            ("birth", All(persons, p => p.Claim.Birth)), ("sex", All(persons, p => p.Claim.Sex)), ("place_code", All(persons, p => p.Claim.Place)),
            ("created_at", All(persons, _ => now)), ("version", All(persons, _ => 1)));
        await InsertPatientsAsync(connection, stop);
        await ChangePatientsAsync(connection, stop);
        await WriteNumbersAsync(connection, stop);
        await WriteKeysAsync(connection, stop);
        await WriteLikenessesAsync(connection, stop);
        await PersonRows.DescribeAsync(connection, [.. touched], stop);
    }

    // Rows that change are held in order before the first is changed, for two batches may reach the same persons by different numbers.
    async Task HoldAsync(DbConnection connection, CancellationToken stop)
    {
        if (!connection.IsPostgres()) return;
        var (seqs, ids) = (changes.Select(c => c.After.Seq).Distinct().ToArray(), touched.ToArray());
        if (seqs.Length > 0) await connection.RunAsync("select seq from records_patient where seq = any(@p0) order by seq for no key update", stop, seqs);
        if (ids.Length > 0) await connection.RunAsync("select id from records_person where id = any(@p0) order by id for no key update", stop, ids);
    }

    static T[] All<TRow, T>(List<TRow> rows, Func<TRow, T> of) => [.. rows.Select(of)];

    // A patient that was made and changed in one batch is inserted as it was made, and changed like any other.
    Task InsertPatientsAsync(DbConnection connection, CancellationToken stop) => Bulk.InsertAsync(connection, "records_patient", stop,
        ("seq", All(patients, p => p.Patient.Seq)), ("id", All(patients, p => p.Patient.Id)), ("holder_id", All(patients, p => p.Patient.Holder)),
        ("person_id", All(patients, p => p.Patient.PersonId)), ("home_id", All(patients, p => p.Patient.PersonId)),
        ("kinds", All(patients, _ => (long)RecordKinds.Identity)), ("sensitive", All(patients, _ => 0L)),
        ("local_number", All(patients, p => p.Patient.Local)), ("name", All(patients, p => p.Patient.Name)), ("folded", All(patients, p => p.Claim.As.Name.Folded)),
        ("birth", All(patients, p => p.Patient.Birth)), ("sex", All(patients, p => p.Patient.Sex)), ("place_code", All(patients, p => p.Patient.Place)),
        ("address", All(patients, p => p.Patient.Address)), ("phone", All(patients, p => p.Patient.Phone)), ("guardian", All(patients, p => p.Patient.Guardian)),
        ("said", All(patients, p => p.Patient.Said)), ("first_at", All(patients, _ => now)), ("seen_at", All(patients, _ => now)), ("version", All(patients, _ => 1)));

    async Task ChangePatientsAsync(DbConnection connection, CancellationToken stop)
    {
        if (changes.Count == 0) return;
        await Bulk.InsertAsync(connection, "records_patient_past", stop,
            ("patient_seq", All(changes, c => c.Before.Seq)), ("version", All(changes, c => c.Before.Version)),
            ("claim", All(changes, c => c.Before.Claim(c.Numbers))), ("until_at", All(changes, _ => now)));
        // Of several changes of one patient in a batch the last one stays.
        var last = changes.GroupBy(c => c.After.Seq).Select(g => g.Last()).ToList();
        var values = new List<object?>();
        var rows = Bulk.Rows(connection, values, "t",
            ("seq", All(last, c => c.After.Seq)), ("name", All(last, c => c.After.Name)), ("folded", All(last, c => c.Claim.As.Name.Folded)),
            ("birth", All(last, c => c.After.Birth)),
            ("sex", All(last, c => c.After.Sex)), ("place", All(last, c => c.After.Place)), ("address", All(last, c => c.After.Address)),
            ("phone", All(last, c => c.After.Phone)),
            ("guardian", All(last, c => c.After.Guardian)), ("said", All(last, c => c.After.Said)), ("version", All(last, c => c.After.Version)));
        values.Add(now);
        await connection.RunAsync("update records_patient set name = t.name, folded = t.folded, birth = t.birth, sex = t.sex, place_code = t.place, address = t.address, "
            + $"phone = t.phone, guardian = t.guardian, said = t.said, version = t.version, seen_at = @p{values.Count - 1} from {rows} "
            + "where records_patient.seq = t.seq", stop, [.. values]);
    }

    async Task WriteNumbersAsync(DbConnection connection, CancellationToken stop)
    {
        var added = patients.SelectMany(p => p.Claim.Identifiers.Select(n => (p.Patient.Seq, Number: n))).ToList();
        var ended = new List<(long Seq, PersonNumber Number)>();
        foreach (var (_, after, claim, before) in changes)
        {
            foreach (var number in before.Where(b => !claim.Identifiers.Any(n => n.System == b.System && n.Folded == b.Folded)))
            {
                // Silence does not end a number; another number of the same system does.
                if (!claim.Identifiers.Any(n => n.System == number.System)) continue;
                if (!added.Remove((after.Seq, number))) ended.Add((after.Seq, number));
            }
            added.AddRange(claim.Identifiers.Where(n => !before.Any(b => b.System == n.System && b.Folded == n.Folded)).Select(n => (after.Seq, n)));
        }
        if (ended.Count > 0)
        {
            var values = new List<object?>();
            var rows = Bulk.Rows(connection, values, "t", ("seq", All(ended, e => e.Seq)), ("system", All(ended, e => e.Number.System)),
                ("folded", All(ended, e => e.Number.Folded)));
            values.Add(now);
            await connection.RunAsync($"update records_identifier set is_active = false, valid_to = @p{values.Count - 1} from {rows} "
                + "where patient_seq = t.seq and records_identifier.system = t.system and records_identifier.folded = t.folded and is_active", stop, [.. values]);
        }
        added = [.. added.DistinctBy(a => (a.Seq, a.Number.System, a.Number.Folded))];
        const string Again = "on conflict (patient_seq, system, folded, valid_from) do update set is_active = excluded.is_active, valid_to = null";
        await Bulk.InsertAsync(connection, "records_identifier", Again, stop, ("patient_seq", All(added, a => a.Seq)), ("system", All(added, a => a.Number.System)),
            ("folded", All(added, a => a.Number.Folded)), ("valid_from", All(added, _ => now)), ("value", All(added, a => a.Number.Value)),
            ("is_active", All(added, _ => true)));
    }

    async Task WriteKeysAsync(DbConnection connection, CancellationToken stop)
    {
        var added = patients.SelectMany(p => p.Claim.Keys.Select(k => (Key: k, p.Patient.Seq)))
            .Concat(changes.SelectMany(c => c.Claim.Keys.Select(k => (Key: k, c.After.Seq)))).Distinct().ToList();
        var gone = changes.SelectMany(c => NameKeys(c.Before).Except(c.Claim.Keys).Select(k => (Key: k, c.After.Seq))).Distinct().ToList();
        if (gone.Count > 0)
        {
            var values = new List<object?>();
            var rows = Bulk.Rows(connection, values, "t", ("key", All(gone, g => g.Key)), ("seq", All(gone, g => g.Seq)));
            await connection.RunAsync($"delete from records_person_key where (key, patient_seq) in (select key, seq from {rows})", stop, [.. values]);
        }
        // In the order of the table, so that neighbours are written together.
        added.Sort();
        await Bulk.InsertAsync(connection, "records_person_key", "on conflict do nothing", stop, ("key", All(added, a => a.Key)),
            ("patient_seq", All(added, a => a.Seq)));
    }

    // Ends of old numbers stay: somebody may come with the old card.
    static HashSet<long> NameKeys(StoredPatient patient) => PersonKeys.Of(patient.Holder, new(patient.Name), patient.Birth, patient.Place, "", []);

    async Task WriteLikenessesAsync(DbConnection connection, CancellationToken stop)
    {
        if (likenesses.Count == 0) return;
        // In order, so that two batches that propose the same pairs wait for each other one after the other.
        var all = likenesses.OrderBy(l => l.Key).ToList();
        var values = new List<object?>();
        var rows = Bulk.Rows(connection, values, "t", ("id", All(all, _ => Guid.CreateVersion7(now))), ("one", All(all, l => l.Key.Item1)),
            ("other", All(all, l => l.Key.Item2)),
            ("reason", All(all, l => l.Value.Reason)), ("score", All(all, l => l.Value.Score)));
        values.Add(now);
        await connection.RunAsync("insert into records_likeness (id, one_id, other_id, reason, score, asked_reason, found_at, state, settled_reason, version) "
            + $"select t.id, t.one, t.other, t.reason, t.score, '', @p{values.Count - 1}, 'Waiting', '', 1 from {rows} where not exists "
            + "(select 1 from records_likeness l where l.one_id = t.one and l.other_id = t.other and l.state <> 'Merged') on conflict do nothing", stop, [.. values]);
    }
}
