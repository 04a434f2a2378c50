using LienY.Contracts;
using LienY.Insurance;
using LienY.Kernel;

namespace LienY.Feed;

/// <summary>
/// Checks one file from its kept original and stores what passes, piece by piece: a piece is one transaction with its records, faults, resources, facts and
/// trail, and moves the file's progress. Whoever takes up a file that was left skips what is stored. A claim keeps others away; a piece of somebody who lost
/// the claim is not stored.
/// </summary>
sealed class Intake(Database database, IFiles files, EpisodeBook book, Facilities facilities, TimeProvider clock, Wake wake, FeedNews news, TrustBook trusts,
    ICodeLists codes)
{
    /// <summary>A claim counts so long without a sign of life.</summary>
    static readonly TimeSpan Hold = TimeSpan.FromSeconds(45);

    const int Piece = 100, PieceRows = 10_000;

    /// <summary>Works on a file; false where it is done or somebody else holds it.</summary>
    public async Task<bool> RunAsync(Guid id, CancellationToken stop)
    {
        if (await ClaimAsync(id, stop) is not { } file) return false;
        var facility = await facilities.FindAsync(file.OrganisationId, stop) ?? new(file.OrganisationId, "", []);
        await using var content = await files.OpenAsync(file.OrganisationId, file.Hash, stop);
        using var trust = await trusts.OfAsync(file.OrganisationId, stop);
        var signatures = await Signatures.CheckAsync(content, trust.Certificates, file.ReceivedAt, stop);
        content.Position = 0;
        var pace = new Pace(file, facility, signatures, trust, new LoadedCodes(await codes.CalendarAsync(stop)), clock.GetUtcNow());
        using var parcel = Parcel.Open(content, file.Name);
        while (parcel.Next() is { } reader)
        {
            using (reader)
            {
                pace.Begin(reader, parcel.Current);
                while (reader.Next() is { } episode)
                {
                    // Versions of one visit follow each other, each in a transaction of its own.
                    if (pace.Holds(episode.Key) && !await StoreAsync(pace, last: false, stop)) return false;
                    pace.Take(episode);
                    if (pace.Waiting.Count < Piece && pace.Rows < PieceRows) continue;
                    if (!await StoreAsync(pace, last: false, stop)) return false;
                }
                pace.End();
            }
        }
        pace.TakeFaults(parcel.Faults);
        if (!await StoreAsync(pace, last: true, stop)) return false;
        await news.TellAsync(file, pace, stop);
        return true;
    }

    async Task<WaitingFile?> ClaimAsync(Guid id, CancellationToken stop)
    {
        var (claim, now) = (Guid.CreateVersion7(), clock.GetUtcNow());
        await using var connection = await database.OpenAsync(stop);
        if (await connection.RunAsync(
            "update feed_file set claim = @p1, claimed_until = @p2, tries = tries + 1 where id = @p0 and state = 'Received' and (claimed_until is null or "
                + "claimed_until < @p3)", stop, id, claim, now + Hold, now) == 0) return null;
        return (await connection.RowsAsync("select organisation_id, hash, name, facility_told, received_at, progress, channel, tries, size from feed_file where id = @p0",
            r => new WaitingFile(id, claim, r.GetGuid(0), r.GetString(1), r.GetString(2), r.Text(3), r.Instant(4), r.GetInt32(5),
                Enum.Parse<Channel>(r.GetString(6)), r.GetInt32(7), r.GetInt64(8)), stop, id))[0];
    }

    async Task<bool> StoreAsync(Pace pace, bool last, CancellationToken stop)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                await using var connection = await database.OpenAsync(stop);
                await using var transaction = await connection.BeginTransactionAsync(stop);
                var held = await connection.RunAsync("update feed_file set progress = @p3, claimed_until = @p4 where id = @p0 and claim = @p1 and progress = "
                    + "@p2 and state = 'Received'", stop,
                    pace.File.Id, pace.File.Claim, pace.Stored, pace.Number, clock.GetUtcNow() + Hold);
                if (held == 0) return false;
                var piece = await book.StoreAsync(connection, pace, stop);
                await book.CloseAsync(connection, pace, piece, last, stop);
                await transaction.CommitAsync(stop);
                wake.Facts();
                pace.Clear();
                return true;
            }
            catch (Npgsql.PostgresException clash) when (tries < 6 && clash.SqlState is "40P01" or "40001" or "23505")
            {
                // Two hospitals spoke of the same person at the same moment; the loser asks again.
                await Task.Delay(TimeSpan.FromMilliseconds(30 * tries), clock, stop);
            }
        }
    }
}

/// <summary>A file that is worked on, with the claim to it.</summary>
sealed record WaitingFile(Guid Id, Guid Claim, Guid OrganisationId, string Hash, string Name, string? FacilityTold, DateTimeOffset ReceivedAt, int Progress,
    Channel Channel, int Tries, long Size);
