using LienY.Kernel;

namespace LienY.Records;

/// <summary>A Subscription as the server works by it: whenever something of <paramref name="Type"/> that matches changes, the end point is told.</summary>
/// <param name="Fid">Logical id of the Subscription resource.</param>
/// <param name="UserId">Who asked for it: their rights of the moment decide what is told.</param>
/// <param name="ClientId">The application that asked, where it was one.</param>
/// <param name="Purpose">For which purpose data is read for it.</param>
/// <param name="Query">Search query without type; may be empty.</param>
/// <param name="Endpoint">Where the call goes.</param>
/// <param name="Payload">Media type of the body of a call; empty: an empty body.</param>
/// <param name="Headers">Header lines to send along, one a line.</param>
/// <param name="State"><c>active</c>, <c>error</c> or <c>off</c>.</param>
/// <param name="Failures">Calls that failed since the last that went well.</param>
sealed record Hook(
    string Fid, Guid HolderId, Guid? UserId, Guid? ClientId, string Purpose, string Type, string Query, string Endpoint, string Payload, string Headers, string State,
    string Error, int Failures, DateTimeOffset? EndsAt, DateTimeOffset MadeAt, DateTimeOffset? SentAt, long Sent)
{
    /// <summary>The columns in this order.</summary>
    public const string Columns =
        "fid, holder_id, user_id, client_id, purpose, type, query, endpoint, payload, headers, state, error, failures, ends_at, made_at, sent_at, sent";

    /// <summary>Works now.</summary>
    public bool IsActive => State == "active";

    /// <summary>Reads a row of <see cref="Columns"/>.</summary>
    public static Hook Read(System.Data.Common.DbDataReader r) => new(
        r.GetString(0), r.GetGuid(1), r.Id(2), r.Id(3), r.GetString(4), r.GetString(5), r.GetString(6), r.GetString(7), r.GetString(8), r.GetString(9), r.GetString(10),
        r.GetString(11), r.GetInt32(12), r.IsDBNull(13) ? null : r.Instant(13), r.Instant(14), r.IsDBNull(15) ? null : r.Instant(15), r.GetInt64(16));
}

/// <summary>A call that waits to be made: which resource in which version, to whose end point.</summary>
sealed record HookCall(Guid Id, string Hook, string Type, string Fid, int Version, DateTimeOffset MadeAt, DateTimeOffset DueAt, int Tries, string Error)
{
    /// <summary>The columns in this order.</summary>
    public const string Columns = "id, hook, type, fid, version, made_at, due_at, tries, error";

    /// <summary>Reads a row of <see cref="Columns"/>.</summary>
    public static HookCall Read(System.Data.Common.DbDataReader r) => new(
        r.GetGuid(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetInt32(4), r.Instant(5), r.Instant(6), r.GetInt32(7), r.GetString(8));
}
