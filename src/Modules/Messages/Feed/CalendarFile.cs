using System.Globalization;
using System.Text;

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
    const string Zone = "Asia/Ho_Chi_Minh";

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
        foreach (var line in (string[])["BEGIN:VTIMEZONE", "TZID:" + Zone, "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0700", "TZOFFSETTO:+0700", "TZNAME:+07", "END:STANDARD", "END:VTIMEZONE"])
            Line(file, line);
        foreach (var one in events) Event(file, one);
        Line(file, "END:VCALENDAR");
        return file.ToString();
    }

    static void Event(StringBuilder file, CalendarEvent one)
    {
        var stamp = one.ModifiedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
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

    /// <summary>A text value: backslash, semicolon, comma and line break escaped (3.3.11), control characters left out.</summary>
    static string Text(string value)
    {
        var text = new StringBuilder(value.Length);
        foreach (var c in value.Replace("\r\n", "\n", StringComparison.Ordinal))
        {
            if (c is '\\' or ';' or ',') text.Append('\\').Append(c);
            else if (c == '\n') text.Append("\\n");
            else if (!char.IsControl(c) || c == '\t') text.Append(c);
        }
        return text.ToString();
    }

    /// <summary>One content line, folded so that no line is longer than 75 octets without its break and no character is torn (3.1).</summary>
    static void Line(StringBuilder file, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > 75)
            {
                file.Append("\r\n ");
                octets = 1;
            }
            file.Append(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }
        file.Append("\r\n");
    }
}
