using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Imaging;

/// <summary>A study that matches no patient of its facility.</summary>
sealed record WaitingStudy(Guid Id, string Uid, Guid HolderId, string Number, string Name, string Birth, string Sex, string StudyDate, string Modalities, string Description,
    string Sender, DateTimeOffset ReceivedAt, int Version);

/// <summary>What waits for people.</summary>
sealed record ReconcileView(IReadOnlyList<WaitingStudy> Studies, IReadOnlyList<ImageConflict> Conflicts, IReadOnlyList<RefusedFile> Refused,
    IReadOnlyDictionary<Guid, string> Units);

/// <summary>The reconcile queue of the caller's own facilities.</summary>
sealed class ReconcileDesk(Seats seats, ImagingStore store, ImageReaders readers, IOrganisations organisations, IPersons persons, Database database, TrailBook trail, Caller caller,
    TimeProvider clock)
{
    const int Most = 200;

    /// <summary>Everything that waits.</summary>
    public async Task<ReconcileView> AllAsync(CancellationToken stop)
    {
        var homes = await readers.HomesAsync(ImagingRights.Settle, stop);
        if (homes.Count == 0) return new([], [], [], new Dictionary<Guid, string>());
        await using var seat = await seats.TakeAsync(stop);
        var studies = new List<WaitingStudy>();
        foreach (var home in homes)
            studies.AddRange(await seat.Connection.RowsAsync("select id, uid, holder_id, patient_id, patient_name, birth_date, sex, study_date, modalities, description, sender, received_at, version "
                + "from imaging_study where match_state = 'Waiting' and holder_id = @p0 order by received_at desc limit @p1", r => new WaitingStudy(r.GetGuid(0), r.GetString(1), r.GetGuid(2),
                    r.GetString(3), r.GetString(4), r.GetString(5), r.GetString(6), r.GetString(7), r.GetString(8), r.GetString(9), r.GetString(10), r.Instant(11), r.GetInt32(12)), stop, home, Most));
        var conflicts = await store.Conflicts.AsNoTracking().Where(c => homes.Contains(c.HolderId) && c.State == SettleState.Waiting).OrderByDescending(c => c.ReceivedAt).Take(Most).ToListAsync(stop);
        var refused = await store.Refused.AsNoTracking().Where(f => homes.Contains(f.HolderId)).OrderByDescending(f => f.At).Take(Most).ToListAsync(stop);
        return new(studies, conflicts, refused, await organisations.NamesAsync(homes, null, stop));
    }

    /// <summary>How much waits, for "Hôm nay".</summary>
    public async Task<(int Studies, int Conflicts)> CountAsync(CancellationToken stop)
    {
        var homes = await readers.HomesAsync(ImagingRights.Settle, stop);
        if (homes.Count == 0) return (0, 0);
        await using var seat = await seats.TakeAsync(stop);
        var studies = 0;
        foreach (var home in homes)
            studies += Convert.ToInt32(await seat.Connection.CellAsync("select count(*) from imaging_study where match_state = 'Waiting' and holder_id = @p0", stop, home),
                System.Globalization.CultureInfo.InvariantCulture);
        return (studies, await store.Conflicts.CountAsync(c => homes.Contains(c.HolderId) && c.State == SettleState.Waiting, stop));
    }

    /// <summary>Ties a waiting study to the patient with a number of the facility, or to a new one with what the device said.</summary>
    public async Task TieAsync(Guid id, int version, string number, bool isNew, CancellationToken stop)
    {
        var view = await AllAsync(stop);
        var study = view.Studies.FirstOrDefault(s => s.Id == id) ?? throw Refusal.Missing("Lượt chụp này không còn chờ đối chiếu.");
        if (number.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin nhập mã người bệnh của cơ sở.") { Field = "number" };
        await using var connection = await database.OpenAsync(stop);
        await using var transaction = await connection.BeginTransactionAsync(stop);
        var found = await FacilityPatients.OfNumberAsync(connection, study.HolderId, number, stop);
        if (isNew && found.Count > 0) throw new Refusal(RefusalKind.Conflict, "Mã người bệnh {0} đã có trong sổ của cơ sở. Xin chọn gắn với người bệnh đó.", number) { Field = "number" };
        if (!isNew && found.Count != 1) throw new Refusal(RefusalKind.Invalid, "Không có người bệnh mang mã {0} tại cơ sở. Xin kiểm tra lại mã, hoặc lập người bệnh mới.", number) { Field = "number" };
        var person = isNew ? (await persons.LinkAsync(connection, [Claim(study, number)], stop))[0].PersonId : found[0].Person;
        var done = await connection.RunAsync("update imaging_study set person_id = @p1, match_state = 'Matched', version = version + 1 where id = @p0 and version = @p2 and match_state = 'Waiting'",
            stop, id, person, version);
        if (done == 0) throw new Refusal(RefusalKind.Conflict, "Nội dung này vừa được người khác sửa. Dữ liệu ông/bà nhập vẫn được giữ trên trang; xin xem bản mới rồi lưu lại.") { Code = "stale" };
        await trail.AboutAsync(connection, caller, "imaging.study.tie", "imaging_study", id.ToString(), new(person, study.HolderId, null, null), number, stop);
        await transaction.CommitAsync(stop);
    }

    static PersonClaim Claim(WaitingStudy study, string number) => new(study.HolderId, number, NameFold.Shown(study.Name), study.Birth,
        study.Sex switch { "M" => "male", "F" => "female", "O" => "other", _ => "unknown" }, []);

    /// <summary>Somebody has looked at an instance with other content: the first stays.</summary>
    public async Task KeepFirstAsync(Guid id, int version, string note, CancellationToken stop)
    {
        var homes = await readers.HomesAsync(ImagingRights.Settle, stop);
        var conflict = await store.Conflicts.SingleOrDefaultAsync(c => c.Id == id && homes.Contains(c.HolderId), stop) ?? throw Refusal.Missing("Không tìm thấy ảnh cần đối chiếu này.");
        if (conflict.State != SettleState.Waiting) throw Refusal.Conflict("Ảnh này đã được đối chiếu.");
        store.Expect(conflict, version);
        (conflict.State, conflict.SettledAt, conflict.SettledBy, conflict.Note) = (SettleState.Kept, clock.GetUtcNow(), caller.UserId, note);
        await store.SaveChangesAsync(stop);
    }
}
