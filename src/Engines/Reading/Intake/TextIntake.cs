using System.Text;

namespace LienY.Reading;

/// <summary>Plain text: finds the encoding, converts, and splits into lines.</summary>
static class TextIntake
{
    public static SourceText Open(ReadOnlyMemory<byte> bytes, ReadingLimits limits)
    {
        var (text, encoding) = Decode(bytes.Span);
        var warnings = new List<ReadingWarning>();
        if (encoding == "utf-8-damaged")
        {
            warnings.Add(new("encoding-damaged", "Một số byte của tệp bị hỏng, đã thay bằng ký tự \uFFFD; hãy đối chiếu bản gốc.", new(1, 1), []));
            encoding = "utf-8";
        }
        var (converted, name) = OldEncodings.Convert(text, encoding);
        if (name != encoding) warnings.Add(OldEncodings.Warning(name, Split(text).Count));
        var lines = Split(converted);
        if (lines.Count > limits.Lines)
            throw new ReadingRefusal("too-many-lines", $"Văn bản có {lines.Count} dòng, vượt mức {limits.Lines} dòng.", "Hãy tách tệp rồi nhập từng phần.");
        return new("text", name, [.. lines.Select((raw, i) => new SourceLine(i + 1, raw))], warnings);
    }

    /// <summary>The text of a file in Unicode, and the encoding it was in.</summary>
    public static (string Text, string Encoding) Unicode(ReadOnlySpan<byte> bytes)
    {
        var (text, encoding) = Decode(bytes);
        return OldEncodings.Convert(text, encoding == "utf-8-damaged" ? "utf-8" : encoding);
    }

    static List<string> Split(string text)
    {
        var lines = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is not ('\n' or '\r')) continue;
            lines.Add(text[start..i]);
            if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n') i++;
            start = i + 1;
        }
        if (start < text.Length) lines.Add(text[start..]);
        return lines;
    }

    static (string Text, string Encoding) Decode(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF])) bytes = bytes[3..];
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE])) return (Compose(Encoding.Unicode.GetString(bytes[2..])), "utf-16");
        else if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF])) return (Compose(Encoding.BigEndianUnicode.GetString(bytes[2..])), "utf-16");
        else if (Nulls(bytes, 1) > bytes.Length / 8 && Nulls(bytes, 0) < bytes.Length / 50) return (Compose(Encoding.Unicode.GetString(bytes)), "utf-16");
        else if (Nulls(bytes, 0) > bytes.Length / 8 && Nulls(bytes, 1) < bytes.Length / 50) return (Compose(Encoding.BigEndianUnicode.GetString(bytes)), "utf-16");
        if (bytes.Contains((byte)0) && Nulls(bytes, 0) + Nulls(bytes, 1) > bytes.Length / 200)
            throw new ReadingRefusal("binary", "Tệp không phải văn bản.", "Hãy nhập bản DOCX hoặc bản văn bản (.txt) mã UTF-8.");
        var text = Encoding.UTF8.GetString(bytes);
        var damaged = text.Count(c => c == '\uFFFD');
        if (damaged == 0) return (Compose(text), "utf-8");
        var multibyte = text.Count(c => c >= 0x1EA0 && c <= 0x1EF9);
        return damaged * 20 < multibyte ? (Compose(text), "utf-8-damaged") : (Encoding.Latin1.GetString(bytes), "unknown");
    }

    static int Nulls(ReadOnlySpan<byte> bytes, int parity)
    {
        var count = 0;
        for (var i = parity; i < bytes.Length; i += 2)
            if (bytes[i] == 0) count++;
        return count;
    }

    // Lone surrogates cannot be normalised; such text is repaired first.
    static string Compose(string text)
    {
        var clean = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text));
        return clean.Normalize(NormalizationForm.FormC).Replace("\0", "", StringComparison.Ordinal);
    }
}
