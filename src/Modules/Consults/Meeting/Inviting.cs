using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>Sends invitations by mail to those who want mail, after the meeting was set, moved or called off.</summary>
sealed class Inviting(ConsultsStore store, IOrganisations organisations, IMailDoor mail, Lexicon lexicon) : IListen<SessionCalled>
{
    public async Task OnAsync(SessionCalled happened, CancellationToken stop)
    {
        if (!mail.IsOn || await store.Sessions.AsNoTracking().Include(s => s.Seats).SingleOrDefaultAsync(s => s.Id == happened.SessionId,
            stop) is not { } session) return;
        // A later change has its own event: nobody gets two letters of which the first is no longer true.
        if (session.Sequence != happened.Sequence) return;
        foreach (var seat in session.Seats.Where(s => s.UserId is not null).DistinctBy(s => s.UserId))
        {
            if (await mail.AddressAsync(seat.UserId!.Value, stop) is not { } to) continue;
            var words = new Words(lexicon, to.Language);
            var text = await InvitationTexts.OfAsync(session, organisations, words, mail.Href, stop);
            var full = text with
            {
                Organizer = mail.From,
                Attendee = (seat.Name, to.Address, seat.Role == RoomRole.Chair ? "CHAIR" : seat.Role == RoomRole.Observer ? "OPT-PARTICIPANT" : "REQ-PARTICIPANT")
            };
            var subject = words[happened.IsOff ? Words.Key("Không họp: {0}") : Words.Key("Mời hội chẩn: {0}"), (object)session.Title];
            await mail.SendAsync(new(seat.UserId.Value, $"consult-session/{session.Id}/{session.Sequence}/{happened.IsOff}/{seat.UserId}", subject,
                words[happened.IsOff ? Words.Key("Buổi hội chẩn sau đây không họp.") : Words.Key("Kính mời ông/bà dự buổi hội chẩn sau đây.")],
                $"{session.Title}, {Say.Moment(session.StartsAt)}",
                "/consults/sessions/" + session.Id, Invitation.Write(full), Invitation.Method(full)), stop);
        }
    }
}

/// <summary>What invitations say of a meeting.</summary>
static class InvitationTexts
{
    /// <summary>For a language; <paramref name="href"/> makes a full address of a path.</summary>
    public static async Task<InvitationText> OfAsync(Session session, IOrganisations organisations, Words words, Func<string, string> href, CancellationToken stop)
    {
        var names = await organisations.NamesAsync(session.Seats.Select(s => s.FacilityId).OfType<Guid>().Append(session.OrganisationId).Distinct(),
            Say.DayOf(session.StartsAt), stop);
        var lines = new List<string> { words["Các cơ sở: {0}", (object)string.Join(", ", names.Values.Order(StringComparer.Create(Say.Vietnam, true)))] };
        if (session.Reason.Length > 0 && session.Sequence > 0) lines.Add(words["Lý do thay đổi: {0}", (object)session.Reason]);
        return new(session.Id, session.Sequence, session.State is SessionState.Cancelled or SessionState.Skipped, session.Title, string.Join('\n', lines),
            words["Phòng họp trên Liên Y"],
            new Uri(href("/consults/sessions/" + session.Id)), session.StartsAt, session.EndsAt, session.ChangedAt, null, null);
    }
}
