using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>What the second half offers on the page of a case: scheduling, the room, minutes, the decision, follow-up.</summary>
sealed class MeetingDoors(ConsultsStore store, Seats seats, Caller caller, Words words, TimeProvider clock) : ICaseDoors
{
    public async Task<IReadOnlyList<CaseDoor>> OfAsync(Case of, Side side, CancellationToken stop)
    {
        var doors = new List<CaseDoor>();
        if (of.State == CaseState.AwaitingSchedule && (await seats.HoldsAsync(ConsultsRights.Arrange, of.AnsweringId, stop)
            || await seats.HoldsAsync(ConsultsRights.Arrange, of.AskingId, stop)))
            doors.Add(new(words["Lập lịch hội chẩn"], "/consults/sessions/new?case=" + of.Id, side == Side.Answering));
        if (side == Side.Asking && of.SessionId is null
            && (of.State == CaseState.RoomOpen || (of.State == CaseState.Draft && of.Urgency == Urgency.Immediate && of.AnsweringId is not null)))
            doors.Add(new(words["Mở phòng ngay"], $"/consults/cases/{of.Id}/emergency", true));
        if (of.SessionId is { } session && await store.Sessions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == session, stop) is { } meeting)
            doors.Add(new(words["Buổi họp"], "/consults/sessions/" + session, of.State is CaseState.Scheduled or CaseState.RoomOpen or CaseState.InConsultation
            && meeting.StartsAt - clock.GetUtcNow() <= RoomDoor.Early));
        if (of.State is CaseState.AwaitingMinutes or CaseState.AwaitingSignatures or CaseState.Signed or CaseState.FollowingUp or CaseState.Closed)
            doors.Add(new(words[of.State switch
            {
                CaseState.AwaitingMinutes => Words.Key("Soạn biên bản"),
                CaseState.AwaitingSignatures => Words.Key("Ký biên bản"),
                CaseState.Signed => Words.Key("Ghi quyết định"),
                _ => Words.Key("Biên bản"),
            }], $"/consults/cases/{of.Id}/minutes", of.State is CaseState.AwaitingMinutes or CaseState.AwaitingSignatures
            || (of.State == CaseState.Signed && of.AskedById == caller.UserId)));
        if (of.State == CaseState.FollowingUp && await store.FollowUps.AsNoTracking().Where(f => f.CaseId == of.Id).OrderBy(f => f.DoneAt != null).ThenBy(f => f.DueAt)
            .FirstOrDefaultAsync(stop) is { } step)
            doors.Add(new(words["Theo dõi"], "/consults/follow-up/" + step.Id, side == Side.Asking && step.DueAt <= clock.GetUtcNow().AddDays(1)));
        return doors;
    }
}
