using System.Buffers.Binary;
using System.IO.Compression;

namespace LienY.Insurance;

/// <summary>
/// What a hospital drops: one XML file, or a zip of many. Entries are bounded in number, size and ratio; their names are only labels (nothing is ever
/// written under them); archives inside archives are left out.
/// </summary>
public sealed class Parcel : IDisposable
{
    static readonly string[] Left = ["__MACOSX/", ".DS_Store"];

    readonly List<Fault> faults = [];
    readonly string name;
    readonly ReadingLimits limits;
    readonly ZipArchive? zip;
    readonly Stream? single;
    readonly IReadOnlyList<ZipArchiveEntry> entries = [];
    Stream? open;
    int at;
    long unpacked;

    Parcel(Stream bytes, string name, ReadingLimits limits)
    {
        (this.name, this.limits) = (name, limits);
        try
        {
            var start = Seekable(bytes, out var isZip);
            if (!isZip)
            {
                single = start;
            }
            else
            {
                Count(start);
                zip = new ZipArchive(start, ZipArchiveMode.Read, leaveOpen: true);
                entries = zip.Entries;
            }
        }
        catch (Exception e) when (EnvelopeReader.Shape(e) is not null)
        {
            faults.Add(EnvelopeReader.Shape(e)! with { File = name });
        }
    }

    /// <summary>Begins; the stream stays the caller's. An archive on a stream that cannot seek is held in memory, within its bound.</summary>
    public static Parcel Open(Stream bytes, string name, ReadingLimits? limits = null) => new(bytes, name, limits ?? new());

    /// <summary>Faults of the parcel itself.</summary>
    public IReadOnlyList<Fault> Faults => faults;

    /// <summary>Name of the file that <see cref="Next"/> gave: of the parcel, with the entry behind an exclamation mark.</summary>
    public string Current { get; private set; } = "";

    /// <summary>The next file, or null. The caller disposes it before asking for another.</summary>
    public EnvelopeReader? Next()
    {
        open?.Dispose();
        open = null;
        if (single is not null)
        {
            if (at++ > 0) return null;
            Current = name;
            return EnvelopeReader.Open(single, name, limits);
        }
        while (at < entries.Count)
        {
            var entry = entries[at++];
            if (entry.FullName.EndsWith('/') || entry.Length == 0 || Left.Any(l => entry.FullName.Contains(l, StringComparison.Ordinal))) continue;
            var label = FaultTexts.Short(entry.FullName);
            if (!entry.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            {
                Tell("zip.other", Severity.Warn, label);
                continue;
            }
            if (Climbs(entry.FullName)) Tell("zip.name", Severity.Warn, label);
            if (entry.Length > 1 << 20 && entry.Length / Math.Max(1, entry.CompressedLength) > limits.ArchiveRatio)
            {
                Tell("zip.bomb", Severity.Refuse, label);
                continue;
            }
            try
            {
                open = new Counted(entry.Open(), this, entry.CompressedLength);
            }
            catch (InvalidDataException)
            {
                Tell("zip.broken", Severity.Refuse, label);
                continue;
            }
            Current = $"{name}!{entry.FullName[(entry.FullName.LastIndexOfAny(['/', '\\']) + 1)..]}";
            return EnvelopeReader.Open(open, Current, limits);
        }
        return null;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        open?.Dispose();
        zip?.Dispose();
    }

    static bool Climbs(string path) => path.StartsWith('/') || path.Contains("..", StringComparison.Ordinal) || path.AsSpan().ContainsAny('\\', ':');

    void Tell(string kind, Severity severity, string value) => faults.Add(FaultTexts.Make(severity, kind, kind) with { File = name, Value = value });

    Stream Seekable(Stream bytes, out bool isZip)
    {
        var head = new byte[4];
        if (bytes.CanSeek)
        {
            var begin = bytes.Position;
            var length = bytes.ReadAtLeast(head, 4, throwOnEndOfStream: false);
            bytes.Position = begin;
            isZip = IsZip(head.AsSpan(0, length));
            if (isZip && bytes.Length - begin > limits.ArchiveBytes) throw TooLarge();
            return bytes;
        }
        var read = bytes.ReadAtLeast(head, 4, throwOnEndOfStream: false);
        isZip = IsZip(head.AsSpan(0, read));
        if (!isZip) return new Joined(head.AsMemory(0, read), bytes);
        var copy = new MemoryStream();
        copy.Write(head, 0, read);
        var block = new byte[81920];
        for (var got = bytes.Read(block); got > 0; got = bytes.Read(block))
        {
            if (copy.Length + got > limits.ArchiveBytes) throw TooLarge();
            copy.Write(block, 0, got);
        }
        copy.Position = 0;
        return copy;
    }

    static bool IsZip(ReadOnlySpan<byte> head) => head.StartsWith("PK\u0003\u0004"u8) || head.StartsWith("PK\u0005\u0006"u8);

    ReadingStop TooLarge() => ReadingStop.Beyond("file.too-large", limits.ArchiveBytes);

    /// <summary>Walks the directory at the archive's end before the library reads it whole into memory.</summary>
    void Count(Stream zipped)
    {
        var tail = new byte[(int)Math.Min(zipped.Length, 65_557)];
        zipped.Position = zipped.Length - tail.Length;
        zipped.ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (end < 0 || end + 20 > tail.Length) throw new InvalidDataException();
        zipped.Position = Math.Min(zipped.Length, BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16)));
        var header = new byte[46];
        for (var entries = 0; zipped.ReadAtLeast(header, 46, throwOnEndOfStream: false) == 46 && header.AsSpan().StartsWith("PK\u0001\u0002"u8);)
        {
            if (++entries > limits.ArchiveEntries) throw ReadingStop.Beyond("zip.many", limits.ArchiveEntries);
            // Lengths of the name, the extra field and the remark.
            foreach (var at in (int[])[28, 30, 32]) zipped.Position += BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(at));
        }
        // A directory beyond 4 GB or elsewhere (zip64) would not have been counted.
        if (BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(end + 16)) == uint.MaxValue) throw new InvalidDataException();
        zipped.Position = 0;
    }

    /// <summary>An entry being unpacked, counted against the bounds of the parcel.</summary>
    sealed class Counted(Stream inner, Parcel parcel, long packed) : ForwardStream
    {
        long given;

        public override int Read(Span<byte> buffer)
        {
            var read = inner.Read(buffer);
            (given, parcel.unpacked) = (given + read, parcel.unpacked + read);
            var swells = given > 1 << 20 && given / Math.Max(1, packed) > parcel.limits.ArchiveRatio;
            if (swells || parcel.unpacked > parcel.limits.UnpackedBytes) throw new ReadingStop("zip.bomb");
            return read;
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing) inner.Dispose();
            base.Dispose(disposing);
        }
    }

    /// <summary>Bytes already read, then the rest.</summary>
    sealed class Joined(ReadOnlyMemory<byte> head, Stream rest) : ForwardStream
    {
        ReadOnlyMemory<byte> left = head;

        public override int Read(Span<byte> buffer)
        {
            if (left.Length == 0) return rest.Read(buffer);
            var take = Math.Min(left.Length, buffer.Length);
            left.Span[..take].CopyTo(buffer);
            left = left[take..];
            return take;
        }
    }
}
