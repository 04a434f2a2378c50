namespace LienY.Evidence;

/// <summary>A folder for what does not fit into memory; gone when done. What a broken run left is gone after a day.</summary>
sealed class WorkFolder : IDisposable
{
    const string Prefix = "rollup-";

    public WorkFolder(string data, TimeProvider clock)
    {
        foreach (var old in Directory.EnumerateDirectories(data, Prefix + "*"))
            if (Directory.GetLastWriteTimeUtc(old) < clock.GetUtcNow().UtcDateTime.AddDays(-1)) TryDelete(old);
        Path = Directory.CreateDirectory(System.IO.Path.Combine(data, Prefix + Guid.CreateVersion7().ToString("N"))).FullName;
    }

    public string Path { get; }

    public void Dispose() => TryDelete(Path);

    static void TryDelete(string path)
    {
        try
        {
            Directory.Delete(path, recursive: true);
        }
        catch (IOException)
        {
            // Another process still works in it.
        }
    }
}
