using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>Frames and small pictures that were made once, in <c>images/made</c>: nothing in there is needed, everything can be made again.</summary>
sealed class FormCache(Database database)
{
    const long MostBytes = 4L << 30;

    string Root => Path.Combine(database.Folder, "images", "made");

    /// <summary>What was made under a name, or is made now.</summary>
    public async ValueTask<byte[]> OfAsync(Guid image, string form, Func<byte[]> make, CancellationToken stop)
    {
        var name = image.ToString("N");
        var path = Path.Combine(Root, name[^2..], $"{name}-{form}");
        try
        {
            return await File.ReadAllBytesAsync(path, stop);
        }
        catch (IOException missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            var made = make();
            await KeepAsync(path, made, stop);
            return made;
        }
    }

    static async Task KeepAsync(string path, byte[] made, CancellationToken stop)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            var part = path + "." + Guid.CreateVersion7().ToString("N")[20..];
            await File.WriteAllBytesAsync(part, made, stop);
            File.Move(part, path, overwrite: true);
        }
        catch (IOException)
        {
            // A full disk costs the next reader the time to make it again.
        }
    }

    /// <summary>Removes what was not read for longest, down to the room it may take.</summary>
    public void Trim()
    {
        if (!Directory.Exists(Root)) return;
        var files = new DirectoryInfo(Root).EnumerateFiles("*", SearchOption.AllDirectories).ToList();
        var left = files.Sum(f => f.Length);
        foreach (var file in files.OrderBy(f => f.LastAccessTimeUtc))
        {
            if (left <= MostBytes) return;
            left -= file.Length;
            file.Delete();
        }
    }
}
