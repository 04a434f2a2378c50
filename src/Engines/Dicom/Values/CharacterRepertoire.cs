using System.Collections.Frozen;
using System.Text;

namespace LienY.Dicom;

/// <summary>One repertoire of PS3.3 §C.12.1.1.2: its defined terms, the escape that calls it and how its bytes are read.</summary>
/// <param name="Term">The number in ISO_IR nn and ISO 2022 IR nn, or the term itself (GB18030, GBK).</param>
/// <param name="Escape">What follows ESC where the repertoire is called by code extension (ISO/IEC 2022).</param>
/// <param name="IsHigh">The repertoire lies in G1: bytes from A0 on.</param>
/// <param name="Width">Bytes of a character: 1, or 2 for the East Asian planes.</param>
/// <param name="CodePage">The code page that holds the repertoire.</param>
/// <param name="Or">What is put on the first and the second byte before the code page reads them.</param>
sealed record CharacterRepertoire(string Term, string Escape, bool IsHigh, int Width, int CodePage, (byte First, byte Second) Or = default)
{
    public static readonly CharacterRepertoire Ascii = new("6", "(B", false, 1, 20127);
    public static readonly CharacterRepertoire Katakana = new("13", ")I", true, 1, 932);

    static readonly CharacterRepertoire[] all =
    [
        Ascii, new("14", "(J", false, 1, 20127), Katakana,
        new("100", "-A", true, 1, 28591), new("101", "-B", true, 1, 28592), new("109", "-C", true, 1, 28593), new("110", "-D", true, 1, 28594),
        new("144", "-L", true, 1, 28595), new("127", "-G", true, 1, 28596), new("126", "-F", true, 1, 28597), new("138", "-H", true, 1, 28598),
        new("148", "-M", true, 1, 28599), new("203", "-b", true, 1, 28605), new("166", "-T", true, 1, 874),
        new("87", "$B", false, 2, 20932, (0x80, 0x80)), new("159", "$(D", false, 2, 20932, (0x80, 0)),
        new("149", "$)C", true, 2, 949), new("58", "$)A", true, 2, 936),
    ];

    static readonly FrozenDictionary<string, CharacterRepertoire> byTerm = all.ToFrozenDictionary(r => r.Term, StringComparer.Ordinal);

    readonly Lazy<Encoding> encoding = new(() =>
        CodePagesEncodingProvider.Instance.GetEncoding(CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ReplacementFallback)
        ?? Encoding.GetEncoding(CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ReplacementFallback));

    /// <summary>The repertoire of a term such as "ISO_IR 100", "ISO 2022 IR 87" or, as devices write it, "ISO-IR 100"; null where nobody knows it.</summary>
    public static CharacterRepertoire? Of(string term)
    {
        var at = term.AsSpan().LastIndexOfAny(' ', '_', 'R');
        return byTerm.GetValueOrDefault(at < 0 ? term : term[(at + 1)..].Trim());
    }

    /// <summary>The repertoire an escape sequence calls, and the escape's length without ESC; null for one that is not DICOM's.</summary>
    public static CharacterRepertoire? Called(ReadOnlySpan<byte> afterEscape)
    {
        foreach (var repertoire in all)
        {
            var escape = repertoire.Escape;
            if (afterEscape.Length < escape.Length) continue;
            var same = true;
            for (var i = 0; i < escape.Length && same; i++) same = afterEscape[i] == escape[i];
            if (same) return repertoire;
        }
        return null;
    }

    /// <summary>Adds the characters of bytes that belong to this repertoire alone.</summary>
    public void Decode(ReadOnlySpan<byte> bytes, StringBuilder text)
    {
        if (Or == default)
        {
            text.Append(encoding.Value.GetString(bytes));
            return;
        }
        Span<byte> both = stackalloc byte[2];
        for (var i = 0; i + 1 < bytes.Length; i += 2)
        {
            (both[0], both[1]) = ((byte)(bytes[i] | Or.First), (byte)(bytes[i + 1] | Or.Second));
            text.Append(encoding.Value.GetString(both));
        }
    }

    /// <summary>The bytes of one character, or none where the repertoire does not hold it.</summary>
    public int Encode(ReadOnlySpan<char> character, Span<byte> bytes)
    {
        int count;
        try
        {
            count = encoding.Value.GetBytes(character, bytes);
        }
        catch (EncoderFallbackException)
        {
            return 0;
        }
        var kana = this == Katakana;
        if (count != Width || IsHigh && (bytes[0] < 0xA0 || kana && bytes[0] > 0xDF) || !IsHigh && Width == 1 && bytes[0] >= 0x80) return 0;
        if (Width == 2)
        {
            if (IsHigh && bytes[1] < 0xA0) return 0;
            if (Or != default)
            {
                if (bytes[0] < 0xA1 || (bytes[1] & 0x80) != Or.Second) return 0;
                (bytes[0], bytes[1]) = ((byte)(bytes[0] & 0x7F), (byte)(bytes[1] & 0x7F));
            }
        }
        return count;
    }
}
