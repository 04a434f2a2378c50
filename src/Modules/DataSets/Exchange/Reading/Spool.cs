using System.IO.Compression;
using LienY.Kernel;

namespace LienY.DataSets;

/// <summary>
/// A sent file on disk while it is read: as it came (kept with the record of the import) and, where it was compressed, as it is inside. Gone when disposed.
/// </summary>
sealed class Spool : IDisposable
{
    /// <summary>Largest file as sent, bytes.</summary>
    public const long Most = 256L * 1024 * 1024;

    /// <summary>Largest file after decompression, bytes.</summary>
    const long MostInside = 2048L * 1024 * 1024;

    readonly string sent;
    string plain;

    Spool(string path) => sent = plain = path;

    /// <summary>Writes a stream to disk and unpacks it (gzip or zip, by its first bytes).</summary>
    public static async Task<Spool> TakeAsync(Database database, Stream content, CancellationToken stop)
    {
        var folder = Directory.CreateDirectory(Path.Combine(database.Folder, "spool")).FullName;
        var spool = new Spool(Path.Combine(folder, Guid.CreateVersion7().ToString("N")));
        try
        {
            await CopyAsync(content, spool.sent, Most, stop);
            await spool.UnpackAsync(stop);
            return spool;
        }
        catch
        {
            spool.Dispose();
            throw;
        }
    }

    /// <summary>Opens what was sent, as it came.</summary>
    public Stream OpenSent() => File.OpenRead(sent);

    /// <summary>Opens what is inside.</summary>
    public Stream Open() => new FileStream(plain, FileMode.Open, FileAccess.Read, FileShare.Read, 64 * 1024, FileOptions.SequentialScan);

    /// <summary>The kind of file by its content: <c>json</c>, <c>xml</c>, <c>adx</c>, <c>xlsx</c> or <c>csv</c>.</summary>
    public string Kind()
    {
        using var stream = Open();
        var start = new byte[4096];
        var text = System.Text.Encoding.UTF8.GetString(start, 0, stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)).TrimStart('\uFEFF', ' ', '\t', '\r', '\n');
        if (text.StartsWith("PK", StringComparison.Ordinal)) return "xlsx";
        if (text.StartsWith('{')) return "json";
        if (!text.StartsWith('<')) return "csv";
        return text.Contains("<adx", StringComparison.Ordinal) || text.Contains(":adx ", StringComparison.Ordinal) ? "adx" : "xml";
    }

    /// <summary>The file as figures; null where its kind holds none.</summary>
    public IValueFile? Values(string kind, bool hasHead = true) => kind switch
    {
        "json" => new JsonFile(Open),
        "xml" => new XmlFile(Open),
        "adx" => new AdxFile(Open),
        "csv" => new CsvFile(Open, hasHead),
        _ => null,
    };

    async Task UnpackAsync(CancellationToken stop)
    {
        var start = new byte[4];
        await using (var stream = File.OpenRead(sent)) await stream.ReadAtLeastAsync(start, 4, throwOnEndOfStream: false, stop);
        try
        {
            if (start is [0x1F, 0x8B, ..])
            {
                await using var gzip = new GZipStream(File.OpenRead(sent), CompressionMode.Decompress);
                await CopyAsync(gzip, plain = sent + ".in", MostInside, stop);
            }
            else if (start is [(byte)'P', (byte)'K', 3, 4])
            {
                await using var zip = await ZipFile.OpenReadAsync(sent, stop);
                // A workbook is a zip too, of several parts.
                if (zip.Entries.Count != 1) return;
                await using var inside = await zip.Entries[0].OpenAsync(stop);
                await CopyAsync(inside, plain = sent + ".in", MostInside, stop);
            }
        }
        catch (InvalidDataException)
        {
            throw new Refusal(RefusalKind.Invalid, "Tệp nén bị hỏng nên không đọc được.") { Code = "file-broken" };
        }
    }

    static async Task CopyAsync(Stream from, string path, long most, CancellationToken stop)
    {
        await using var to = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, 128 * 1024);
        var buffer = new byte[128 * 1024];
        long size = 0;
        for (int read; (read = await from.ReadAsync(buffer, stop)) > 0;)
        {
            if ((size += read) > most)
                throw new Refusal(RefusalKind.Invalid, "Tệp lớn hơn {0} MB nên không nhận. Xin chia nhỏ tệp.", most / 1024 / 1024) { Code = "too-large" };
            await to.WriteAsync(buffer.AsMemory(0, read), stop);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        File.Delete(sent);
        if (plain != sent) File.Delete(plain);
    }
}
