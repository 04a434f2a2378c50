using System.Text;

namespace LienY.Dicom;

/// <summary>What Specific Character Set (0008,0005) says (PS3.3 §C.12.1.1.2, PS3.5 §6.1): how the bytes of text elements are read and written.</summary>
public sealed class Charset
{
    const byte Esc = 0x1B;

    /// <summary>The default repertoire, ASCII; bytes above it are read as UTF-8 or else Latin-1, for devices that say nothing.</summary>
    public static readonly Charset Default = new([], null, [CharacterRepertoire.Ascii]);

    /// <summary>UTF-8 (ISO_IR 192), what we write.</summary>
    public static readonly Charset Utf8 = new(["ISO_IR 192"], new UTF8Encoding(false), []);

    static readonly Encoding strictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    readonly Encoding? whole;
    readonly CharacterRepertoire[] sets;

    Charset(IReadOnlyList<string> terms, Encoding? whole, CharacterRepertoire[] sets) => (Terms, this.whole, this.sets) = (terms, whole, sets);

    /// <summary>The defined terms, as they stand in (0008,0005).</summary>
    public IReadOnlyList<string> Terms { get; }

    /// <summary>The character set of the values of (0008,0005); terms nobody knows are passed over.</summary>
    public static Charset Of(IReadOnlyList<string> terms)
    {
        if (terms.Count == 0) return Default;
        switch (terms[0].Trim())
        {
            case "ISO_IR 192" or "UTF-8" or "ISO 2022 IR 192": return terms is ["ISO_IR 192"] ? Utf8 : new Charset([.. terms], Utf8.whole, []);
            case "GB18030": return new Charset([.. terms], Page(54936), []);
            case "GBK": return new Charset([.. terms], Page(936), []);
        }
        var sets = terms.Select(t => t.Trim() is { Length: > 0 } term ? CharacterRepertoire.Of(term) : CharacterRepertoire.Ascii).OfType<CharacterRepertoire>().ToArray();
        return new Charset([.. terms], null, sets.Length == 0 ? [CharacterRepertoire.Ascii] : sets);
    }

    /// <summary>The text of bytes: escapes are followed and forgotten at every delimiter (PS3.5 §6.1.2.5.3).</summary>
    public string Decode(ReadOnlySpan<byte> bytes, Vr vr)
    {
        if (whole is not null) return whole.GetString(bytes);
        if (bytes.IndexOf(Esc) < 0 && System.Text.Ascii.IsValid(bytes)) return Encoding.ASCII.GetString(bytes);
        if (sets.Length == 1 && sets[0] == CharacterRepertoire.Ascii && bytes.IndexOf(Esc) < 0) return Unsaid(bytes);

        var text = new StringBuilder(bytes.Length);
        var high = First;
        var low = CharacterRepertoire.Ascii;
        for (var i = 0; i < bytes.Length;)
        {
            var b = bytes[i];
            if (b == Esc && CharacterRepertoire.Called(bytes[(i + 1)..]) is { } called)
            {
                if (called.IsHigh) high = called; else low = called;
                i += 1 + called.Escape.Length;
                continue;
            }
            if (b < 0x20 || low.Width == 1 && IsDelimiter(b, vr))
            {
                (high, low) = (First, CharacterRepertoire.Ascii);
                text.Append((char)b);
                i++;
                continue;
            }
            var set = b >= 0x80 ? high : low;
            var end = i;
            while (end < bytes.Length && bytes[end] >= 0x20 && (bytes[end] >= 0x80) == (b >= 0x80) && (set.Width == 2 || !IsDelimiter(bytes[end], vr)))
            {
                end += Math.Min(set.Width, bytes.Length - end);
            }
            set.Decode(bytes[i..end], text);
            i = end;
        }
        return text.ToString();
    }

    /// <summary>The bytes of a text, with the escapes it needs; false where a character is in none of the repertoires (it is then written as ?).</summary>
    public bool TryEncode(string text, Vr vr, out byte[] bytes)
    {
        if (whole is not null)
        {
            bytes = whole.GetBytes(text);
            return true;
        }
        if (System.Text.Ascii.IsValid(text))
        {
            bytes = Encoding.ASCII.GetBytes(text);
            return true;
        }
        var written = new List<byte>(text.Length * 2);
        var all = true;
        var (high, low) = (First, CharacterRepertoire.Ascii);
        Span<byte> room = stackalloc byte[8];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                if (low != CharacterRepertoire.Ascii) Call(low = CharacterRepertoire.Ascii, written);
                written.Add((byte)rune.Value);
                if (rune.Value < 0x20 || IsDelimiter((byte)rune.Value, vr)) high = First;
                continue;
            }
            var character = rune.ToString();
            var count = high.IsHigh ? high.Encode(character, room) : 0;
            if (count == 0 && low.Width == 2) count = low.Encode(character, room);
            for (var i = 0; count == 0 && i < sets.Length; i++)
            {
                if (sets[i].Width == 1 && !sets[i].IsHigh || (count = sets[i].Encode(character, room)) == 0) continue;
                if (sets[i].IsHigh) high = sets[i]; else low = sets[i];
                Call(sets[i], written);
            }
            if (count == 0)
            {
                if (low != CharacterRepertoire.Ascii) Call(low = CharacterRepertoire.Ascii, written);
                all = false;
                room[0] = (byte)'?';
                count = 1;
            }
            written.AddRange(room[..count]);
        }
        if (low != CharacterRepertoire.Ascii) Call(CharacterRepertoire.Ascii, written);
        bytes = [.. written];
        return all;
    }

    CharacterRepertoire First => sets[0];

    static bool IsDelimiter(byte b, Vr vr) => b == '\\' && !vr.IsOneText() || vr == Vr.PN && b is (byte)'^' or (byte)'=';

    static void Call(CharacterRepertoire set, List<byte> written)
    {
        written.Add(Esc);
        foreach (var c in set.Escape) written.Add((byte)c);
    }

    static string Unsaid(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return strictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return Encoding.Latin1.GetString(bytes);
        }
    }

    static Encoding Page(int number) => CodePagesEncodingProvider.Instance.GetEncoding(number)!;
}
