using System.Data.Common;
using LienY.Fhir;
using LienY.Kernel;
using Microsoft.Data.Sqlite;

namespace LienY.Records;

/// <summary>One resource within a group: as it was, the versions that lived only in the group, and as it will be.</summary>
sealed class Slot
{
    /// <summary>As the database has it; null where it has none.</summary>
    public KeptResource? Before { get; set; }

    /// <summary>As it will be; null where nothing has been decided.</summary>
    public KeptResource? After { get; set; }

    /// <summary>Versions between the two.</summary>
    public List<KeptResource> Between { get; } = [];

    /// <summary>What the one pass found in <see cref="After"/>; null where it is deleted.</summary>
    public ReadResource? Read { get; set; }

    /// <summary>As it is for who comes next.</summary>
    public KeptResource? Now => After ?? Before;
}

/// <summary>The resources that a group touches, read once, changed in memory, written together.</summary>
sealed class Slots(DbConnection connection, SqlitePen? pen)
{
    const string One = $"select {KeptResource.Columns} from records_resource where type = ? and fid = ?";
    readonly Dictionary<(string Type, string Id), Slot> slots = [];
    readonly Dictionary<string, (Guid Holder, Guid? Person, Guid? Patient)> patients = [];

    /// <summary>Anything changed that has not been written.</summary>
    public IEnumerable<Slot> Changed => slots.Values.Where(s => s.After is not null);

    /// <summary>Reads those that are not known yet, on PostgreSQL all at once and in one order, held until the end of the transaction.</summary>
    public async Task LoadAsync(IEnumerable<(string Type, string Id)> wanted, CancellationToken stop)
    {
        if (pen is not null) return;
        var missing = wanted.Where(w => !slots.ContainsKey(w)).Distinct().Order().ToList();
        if (missing.Count == 0) return;
        var rows = await connection.RowsAsync($"select {string.Join(", ", KeptResource.Columns.Split(", ").Select(c => "r." + c))} from records_resource r "
            + "join unnest(@p0::text[], @p1::text[]) as w(type, fid) on r.type = w.type and r.fid = w.fid order by r.type, r.fid for update of r", KeptResource.Read, stop,
            missing.Select(m => m.Type).ToArray(), missing.Select(m => m.Id).ToArray());
        foreach (var key in missing) slots[key] = new();
        foreach (var row in rows) slots[(row.Type, row.Fid)].Before = row;
    }

    /// <summary>The slot of a resource.</summary>
    public async ValueTask<Slot> OfAsync(string type, string id, CancellationToken stop)
    {
        if (slots.TryGetValue((type, id), out var slot)) return slot;
        if (pen is null)
        {
            await LoadAsync([(type, id)], stop);
            return slots[(type, id)];
        }
        slot = new();
        var statement = pen.Of(One).Bind(1, type).Bind(2, id);
        if (statement.Step())
        {
            slot.Before = KeptResource.Read(statement);
            statement.Reset();
        }
        return slots[(type, id)] = slot;
    }

    /// <summary>A new resource whose id nobody else can have.</summary>
    public Slot New(string type, string id) => slots[(type, id)] = new();

    /// <summary>The row of a number that a search has found.</summary>
    public async Task<KeptResource> ByRidAsync(long rid, CancellationToken stop)
    {
        var (type, id) = (await connection.RowsAsync("select type, fid from records_resource where rid = @p0", r => (r.GetString(0), r.GetString(1)), stop, rid))[0];
        return (await OfAsync(type, id, stop)).Now!;
    }

    /// <summary>Who patients of a holder are: person and patient of the index by logical id; nobody where the holder has none of that id.</summary>
    public async Task<(Guid? Person, Guid? Patient)> PersonAsync(string id, Guid holder, CancellationToken stop)
    {
        if (slots.TryGetValue(("Patient", id), out var slot) && slot.Now is { } now) return now.HolderId == holder ? (now.PersonId, now.PatientId) : default;
        if (!patients.TryGetValue(id, out var known))
        {
            if (pen is not null)
            {
                var statement = pen.Of("select holder_id, person_id, patient_id from records_resource where type = 'Patient' and fid = ?").Bind(1, id);
                if (statement.Step())
                {
                    known = (statement.Id(0)!.Value, statement.Id(1), statement.Id(2));
                    statement.Reset();
                }
            }
            else
            {
                known = (await connection.RowsAsync("select holder_id, person_id, patient_id from records_resource where type = 'Patient' and fid = @p0",
                    r => (r.GetGuid(0), r.Id(1), r.Id(2)), stop, id)).FirstOrDefault();
            }
            patients[id] = known;
        }
        return known.Holder == holder ? (known.Person, known.Patient) : default;
    }

    /// <summary>Everything changed is in the database now.</summary>
    public void Written()
    {
        slots.Clear();
        patients.Clear();
    }
}
