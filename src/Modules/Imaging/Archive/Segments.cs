using Microsoft.Win32.SafeHandles;

namespace LienY.Imaging;

/// <summary>Appends small instances to the segment of this process, for one writer; what a group appended is made durable with one sync.</summary>
sealed class Segments(ArchiveFolder folder) : IDisposable
{
    const long Most = 1L << 30;
    SafeFileHandle? handle;
    string place = "";
    long end;
    bool isDirty;

    /// <summary>Appends bytes; tells where they begin.</summary>
    public (string Place, long Offset) Append(ReadOnlySpan<byte> head, ReadOnlySpan<byte> body)
    {
        if (handle is null || end > Most)
        {
            Sync();
            handle?.Dispose();
            (place, handle) = folder.CreateSegment();
            end = 0;
        }
        RandomAccess.Write(handle, head, end);
        RandomAccess.Write(handle, body, end + head.Length);
        var at = end + head.Length;
        end = at + body.Length;
        isDirty = true;
        return (place, at);
    }

    /// <summary>Makes everything appended durable.</summary>
    public void Sync()
    {
        if (!isDirty) return;
        RandomAccess.FlushToDisk(handle!);
        isDirty = false;
    }

    /// <summary>After a failed write: the next instance begins a new segment, for nobody knows what the old one holds.</summary>
    public void GiveUp()
    {
        handle?.Dispose();
        handle = null;
        isDirty = false;
    }

    /// <inheritdoc/>
    public void Dispose() => handle?.Dispose();
}
