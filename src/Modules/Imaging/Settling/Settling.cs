using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Imaging;

/// <summary>
/// Studies that have come to rest: nothing new for a quarter of a minute. Their headers are made ready, the patient is looked for by the facility's own number, and
/// the ledger learns that a study was received. What matches nobody waits for people.
/// </summary>
sealed class Settling(Database database, Metadata metadata, Ledger ledger, IPersons persons, TimeProvider clock, Wake wake)
{
    /// <summary>A study with nothing new for so long has come to rest.</summary>
    public static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    const int Most = 50;

    /// <summary>Looks for them.</summary>
    public static readonly Job Round = new("imaging-settle", TimeSpan.FromSeconds(5), async (services, stop) =>
    {
        while (await services.GetRequiredService<Settling>().RunAsync(Quiet, stop) == Most)
        {
            // A night's work of a whole hospital is settled in one go.
        }
    });

    sealed record Rested(Guid Id, Guid Holder, Guid? Person, string Uid, string Number, string NameFold, string Birth, string Modalities, string Via, DateTimeOffset Received,
        DateTimeOffset Changed);

    /// <summary>Settles what has come to rest; returns how many.</summary>
    public async Task<int> RunAsync(TimeSpan quiet, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var rested = await connection.RowsAsync("select id, holder_id, person_id, uid, patient_id, name_fold, birth_date, modalities, via, received_at, changed_at from imaging_study "
            + "where settled_at is null and changed_at <= @p0 order by changed_at limit @p1", r => new Rested(r.GetGuid(0), r.GetGuid(1), r.Id(2), r.GetString(3), r.GetString(4),
                r.GetString(5), r.GetString(6), r.GetString(7), r.GetString(8), r.Instant(9), r.Instant(10)), stop, clock.GetUtcNow() - quiet, Most);
        foreach (var study in rested) await SettleAsync(connection, study, stop);
        return rested.Count;
    }

    async Task SettleAsync(DbConnection connection, Rested study, CancellationToken stop)
    {
        foreach (var series in await connection.RowsAsync("select id from imaging_series where study_id = @p0", r => r.GetGuid(0), stop, study.Id))
            await metadata.ReadyAsync(series, stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var person = study.Person ?? await FacilityPatients.FindAsync(connection, study.Holder, study.Number, study.NameFold, study.Birth, stop);
        // Only if nothing has come meanwhile: else it has not come to rest.
        var done = await connection.RunAsync("update imaging_study set settled_at = @p1, person_id = @p2, match_state = @p3, version = version + 1 where id = @p0 and changed_at = @p4", stop,
            study.Id, clock.GetUtcNow(), person, person is null ? "Waiting" : "Matched", study.Changed);
        if (done == 0) return;
        var facts = new[] { ReceivedFact(study, person) };
        var added = await ledger.AppendAsync(connection, facts, stop);
        await transaction.CommitAsync(stop);
        if (added > 0) wake.Facts();
    }

    Fact ReceivedFact(Rested study, Guid? person) => new()
    {
        Kind = "imaging.study.received",
        UnitId = study.Holder,
        OccurredOn = Say.DayOf(study.Received),
        Value = 1,
        Module = "imaging",
        SourceId = "imaging/" + study.Id,
        SubjectHash = person is { } known ? persons.SubjectHash(known) : null,
        Dims = Fact.DimsOf(("modality", study.Modalities.Trim('|').Split('|')[0]), ("via", study.Via)),
    };
}
