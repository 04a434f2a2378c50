using System.Globalization;

namespace LienY.Hl7;

/// <summary>
/// A day or time as HL7 writes it (TS, DTM, DT): <c>YYYY[MM[DD[HH[MM[SS[.S…]]]]]][±ZZZZ]</c>, as exact as it was told. Without a zone it is that of Hà Nội.
/// </summary>
/// <param name="Start">The first moment that it may be.</param>
/// <param name="Digits">How exact: 4 a year, 6 a month, 8 a day, 10 an hour, 12 a minute, 14 a second, 17 a thousandth.</param>
public readonly record struct Hl7Time(DateTimeOffset Start, int Digits)
{
    /// <summary>+07:00.</summary>
    public static readonly TimeSpan Vietnam = TimeSpan.FromHours(7);

    static readonly string[] Forms = ["yyyy", "yyyyMM", "yyyyMMdd", "yyyyMMddHH", "yyyyMMddHHmm", "yyyyMMddHHmmss"];

    /// <summary>Reads one; null where it is none. Separators of days that some systems write (2025-01-31 07:30) are read too.</summary>
    public static Hl7Time? Of(string text)
    {
        text = text.Trim();
        if (text.Length > 10 && text[4] == '-' && text[7] == '-') text = text[..10].Replace("-", "", StringComparison.Ordinal) + text[10..].TrimStart('T', ' ')
            .Replace(":", "", StringComparison.Ordinal);
        else if (text.Length == 10 && text[4] == '-' && text[7] == '-') text = text.Replace("-", "", StringComparison.Ordinal);
        // Some write what they do not know as zeros.
        if (text.Length == 8 && text.EndsWith("00", StringComparison.Ordinal)) text = text.EndsWith("0000", StringComparison.Ordinal) ? text[..4] : text[..6];
        var zone = Vietnam;
        var sign = text.LastIndexOfAny(['+', '-']);
        if (sign >= 4)
        {
            var told = text[(sign + 1)..];
            if (told.Length != 4 || !told.All(char.IsAsciiDigit)) return null;
            var (hours, minutes) = (int.Parse(told[..2], CultureInfo.InvariantCulture), int.Parse(told[2..], CultureInfo.InvariantCulture));
            if (hours > 14 || minutes > 59 || (hours == 14 && minutes > 0)) return null;
            zone = new TimeSpan(hours, minutes, 0) * (text[sign] == '-' ? -1 : 1);
            text = text[..sign];
        }
        var parts = text.Split('.');
        if (parts.Length > 2 || (parts.Length == 2 && (parts[0].Length != 14 || parts[1].Length is 0 or > 9 || !parts[1].All(char.IsAsciiDigit)))) return null;
        if (parts[0].Length % 2 != 0 || parts[0].Length is < 4 or > 14 || !parts[0].All(char.IsAsciiDigit)) return null;
        if (!DateTime.TryParseExact(parts[0], Forms[(parts[0].Length - 4) / 2], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)) return null;
        if (at.Year < 1000 || (at.Year == 9999 && at.Month == 12)) return null;
        if (parts.Length == 2) at = at.AddMilliseconds(int.Parse(parts[1].PadRight(3, '0')[..3], CultureInfo.InvariantCulture));
        return new(new DateTimeOffset(at, zone), parts.Length == 2 ? 17 : parts[0].Length);
    }

    /// <summary>As FHIR dateTime: as exact as it is; hours and minutes are filled up to seconds, which FHIR demands.</summary>
    public string Fhir => Digits switch
    {
        4 => Start.ToString("yyyy", CultureInfo.InvariantCulture),
        6 => Start.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        8 => Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        17 => Start.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture),
        _ => Start.ToString("yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture),
    };

    /// <summary>As FHIR date: never more than the day.</summary>
    public string FhirDate => Digits > 8 ? Start.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : Fhir;

    /// <summary>As FHIR instant; null where no time of day is known.</summary>
    public string? Instant => Digits > 8 ? Fhir : null;

    /// <summary>A moment as HL7 writes it, to the second, with its zone.</summary>
    public static string Write(DateTimeOffset at) => at.ToString("yyyyMMddHHmmsszzz", CultureInfo.InvariantCulture).Replace(":", "", StringComparison.Ordinal);

    /// <summary>A FHIR date, dateTime or instant as HL7 writes it, as exact as it is; empty where it is none.</summary>
    public static string OfFhir(string text)
    {
        var day = text.Split('T')[0].Replace("-", "", StringComparison.Ordinal);
        if (!text.Contains('T', StringComparison.Ordinal)) return day.Length is 4 or 6 or 8 && day.All(char.IsAsciiDigit) ? day : "";
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? Write(at) : "";
    }
}
