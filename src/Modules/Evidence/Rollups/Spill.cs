using System.Globalization;
using System.Runtime.InteropServices;

namespace LienY.Evidence;

/// <summary>Rows too many for memory, put aside in files by the number of their series, and taken back file by file.</summary>
sealed class Spill<T>(string folder, string name) : IDisposable where T : unmanaged
{
    /// <summary>Series in one file.</summary>
    public const int Series = 1 << 13;

    const int Buffer = 1024;
    readonly SortedDictionary<int, Part> parts = [];

    sealed record Part(FileStream File)
    {
        public T[] Rows { get; } = new T[Buffer];
        public int Count { get; set; }
        public long All { get; set; }
    }

    /// <summary>Files in the order of their series.</summary>
    public IReadOnlyList<int> Parts => [.. parts.Keys];

    public void Add(int series, in T row)
    {
        if (!parts.TryGetValue(series / Series, out var part))
            parts[series / Series] = part = new(new FileStream(Path.Combine(folder, name + (series / Series).ToString(CultureInfo.InvariantCulture)), FileMode.Create, FileAccess.ReadWrite));
        part.Rows[part.Count++] = row;
        if (part.Count == Buffer) Flush(part);
    }

    /// <summary>The rows of a file; the file is gone then.</summary>
    public T[] Take(int number)
    {
        var part = parts[number];
        Flush(part);
        var rows = new T[part.All];
        part.File.Position = 0;
        part.File.ReadExactly(MemoryMarshal.AsBytes(rows.AsSpan()));
        parts.Remove(number);
        part.File.Dispose();
        File.Delete(part.File.Name);
        return rows;
    }

    public void Dispose()
    {
        foreach (var part in parts.Values) part.File.Dispose();
    }

    static void Flush(Part part)
    {
        part.File.Write(MemoryMarshal.AsBytes(part.Rows.AsSpan(0, part.Count)));
        part.All += part.Count;
        part.Count = 0;
    }
}
