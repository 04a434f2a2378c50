using System.Data.Common;
using LienY.Kernel;

namespace LienY.Apps;

/// <summary>An application as the end points for programs need it.</summary>
sealed record AppCard(Guid Id, Guid OrganisationId, string Name, AppKind Kind, byte[]? SecretHash, string Keys, string Redirects, string LaunchUrl, string Scopes,
    Role? Role, string Purposes,
    bool IsApproved, bool IsOn)
{
    /// <summary>Whether an address is one of those registered, letter by letter.</summary>
    public bool Answers(string redirect) => Redirects.Split('\n').Contains(redirect, StringComparer.Ordinal);

    /// <summary>Its name as the trail says it.</summary>
    public Caller AsCaller(Microsoft.AspNetCore.Http.HttpContext context) => new(null, Name, OrganisationId, "", [])
    {
        Client = new(Id, Name, [], null, null),
        Origin = new(context.Connection.RemoteIpAddress?.ToString(), context.Connection.RemotePort, context.Request.Headers.UserAgent.ToString()),
    };
}

/// <summary>Reads applications by plain ADO.NET: whoever asks, no row is hidden from the end points.</summary>
static class AppBook
{
    const string Columns = "id, organisation_id, name, kind, secret_hash, keys, redirects, launch_url, scopes, role, purposes, approved_at, off_at";

    /// <summary>An application by its client id; null where there is none.</summary>
    public static async Task<AppCard?> FindAsync(DbConnection connection, string? clientId, CancellationToken stop) =>
        Guid.TryParse(clientId, out var id) ? (await connection.RowsAsync($"select {Columns} from apps_app where id = @p0", Read, stop, id)).FirstOrDefault() : null;

    /// <summary>Applications of organisations that can be opened from a patient's page.</summary>
    public static async Task<IReadOnlyList<AppCard>> LaunchableAsync(DbConnection connection, IReadOnlySet<Guid> organisations, CancellationToken stop) =>
        [.. (await connection.RowsAsync($"select {Columns} from apps_app where launch_url <> '' and off_at is null order by folded, id", Read, stop))
            .Where(a => organisations.Contains(a.OrganisationId))];

    static AppCard Read(DbDataReader r) => new(r.GetGuid(0), r.GetGuid(1), r.GetString(2), Enum.Parse<AppKind>(r.GetString(3)), r.IsDBNull(4) ? null
        : (byte[])r.GetValue(4), r.GetString(5), r.GetString(6),
        r.GetString(7), r.GetString(8), r.Text(9) is { } role ? Enum.Parse<Role>(role) : null, r.GetString(10), !r.IsDBNull(11), r.IsDBNull(12));
}
