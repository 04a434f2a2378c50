using System.Data.Common;
using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Writes down what was read: one trail entry for each holder and basis, and a fact for each release; both before anybody sees a row.</summary>
sealed class Releases(TrailBook trail, Ledger ledger, IPersons persons, RecordReaders readers, Caller caller, TimeProvider clock, Wake wake)
{
    /// <summary>A person's data passed from its holder to another organisation: counted once for each reader, person, basis and day.</summary>
    public const string Released = "record.released";

    /// <summary>Writes it in one transaction on the connection that read.</summary>
    public async Task WriteAsync(DbConnection connection, RecordReader reader, Guid person, IReadOnlyList<SeenRow> rows, IReadOnlyDictionary<Guid, PassedBasis> bases,
        string action, Right right, CancellationToken stop)
    {
        var role = readers.Role(right);
        var acting = caller with { Purpose = reader.Purpose };
        var facts = new List<Fact>();
        await using var transaction = await connection.BeginTransactionAsync(stop);
        foreach (var group in rows.GroupBy(r => (r.HolderId, r.BasisId)))
        {
            var basis = group.Key.BasisId is { } id ? bases[id] : null;
            // The reader reads in the name of the organisation to which the basis was given, whichever desk is open in front of them.
            var who = basis is null ? acting : acting with { OrganisationId = basis.ReceiverId };
            await trail.AboutAsync(connection, who, action, "record", person.ToString(), new(person, group.Key.HolderId, group.Key.BasisId, role),
                group.Count().ToString(CultureInfo.InvariantCulture), stop);
            if (basis is not null) facts.Add(FactOf(reader, person, basis));
        }
        if (rows.Count == 0) await trail.AboutAsync(connection, acting, action, "record", person.ToString(), new(person, null, null, role), "0", stop);
        var added = await ledger.AppendAsync(connection, facts, stop);
        await transaction.CommitAsync(stop);
        if (added > 0) wake.Facts();
    }

    Fact FactOf(RecordReader reader, Guid person, PassedBasis basis) => new()
    {
        Kind = Released,
        UnitId = basis.HolderId,
        OccurredOn = clock.Today(),
        Value = 1,
        Module = "records",
        SourceId = $"release/{basis.Id:N}/{person:N}/{reader.UserId:N}/{clock.Today():yyyyMMdd}",
        SubjectHash = persons.SubjectHash(person),
        Dims = Fact.DimsOf(("basis", basis.Kind.ToString()), ("purpose", reader.Purpose), ("receiver", basis.ReceiverId.ToString())),
    };
}
