using System.Data.Common;
using System.Globalization;
using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>Questions to the index.</summary>
sealed class ImageIndex(Seats seats, ReadTrail trail)
{
    const string Columns = "i.id, i.study_id, i.series_id, i.holder_id, s.uid, e.uid, i.sop_uid, i.sop_class, i.transfer_syntax, i.place, i.place_offset, i.length, "
        + "i.pixel_offset, coalesce(i.number, 0), i.row_count, i.column_count, i.frame_count, i.sha256, s.person_id";

    /// <summary>Rows that match and may be seen.</summary>
    public async Task<IReadOnlyList<FoundRow>> FindAsync(ImageReader reader, ImageQuery query, CancellationToken stop)
    {
        await using var seat = await seats.TakeAsync(stop);
        var values = new List<object?>();
        var gate = await ImageGate.WhereAsync(seat.Connection, reader, values, stop);
        var sql = new QuerySql(query, values).Text(gate);
        var columns = IndexColumns.UpTo(query.Level).ToList();
        var rows = await seat.Connection.RowsAsync(sql, r => Row(r, columns), stop, [.. values]);
        await trail.SearchAsync(reader.Caller, query.Level.ToString(), rows.Count);
        return rows;
    }

    static FoundRow Row(DbDataReader r, List<IndexColumn> columns)
    {
        var cells = new Dictionary<uint, string>(columns.Count);
        for (var i = 0; i < columns.Count; i++)
        {
            if (r.IsDBNull(i + 2)) continue;
            var text = columns[i].Kind switch
            {
                ColumnKind.Number => r.GetInt64(i + 2).ToString(CultureInfo.InvariantCulture),
                ColumnKind.Many => r.GetString(i + 2).Trim('|').Replace('|', '\\'),
                _ => r.GetString(i + 2),
            };
            if (text.Length > 0) cells[columns[i].Tag] = text;
        }
        return new(r.GetGuid(0), r.GetGuid(1), cells);
    }

    /// <summary>Instances that the reader may see; the trail knows of each study.</summary>
    public async Task<IReadOnlyList<StoredImage>> ImagesAsync(ImageReader reader, ImageScope scope, string action, CancellationToken stop)
    {
        await using var seat = await seats.TakeAsync(stop);
        var values = new List<object?>();
        string Among(string column, IReadOnlyList<string>? uids)
        {
            if (uids is null || uids.Count == 0) return "";
            var places = uids.Select(u =>
            {
                values.Add(u);
                return $"@p{values.Count - 1}";
            }).ToList();
            return places.Count == 1 ? $" and {column} = {places[0]}" : $" and {column} in ({string.Join(", ", places)})";
        }
        var gate = await ImageGate.WhereAsync(seat.Connection, reader, values, stop);
        var asked = Among("s.uid", scope.Studies) + Among("e.uid", scope.Series) + Among("i.sop_uid", scope.Sops);
        if (asked.Length == 0) return [];
        var found = await seat.Connection.RowsAsync($"select {Columns} from imaging_study s join imaging_series e on e.study_id = s.id join imaging_instance i on i.series_id = e.id "
            + $"where {gate}{asked} order by e.number, e.id, i.number, i.id", r => (Image: Image(r), Person: r.Id(18)), stop, [.. values]);
        foreach (var (study, person, holder) in found.Select(f => (f.Image.StudyId, f.Person, f.Image.FacilityId)).Distinct())
            await TellAsync(seat.Connection, reader, study, person, holder, action, stop);
        return Once(reader, [.. found.Select(f => f.Image)]);
    }

    // Two facilities may hold the same study: the reader's own copy comes first, and each instance once.
    static IReadOnlyList<StoredImage> Once(ImageReader reader, List<StoredImage> images) =>
        images.Select(i => i.FacilityId).Distinct().Count() < 2 ? images
            : [.. images.OrderBy(i => reader.Homes.Contains(i.FacilityId) ? 0 : 1).DistinctBy(i => i.SopUid)];

    /// <summary>Writes that the reader opens a study, unless it was told a moment ago.</summary>
    public async Task TellAsync(DbConnection connection, ImageReader reader, Guid study, Guid? person, Guid holder, string action, CancellationToken stop)
    {
        if (reader.Caller.IsHouse || trail.IsTold(reader.Caller, study, action)) return;
        var basis = await ImageGate.BasisAsync(connection, reader, holder, person, stop);
        var who = basis is { } b ? reader.Caller with { OrganisationId = b.Receiver, Purpose = b.Purpose } : reader.Caller with { Purpose = reader.Purposes[0] };
        var role = reader.Caller.Posts.FirstOrDefault(p => ImagingRights.See.Roles.Contains(p.Role))?.Role.ToString() ?? "device";
        await trail.StudyAsync(who, study, action, new(person, holder, basis?.Id, role));
    }

    /// <summary>An instance by its id, for the house (thumbnails, jobs); null where there is none.</summary>
    public async Task<IReadOnlyList<StoredImage>> OfSeriesAsync(Guid series, CancellationToken stop)
    {
        await using var seat = await seats.TakeAsync(stop);
        return await seat.Connection.RowsAsync($"select {Columns} from imaging_series e join imaging_instance i on i.series_id = e.id join imaging_study s on s.id = e.study_id "
            + "where e.id = @p0 order by i.number, i.id", Image, stop, series);
    }

    static StoredImage Image(DbDataReader r) => new(r.GetGuid(0), r.GetGuid(1), r.GetGuid(2), r.GetGuid(3), r.GetString(4), r.GetString(5), r.GetString(6), r.GetString(7),
        r.GetString(8), r.GetString(9), r.GetInt64(10), r.GetInt64(11), r.GetInt64(12), r.GetInt32(13), r.GetInt32(14), r.GetInt32(15), r.GetInt32(16), (byte[])r.GetValue(17));
}
