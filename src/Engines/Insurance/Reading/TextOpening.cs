using System.Text;

namespace LienY.Insurance;

/// <summary>Finds out how bytes are written: by their mark, by the zeros of UTF-16, else UTF-8; what a file says of itself is only compared.</summary>
static class TextOpening
{
    static readonly UTF8Encoding Utf8 = new(false, true);
    static readonly UnicodeEncoding Little = new(false, false, true), Big = new(true, false, true);

    /// <summary>A reader of the characters; <paramref name="told"/> is set when the file calls itself something else.</summary>
    public static StreamReader Open(Stream bytes, out string? told, out string real)
    {
        var head = new byte[256];
        var length = bytes.ReadAtLeast(head, head.Length, throwOnEndOfStream: false);
        var encoding = Detect(head.AsSpan(0, length), out var mark);
        real = encoding is UTF8Encoding ? "UTF-8" : "UTF-16";
        told = Told(head.AsSpan(mark, length - mark), encoding);
        if (told is not null && told.StartsWith(real, StringComparison.OrdinalIgnoreCase)) told = null;
        return new StreamReader(new HeadedStream(head, mark, length, bytes), encoding, detectEncodingFromByteOrderMarks: false, 2048);
    }

    static Encoding Detect(ReadOnlySpan<byte> head, out int mark)
    {
        mark = 0;
        if (head.StartsWith((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF]))
        {
            mark = 3;
            return Utf8;
        }
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE, 0, 0]) || head.StartsWith((ReadOnlySpan<byte>)[0, 0, 0xFE, 0xFF])) throw new ReadingStop("file.encoding");
        if (head.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || head.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
        {
            mark = 2;
            return head[0] == 0xFF ? Little : Big;
        }
        if (head.Length >= 4 && head[0] != 0 && head[1] == 0 && head[2] != 0 && head[3] == 0) return Little;
        return head.Length >= 4 && head[0] == 0 && head[1] != 0 && head[2] == 0 && head[3] != 0 ? Big : Utf8;
    }

    static string? Told(ReadOnlySpan<byte> head, Encoding encoding)
    {
        var text = encoding is UTF8Encoding ? Encoding.Latin1.GetString(head) : encoding.GetString(head[..(head.Length & ~1)]);
        var end = text.IndexOf("?>", StringComparison.Ordinal);
        var at = end < 0 ? -1 : text.IndexOf("encoding", 0, end, StringComparison.Ordinal);
        if (at < 0) return null;
        var open = text.AsSpan(at, end - at).IndexOfAny('"', '\'');
        if (open < 0) return null;
        var rest = text.AsSpan(at + open + 1, end - at - open - 1);
        var close = rest.IndexOf(text[at + open]);
        return close > 0 ? rest[..close].Trim().ToString() : null;
    }

    /// <summary>Bytes read ahead, then the rest.</summary>
    sealed class HeadedStream(byte[] head, int from, int length, Stream rest) : ForwardStream
    {
        int at = from;

        public override int Read(Span<byte> buffer)
        {
            if (at >= length) return rest.Read(buffer);
            var take = Math.Min(buffer.Length, length - at);
            head.AsSpan(at, take).CopyTo(buffer);
            at += take;
            return take;
        }
    }
}

/// <summary>A stream that is only read, forward.</summary>
abstract class ForwardStream : Stream
{
    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
