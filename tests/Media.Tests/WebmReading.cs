using System.Buffers.Binary;

namespace LienY.Media.Tests;

/// <summary>A small reader of WebM, written from RFC 9559 apart from the writer.</summary>
static class WebmReading
{
    public static (List<(int Track, long Time, bool Key, byte Last)> Frames, int Cues, double Duration, List<byte[]> Whole) Parts(byte[] bytes)
    {
        var (frames, whole, cues, duration, cluster) = (new List<(int, long, bool, byte)>(), new List<byte[]>(), 0, 0.0, 0L);
        Walk(bytes);
        return (frames, cues, duration, whole);

        void Walk(ReadOnlySpan<byte> from)
        {
            for (var at = 0; at < from.Length;)
            {
                var id = Number(from, ref at, true);
                var size = (int)Number(from, ref at, false);
                var content = from.Slice(at, size < 0 ? from.Length - at : size);
                at += content.Length;
                switch (id)
                {
                    case 0x18538067 or 0x1F43B675 or 0x1C53BB6B or 0x1549A966 or 0xA0:
                        Walk(content);
                        break;
                    case 0xE7:
                        cluster = 0;
                        foreach (var b in content) cluster = cluster * 256 + b;
                        break;
                    case 0x4489:
                        duration = content.Length == 8 ? BinaryPrimitives.ReadDoubleBigEndian(content) : BinaryPrimitives.ReadSingleBigEndian(content);
                        break;
                    case 0xBB:
                        cues++;
                        break;
                    case 0xA3 or 0xA1:
                        frames.Add((content[0] & 0x7f, cluster + BinaryPrimitives.ReadInt16BigEndian(content[1..]), (content[3] & 0x80) != 0, content[^1]));
                        whole.Add(content[4..].ToArray());
                        break;
                }
            }
        }
    }

    public static Film Read(byte[] bytes)
    {
        var (frames, cues, duration, whole) = Parts(bytes);
        return new(frames, cues, duration) { Whole = whole };
    }

    public sealed record Film(List<(int Track, long Time, bool Key, byte Last)> Frames, int Cues, double Duration)
    {
        public List<byte[]> Whole { get; init; } = [];
    }

    static long Number(ReadOnlySpan<byte> from, ref int at, bool marked)
    {
        var first = from[at++];
        var length = System.Numerics.BitOperations.LeadingZeroCount((uint)first) - 24 + 1;
        long value = marked ? first : first & ((1 << (8 - length)) - 1);
        var unknown = value == (1 << (8 - length)) - 1;
        for (var i = 1; i < length; i++)
        {
            unknown &= from[at] == 255;
            value = value * 256 + from[at++];
        }
        return !marked && unknown ? -1 : value;
    }
}
