using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>A number of a person with its time, and who says it.</summary>
sealed record NumberInTime(string System, string Value, DateTimeOffset From, DateTimeOffset? To, bool IsActive, Guid Holder)
{
    /// <summary>The last four signs.</summary>
    public string Masked => System == IdentifierSystems.Temporary ? Value : PersonNumber.Mask(Value);
}

/// <summary>What one facility says of a person.</summary>
sealed record PatientSide(StoredPatient Row, DateTimeOffset FirstAt, DateTimeOffset SeenAt, IReadOnlyList<NumberInTime> Numbers);

/// <summary>A person as far as the reader may know them.</summary>
/// <param name="Id">The person who carries on, where the one asked for was merged.</param>
sealed record OpenedPerson(Guid Id, IReadOnlyList<PatientSide> Sides)
{
    /// <summary>The side that is shown first: a real name before none, then the newest.</summary>
    public StoredPatient First => Sides.OrderBy(s => s.Row.Name.StartsWith("Chưa rõ tên", StringComparison.Ordinal)).ThenByDescending(s => s.SeenAt).First().Row;

    /// <summary>For others.</summary>
    public KnownPerson Known => new(Id, First.Name, First.Birth, First.Sex, First.Address);

    /// <summary>Numbers in force, each once.</summary>
    public IReadOnlyList<PersonNumber> Numbers => [.. Sides.SelectMany(s => s.Numbers).Where(n => n.IsActive).DistinctBy(n => (n.System, Records.Numbers.Fold(n.Value)))
        .Select(n => new PersonNumber(n.System, n.Value, Records.Numbers.Fold(n.Value)))];
}

/// <summary>Opens persons through the release gate; each opening stands in the trail with holder and basis.</summary>
sealed class PersonReading(Database database, TrailBook trail, Caller caller, RecordReaders readers)
{
    /// <summary>A person whom the reader may know; null where there is none for them. <paramref name="action"/> goes into the trail.</summary>
    public async Task<OpenedPerson?> OpenAsync(RecordReader reader, Guid id, string action, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var acting = caller with { Purpose = reader.Purpose };
        var opened = await OfAsync(connection, reader, await CarriesOnAsync(connection, id, stop), stop);
        if (opened is null)
        {
            await trail.WriteAsync(connection, acting, action, "person", id.ToString(), "refused", null, stop);
            return null;
        }
        foreach (var holder in opened.Sides.Select(s => s.Row.Holder).Distinct())
        {
            var basis = reader.Homes.Contains(holder) ? null : await BasisAsync(connection, reader, holder, opened.Id, stop);
            await trail.AboutAsync(connection, acting, action, "person", opened.Id.ToString(), new(opened.Id, holder, basis, readers.Role(RecordsRights.Read)), null, stop);
        }
        return opened;
    }

    /// <summary>The same without an entry in the trail, for pages that write their own.</summary>
    public async Task<OpenedPerson?> OfAsync(RecordReader reader, Guid id, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return await OfAsync(connection, reader, await CarriesOnAsync(connection, id, stop), stop);
    }

    /// <summary>Reads what a reader may know of a person, on an open connection.</summary>
    public static async Task<OpenedPerson?> OfAsync(DbConnection connection, RecordReader reader, Guid id, CancellationToken stop)
    {
        var draft = new Draft(connection);
        var rows = await draft.RowsAsync($"select {StoredPatient.Columns}, p.first_at, p.seen_at from records_patient p "
            + $"where p.person_id = {draft.Place(id)} and {draft.Gate(reader, "p")} order by p.seq",
            r => (Row: StoredPatient.Read(r), First: r.Instant(14), Seen: r.Instant(15)), stop);
        if (rows.Count == 0) return null;
        var numbers = new Draft(connection);
        var all = (await numbers.RowsAsync("select i.patient_seq, i.system, i.value, i.valid_from, i.valid_to, i.is_active, p.holder_id "
            + "from records_identifier i join records_patient p "
            + $"on p.seq = i.patient_seq where i.patient_seq {numbers.In(rows.Select(r => r.Row.Seq))} and {numbers.Gate(reader, "p")} order by i.system, i.valid_from",
            r => (Seq: r.GetInt64(0), Number: new NumberInTime(r.GetString(1), r.GetString(2), r.Instant(3), r.IsDBNull(4) ? null : r.Instant(4), r.GetBoolean(5),
            r.GetGuid(6))), stop))
            .ToLookup(n => n.Seq, n => n.Number);
        return new(id, [.. rows.Select(r => new PatientSide(r.Row, r.First, r.Seen, [.. all[r.Row.Seq]]))]);
    }

    /// <summary>The person who carries on after merges; the same where there were none.</summary>
    public static async Task<Guid> CarriesOnAsync(DbConnection connection, Guid id, CancellationToken stop)
    {
        for (var steps = 0; steps < 50; steps++)
        {
            var next = await connection.RowsAsync("select merged_into from records_person where id = @p0", r => r.Id(0), stop, id);
            if (next is not [{ } into]) return id;
            id = into;
        }
        return id;
    }

    static async Task<Guid?> BasisAsync(DbConnection connection, RecordReader reader, Guid holder, Guid person, CancellationToken stop)
    {
        var draft = new Draft(connection);
        var found = await draft.RowsAsync($"select id from kernel_basis where receiver_id {draft.In(reader.Homes)} and holder_id = {draft.Place(holder)} "
            + $"and (person_id is null or person_id = {draft.Place(person)}) and (user_id is null or user_id = {draft.Place(reader.UserId ?? Guid.Empty)}) "
            + $"and purpose = {draft.Place(reader.Purpose)} and (kinds & 1) <> 0 and valid_from <= {draft.Place(reader.Now)} and valid_to > {draft.Place(reader.Now)} "
            + "and revoked_at is null and is_identified order by valid_to desc limit 1", r => r.GetGuid(0), stop);
        return found is [var id] ? id : null;
    }
}
