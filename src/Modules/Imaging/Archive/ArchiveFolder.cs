using System.Text;
using LienY.Kernel;
using Microsoft.Win32.SafeHandles;

namespace LienY.Imaging;

/// <summary>
/// The folder <c>images</c> of the data folder: large instances as files of their own, small ones one after another in segments of this process. Names are ids of
/// ours, never anything that was sent. What a process began and the index does not know when it has died is removed at the next start.
/// </summary>
sealed class ArchiveFolder : IDisposable
{
    readonly string root;
    readonly Guid process = Guid.CreateVersion7();
    readonly Lock gate = new();
    readonly Lazy<FileStream> journal;
    int open;

    public ArchiveFolder(Database database)
    {
        root = Path.Combine(database.Folder, "images");
        journal = new(() =>
        {
            Directory.CreateDirectory(Path.Combine(root, "running"));
            return new FileStream(Path.Combine(root, "running", process.ToString("N")), FileMode.CreateNew, FileAccess.Write, FileShare.None, 0);
        });
    }

    /// <summary>The folder itself.</summary>
    public string Root => root;

    /// <summary>A new file of its own for the instance of this id; its name is in the journal before it is there.</summary>
    public (string Place, SafeFileHandle Handle) Create(Guid id)
    {
        // The end of the id is chance, its beginning is time: 4096 folders fill evenly.
        var name = id.ToString("N");
        var place = $"files/{name[^3..]}/{name}.dcm";
        lock (gate)
        {
            open++;
            Note(place);
        }
        var path = Path.Combine(root, place);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return (place, File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read));
    }

    /// <summary>A file of <see cref="Create"/> is in the index, or removed.</summary>
    public void Settled()
    {
        lock (gate)
        {
            // Nothing is under way: what the journal names is all settled.
            if (--open == 0 && journal.Value.Length > 1 << 20) journal.Value.SetLength(0);
        }
    }

    void Note(string place)
    {
        journal.Value.Seek(0, SeekOrigin.End);
        journal.Value.Write(Encoding.ASCII.GetBytes(place + "\n"));
        journal.Value.Flush();
    }

    /// <summary>A new segment of this process.</summary>
    public (string Place, SafeFileHandle Handle) CreateSegment()
    {
        var place = $"segments/{Guid.CreateVersion7():N}.seg";
        var path = Path.Combine(root, place);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        return (place, File.OpenHandle(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read));
    }

    /// <summary>A kept file for reading; missing where it is not there.</summary>
    public SafeFileHandle OpenRead(string place)
    {
        try
        {
            return File.OpenHandle(Path.Combine(root, place), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        }
        catch (IOException gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new Refusal(RefusalKind.Unavailable, "Không tìm thấy tệp ảnh trong kho lưu. Xin khôi phục từ bản sao lưu.") { Code = "file-broken" };
        }
    }

    /// <summary>Removes a file of its own.</summary>
    public void Remove(string place)
    {
        try
        {
            File.Delete(Path.Combine(root, place));
        }
        catch (IOException)
        {
            // It stays in the journal; the next start removes it.
        }
    }

    /// <summary>Removes what processes that have died began and the index does not know; returns how many files.</summary>
    public async Task<int> SweepAsync(Func<Guid, Task<bool>> isKnown)
    {
        var folder = Path.Combine(root, "running");
        if (!Directory.Exists(folder)) return 0;
        var removed = 0;
        foreach (var path in Directory.GetFiles(folder))
        {
            if (Path.GetFileName(path) == process.ToString("N")) continue;
            FileStream left;
            try
            {
                left = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // Its process lives.
                continue;
            }
            await using (left)
            {
                using var lines = new StreamReader(left, Encoding.ASCII);
                while (await lines.ReadLineAsync() is { } place)
                {
                    if (IdOf(place) is not { } id || !File.Exists(Path.Combine(root, place)) || await isKnown(id)) continue;
                    File.Delete(Path.Combine(root, place));
                    removed++;
                }
                File.Delete(path);
            }
        }
        return removed;
    }

    // A line that was cut when its process died, or that is not ours, names nothing.
    static Guid? IdOf(string place) => place.StartsWith("files/", StringComparison.Ordinal) && place.Length == 46
        && place.EndsWith(".dcm", StringComparison.Ordinal) && Guid.TryParseExact(place.AsSpan(10, 32), "N", out var id) ? id : null;

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!journal.IsValueCreated) return;
        journal.Value.Dispose();
        if (open == 0) Remove("running/" + process.ToString("N"));
    }
}
