using System.Data.Common;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace LienY.Kernel;

/// <summary>Writes many entries of the trail within the transaction that is open on its connection: one prepared statement, or arrays on PostgreSQL.</summary>
public sealed class TrailPen(DbConnection connection) : IDisposable
{
    const string Names = "id, at, user_id, user_name, organisation_id, session_id, purpose, address, port, device, action, object_kind, object_id, outcome, reason, hash, "
        + "subject_id, holder_id, basis_id, role";

    const string Row = $"insert into kernel_trail ({Names}) values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

    const string Arrays = $"insert into kernel_trail ({Names}) select * from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], "
        + "$9::int[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::bytea[], $17::uuid[], $18::uuid[], $19::uuid[], $20::text[])";

    Statement? prepared;

    /// <summary>Writes them, in their order.</summary>
    public async Task WriteAsync(IReadOnlyList<TrailEntry> entries, CancellationToken stop)
    {
        if (entries.Count == 0) return;
        if (connection is NpgsqlConnection postgres)
        {
            await using var command = new NpgsqlCommand(Arrays, postgres);
            void Place<T>(Func<TrailEntry, T> of) => command.Parameters.Add(new NpgsqlParameter { Value = entries.Select(of).ToArray() });
            Place(e => e.Id);
            Place(e => e.At.ToUniversalTime());
            Place(e => e.UserId);
            Place(e => e.UserName);
            Place(e => e.OrganisationId);
            Place(e => e.SessionId);
            Place(e => e.Purpose);
            Place(e => e.Address);
            Place(e => e.Port);
            Place(e => e.Device);
            Place(e => e.Action);
            Place(e => e.ObjectKind);
            Place(e => e.ObjectId);
            Place(e => e.Outcome);
            Place(e => e.Reason);
            Place(e => e.Hash);
            Place(e => e.SubjectId);
            Place(e => e.HolderId);
            Place(e => e.BasisId);
            Place(e => e.Role);
            await command.ExecuteNonQueryAsync(stop);
            return;
        }
        prepared ??= new((SqliteConnection)connection, Row);
        foreach (var e in entries)
            prepared.Bind(1, (Guid?)e.Id).Bind(2, (DateTimeOffset?)e.At).Bind(3, e.UserId).Bind(4, e.UserName).Bind(5, (Guid?)e.OrganisationId).Bind(6, e.SessionId).Bind(7, e.Purpose)
                .Bind(8, e.Address).Bind(9, e.Port).Bind(10, e.Device).Bind(11, e.Action).Bind(12, e.ObjectKind).Bind(13, e.ObjectId).Bind(14, e.Outcome).Bind(15, e.Reason)
                .Bind(16, e.Hash).Bind(17, e.SubjectId).Bind(18, e.HolderId).Bind(19, e.BasisId).Bind(20, e.Role).Run();
    }

    /// <inheritdoc/>
    public void Dispose() => prepared?.Dispose();
}
