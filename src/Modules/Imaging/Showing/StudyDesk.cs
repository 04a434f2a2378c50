using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>What is asked of the list of studies; everything stands in the address.</summary>
sealed record StudiesAsk(string Name, string Number, string Accession, string Modality, Guid? Unit, DateOnly? From, DateOnly? To, int Page)
{
    /// <summary>Rows on a page.</summary>
    public const int Sheet = 50;

    /// <summary>The query of an address for a page of it.</summary>
    public string Query(int page) => string.Join('&', new (string Name, string? Value)[]
    {
        ("name", Name), ("number", Number), ("accession", Accession), ("modality", Modality), ("unit", Unit?.ToString()), ("from", Day(From)), ("to", Day(To)),
        ("page", page > 1 ? page.ToString(CultureInfo.InvariantCulture) : ""),
    }.Where(p => !string.IsNullOrEmpty(p.Value)).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value!)}"));

    static string Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    /// <summary>As the index is asked.</summary>
    public ImageQuery AsQuery(int limit, int offset)
    {
        var keys = new List<ImageKey>();
        if (Name.Length > 0) keys.Add(new(0x00100010, Name));
        if (Number.Length > 0) keys.Add(new(0x00100020, Number.Contains('*', StringComparison.Ordinal) ? Number : Number + "*"));
        if (Accession.Length > 0) keys.Add(new(0x00080050, Accession.Contains('*', StringComparison.Ordinal) ? Accession : Accession + "*"));
        if (Modality.Length > 0) keys.Add(new(0x00080061, Modality));
        if (From is not null || To is not null)
            keys.Add(new(0x00080020, $"{From?.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}-{To?.ToString("yyyyMMdd", CultureInfo.InvariantCulture)}"));
        return new(ImageLevel.Study, keys) { Limit = limit, Offset = offset, Fuzzy = true, FacilityId = Unit };
    }
}

/// <summary>A study as a line.</summary>
sealed record StudyLine(Guid Id, Guid FacilityId, string Unit, string Uid, string Name, string Number, string Date, string Time, string Modalities, string Description,
    string Accession, string Referrer, int Series, int Instances)
{
    /// <summary>Address of its small picture.</summary>
    public string Thumbnail => $"{WebAddress.Path}/studies/{Uid}/thumbnail?viewport=96,96";
}

/// <summary>The list.</summary>
sealed record StudiesView(StudiesAsk Asked, IReadOnlyList<StudyLine> Lines, bool HasMore, IReadOnlyList<(string Value, string Label)> Units, bool MaySend, bool MaySettle);

/// <summary>A series of a study.</summary>
sealed record SeriesLine(Guid Id, string Uid, string Modality, int? Number, string Description, string BodyPart, int Instances, long Bytes);

/// <summary>Who looked at a study.</summary>
sealed record Seen(DateTimeOffset At, string Who, string Organisation, string Purpose);

/// <summary>A live or ended basis over the person's images.</summary>
sealed record SharedLine(Guid Id, string Receiver, string Purpose, string Reference, DateTimeOffset From, DateTimeOffset To, DateTimeOffset? RevokedAt, bool IsLive, int Version);

/// <summary>One study with everything its page shows.</summary>
sealed record StudyView(StudyLine Study, Guid? PersonId, string Birth, string Sex, string Match, DateTimeOffset ReceivedAt, string Sender, long Bytes, IReadOnlyList<SeriesLine> Series,
    IReadOnlyList<Seen> Seen, IReadOnlyList<SharedLine> Shared, bool IsOwn, bool MayShare, string? Basis, IReadOnlyList<(string Value, string Label)> Receivers);

/// <summary>Studies as pages show them, through the same gate as every other way to them.</summary>
sealed class StudyDesk(IImageArchive archive, ImageIndex index, Seats seats, ImageReaders readers, IOrganisations organisations, Caller caller, TimeProvider clock)
{
    /// <summary>The list for an ask.</summary>
    public async Task<StudiesView> ListAsync(StudiesAsk asked, CancellationToken stop)
    {
        if (!caller.May(ImagingRights.See)) return new(asked, [], false, [], false, false);
        var lines = await LinesAsync(asked.AsQuery(StudiesAsk.Sheet + 1, (asked.Page - 1) * StudiesAsk.Sheet), stop);
        var homes = await readers.HomesAsync(ImagingRights.See, stop);
        var units = await organisations.NamesAsync(homes.Concat(lines.Select(l => l.FacilityId)), null, stop);
        return new(asked, [.. lines.Take(StudiesAsk.Sheet)], lines.Count > StudiesAsk.Sheet, [.. units.OrderBy(u => u.Value, StringComparer.Create(Say.Vietnam, true))
            .Select(u => (u.Key.ToString(), u.Value))], caller.May(ImagingRights.Send), caller.May(ImagingRights.Settle));
    }

    /// <summary>Lines of a question.</summary>
    public async Task<IReadOnlyList<StudyLine>> LinesAsync(ImageQuery query, CancellationToken stop)
    {
        var rows = await archive.FindAsync(await readers.ReaderAsync(null, stop), query, stop);
        var units = await organisations.NamesAsync(rows.Select(r => r.FacilityId), null, stop);
        return [.. rows.Select(r => Line(r, units.GetValueOrDefault(r.FacilityId, "–")))];
    }

    static StudyLine Line(FoundRow row, string unit)
    {
        string Of(uint tag) => row.Values.GetValueOrDefault(tag, "");
        int Count(uint tag) => int.TryParse(Of(tag), NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? n : 0;
        return new(row.StudyId, row.FacilityId, unit, Of(0x0020000D), NameFold.Shown(Of(0x00100010)), Of(0x00100020), Of(0x00080020), Of(0x00080030), Of(0x00080061).Replace('\\', ' '),
            Of(0x00081030), Of(0x00080050), NameFold.Shown(Of(0x00080090)), Count(0x00201206), Count(0x00201208));
    }

    /// <summary>A study that the reader may see, with its reading in the trail; missing otherwise.</summary>
    public async Task<StudyLine> FindAsync(Guid id, string? purpose, CancellationToken stop) => (await OpenAsync(id, purpose, stop)).Line;

    async Task<(StudyLine Line, Row Row, ImageReader Reader)> OpenAsync(Guid id, string? purpose, CancellationToken stop)
    {
        var reader = await readers.ReaderAsync(purpose, stop);
        await using var seat = await seats.TakeAsync(stop);
        var values = new List<object?> { id };
        var gate = await ImageGate.WhereAsync(seat.Connection, reader, values, stop);
        var found = await seat.Connection.RowsAsync("select s.uid, s.holder_id, s.person_id, s.patient_name, s.patient_id, s.birth_date, s.sex, s.study_date, s.study_time, s.modalities, s.description, "
            + $"s.accession, s.referrer, s.series_count, s.instance_count, s.match_state, s.received_at, s.sender, s.bytes from imaging_study s where s.id = @p0 and {gate}",
            r => new Row(r.GetString(0), r.GetGuid(1), r.Id(2), r.GetString(3), r.GetString(4), r.GetString(5), r.GetString(6), r.GetString(7), r.GetString(8), r.GetString(9), r.GetString(10),
                r.GetString(11), r.GetString(12), r.GetInt32(13), r.GetInt32(14), r.GetString(15), r.Instant(16), r.GetString(17), r.GetInt64(18)), stop, [.. values]);
        if (found is not [var row]) throw Refusal.Missing("Không có lượt chụp này, hoặc ông/bà chưa có căn cứ để xem.");
        await index.TellAsync(seat.Connection, reader, id, row.Person, row.Holder, "imaging.study.read", stop);
        var units = await organisations.NamesAsync([row.Holder], null, stop);
        return (new(id, row.Holder, units.GetValueOrDefault(row.Holder, "–"), row.Uid, NameFold.Shown(row.Name), row.Number, row.Date, row.Time, row.Modalities.Trim('|').Replace('|', ' '),
            row.Description, row.Accession, NameFold.Shown(row.Referrer), row.Series, row.Instances), row, reader);
    }

    sealed record Row(string Uid, Guid Holder, Guid? Person, string Name, string Number, string Birth, string Sex, string Date, string Time, string Modalities, string Description,
        string Accession, string Referrer, int Series, int Instances, string Match, DateTimeOffset Received, string Sender, long Bytes);

    /// <summary>The page of a study.</summary>
    public async Task<StudyView> OneAsync(Guid id, string? purpose, CancellationToken stop)
    {
        var (line, row, reader) = await OpenAsync(id, purpose, stop);
        await using var seat = await seats.TakeAsync(stop);
        var series = await seat.Connection.RowsAsync("select id, uid, modality, number, description, body_part, instance_count, bytes from imaging_series where study_id = @p0 order by number, id",
            r => new SeriesLine(r.GetGuid(0), r.GetString(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetInt32(3), r.GetString(4), r.GetString(5), r.GetInt32(6), r.GetInt64(7)), stop, id);
        var isOwn = reader.Homes.Contains(row.Holder);
        var mayShare = isOwn && (await readers.HomesAsync(ImagingRights.Share, stop)).Contains(row.Holder);
        var basis = await ImageGate.BasisAsync(seat.Connection, reader, row.Holder, row.Person, stop);
        var reference = basis is { } b ? (string?)await seat.Connection.CellAsync("select reference from kernel_basis where id = @p0", stop, b.Id) : null;
        return new(line, row.Person, row.Birth, row.Sex, row.Match, row.Received, row.Sender, row.Bytes, series, isOwn ? await SeenAsync(id, stop) : [],
            isOwn && row.Person is { } person ? await SharedAsync(row.Holder, person, stop) : [], isOwn, mayShare, reference,
            mayShare ? [.. (await organisations.ListAsync(null, 2000, stop)).Where(o => o.Id != row.Holder && o.Kind is "hospital" or "centre" or "institute" or "clinic")
                .Select(o => (o.Id.ToString(), o.Name))] : []);
    }

    async Task<IReadOnlyList<Seen>> SeenAsync(Guid id, CancellationToken stop)
    {
        await using var seat = await seats.TakeAsync(stop);
        var found = await seat.Connection.RowsAsync("select at, user_name, organisation_id, purpose from kernel_trail where object_kind = 'imaging_study' and object_id = @p0 "
            + "and action = 'imaging.study.read' order by seq desc limit 30", r => (At: r.Instant(0), Who: r.GetString(1), Unit: r.GetGuid(2), Purpose: r.GetString(3)), stop, id.ToString());
        var units = await organisations.NamesAsync(found.Select(f => f.Unit), null, stop);
        return [.. found.Select(f => new Seen(f.At, f.Who, units.GetValueOrDefault(f.Unit, "–"), ImagingWords.Purpose(f.Purpose)))];
    }

    async Task<IReadOnlyList<SharedLine>> SharedAsync(Guid holder, Guid person, CancellationToken stop)
    {
        await using var seat = await seats.TakeAsync(stop);
        var now = clock.GetUtcNow();
        var found = await seat.Connection.RowsAsync("select id, receiver_id, purpose, reference, valid_from, valid_to, revoked_at, version from kernel_basis where holder_id = @p0 and person_id = @p1 "
            + $"and (kinds & {(long)RecordKinds.Imaging}) <> 0 order by valid_to desc limit 50", r => (Id: r.GetGuid(0), Receiver: r.GetGuid(1), Purpose: r.GetString(2), Reference: r.GetString(3),
                From: r.Instant(4), To: r.Instant(5), Revoked: r.IsDBNull(6) ? (DateTimeOffset?)null : r.Instant(6), Version: r.GetInt32(7)), stop, holder, person);
        var units = await organisations.NamesAsync(found.Select(f => f.Receiver), null, stop);
        return [.. found.Select(f => new SharedLine(f.Id, units.GetValueOrDefault(f.Receiver, "–"), ImagingWords.Purpose(f.Purpose), f.Reference, f.From, f.To, f.Revoked,
            f.Revoked is null && f.From <= now && f.To > now, f.Version))];
    }
}
