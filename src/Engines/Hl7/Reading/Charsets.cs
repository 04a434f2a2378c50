using System.Text;

namespace LienY.Hl7;

/// <summary>Character sets of MSH-18 that are read and written.</summary>
public static class Charsets
{
    /// <summary>What MSH-18 may say, for those who ask.</summary>
    public const string Known = "UNICODE UTF-8, ASCII, 8859/1";

    static readonly UTF8Encoding Strict = new(false, true);

    /// <summary>The encoding for a name; null where it is not read (UTF-16, Shift-JIS …). Without a name: UTF-8, of which ASCII is a part.</summary>
    public static Encoding? Of(string name) => name.Trim().ToUpperInvariant() switch
    {
        "" or "UNICODE UTF-8" or "UTF-8" or "UTF8" or "UNICODE" or "ASCII" or "US-ASCII" or "ISO IR6" => Strict,
        "8859/1" or "ISO-8859-1" or "ISO8859-1" or "ISO IR100" or "LATIN1" => Encoding.Latin1,
        _ => null,
    };

    /// <summary>UTF-16 or UTF-32 by its first bytes.</summary>
    public static bool IsWide(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 2 && ((bytes[0] == 0xFE && bytes[1] == 0xFF) || (bytes[0] == 0xFF && bytes[1] == 0xFE) || bytes[0] == 0 || bytes[1] == 0);

    /// <summary>Bytes of a text in the set of a name; what the set does not have loses its marks (đ becomes d), else becomes a question mark.</summary>
    public static byte[] Write(string text, string name)
    {
        var isAscii = name.Trim().ToUpperInvariant() is "ASCII" or "US-ASCII" or "ISO IR6" || (name.Trim().Length == 0 && Ascii(text));
        if (!isAscii && Of(name) is not { } encoding) encoding = Strict;
        else encoding = isAscii ? Encoding.ASCII : Of(name)!;
        return encoding == Strict ? Strict.GetBytes(Whole(text)) : encoding.GetBytes(Plain(text, encoding == Encoding.ASCII ? 0x7F : 0xFF));
    }

    static bool Ascii(string text) => text.All(char.IsAscii);

    // A lone half of a surrogate pair cannot be written.
    static string Whole(string text) => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));

    static string Plain(string text, int most)
    {
        if (text.All(c => c <= most)) return text;
        var to = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c <= most) to.Append(c);
            else if (c is 'đ' or 'Đ') to.Append(c == 'đ' ? 'd' : 'D');
            else if (char.IsSurrogate(c)) to.Append(char.IsLowSurrogate(c) ? "?" : "");
            else foreach (var part in c.ToString().Normalize(NormalizationForm.FormD))
            {
                if (char.GetUnicodeCategory(part) == System.Globalization.UnicodeCategory.NonSpacingMark) continue;
                to.Append(part <= most ? part : '?');
            }
        }
        return to.ToString();
    }
}
