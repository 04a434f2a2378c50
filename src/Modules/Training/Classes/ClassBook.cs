using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>What the caller is for a class.</summary>
/// <param name="Arrange">Keeps it: changes it, decides on nominations, marks.</param>
/// <param name="Conclude">May sign its results.</param>
/// <param name="Teach">Lectures in it.</param>
/// <param name="Learn">Their nomination; null: no learner of it.</param>
sealed record ClassSeat(bool Arrange, bool Conclude, bool Teach, Guid? Learn)
{
    /// <summary>Sees everybody's presence and results.</summary>
    public bool SeesAll => Arrange || Conclude || Teach;
}

/// <summary>Which classes somebody may see, and as what.</summary>
sealed class ClassBook(TrainingStore store, Caller caller)
{
    /// <summary>
    /// Classes of the organisations where the caller may see training (who arranges, who teaches, who has places; open to all where it has no quota), and those in
    /// which they learn or teach. A draft is seen by who arranges and who teaches.
    /// </summary>
    public IQueryable<TrainingClass> Seen()
    {
        if (caller.IsHouse) return store.Classes;
        var mine = caller.Posts.Where(p => TrainingRights.See.Roles.Contains(p.Role)).SelectMany(p => p.Reach).Distinct().ToList();
        var (user, isIn) = (caller.UserId, mine.Count > 0);
        return store.Classes.Where(c => mine.Contains(c.OwnerId) || mine.Contains(c.HostId) || (c.State != ClassState.Draft
            && ((isIn && !store.Quotas.Any(q => q.ClassId == c.Id)) || store.Quotas.Any(q => q.ClassId == c.Id && mine.Contains(q.UnitId))
                || store.Nominations.Any(n => n.ClassId == c.Id && ((user != null && n.UserId == user) || mine.Contains(n.UnitId)))
                || store.Lecturers.Any(l => l.ClassId == c.Id && user != null && l.UserId == user))));
    }

    /// <summary>One of them, to look at or to change.</summary>
    public async Task<TrainingClass> FindAsync(Guid id, CancellationToken stop) =>
        await Seen().SingleOrDefaultAsync(c => c.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy lớp đào tạo này.");

    /// <summary>What the caller is there.</summary>
    public async Task<ClassSeat> SeatAsync(TrainingClass of, CancellationToken stop)
    {
        var user = caller.UserId;
        return new(MayArrange(of), caller.May(TrainingRights.Conclude, of.OwnerId) || caller.May(TrainingRights.Conclude, of.HostId),
            user is not null && await store.Lecturers.AnyAsync(l => l.ClassId == of.Id && l.UserId == user, stop),
            user is null ? null : await store.Nominations.Where(n => n.ClassId == of.Id && n.UserId == user && n.State == NominationState.Approved).Select(n =>
                (Guid?)n.Id)
                .FirstOrDefaultAsync(stop));
    }

    /// <summary>One that the caller arranges.</summary>
    public async Task<TrainingClass> MineAsync(Guid id, CancellationToken stop)
    {
        var of = await FindAsync(id, stop);
        MustArrange(of);
        return of;
    }

    /// <summary>A session of a class that the caller sees, with the class.</summary>
    public async Task<(TrainingClass Of, ClassSession Session, ClassSeat Seat)> SessionAsync(Guid id, CancellationToken stop)
    {
        var session = await store.Sessions.SingleOrDefaultAsync(s => s.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy buổi học này.");
        var of = await FindAsync(session.ClassId, stop);
        return (of, session, await SeatAsync(of, stop));
    }

    /// <summary>Keeps the class: at the organisation that arranges it or at the host.</summary>
    public bool MayArrange(TrainingClass of) => caller.May(TrainingRights.Arrange, of.OwnerId) || caller.May(TrainingRights.Arrange, of.HostId);

    /// <summary>Refuses who does not keep it.</summary>
    public void MustArrange(TrainingClass of)
    {
        if (!MayArrange(of)) caller.Must(TrainingRights.Arrange, of.OwnerId);
    }

    /// <summary>Refuses who neither keeps it nor teaches there.</summary>
    public static void MustLead(ClassSeat seat)
    {
        if (!seat.Arrange && !seat.Teach) throw Refusal.Forbidden("Chỉ giảng viên hoặc người tổ chức lớp làm được việc này.");
    }
}
