using System.IO.Compression;
using System.Xml;

namespace LienY.Reading;

/// <summary>Opens the archive of a DOCX or ODT before anything parses it: entries, sizes as really unpacked, macros, DTDs, depth.</summary>
static class DocxGuard
{
    public static void Check(ReadOnlyMemory<byte> bytes, ReadingLimits limits, string format = "DOCX", string main = "word/document.xml")
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(bytes.ToArray(), false), ZipArchiveMode.Read);
            if (archive.Entries.Count > limits.Entries) throw Bomb(format);
            long total = 0;
            var hasDocument = false;
            foreach (var entry in archive.Entries)
            {
                var name = entry.FullName.ToLowerInvariant();
                if (name.EndsWith("vbaproject.bin", StringComparison.Ordinal) || name.EndsWith("vbadata.xml", StringComparison.Ordinal)
                    || (format == "ODT" && (name.StartsWith("basic/", StringComparison.Ordinal) || name.StartsWith("scripts/", StringComparison.Ordinal)) && entry.Length > 0))
                    throw Macro(format);
                if (entry.IsEncrypted)
                    throw new ReadingRefusal("encrypted", "Tệp đang được khóa bằng mật khẩu nên không đọc được.", "Hãy bỏ mật khẩu, lưu lại rồi nhập lại.");
                hasDocument |= name == main;
                total += entry.Length;
                if (total > limits.UnpackedBytes || Suspicious(entry.Length, entry.CompressedLength, limits)) throw Bomb(format);
            }
            if (!hasDocument)
                throw new ReadingRefusal("not-docx", "Tệp là một gói nén nhưng không phải văn bản Word (.docx).", "Hãy nhập tệp .docx hoặc .txt.");
            total = 0;
            foreach (var entry in archive.Entries) total += Unpack(entry, limits, limits.UnpackedBytes - total, format);
        }
        catch (Exception error) when (error is InvalidDataException or XmlException or IOException or NotSupportedException or ArgumentException)
        {
            throw Damaged(format);
        }
    }

    public static ReadingRefusal Damaged(string format = "DOCX") =>
        new("damaged", $"Tệp {format} đã hỏng, không mở được.", "Hãy mở bằng Word, lưu lại thành .docx rồi nhập lại.");

    static ReadingRefusal Bomb(string format) => new("archive-bomb", $"Tệp {format} bung ra quá lớn so với mức an toàn nên không được mở.",
        "Hãy bỏ ảnh và đối tượng nhúng trong tệp, lưu lại rồi nhập lại.");

    static ReadingRefusal Macro(string format) => new("macro", $"Tệp {format} có chứa macro nên không được nhập.", "Hãy lưu lại ở dạng .docx không macro rồi nhập lại.");

    static bool Suspicious(long length, long packed, ReadingLimits limits) => length > 1_000_000 && length > Math.Max(1, packed) * limits.Ratio;

    // Sizes in the directory may lie, so every entry is read through with a counter; parts in XML also through a strict reader.
    static long Unpack(ZipArchiveEntry entry, ReadingLimits limits, long left, string format)
    {
        using var counted = new Counted(entry.Open(), left, () => Bomb(format));
        var name = entry.FullName.ToLowerInvariant();
        if (name.EndsWith(".xml", StringComparison.Ordinal) || name.EndsWith(".rels", StringComparison.Ordinal)) ReadXml(counted, name, limits, format);
        counted.CopyTo(Stream.Null);
        if (Suspicious(counted.Count, entry.CompressedLength, limits)) throw Bomb(format);
        return counted.Count;
    }

    static void ReadXml(Stream stream, string name, ReadingLimits limits, string format)
    {
        var settings = new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            XmlResolver = null,
            MaxCharactersInDocument = limits.UnpackedBytes,
            CloseInput = false,
        };
        using var reader = XmlReader.Create(stream, settings);
        while (reader.Read())
        {
            if (reader.Depth > limits.XmlDepth)
                throw new ReadingRefusal("xml-too-deep", $"Cấu trúc bên trong tệp {format} lồng nhau quá sâu nên không được mở.",
                    "Hãy mở bằng Word, chép nội dung sang tệp mới rồi nhập lại.");
            if (format == "ODT" && name == "meta-inf/manifest.xml" && reader.LocalName == "encryption-data")
                throw new ReadingRefusal("encrypted", "Tệp đang được khóa bằng mật khẩu nên không đọc được.", "Hãy bỏ mật khẩu, lưu lại rồi nhập lại.");
            if (name == "[content_types].xml" && (reader.GetAttribute("ContentType") ?? "").Contains("macroEnabled", StringComparison.OrdinalIgnoreCase))
                throw Macro(format);
        }
    }

    sealed class Counted(Stream inner, long limit, Func<Exception> over) : Stream
    {
        public long Count { get; private set; }
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => Count; set => throw new NotSupportedException(); }

        public override int Read(byte[] buffer, int offset, int count)
        {
            var read = inner.Read(buffer, offset, count);
            Count += read;
            return Count > limit ? throw over() : read;
        }

        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            inner.Dispose();
            base.Dispose(disposing);
        }
    }
}
