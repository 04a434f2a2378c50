using LienY.Kernel;

namespace LienY.Records;

/// <summary>A wish for everything that one may read, as files (Bulk Data Access): made in the background, fetched later, gone after a day.</summary>
/// <param name="Address">The address of the request, for the manifest.</param>
/// <param name="Types">Resource types asked for, separated by commas; empty: all.</param>
/// <param name="Patients">References of the patients asked for, one a line; empty: all. <c>*</c> in front: only what belongs to patients.</param>
/// <param name="State"><c>waiting</c>, <c>running</c>, <c>done</c>, <c>failed</c>, <c>ended</c>.</param>
/// <param name="Done">Resources written so far.</param>
/// <param name="AsOf">What was there at this moment is in the files (transactionTime).</param>
sealed record BulkJob(
    Guid Id, Guid? UserId, Guid? ClientId, Guid OrganisationId, string Purpose, string Address, string Types, DateTimeOffset? Since, string Patients, string State, long Done,
    string Error, DateTimeOffset AskedAt, DateTimeOffset? AsOf, DateTimeOffset? EndedAt, DateTimeOffset EndsAt)
{
    /// <summary>The columns in this order.</summary>
    public const string Columns = "id, user_id, client_id, organisation_id, purpose, address, types, since, patients, state, done, error, asked_at, as_of, ended_at, ends_at";

    /// <summary>Reads a row of <see cref="Columns"/>.</summary>
    public static BulkJob Read(System.Data.Common.DbDataReader r) => new(
        r.GetGuid(0), r.Id(1), r.Id(2), r.GetGuid(3), r.GetString(4), r.GetString(5), r.GetString(6), r.IsDBNull(7) ? null : r.Instant(7), r.GetString(8), r.GetString(9),
        r.GetInt64(10), r.GetString(11), r.Instant(12), r.IsDBNull(13) ? null : r.Instant(13), r.IsDBNull(14) ? null : r.Instant(14), r.Instant(15));

    /// <summary>Files are there.</summary>
    public bool IsDone => State == "done";

    /// <summary>It goes on, or will.</summary>
    public bool IsOpen => State is "waiting" or "running";

    /// <summary>Asked for by this caller, through this application.</summary>
    public bool IsOf(Caller caller) => UserId == caller.UserId && ClientId == caller.Client?.Id;
}

/// <summary>A file of an export: NDJSON of one type.</summary>
sealed record BulkFile(int Number, string Type, string Hash, long Rows, long Size);
