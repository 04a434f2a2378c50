using System.Globalization;
using System.Text;

namespace LienY.Kernel;

/// <summary>Lines of iCalendar (RFC 5545): CRLF, folded at 75 octets between characters, texts escaped, the zone of Hà Nội.</summary>
public static class CalendarLines
{
    /// <summary>Name of our zone.</summary>
    public const string Zone = "Asia/Ho_Chi_Minh";

    /// <summary>The zone as a calendar has to carry it.</summary>
    public static readonly IReadOnlyList<string> ZoneLines =
        ["BEGIN:VTIMEZONE", "TZID:" + Zone, "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0700", "TZOFFSETTO:+0700", "TZNAME:+07", "END:STANDARD", "END:VTIMEZONE"];

    /// <summary>A text value: backslash, semicolon, comma and line break escaped (3.3.11), control characters left out.</summary>
    public static string Text(string value)
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

    /// <summary>A value of a parameter in quotes: what may not stand there (3.2) is left out.</summary>
    public static string Quoted(string value) => "\"" + string.Concat(value.Where(c => c != '"' && !char.IsControl(c))) + "\"";

    /// <summary>An instant in UTC.</summary>
    public static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    /// <summary>An instant as the clock of Hà Nội shows it, for a property with TZID.</summary>
    public static string Local(DateTimeOffset at) => Say.WallClock(at).ToString("yyyyMMdd'T'HHmmss", CultureInfo.InvariantCulture);

    /// <summary>One content line, folded so that no line is longer than 75 octets without its break and no character is torn (3.1).</summary>
    public static void Line(StringBuilder file, string line)
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
