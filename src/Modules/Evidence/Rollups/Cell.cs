using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>
/// The content of a half-month of a series: sum in ten-thousandths, how many facts by grade (a reversal takes one off), and the latest statement that
/// still stands. It depends on its facts only, never on their order.
/// </summary>
record struct Cell
{
    public long Total;
    public int Computed;
    public int Official;
    public int Filed;
    public int Declared;

    /// <summary>Day of the month of the latest standing statement; 0 where there is none.</summary>
    public byte LastDay;
    public long LastSeq;
    public long LastValue;

    public readonly int Count => Computed + Official + Filed + Declared;

    public readonly bool IsEmpty => Total == 0 && Computed == 0 && Official == 0 && Filed == 0 && Declared == 0 && LastDay == 0;

    /// <summary>The weakest grade in it.</summary>
    public readonly Grade? Weakest => Declared > 0 ? Grade.Declared : Filed > 0 ? Grade.DeclaredWithFile : Official > 0 ? Grade.Official : Computed > 0 ? Grade.Computed : null;

    /// <summary>Day of the latest standing statement in the half-month that begins on <paramref name="bucket"/>.</summary>
    public readonly DateOnly? LastOn(DateOnly bucket) => LastDay == 0 ? null : new(bucket.Year, bucket.Month, LastDay);

    /// <summary>Adds value and count.</summary>
    public void Add(long value, Grade grade, int one)
    {
        Total += value;
        switch (grade)
        {
            case Grade.Computed: Computed += one; break;
            case Grade.Official: Official += one; break;
            case Grade.DeclaredWithFile: Filed += one; break;
            default: Declared += one; break;
        }
    }

    /// <summary>Adds (1) or takes off (-1) the sums of another cell.</summary>
    public void Add(in Cell other, int one)
    {
        Total += one * other.Total;
        Computed += one * other.Computed;
        Official += one * other.Official;
        Filed += one * other.Filed;
        Declared += one * other.Declared;
    }

    /// <summary>
    /// Takes note of a statement or reversal for the latest; <paramref name="lost"/> says that the latest may have been taken back, so that it has to be
    /// looked up. A later statement ends that doubt: whatever was taken back stood before it.
    /// </summary>
    public void Note(int day, long seq, long value, bool isReversal, ref bool lost)
    {
        if (isReversal) lost |= LastDay > 0;
        else if ((day, seq).CompareTo(((int)LastDay, LastSeq)) > 0)
        {
            Latest(day, seq, value);
            lost = false;
        }
    }

    /// <summary>Sets the latest statement; day 0: there is none.</summary>
    public void Latest(int day, long seq, long value) => (LastDay, LastSeq, LastValue) = ((byte)day, seq, value);

    /// <summary>Sets the latest of the statements that no reversal has taken back. <typeparamref name="T"/> is what tells statements apart.</summary>
    public void LatestOf<T>(IEnumerable<(T Id, T Corrects, bool IsReversal, int Day, long Seq, long Value)> all) where T : struct
    {
        var rows = all.ToList();
        var taken = rows.Where(r => r.IsReversal).Select(r => r.Corrects).ToHashSet();
        Latest(0, 0, 0);
        foreach (var row in rows.Where(r => !r.IsReversal && !taken.Contains(r.Id)))
            if ((row.Day, row.Seq).CompareTo(((int)LastDay, LastSeq)) > 0) Latest(row.Day, row.Seq, row.Value);
    }
}
