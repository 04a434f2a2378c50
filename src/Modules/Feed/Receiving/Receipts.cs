using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Feed;

/// <summary>A file that lies in the hospital's store, not yet entered into the book.</summary>
sealed record KeptFile(string Name, Kept Kept);

/// <summary>
/// Takes files in: first the original is kept (sealed with the hospital's key, as it streams in), then a row is durable, and only then anything is
/// answered or checked. What was answered is never lost, whatever dies.
/// </summary>
sealed class Receipts(Database database, IFiles files, FeedRules rules, TimeProvider clock)
{
    /// <summary>Keeps the bytes as they come; a file beyond the limit is refused (413) and nothing of it remains.</summary>
    public async Task<KeptFile> KeepAsync(Guid organisation, string name, Stream content, CancellationToken stop) =>
        new(Short(name), await files.PutAsync(organisation, content, rules.Bytes, stop));

    /// <summary>Enters kept files as one batch; returns their transaction codes in order. <paramref name="facility"/>: the code that the request itself named.</summary>
    public async Task<(Guid Batch, IReadOnlyList<Guid> Files)> BookAsync(Sender sender, Channel channel, IReadOnlyList<KeptFile> kept, string? facility,
        CancellationToken stop)
    {
        var (batch, ids, now) = (Guid.CreateVersion7(), kept.Select(_ => Guid.CreateVersion7()).ToList(), clock.GetUtcNow());
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var rows = new RowWriter("feed_file", "id", "organisation_id", "key_id", "batch_id", "channel", "name", "hash", "size", "facility_told", "received_at",
            "received_by", "state",
            "progress", "tries", "episodes", "accepted", "warned", "refused", "same");
        for (var i = 0; i < kept.Count; i++)
            rows.Add(ids[i], sender.OrganisationId, sender.KeyId, batch, channel.ToString(), kept[i].Name, kept[i].Kept.Hash, kept[i].Kept.Size, Code(facility), now,
                sender.Name,
                nameof(FileState.Received), 0, 0, 0, 0, 0, 0, 0);
        await rows.WriteAsync(connection, stop);
        await transaction.CommitAsync(stop);
        return (batch, ids);
    }

    static string? Code(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim() is { Length: > 20 } far ? far[..20] : text.Trim();

    // A name is only a label: no part of it is ever used as a path.
    static string Short(string name)
    {
        var last = name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Replace("\0", "", StringComparison.Ordinal).Trim();
        return last.Length == 0 ? "hoso.xml" : last.Length > 200 ? last[..200] : last;
    }
}
