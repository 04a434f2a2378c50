using System.Data.Common;
using Npgsql;

namespace LienY.Kernel;

/// <summary>Writes many entries of the trail within the transaction that is open on its connection: one prepared statement, or arrays on PostgreSQL.</summary>
public sealed class TrailPen(DbConnection connection) : IDisposable
{
    const string Names = "id, at, user_id, user_name, organisation_id, session_id, purpose, address, port, device, action, object_kind, object_id, outcome, reason, hash, "
        + "subject_id, holder_id, basis_id, role";

    const string Row = $"insert into kernel_trail ({Names}) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, @p16, @p17, @p18, @p19)";

    const string Arrays = $"insert into kernel_trail ({Names}) select * from unnest($1::uuid[], $2::timestamptz[], $3::uuid[], $4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::text[], "
        + "$9::int[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::bytea[], $17::uuid[], $18::uuid[], $19::uuid[], $20::text[])";

    DbCommand? prepared;

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
        prepared ??= connection.Command(Row, new object?[20]);
        foreach (var e in entries)
        {
            object?[] values = [e.Id, e.At, e.UserId, e.UserName, e.OrganisationId, e.SessionId, e.Purpose, e.Address, e.Port, e.Device, e.Action, e.ObjectKind, e.ObjectId, e.Outcome,
                e.Reason, e.Hash, e.SubjectId, e.HolderId, e.BasisId, e.Role];
            for (var i = 0; i < values.Length; i++) prepared.Parameters[i].Value = connection.Store(values[i]);
            prepared.ExecuteNonQuery();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => prepared?.Dispose();
}
