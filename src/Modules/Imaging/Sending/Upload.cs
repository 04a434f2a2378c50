using System.IO.Compression;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Imaging;

/// <summary>What became of one file of an upload.</summary>
sealed record SentFile(string Name, IngestOutcome Outcome);

/// <summary>Takes what a person drops on the page: files, a folder's files, or a zip of them; the original of what cannot be taken is kept for a look.</summary>
sealed class Upload(IImageArchive archive, ImagingStore store, ImageReaders readers, IFiles files, Caller caller, TimeProvider clock)
{
    const int MostFiles = 20_000, Piece = 128 * 1024;
    const long MostKept = 200L << 20;

    /// <summary>Takes the files of a form.</summary>
    public async Task<IReadOnlyList<SentFile>> TakeAsync(IReadOnlyList<IFormFile> sent, CancellationToken stop)
    {
        var holder = await readers.SendingForAsync(stop);
        var done = new List<SentFile>();
        foreach (var file in sent)
        {
            await using var content = file.OpenReadStream();
            await AnyAsync(holder, file.FileName, content, done, stop);
        }
        if (done.Count == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "files" };
        await store.SaveChangesAsync(stop);
        return done;
    }

    /// <summary>Takes one file as it streams in.</summary>
    public async Task<IReadOnlyList<SentFile>> TakeAsync(string name, Stream body, CancellationToken stop)
    {
        var holder = await readers.SendingForAsync(stop);
        // On the disk first: a file that cannot be taken is kept as it came, and a zip is read from its end.
        await using var spool = new FileStream(Path.Combine(Path.GetTempPath(), Guid.CreateVersion7().ToString("N")), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, Piece,
            FileOptions.DeleteOnClose);
        await body.CopyToAsync(spool, Piece, stop);
        spool.Position = 0;
        var done = new List<SentFile>();
        await AnyAsync(holder, name, spool, done, stop);
        await store.SaveChangesAsync(stop);
        return done;
    }

    async Task AnyAsync(Guid holder, string name, Stream content, List<SentFile> done, CancellationToken stop)
    {
        var head = new byte[4];
        var read = await content.ReadAtLeastAsync(head, 4, throwOnEndOfStream: false, stop);
        content.Position = 0;
        if (read < 4 || head is not [(byte)'P', (byte)'K', 3, 4])
        {
            done.Add(await OneAsync(holder, name, content, stop));
            return;
        }
        try
        {
            using var zip = new ZipArchive(content, ZipArchiveMode.Read, leaveOpen: true);
            foreach (var entry in zip.Entries.Where(e => e.Length > 0 && !IsIndex(e.Name)))
            {
                if (done.Count >= MostFiles) throw new Refusal(RefusalKind.Invalid, "Tệp nén có quá {0} tệp. Xin chia nhỏ.", MostFiles) { Field = "files" };
                // A stream of a zip cannot be sought: it is laid down first, so that a bad one can be kept.
                await using var spool = new FileStream(Path.Combine(Path.GetTempPath(), Guid.CreateVersion7().ToString("N")), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, Piece,
                    FileOptions.DeleteOnClose);
                await using (var packed = entry.Open()) await CopyAsync(packed, spool, entry.Length, stop);
                spool.Position = 0;
                done.Add(await OneAsync(holder, entry.FullName, spool, stop));
            }
        }
        catch (InvalidDataException)
        {
            content.Position = 0;
            done.Add(await OneAsync(holder, name, content, stop));
        }
    }

    // A zip says how long an entry is; one that goes on beyond it is a bomb.
    static async Task CopyAsync(Stream from, Stream to, long length, CancellationToken stop)
    {
        var buffer = new byte[Piece];
        var left = length;
        for (int read; (read = await from.ReadAsync(buffer, stop)) > 0;)
        {
            if ((left -= read) < 0) throw new InvalidDataException("An entry of the zip is longer than it says.");
            await to.WriteAsync(buffer.AsMemory(0, read), stop);
        }
    }

    // The table of contents of a disc is no image.
    static bool IsIndex(string name) => name.Equals("DICOMDIR", StringComparison.OrdinalIgnoreCase);

    async Task<SentFile> OneAsync(Guid holder, string name, Stream content, CancellationToken stop)
    {
        await using var intake = new FileIntake(archive, new ImageSender(holder, "page", caller.Name, caller.UserId));
        var buffer = new byte[Piece];
        for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;) await intake.WriteAsync(buffer.AsMemory(0, read), stop);
        var outcome = await intake.CommitAsync(stop);
        var shown = name.Replace("\0", "", StringComparison.Ordinal) is { Length: > 200 } longName ? longName[^200..] : name.Replace("\0", "", StringComparison.Ordinal);
        if (outcome.Result == IngestResult.Refused) await KeepAsync(holder, shown, content, outcome, stop);
        return new(shown, outcome);
    }

    async Task KeepAsync(Guid holder, string name, Stream content, IngestOutcome outcome, CancellationToken stop)
    {
        if (content.Length is 0 or > MostKept) return;
        content.Position = 0;
        var kept = await files.PutAsync(holder, content, MostKept, stop);
        store.Refused.Add(new RefusedFile
        {
            HolderId = holder,
            UserId = caller.UserId,
            Via = "page",
            Sender = caller.Name,
            Name = name,
            Size = kept.Size,
            Hash = kept.Hash,
            Problem = ImagingWords.Problem(outcome),
            At = clock.GetUtcNow(),
        });
    }
}
