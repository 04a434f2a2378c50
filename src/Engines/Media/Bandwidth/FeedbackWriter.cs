using System.Buffers.Binary;

namespace LienY.Media;

/// <summary>Tells a sender which of its packets came and when: RTCP transport-wide feedback (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1).
/// Time in microseconds; nothing is allocated for a packet.</summary>
public sealed class FeedbackWriter(long every = 100_000)
{
    const int Size = 4096, MostStatuses = 480;
    const byte None = 0, Small = 1, Large = 2;

    readonly long[] times = new long[Size];
    readonly byte[] symbols = new byte[MostStatuses];
    readonly short[] deltas = new short[MostStatuses];
    Unrolled numbers;
    long next = -1, last = -1, written;
    byte count;

    /// <summary>One packet with this transport-wide number came in.</summary>
    public void Came(ushort sequence, long now)
    {
        var number = numbers.Of(sequence);
        if (last < 0) (next, last, written) = (number, number - 1, now);
        if (number <= last - Size / 2 || number < 0) return;
        if (number - last > Size / 2)
        {
            Array.Clear(times);
            (next, last) = (number, number - 1);
        }
        while (last < number) times[++last & (Size - 1)] = 0;
        times[number & (Size - 1)] = Math.Max(1, now);
        // A packet that was reported missing and came after all is reported again.
        if (number < next && next - number < 256) next = number;
        if (last - next >= Size / 2) next = last - Size / 2 + 1;
    }

    /// <summary>Whether feedback is due.</summary>
    public bool Due(long now) => last >= next && next >= 0 && (now - written >= every || last - next >= MostStatuses / 2);

    /// <summary>Writes one feedback packet (of at most 1,100 bytes) and returns its length; 0 when there is nothing to tell. Call until 0.</summary>
    public int Write(Span<byte> to, uint sender, uint about, long now)
    {
        while (next <= last && next >= 0 && times[next & (Size - 1)] == 0 && !AnyFrom(next)) next = last + 1;
        if (next < 0 || next > last) return 0;
        var first = next;
        while (times[first & (Size - 1)] == 0) first++;
        // Long silences are not told packet by packet.
        if (first - next > MostStatuses / 2) next = first;
        var reference = times[first & (Size - 1)] / 250 / 256;
        var tick = reference * 256;
        int statuses = 0, told = 0;
        for (var number = next; number <= last && statuses < MostStatuses; number++)
        {
            var time = times[number & (Size - 1)];
            if (time == 0)
            {
                symbols[statuses++] = None;
                continue;
            }
            var delta = time / 250 - tick;
            if (delta is < short.MinValue or > short.MaxValue) break;
            tick += delta;
            deltas[statuses] = (short)delta;
            symbols[statuses++] = delta is >= 0 and <= 255 ? Small : Large;
            told = statuses;
        }
        statuses = told;
        to[0] = 0x8f;
        to[1] = 205;
        BinaryPrimitives.WriteUInt32BigEndian(to[4..], sender);
        BinaryPrimitives.WriteUInt32BigEndian(to[8..], about);
        BinaryPrimitives.WriteUInt16BigEndian(to[12..], (ushort)next);
        BinaryPrimitives.WriteUInt16BigEndian(to[14..], (ushort)statuses);
        BinaryPrimitives.WriteUInt32BigEndian(to[16..], ((uint)(reference & 0xffffff) << 8) | count++);
        var at = Deltas(to, Chunks(to, 20, statuses), statuses);
        var padding = (4 - at % 4) % 4;
        if (padding > 0)
        {
            to.Slice(at, padding).Clear();
            at += padding;
            to[at - 1] = (byte)padding;
            to[0] |= 0x20;
        }
        BinaryPrimitives.WriteUInt16BigEndian(to[2..], (ushort)(at / 4 - 1));
        next += statuses;
        written = now;
        return at;
    }

    bool AnyFrom(long number)
    {
        for (; number <= last; number++) if (times[number & (Size - 1)] != 0) return true;
        return false;
    }

    int Chunks(Span<byte> to, int at, int statuses)
    {
        for (var done = 0; done < statuses;)
        {
            var same = 1;
            while (done + same < statuses && symbols[done + same] == symbols[done]) same++;
            int chunk;
            if (same >= 7)
            {
                chunk = (symbols[done] << 13) | same;
                done += same;
            }
            else
            {
                chunk = 0xc000;
                for (var i = 0; i < 7 && done + i < statuses; i++) chunk |= symbols[done + i] << (12 - 2 * i);
                done += Math.Min(7, statuses - done);
            }
            BinaryPrimitives.WriteUInt16BigEndian(to[at..], (ushort)chunk);
            at += 2;
        }
        return at;
    }

    int Deltas(Span<byte> to, int at, int statuses)
    {
        for (var i = 0; i < statuses; i++)
        {
            if (symbols[i] == Small) to[at++] = (byte)deltas[i];
            else if (symbols[i] == Large)
            {
                BinaryPrimitives.WriteInt16BigEndian(to[at..], deltas[i]);
                at += 2;
            }
        }
        return at;
    }
}
