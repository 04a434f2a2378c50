using System.Data.Common;
using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>A series as the viewer lists it. <paramref name="Study"/>: UID of its study; <paramref name="Day"/>: <c>yyyyMMdd</c> of the study.</summary>
sealed record SeriesCard(string Study, string Uid, string Modality, int? Number, string Description, int Count, string Day);

/// <summary>A study that the reader may see, with its series and those of earlier studies of the same patient.</summary>
sealed record OpenStudy(Guid Id, string Uid, Guid HolderId, Guid? PersonId, string PatientName, string PatientId, string Day, string Description, IReadOnlyList<SeriesCard> Series,
    IReadOnlyList<SeriesCard> Prior);

/// <summary>Opens a study for who asks: what they may not see is not there; that it was opened stands in the trail.</summary>
sealed class StudyDoor(ImageReaders readers, ImageIndex index, Seats seats)
{
    const int MostPrior = 12;

    /// <summary>The study for the viewer.</summary>
    public async Task<OpenStudy> OpenAsync(Guid id, CancellationToken stop)
    {
        var reader = await readers.ReaderAsync(null, stop);
        await using var seat = await seats.TakeAsync(stop);
        var study = await StudyAsync(seat.Connection, reader, id, stop);
        await index.TellAsync(seat.Connection, reader, study.Id, study.PersonId, study.HolderId, "imaging.study.read", stop);
        var prior = new List<object?> { study.HolderId, study.PersonId ?? Guid.Empty, study.PatientId, id };
        var gate = await ImageGate.WhereAsync(seat.Connection, reader, prior, stop);
        return study with
        {
            Series = await SeriesAsync(seat.Connection, "s.id = @p0", 500, [id], stop),
            Prior = await SeriesAsync(seat.Connection, $"{gate} and s.id <> @p3 and (s.person_id = @p1 or (s.person_id is null and s.holder_id = @p0 and s.patient_id = @p2 and s.patient_id <> ''))",
                MostPrior, prior, stop),
        };
    }

    /// <summary>Only whether the caller may see it; refused where not.</summary>
    public async Task<OpenStudy> PeekAsync(Guid id, CancellationToken stop)
    {
        var reader = await readers.ReaderAsync(null, stop);
        await using var seat = await seats.TakeAsync(stop);
        return await StudyAsync(seat.Connection, reader, id, stop);
    }

    static async Task<OpenStudy> StudyAsync(DbConnection connection, ImageReader reader, Guid id, CancellationToken stop)
    {
        List<object?> values = [id];
        var gate = await ImageGate.WhereAsync(connection, reader, values, stop);
        var found = await connection.RowsAsync($"select s.uid, s.holder_id, s.person_id, s.patient_name, s.patient_id, s.study_date, s.description from imaging_study s where s.id = @p0 and {gate}",
            r => new OpenStudy(id, r.GetString(0), r.GetGuid(1), r.Id(2), NameFold.Shown(r.GetString(3)), r.GetString(4), r.GetString(5), r.GetString(6), [], []), stop, [.. values]);
        return found.FirstOrDefault() ?? throw Refusal.Missing("Không có lượt chụp này, hoặc ông/bà chưa có căn cứ để xem.");
    }

    static async Task<IReadOnlyList<SeriesCard>> SeriesAsync(DbConnection connection, string where, int most, List<object?> values, CancellationToken stop) =>
        await connection.RowsAsync("select s.uid, e.uid, e.modality, e.number, e.description, e.instance_count, s.study_date from imaging_study s join imaging_series e on e.study_id = s.id "
            + $"where {where} order by s.study_date desc, s.id, coalesce(e.number, 0), e.id limit {most}",
            r => new SeriesCard(r.GetString(0), r.GetString(1), r.GetString(2), r.IsDBNull(3) ? null : r.GetInt32(3), r.GetString(4), r.GetInt32(5), r.GetString(6)), stop, [.. values]);
}
