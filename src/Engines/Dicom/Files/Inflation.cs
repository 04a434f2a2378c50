using System.IO.Compression;

namespace LienY.Dicom;

/// <summary>A deflated data set (PS3.5 §A.5) inflated piece by piece, within the ratio and size the limits allow.</summary>
sealed class Inflation(ReadLimits limits)
{
    const long Free = 64 << 20;

    readonly Source source = new();
    Stream? stream;
    long made;

    /// <summary>Inflates the whole; throws DicomFormatException where it is a bomb or no deflate stream.</summary>
    public static byte[] Whole(ReadOnlyMemory<byte> bytes, ReadLimits limits)
    {
        using var all = new MemoryStream();
        foreach (var piece in new Inflation(limits).Feed(bytes.Span)) all.Write(piece.Span);
        return all.ToArray();
    }

    /// <summary>The pieces that more compressed bytes give; each is valid until the next.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> Feed(ReadOnlySpan<byte> bytes)
    {
        source.Add(bytes.ToArray());
        return Pieces();
    }

    IEnumerable<ReadOnlyMemory<byte>> Pieces()
    {
        // Some writers put the two bytes of zlib (RFC 1950) in front.
        stream ??= source.StartsWithZlib ? new ZLibStream(source, CompressionMode.Decompress) : new DeflateStream(source, CompressionMode.Decompress);
        var piece = new byte[81_920];
        while (true)
        {
            int count;
            try
            {
                count = stream.Read(piece, 0, piece.Length);
            }
            catch (InvalidDataException e)
            {
                throw new DicomFormatException("The deflated data set cannot be inflated.", e);
            }
            if (count == 0) yield break;
            made += count;
            if (made > limits.Bytes || made > Free && made > source.Total * limits.InflateRatio)
            {
                throw new DicomFormatException($"{source.Total} deflated bytes become more than {made - count}: refused.");
            }
            yield return piece.AsMemory(0, count);
        }
    }

    /// <summary>What was fed; reading gives nothing when it is used up, and goes on when more came.</summary>
    sealed class Source : Stream
    {
        readonly Queue<byte[]> waiting = new();
        int at;

        public long Total { get; private set; }

        public bool StartsWithZlib => waiting.TryPeek(out var first) && first.Length > 1 && (first[0] << 8 | first[1]) % 31 == 0
            && first[0] == 0x78;

        public void Add(byte[] bytes)
        {
            if (bytes.Length == 0) return;
            Total += bytes.Length;
            waiting.Enqueue(bytes);
        }

        public override int Read(Span<byte> into)
        {
            if (!waiting.TryPeek(out var first)) return 0;
            var count = Math.Min(into.Length, first.Length - at);
            first.AsSpan(at, count).CopyTo(into);
            at += count;
            if (at == first.Length) (at, _) = (0, waiting.Dequeue());
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
