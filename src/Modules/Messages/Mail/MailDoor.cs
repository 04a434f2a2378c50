using System.Net.Mail;
using LienY.Contracts;
using Microsoft.EntityFrameworkCore;

namespace LienY.Messages;

/// <summary>Mail of other modules: invitations with an event for the calendar.</summary>
sealed class MailDoor(MessagesStore store, Postbox postbox, MailRules rules) : IMailDoor
{
    public bool IsOn => postbox.IsOn;

    public (string Name, string Address) From => MailAddress.TryCreate(rules.From, out var from) ? (from.DisplayName.Length > 0 ? from.DisplayName : "Liên Y", from.Address) : ("Liên Y", rules.From);

    public string Href(string path) => postbox.Href(path);

    public async Task<MailTo?> AddressAsync(Guid user, CancellationToken stop) =>
        await store.People.AsNoTracking().SingleOrDefaultAsync(p => p.UserId == user && p.ConfirmedAt != null, stop) is { Address: { } address } wishes ? new(address, wishes.Language) : null;

    public async Task SendAsync(CalendarMail mail, CancellationToken stop)
    {
        if (!IsOn || await AddressAsync(mail.UserId, stop) is not { } to || await store.Letters.AnyAsync(l => l.Once == mail.Once, stop)) return;
        var letter = postbox.Write(store, mail.UserId, to.Address, "invitation", to.Language, mail.Once, mail.Subject, mail.Opening, new LetterPart("", [new(mail.Line, Href(mail.Link))]));
        (letter.Calendar, letter.Method) = (mail.Calendar, mail.Method);
        await store.SaveChangesAsync(stop);
    }
}
