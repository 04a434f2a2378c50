using System.Data.Common;
using System.Globalization;
using LienY.Kernel;
using Microsoft.Data.Sqlite;

namespace LienY.Imaging;

/// <summary>
/// Writes groups of instances into the index with statements that stay prepared: study and series are made where they are not there, the instance is left alone
/// where its UID is there, counts and modalities are kept in the same transaction. Nothing waits for a lock in a circle: studies come in the order of their UIDs.
/// </summary>
sealed class IndexPen : IAsyncDisposable
{
    const string Study = "insert into imaging_study (id, holder_id, person_id, uid, patient_id, issuer, patient_name, name_fold, birth_date, sex, study_date, "
        + "study_time, "
        + "accession, study_no, description, referrer, referrer_fold, modalities, series_count, instance_count, bytes, via, sender, received_at, changed_at, settled_at, "
        + "match_state, version) values (@p0, @p1, null, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, @p13, @p14, @p15, '|', 0, 0, 0, @p16, "
            + "@p17, @p18, @p18, "
        + "null, 'Open', 1) on conflict (holder_id, uid) do nothing";

    const string Series = "insert into imaging_series (id, study_id, uid, modality, number, description, body_part, laterality, protocol, station, "
        + "series_date, series_time, "
        + "performed_date, performed_time, step_no, procedure_no, sop_class, instance_count, bytes, received_at) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, "
            + "@p7, @p8, @p9, "
        + "@p10, @p11, @p12, @p13, @p14, @p15, @p16, 0, 0, @p17) on conflict (study_id, uid) do nothing";

    const string Instance = "insert into imaging_instance (id, series_id, study_id, holder_id, sop_uid, sop_class, number, transfer_syntax, row_count, column_count, "
        + "frame_count, place, place_offset, length, pixel_offset, sha256, received_at) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, "
            + "@p12, @p13, "
        + "@p14, @p15, @p16) on conflict (sop_uid, holder_id) do nothing";

    const string Conflict = "insert into imaging_conflict (id, holder_id, study_id, instance_id, sop_uid, via, sender, received_at, transfer_syntax, place, "
        + "place_offset, "
        + "length, sha256, state, settled_at, settled_by, note, version) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, @p11, @p12, "
            + "'Waiting', null, null, "
        + "'', 1)";

    const int MostRemembered = 20_000;

    readonly DbConnection connection;
    readonly TimeProvider clock;
    readonly Dictionary<(Guid Holder, string Uid), Guid> studies = [];
    readonly Dictionary<(Guid Study, string Uid), Guid> series = [];

    public IndexPen(DbConnection connection, TimeProvider clock)
    {
        (this.connection, this.clock) = (connection, clock);
        connection.KeepStatements();
    }

    /// <summary>Writes a group in one transaction and sets the result of each.</summary>
    public async Task WriteAsync(List<PendingInstance> group)
    {
        var now = clock.GetUtcNow();
        // Prepared statements of the embedded database outlive a transaction, the driver's transaction object does not: it is begun in plain SQL there.
        await using var transaction = connection.IsPostgres() ? await connection.BeginTransactionAsync() : null;
        if (transaction is null) await connection.RunAsync("begin immediate", default);
        var counts = new Dictionary<Guid, Tally>();
        foreach (var pending in group.OrderBy(p => p.Header.StudyUid, StringComparer.Ordinal)) await WriteAsync(pending, counts, now);
        foreach (var (study, tally) in counts) await CountAsync(study, tally, now);
        if (transaction is not null) await transaction.CommitAsync();
        else await connection.RunAsync("commit", default);
        if (studies.Count > MostRemembered) studies.Clear();
        if (series.Count > MostRemembered) series.Clear();
    }

    async Task WriteAsync(PendingInstance pending, Dictionary<Guid, Tally> counts, DateTimeOffset now)
    {
        var (header, holder) = (pending.Header, pending.Start.Sender.FacilityId);
        pending.StudyId = await StudyAsync(header, pending.Start.Sender, now);
        (pending.SeriesId, var isNew) = await SeriesAsync(pending.StudyId, header, now);
        if (!counts.TryGetValue(pending.StudyId, out var tally)) counts[pending.StudyId] = tally = new();
        if (isNew) tally.NewSeries++;
        var added = await connection.RunAsync(Instance, default, pending.Id, pending.SeriesId, pending.StudyId, holder, header.SopUid, header.SopClass, header.Number,
            pending.TransferSyntax, header.Rows, header.Columns, header.Frames, pending.Place, pending.Offset, pending.Length, header.PixelOffset, pending.Sha256, now);
        if (added > 0)
        {
            pending.Result = IngestResult.Stored;
            tally.Add(pending.SeriesId, header.Modality, pending.Length);
        }
        else pending.Result = await AgainAsync(pending, holder, now);
    }

    async Task<IngestResult> AgainAsync(PendingInstance pending, Guid holder, DateTimeOffset now)
    {
        var (id, study, sha) = (await connection.RowsAsync("select id, study_id, sha256 from imaging_instance where sop_uid = @p0 and holder_id = @p1",
            r => (r.GetGuid(0), r.GetGuid(1), (byte[])r.GetValue(2)), default, pending.Header.SopUid, holder))[0];
        if (sha.AsSpan().SequenceEqual(pending.Sha256)) return IngestResult.Duplicate;
        var known = await connection.RowsAsync("select sha256 from imaging_conflict where instance_id = @p0", r => (byte[])r.GetValue(0), default, id);
        if (known.Exists(k => k.AsSpan().SequenceEqual(pending.Sha256))) return IngestResult.Duplicate;
        await connection.RunAsync(Conflict, default, pending.Id, holder, study, id, pending.Header.SopUid, pending.Start.Sender.Via, pending.Start.Sender.Name, now,
            pending.TransferSyntax, pending.Place, pending.Offset, pending.Length, pending.Sha256);
        return IngestResult.Conflict;
    }

    async Task<Guid> StudyAsync(ImageHeader h, ImageSender sender, DateTimeOffset now)
    {
        if (studies.TryGetValue((sender.FacilityId, h.StudyUid), out var known)) return known;
        var id = Guid.CreateVersion7();
        var added = await connection.RunAsync(Study, default, id, sender.FacilityId, h.StudyUid, h.PatientId, h.Issuer, h.PatientName,
            NameFold.Of(h.PatientName), h.BirthDate,
            h.Sex, h.StudyDate, h.StudyTime, h.Accession, h.StudyNo, h.StudyDescription, h.Referrer, NameFold.Of(h.Referrer), sender.Via, sender.Name, now);
        if (added == 0)
            id = (await connection.RowsAsync("select id from imaging_study where holder_id = @p0 and uid = @p1", r => r.GetGuid(0), default, sender.FacilityId,
                h.StudyUid))[0];
        return studies[(sender.FacilityId, h.StudyUid)] = id;
    }

    async Task<(Guid Id, bool IsNew)> SeriesAsync(Guid study, ImageHeader h, DateTimeOffset now)
    {
        if (series.TryGetValue((study, h.SeriesUid), out var known)) return (known, false);
        var id = Guid.CreateVersion7();
        var added = await connection.RunAsync(Series, default, id, study, h.SeriesUid, h.Modality, h.SeriesNumber, h.SeriesDescription, h.BodyPart,
            h.Laterality, h.Protocol,
            h.Station, h.SeriesDate, h.SeriesTime, h.PerformedDate, h.PerformedTime, h.StepNo, h.ProcedureNo, h.SopClass, now);
        if (added == 0) id = (await connection.RowsAsync("select id from imaging_series where study_id = @p0 and uid = @p1", r => r.GetGuid(0), default, study,
            h.SeriesUid))[0];
        series[(study, h.SeriesUid)] = id;
        return (id, added > 0);
    }

    async Task CountAsync(Guid study, Tally tally, DateTimeOffset now)
    {
        if (tally.Instances == 0 && tally.NewSeries == 0) return;
        foreach (var (one, (instances, bytes)) in tally.Series)
            await connection.RunAsync("update imaging_series set instance_count = instance_count + @p1, bytes = bytes + @p2 where id = @p0", default, one,
                instances, bytes);
        await connection.RunAsync("update imaging_study set series_count = series_count + @p1, instance_count = instance_count + @p2, bytes = bytes + @p3, "
            + "changed_at = @p4, "
            + "settled_at = null, version = version + 1 where id = @p0", default, study, tally.NewSeries, tally.Instances, tally.Bytes, now);
        foreach (var modality in tally.Modalities)
            await connection.RunAsync("update imaging_study set modalities = modalities || @p1 where id = @p0 and modalities not like @p2", default, study,
                modality + "|",
                $"%|{modality}|%");
    }

    /// <summary>Gives the connection back; what was begun and not committed is undone.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            if (connection is SqliteConnection { Handle: { } handle }
                && SQLitePCL.raw.sqlite3_get_autocommit(handle) == 0) await connection.RunAsync("rollback", default);
        }
        finally
        {
            await connection.DisposeAsync();
        }
    }

    /// <summary>What a group adds to a study.</summary>
    sealed class Tally
    {
        public int NewSeries { get; set; }
        public int Instances { get; private set; }
        public long Bytes { get; private set; }
        public Dictionary<Guid, (int Instances, long Bytes)> Series { get; } = [];
        public HashSet<string> Modalities { get; } = new(StringComparer.Ordinal);

        public void Add(Guid series, string modality, long bytes)
        {
            Instances++;
            Bytes += bytes;
            var (instances, before) = Series.GetValueOrDefault(series);
            Series[series] = (instances + 1, before + bytes);
            if (modality.Length > 0) Modalities.Add(modality.ToUpper(CultureInfo.InvariantCulture));
        }
    }
}
