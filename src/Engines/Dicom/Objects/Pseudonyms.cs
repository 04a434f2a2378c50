using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace LienY.Dicom;

/// <summary>
/// Keyed pseudonyms of one project: the same source always becomes the same, so that studies of a patient stay together, and without the key
/// nobody comes back (PS3.15 §E.3.9).
/// </summary>
public sealed class Pseudonyms(ReadOnlyMemory<byte> key)
{
    /// <summary>The UID that stands for another one, under 2.25.</summary>
    public string Uid(string uid)
    {
        var bytes = Of("uid", uid)[..16];
        (bytes[6], bytes[8]) = ((byte)(bytes[6] & 0x0F | 0x80), (byte)(bytes[8] & 0x3F | 0x80));
        return Uids.Of(new Guid(bytes, bigEndian: true));
    }

    /// <summary>A patient's code: ten letters and digits that are not mistaken for one another.</summary>
    public string Patient(string patientId)
    {
        const string Letters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
        return string.Concat(Of("patient", patientId)[..10].Select(b => Letters[b & 31]));
    }

    /// <summary>Days a patient's dates go back, 1 to 3650: the same for all studies of the patient.</summary>
    public int DaysBack(string patientId)
    {
        var bytes = Of("days", patientId);
        return 1 + (bytes[0] << 16 | bytes[1] << 8 | bytes[2]) % 3650;
    }

    /// <summary>A date of 4, 6 or 8 digits, with what follows, that many days before; empty where it is no date.</summary>
    public static string Shifted(string text, int daysBack)
    {
        var digits = new string([.. text.TakeWhile(char.IsAsciiDigit)]);
        var plain = text.Length == 10 && text[4] == '.' && text[7] == '.' ? text.Replace(".", "", StringComparison.Ordinal) : text;
        if (plain != text) digits = plain;
        var known = Math.Min(digits.Length, 8) / 2 * 2;
        if (known < 4) return "";
        var day = (digits[..known] + "0101"[(known - 4)..])[..8];
        if (!DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) || date.DayNumber <= daysBack) return "";
        return date.AddDays(-daysBack).ToString("yyyyMMdd", CultureInfo.InvariantCulture)[..known] + plain[known..];
    }

    byte[] Of(string what, string text) => HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes(what + "\n" + text));
}
