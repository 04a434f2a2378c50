namespace LienY.Contracts;

/// <summary>How mail leaves the house; the door registers it from its settings (<c>LIENY_MAIL_…</c>).</summary>
/// <param name="Host">Name of the mail server; empty: no mail.</param>
/// <param name="Port">Its port; 587 unless set.</param>
/// <param name="Tls"><c>starttls</c> (unless set) or <c>none</c> for a server on the same machine.</param>
/// <param name="User">User of the mail server; empty: without.</param>
/// <param name="PasswordFile">File whose first line is the password.</param>
/// <param name="From">Sender, e.g. <c>Liên Y &lt;lieny@syt.gov.vn&gt;</c>.</param>
/// <param name="Site">Public address of the house for links, e.g. <c>https://lieny.syt.gov.vn</c>; without it no mail is sent, for its links would lead nowhere.</param>
public sealed record MailRules(string Host, int Port, string Tls, string User, string PasswordFile, string From, string Site)
{
    /// <summary>No mail leaves the house.</summary>
    public static readonly MailRules Off = new("", 587, "starttls", "", "", "", "");

    /// <summary>Mail leaves the house.</summary>
    public bool IsOn => Host.Length > 0 && From.Length > 0 && Site.Length > 0;
}

/// <summary>Where somebody wants their mail.</summary>
public sealed record MailTo(string Address, string Language);

/// <summary>A mail with an event for the calendar.</summary>
/// <param name="Once">Lets the same mail be written once.</param>
/// <param name="Calendar">iCalendar text.</param>
/// <param name="Method">Its METHOD.</param>
public sealed record CalendarMail(Guid UserId, string Once, string Subject, string Opening, string Line, string Link, string Calendar, string Method);

/// <summary>Mail of other modules, answered by Messages; only to people who confirmed an address.</summary>
public interface IMailDoor
{
    /// <summary>Mail leaves the house.</summary>
    bool IsOn { get; }

    /// <summary>Name and address of the sender.</summary>
    (string Name, string Address) From { get; }

    /// <summary>A path as a full address.</summary>
    string Href(string path);

    /// <summary>Where a person wants mail; null: nowhere.</summary>
    Task<MailTo?> AddressAsync(Guid user, CancellationToken stop);

    /// <summary>Puts a mail into the outbox; the same <see cref="CalendarMail.Once"/> again changes nothing.</summary>
    Task SendAsync(CalendarMail mail, CancellationToken stop);
}
