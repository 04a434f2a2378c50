using System.Globalization;
using System.Text;
using LienY.Kernel;

namespace LienY.Messages;

/// <summary>One event of a calendar file.</summary>
/// <param name="Uid">Never changes for the same thing.</param>
/// <param name="Sequence">Grows with each change.</param>
/// <param name="Last">Last day; an event without hour covers whole days.</param>
sealed record CalendarEvent(
    string Uid, int Sequence, DateTimeOffset ModifiedAt, string Summary, string Description, string Category, Uri? Url, DateOnly From, DateOnly Last, TimeOnly? At, bool IsDone);

/// <summary>Writes iCalendar (RFC 5545): CRLF, lines folded at 75 octets between characters, texts escaped, hours of Asia/Ho_Chi_Minh with its zone.</summary>
static class CalendarFile
{
    const string Zone = CalendarLines.Zone;

    /// <summary>The whole file.</summary>
    public static string Write(string name, IEnumerable<CalendarEvent> events)
    {
        var file = new StringBuilder();
        Line(file, "BEGIN:VCALENDAR");
        Line(file, "VERSION:2.0");
        Line(file, "PRODID:-//Lien Y//Lich nghia vu//VI");
        Line(file, "CALSCALE:GREGORIAN");
        Line(file, "METHOD:PUBLISH");
        Line(file, "X-WR-CALNAME:" + Text(name));
        Line(file, "X-WR-TIMEZONE:" + Zone);
        Line(file, "REFRESH-INTERVAL;VALUE=DURATION:PT1H");
        Line(file, "X-PUBLISHED-TTL:PT1H");
        foreach (var line in CalendarLines.ZoneLines)
            Line(file, line);
        foreach (var one in events) Event(file, one);
        Line(file, "END:VCALENDAR");
        return file.ToString();
    }

    static void Event(StringBuilder file, CalendarEvent one)
    {
        var stamp = CalendarLines.Utc(one.ModifiedAt);
        Line(file, "BEGIN:VEVENT");
        Line(file, "UID:" + Text(one.Uid));
        Line(file, "DTSTAMP:" + stamp);
        Line(file, "LAST-MODIFIED:" + stamp);
        Line(file, "SEQUENCE:" + one.Sequence.ToString(CultureInfo.InvariantCulture));
        if (one.At is { } at)
        {
            Line(file, $"DTSTART;TZID={Zone}:{one.From.ToDateTime(at).ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture)}");
            Line(file, "DURATION:PT1H");
        }
        else
        {
            Line(file, "DTSTART;VALUE=DATE:" + one.From.ToString("yyyyMMdd", CultureInfo.InvariantCulture));
            // The end is the first day that no longer belongs to it (3.6.1).
            Line(file, "DTEND;VALUE=DATE:" + one.Last.AddDays(1).ToString("yyyyMMdd", CultureInfo.InvariantCulture));
        }
        Line(file, "SUMMARY:" + Text(one.Summary));
        if (one.Description.Length > 0) Line(file, "DESCRIPTION:" + Text(one.Description));
        Line(file, "CATEGORIES:" + Text(one.Category));
        if (one.Url is { } url) Line(file, "URL:" + url.AbsoluteUri);
        Line(file, "TRANSP:" + (one.At is null ? "TRANSPARENT" : "OPAQUE"));
        Line(file, "STATUS:CONFIRMED");
        Line(file, "END:VEVENT");
    }

    static string Text(string value) => CalendarLines.Text(value);

    static void Line(StringBuilder file, string line) => CalendarLines.Line(file, line);
}
