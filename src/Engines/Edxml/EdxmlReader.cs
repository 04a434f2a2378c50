using System.Globalization;
using System.Text;
using System.Xml;

namespace LienY.Edxml;

/// <summary>
/// Reads a message as other offices really write it: digits or a byte order mark before the XML, both spellings of "Bussiness", elements without prefix, optional
/// parts left out. Files are streamed to where the caller says. What cannot be read is refused with the element at fault.
/// </summary>
public static class EdxmlReader
{
    /// <summary>Reads a stream; <paramref name="sink"/> gives for the file of a place where its bytes go (closed here).</summary>
    /// <exception cref="EdxmlFault">It cannot be read.</exception>
    public static EdxmlReading Read(Stream input, Func<int, Stream> sink, EdxmlLimits? limits = null)
    {
        limits ??= new();
        var warnings = new List<string>();
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = limits.Characters,
            MaxCharactersFromEntities = 1024,
            IgnoreComments = true,
            IgnoreProcessingInstructions = true,
            IgnoreWhitespace = true,
        };
        try
        {
            using var xml = XmlReader.Create(EdxmlOpening.Of(input, warnings), settings);
            return new EdxmlWalk(xml, sink, limits, warnings).Read();
        }
        catch (XmlException problem) when (problem.Message.Contains("DTD", StringComparison.Ordinal))
        {
            throw new EdxmlFault("dtd", "", "Tệp chứa khai báo DTD nên không nhận, vì có thể gây hại. Xin đề nghị nơi gửi bỏ phần <!DOCTYPE …> rồi gửi lại.");
        }
        catch (XmlException problem) when (problem.Message.Contains("MaxCharacters", StringComparison.Ordinal))
        {
            throw new EdxmlFault("too-large", "", "Tệp lớn hơn mức cho phép ({0} triệu ký tự) nên không nhận. Xin đề nghị nơi gửi chia nhỏ tệp đính kèm.",
                limits.Characters / 1_000_000);
        }
        catch (XmlException problem)
        {
            throw new EdxmlFault("broken", "", "Tệp XML bị hỏng ở dòng {0}, cột {1}. Xin đề nghị nơi gửi xuất lại tệp rồi gửi lại.", problem.LineNumber,
                problem.LinePosition);
        }
        catch (Exception problem) when (problem is DecoderFallbackException or ArgumentException)
        {
            throw new EdxmlFault("broken", "", "Tệp không đúng bảng mã đã khai báo. Xin đề nghị nơi gửi lưu lại bằng UTF-8 rồi gửi lại.");
        }
    }

    /// <summary>Reads bytes; the files too, in order.</summary>
    public static (EdxmlReading Reading, IReadOnlyList<byte[]> Files) Read(byte[] bytes, EdxmlLimits? limits = null)
    {
        var files = new List<MemoryStream>();
        var reading = Read(new MemoryStream(bytes, writable: false), _ =>
        {
            files.Add(new MemoryStream());
            return files[^1];
        }, limits);
        return (reading, [.. files.Select(f => f.ToArray())]);
    }
}

/// <summary>What stands before the XML of a file.</summary>
static class EdxmlOpening
{
    const int Seen = 64;

    /// <summary>The stream from its first "&lt;" on, where only a byte order mark, digits or blanks stand before it.</summary>
    public static Stream Of(Stream input, List<string> warnings)
    {
        var head = new byte[Seen];
        var count = input.ReadAtLeast(head, Seen, throwOnEndOfStream: false);
        if (count == 0) throw new EdxmlFault("not-xml", "", "Tệp trống. Xin chọn lại tệp edXML.");
        // UTF-16 tells itself by its mark; the XML reader knows it.
        if (count >= 2 && (head[0], head[1]) is (0xFF, 0xFE) or (0xFE, 0xFF)) return new Joined(head, 0, count, input);
        var at = Array.IndexOf(head, (byte)'<', 0, count);
        var before = at < 0 ? ReadOnlySpan<byte>.Empty : head.AsSpan(0, at);
        if (before.StartsWith<byte>([0xEF, 0xBB, 0xBF])) before = before[3..];
        foreach (var b in before)
            if (b is not ((>= (byte)'0' and <= (byte)'9') or (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n' or 0xEF or 0xBB or 0xBF)) at = -1;
        if (at < 0)
            throw new EdxmlFault("not-xml", "", "Tệp không phải là edXML: không thấy “<?xml” ở đầu tệp. Xin chọn đúng tệp .edxml hoặc .xml mà nơi gửi xuất ra.");
        if (before.ContainsAnyInRange((byte)'0', (byte)'9')) warnings.Add("Đầu tệp có chữ số thừa trước “<?xml”; đã bỏ qua.");
        return new Joined(head, at, count - at, input);
    }

    /// <summary>Bytes already read, then the rest.</summary>
    sealed class Joined(byte[] head, int from, int count, Stream rest) : Stream
    {
        int at;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int size)
        {
            if (at >= count) return rest.Read(buffer, offset, size);
            var taken = Math.Min(size, count - at);
            Buffer.BlockCopy(head, from + at, buffer, offset, taken);
            at += taken;
            return taken;
        }

        public override void Flush()
        {
            // Nothing is ever written here.
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int size) => throw new NotSupportedException();
    }
}
