namespace LienY.Media;

/// <summary>In which order packets leave: what is first here leaves first.</summary>
public enum PaceClass : byte
{
    /// <summary>Sound: never waits.</summary>
    Sound,

    /// <summary>Sound sent once more: never waits.</summary>
    SoundAgain,

    /// <summary>A part of a picture sent once more: what waits behind it cannot be shown without.</summary>
    Again,

    /// <summary>The picture of who speaks, or the one wanted large.</summary>
    Speaker,

    /// <summary>Other pictures.</summary>
    Other,
}

/// <summary>Lets packets of one line leave no faster than the line carries them, sound ahead of everything; bounded. Nothing is allocated for a packet. Time in
/// microseconds, sizes in bytes of UDP content.</summary>
public sealed class Pacer<T>(int capacity = 512) where T : struct
{
    readonly Lane[] lanes = [new(64), new(64), new(128), new(capacity), new(capacity)];
    double credit;
    long credited = -1, waiting;
    int rate = 300_000;

    /// <summary>What may leave, bits a second with IP and UDP.</summary>
    public int Rate
    {
        get => rate;
        set => rate = Math.Max(value, 8_000);
    }

    /// <summary>Packets that wait.</summary>
    public int Waiting => lanes[0].Count + lanes[1].Count + lanes[2].Count + lanes[3].Count + lanes[4].Count;

    /// <summary>How long a picture put in now would wait, µs.</summary>
    public long Backlog(PaceClass kind) => (long)((Ahead(kind) * 8 - Math.Min(credit, 0)) * 1e6 / rate);

    /// <summary>Puts a packet in; false when its lane is full and it must be dropped.</summary>
    public bool Put(PaceClass kind, in T packet, int size, long now) => lanes[(int)kind].Put(packet, size + SentBook.Overhead, now);

    /// <summary>Takes the next packet that may leave now; <paramref name="waited"/> says how long it has waited (the caller may drop an old picture).</summary>
    public bool TryTake(long now, out T packet, out PaceClass kind, out long waited)
    {
        Refill(now);
        for (var i = 0; i < lanes.Length; i++)
        {
            if (lanes[i].Count == 0) continue;
            if (i > (int)PaceClass.SoundAgain && credit < 0) break;
            packet = lanes[i].Take(out _, out var since);
            (kind, waited) = ((PaceClass)i, now - since);
            return true;
        }
        (packet, kind, waited) = (default, default, 0);
        return false;
    }

    /// <summary>A packet of so many bytes left, paced or not.</summary>
    public void Left(int size)
    {
        // Sound may run ahead of the line by a fifth of a second; pictures wait for it that long.
        credit = Math.Max(credit - (size + SentBook.Overhead) * 8.0, -0.2 * rate);
    }

    /// <summary>Whether padding would delay nothing that waits.</summary>
    public bool Idle => Waiting == 0;

    /// <summary>When the next packet may leave; long.MaxValue when none waits.</summary>
    public long NextAt(long now)
    {
        if (Waiting == 0) return long.MaxValue;
        if (lanes[0].Count + lanes[1].Count > 0 || credit >= 0) return now;
        return now + (long)(-credit * 1e6 / rate) + 1;
    }

    /// <summary>Throws away what waits in a lane; returns how many packets.</summary>
    public int Clear(PaceClass kind) => lanes[(int)kind].Clear();

    void Refill(long now)
    {
        if (credited < 0) credited = now;
        // At most five milliseconds are saved up: a burst is a queue in the line.
        credit = Math.Min(credit + Math.Max(now - credited, 0) * (double)rate / 1e6, 0.005 * rate);
        credited = Math.Max(credited, now);
    }

    long Ahead(PaceClass kind)
    {
        waiting = 0;
        for (var i = 0; i <= (int)kind; i++) waiting += lanes[i].Bytes;
        return waiting;
    }

    sealed class Lane(int capacity)
    {
        readonly (T Packet, int Size, long Since)[] ring = new (T, int, long)[capacity];
        int head;

        public int Count { get; private set; }

        public long Bytes { get; private set; }

        public bool Put(in T packet, int size, long now)
        {
            if (Count == ring.Length) return false;
            ring[(head + Count++) % ring.Length] = (packet, size, now);
            Bytes += size;
            return true;
        }

        public T Take(out int size, out long since)
        {
            (var packet, size, since) = ring[head];
            ring[head] = default;
            head = (head + 1) % ring.Length;
            Count--;
            Bytes -= size;
            return packet;
        }

        public int Clear()
        {
            var gone = Count;
            while (Count > 0) Take(out _, out _);
            return gone;
        }
    }
}
