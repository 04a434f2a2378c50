using System.Globalization;
using System.Text;
using LienY.Kernel;

namespace LienY.Consults;

/// <summary>What an invitation says. It names no patient: the title of the meeting, its time, the facilities and where to enter.</summary>
/// <param name="Organizer">Address from which it comes; null: a calendar to keep (PUBLISH).</param>
/// <param name="Attendee">Name and address of who is invited.</param>
sealed record InvitationText(
    Guid SessionId, int Sequence, bool IsOff, string Title, string Description, string Place, Uri Url, DateTimeOffset From, DateTimeOffset To, DateTimeOffset ChangedAt,
    (string Name, string Address)? Organizer, (string Name, string Address, string Part)? Attendee);

/// <summary>Writes invitations (iCalendar, RFC 5545 and 5546): REQUEST, CANCEL or PUBLISH, SEQUENCE grows, two alarms.</summary>
static class Invitation
{
    /// <summary>UID of a meeting; the private feed says the same one, so a calendar shows it once.</summary>
    public static string Uid(Guid session) => $"consult-session-{session}@lieny";

    /// <summary>The whole file.</summary>
    public static string Write(InvitationText text)
    {
        var file = new StringBuilder();
        void Line(string line) => CalendarLines.Line(file, line);
        Line("BEGIN:VCALENDAR");
        Line("VERSION:2.0");
        Line("PRODID:-//Lien Y//Hoi chan tu xa//VI");
        Line("CALSCALE:GREGORIAN");
        Line("METHOD:" + Method(text));
        foreach (var line in CalendarLines.ZoneLines) Line(line);
        Line("BEGIN:VEVENT");
        Line("UID:" + Uid(text.SessionId));
        Line("DTSTAMP:" + CalendarLines.Utc(text.ChangedAt));
        Line("LAST-MODIFIED:" + CalendarLines.Utc(text.ChangedAt));
        Line("SEQUENCE:" + text.Sequence.ToString(CultureInfo.InvariantCulture));
        Line($"DTSTART;TZID={CalendarLines.Zone}:{CalendarLines.Local(text.From)}");
        Line($"DTEND;TZID={CalendarLines.Zone}:{CalendarLines.Local(text.To)}");
        Line("SUMMARY:" + CalendarLines.Text(text.Title));
        if (text.Description.Length > 0) Line("DESCRIPTION:" + CalendarLines.Text(text.Description));
        if (text.Place.Length > 0) Line("LOCATION:" + CalendarLines.Text(text.Place));
        Line("URL:" + text.Url.AbsoluteUri);
        Line("CLASS:PRIVATE");
        Line("TRANSP:OPAQUE");
        Line("STATUS:" + (text.IsOff ? "CANCELLED" : "CONFIRMED"));
        if (text.Organizer is { } from) Line($"ORGANIZER;CN={CalendarLines.Quoted(from.Name)}:mailto:{from.Address}");
        if (text.Attendee is { } to)
            Line($"ATTENDEE;CN={CalendarLines.Quoted(to.Name)};ROLE={to.Part};PARTSTAT=NEEDS-ACTION;RSVP=FALSE:mailto:{to.Address}");
        if (!text.IsOff)
            foreach (var before in (string[])["-PT1H", "-PT10M"])
            {
                Line("BEGIN:VALARM");
                Line("ACTION:DISPLAY");
                Line("DESCRIPTION:" + CalendarLines.Text(text.Title));
                Line("TRIGGER:" + before);
                Line("END:VALARM");
            }
        Line("END:VEVENT");
        Line("END:VCALENDAR");
        return file.ToString();
    }

    /// <summary>METHOD of what is written.</summary>
    public static string Method(InvitationText text) => text.Organizer is null ? "PUBLISH" : text.IsOff ? "CANCEL" : "REQUEST";
}
