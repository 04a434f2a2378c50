using LienY.Contracts;
using LienY.Insurance;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Feed;

/// <summary>
/// Where a figure's way ends: the rows of a visit as the hospital sent them, read again from the sealed original. Through the release gate: the holder, or a
/// reader with a live basis over documents and every sensitive group; everybody else sees that a source exists and who holds it. Each look is in the trail.
/// </summary>
sealed class EpisodeDesk(Database database, FeedStore store, Facilities facilities, IFiles files, IRecordReaders readers, TrailBook trail, Caller caller)
{
    /// <summary>A visit; <paramref name="version"/> null: the newest.</summary>
    public async Task<EpisodeView> LoadAsync(Guid id, int? version, string? mark, CancellationToken stop)
    {
        var visit = await store.Visits.IgnoreQueryFilters().AsNoTracking()
            .FirstOrDefaultAsync(v => v.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy nguồn này.");
        var facility = await facilities.FindAsync(visit.OrganisationId, stop) ?? new(visit.OrganisationId, "", []);
        if (await GateAsync(visit, stop) is not { } passed) return new(facility, null, [], null, null, [], mark, false);
        var records = await store.Records.IgnoreQueryFilters().AsNoTracking()
            .Where(r => r.EpisodeId == id && (r.Outcome == RecordOutcome.New || r.Outcome == RecordOutcome.Changed)).OrderByDescending(r => r.Version).ToListAsync(stop);
        var fileIds = records.Select(r => r.FileId).ToList();
        var received = await store.Files.IgnoreQueryFilters().AsNoTracking().Where(f => fileIds.Contains(f.Id)).ToDictionaryAsync(f => f.Id, stop);
        var shown = records.FirstOrDefault(r => version is null || r.Version == version) ?? (records.Count > 0
            ? throw Refusal.Missing("Không có phiên bản này của hồ sơ.") : null);
        var episode = shown is null ? null : await ReadAsync(received[shown.FileId], shown.Number, stop);
        var recordId = shown?.Id;
        var faults = passed.IsHolder && shown is not null ? await store.Faults.IgnoreQueryFilters().AsNoTracking().Where(f => f.RecordId == recordId)
            .OrderBy(f => f.Place).ToListAsync(stop) : [];
        await using var connection = await database.OpenAsync(stop);
        await trail.AboutAsync(connection, caller with { Purpose = "treatment" }, "feed.episode.read", "episode", id.ToString(),
            new(visit.PersonId, visit.OrganisationId, passed.Basis, passed.Role), null, stop);
        return new(facility, visit, [.. records.Select(r => (r, received[r.FileId].ReceivedAt))], shown, episode, faults, mark, passed.IsHolder);
    }

    sealed record Passed(bool IsHolder, Guid? Basis, string? Role);

    async Task<Passed?> GateAsync(Visit visit, CancellationToken stop)
    {
        RecordReader reader;
        try
        {
            reader = await readers.ReaderAsync("treatment", stop);
        }
        catch (Refusal no) when (no.Kind == RefusalKind.Forbidden)
        {
            return null;
        }
        var role = caller.Posts.FirstOrDefault()?.Role.ToString();
        await using var connection = await database.OpenAsync(stop);
        List<object?> values = [visit.Id];
        var everything = ((long)(Sensitivities.Hiv | Sensitivities.Mental | Sensitivities.Reproductive | Sensitivities.Genetic | Sensitivities.Protection))
            .ToString(System.Globalization.CultureInfo.InvariantCulture);
        var document = ((long)RecordKinds.Document).ToString(System.Globalization.CultureInfo.InvariantCulture);
        var where = ReleaseGate.Where(connection, reader, "v", values);
        // The trail names the very basis by which it passed.
        var passed = await connection.RowsAsync($"select {ReleaseGate.Basis(connection, reader, "v", values)} from (select organisation_id holder_id, person_id, "
            + $"cast({document} as bigint) kinds, cast({everything} as bigint) sensitive from feed_episode where id = @p0) v where {where}", r => r.Id(0), stop,
                [.. values]);
        return passed.Count == 0 ? null : new(reader.Homes.Contains(visit.OrganisationId), passed[0], role);
    }

    async Task<Episode?> ReadAsync(ReceivedFile file, int number, CancellationToken stop)
    {
        await using var content = await files.OpenAsync(file.OrganisationId, file.Hash, stop);
        using var parcel = Parcel.Open(content, file.Name);
        var at = 0;
        while (parcel.Next() is { } reader)
        {
            using (reader)
            {
                while (reader.Next() is { } episode)
                    if (++at == number) return episode;
            }
        }
        return null;
    }
}
