namespace LienY.Media;

/// <summary>Packets of one incoming stream that are missing, and when each is asked for (RFC 4585 §6.2.1): after a moment in which it may only be late, again
/// once an answer should have come, and no longer when it would come too late to be used. Time in microseconds; bounded.</summary>
public sealed class GapBook(long patience, int most)
{
    const int Size = 256;
    readonly (long Number, long Since, long Asked, int Times)[] gaps = new (long, long, long, int)[Size];
    Unrolled numbers;
    int count;

    /// <summary>For sound: what is a quarter of a second late is not played any more.</summary>
    public static GapBook OfSound() => new(220_000, 3);

    /// <summary>For pictures: worth a second, since all later ones hang on it.</summary>
    public static GapBook OfPictures() => new(1_000_000, 8);

    /// <summary>How many are missing.</summary>
    public int Count => count;

    bool GaveUp { get; set; }

    /// <summary>A packet came in; true when it was one that had been missing.</summary>
    public bool Came(ushort sequence, long now)
    {
        var (any, before) = (numbers.Any, numbers.Highest);
        var number = numbers.Of(sequence);
        if (any && number <= before) return Found(number);
        if (any && number - before > Size) (count, GaveUp) = (0, true);
        else if (any)
        {
            for (var missing = before + 1; missing < number; missing++)
            {
                if (count == Size) (count, GaveUp) = (0, true);
                gaps[count++] = (missing, now, 0, 0);
            }
        }
        return false;
    }

    bool Found(long number)
    {
        for (var i = 0; i < count; i++)
        {
            if (gaps[i].Number != number) continue;
            gaps[i] = gaps[--count];
            return true;
        }
        return false;
    }

    /// <summary>Writes the numbers to be asked for now, lowest first; returns how many. <paramref name="late"/> is how much out of order packets may come.</summary>
    public int Due(Span<ushort> to, long now, long roundTrip, long late)
    {
        var found = 0;
        for (var i = 0; i < count;)
        {
            ref var gap = ref gaps[i];
            var answer = Math.Max(roundTrip, 20_000) + late;
            if (now - gap.Since > patience || gap.Times >= most && now - gap.Asked > answer)
            {
                GaveUp = true;
                gap = gaps[--count];
                continue;
            }
            var due = gap.Times == 0 ? now - gap.Since >= late : gap.Times < most && now - gap.Asked >= answer;
            if (due && found < to.Length)
            {
                to[found++] = (ushort)gap.Number;
                (gap.Asked, gap.Times) = (now, gap.Times + 1);
            }
            i++;
        }
        to[..found].Sort((a, b) => Wire.Ahead(a, b));
        return found;
    }

    /// <summary>Whether something was given up since the last look: a picture stream then needs a whole picture.</summary>
    public bool TakeGaveUp()
    {
        var was = GaveUp;
        GaveUp = false;
        return was;
    }
}
