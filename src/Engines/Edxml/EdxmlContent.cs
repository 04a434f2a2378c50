using System.IO.Compression;
using System.Xml;

namespace LienY.Edxml;

/// <summary>The bytes of a file within a message.</summary>
static class EdxmlContent
{
    /// <summary>Mark that the file came as one entry of an archive.</summary>
    public const string Unzipped = "\u0001zip";

    static readonly string[] Archives = [".zip", ".docx", ".xlsx", ".pptx", ".odt", ".ods", ".odp", ".jar", ".epub"];

    /// <summary>Decodes the element at which the reader stands into <paramref name="target"/>, unpacking where it is zipped.</summary>
    public static void Copy(XmlReader xml, int place, Dictionary<string, string> parts, Stream target, EdxmlLimits limits)
    {
        using (target)
        {
            var zipped = parts.GetValueOrDefault("ContentTransferEncoding", "").Contains("zip", StringComparison.OrdinalIgnoreCase);
            var name = parts.GetValueOrDefault("AttachmentName", "");
            // A file whose name says that it is an archive is meant to be one; any other that comes as an archive was zipped for the way.
            var plain = !zipped && (name.Length == 0 || Archives.Contains(Path.GetExtension(name).ToLowerInvariant()));
            using var room = Decode(xml, place, target, !plain, limits.FileBytes);
            if (room is not null)
            {
                Unpack(room, place, target, limits.FileBytes);
                parts[Unzipped] = "1";
            }
            else if (zipped)
                throw new EdxmlFault("zip", "edXML:ContentTransferEncoded",
                    "Tệp đính kèm thứ {0} khai là “zip-base64” nhưng không phải tệp nén ZIP. Xin đề nghị nơi gửi gửi lại.", place + 1);
        }
    }

    // Into the target; where the first bytes are those of an archive, into a file without a name, for an archive needs its end first. That file, or null.
    static FileStream? Decode(XmlReader xml, int place, Stream target, bool seek, long most)
    {
        var buffer = new byte[64 * 1024];
        var (total, room) = (0L, (FileStream?)null);
        if (xml.IsEmptyElement) throw Empty(place);
        try
        {
            int count;
            while ((count = xml.ReadElementContentAsBase64(buffer, 0, buffer.Length)) > 0)
            {
                if (total == 0 && seek && count >= 4 && buffer.AsSpan(0, 4).SequenceEqual("PK\u0003\u0004"u8))
                    room = new FileStream(Path.GetTempFileName(), FileMode.Open, FileAccess.ReadWrite, FileShare.None, 64 * 1024, FileOptions.DeleteOnClose);
                total += count;
                if (total > most) throw TooLarge(place, most);
                (room ?? target).Write(buffer, 0, count);
            }
        }
        catch (Exception problem)
        {
            room?.Dispose();
            if (problem is FormatException || (problem is XmlException && problem.Message.Contains("Base64", StringComparison.OrdinalIgnoreCase)))
                throw new EdxmlFault("base64", "edXML:ContentTransferEncoded",
                    "Tệp đính kèm thứ {0} không phải base64 đúng nên không đọc được. Xin đề nghị nơi gửi gửi lại.", place + 1);
            throw;
        }
        if (total == 0) throw Empty(place);
        return room;
    }

    static void Unpack(Stream room, int place, Stream target, long most)
    {
        room.Position = 0;
        try
        {
            using var zip = new ZipArchive(room, ZipArchiveMode.Read, leaveOpen: true);
            var entries = zip.Entries.Where(e => e.Name.Length > 0).ToList();
            if (entries.Count != 1)
            {
                // An archive of several files is handed on as it is.
                room.Position = 0;
                room.CopyTo(target);
                return;
            }
            using var content = entries[0].Open();
            var buffer = new byte[64 * 1024];
            var total = 0L;
            int count;
            while ((count = content.Read(buffer, 0, buffer.Length)) > 0)
            {
                total += count;
                if (total > most) throw TooLarge(place, most);
                target.Write(buffer, 0, count);
            }
        }
        catch (InvalidDataException)
        {
            throw new EdxmlFault("zip", "edXML:ContentTransferEncoded", "Tệp nén của tệp đính kèm thứ {0} bị hỏng. Xin đề nghị nơi gửi gửi lại.", place + 1);
        }
    }

    static EdxmlFault Empty(int place) =>
        new("base64", "edXML:ContentTransferEncoded", "Tệp đính kèm thứ {0} trống. Xin đề nghị nơi gửi gửi lại.", place + 1);

    static EdxmlFault TooLarge(int place, long most) => new("too-large", "edXML:ContentTransferEncoded",
        "Tệp đính kèm thứ {0} lớn hơn {1} MB (kể cả sau khi giải nén) nên không nhận. Xin đề nghị nơi gửi chia nhỏ.", place + 1, most / 1024 / 1024);
}
