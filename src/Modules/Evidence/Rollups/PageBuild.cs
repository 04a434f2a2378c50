using System.Runtime.InteropServices;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>One page ready to be stored or compared.</summary>
readonly record struct BuiltPage(int Series, int Year, byte[] Cells);

/// <summary>
/// Makes every page anew from the facts, in memory that does not grow with their number: facts are put aside by series, then each part is sorted and
/// added up; what units add to those above them is put aside again and added up last.
/// </summary>
sealed class PageBuild(string folder, TreeShape shape, Vocabulary words, Dictionary<SeriesKey, int> numbers) : IDisposable
{
    readonly Spill<Told> facts = new(folder, "facts");
    readonly Spill<Summed> sums = new(folder, "sums");
    readonly Dictionary<int, SeriesKey> kept = [];
    int last = numbers.Count == 0 ? 0 : numbers.Values.Max();

    /// <summary>What of a fact decides its cell.</summary>
    readonly record struct Told(int Series, int Day, long Seq, long Value, ulong Tag, byte Grade, bool IsReversal);

    /// <summary>What a cell adds to a unit above.</summary>
    readonly record struct Summed(int Series, int Day, long Total, int Computed, int Official, int Filed, int Declared);

    /// <summary>How many facts were added.</summary>
    public long Facts { get; private set; }

    /// <summary>How many half-months are not empty.</summary>
    public long Cells { get; private set; }

    /// <summary>Numbers by series; complete when all pages have been made.</summary>
    public IReadOnlyDictionary<SeriesKey, int> Numbers => numbers;

    public void Add(in LedgerRow fact)
    {
        Facts++;
        var key = new SeriesKey(fact.PlanId, fact.TopicId, fact.UnitId, words.Of(fact.Kind, fact.Dims));
        ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, key, out var known);
        if (!known) number = ++last;
        if (TreeShape.Keeps(fact.Kind)) kept[number] = key;
        facts.Add(number, new(number, fact.OccurredOn.DayNumber, fact.Seq, fact.Value, Tag(fact.Part == 1 ? fact.Corrects : fact.Id), (byte)fact.Grade, fact.Part == 1));
    }

    /// <summary>Pages of the series themselves, by series and year. To be read to the end before <see cref="TreePages"/>.</summary>
    public IEnumerable<BuiltPage> UnitPages() => Ahead(() => facts.Parts, part =>
    {
        var rows = facts.Take(part);
        Array.Sort(rows, static (a, b) => a.Series != b.Series ? a.Series.CompareTo(b.Series) : a.Day != b.Day ? a.Day.CompareTo(b.Day) : a.Seq.CompareTo(b.Seq));
        return Pages(rows, r => r.Series, r => r.Day, Cell);
    });

    /// <summary>Pages of the sums over the tree, by series and year.</summary>
    public IEnumerable<BuiltPage> TreePages() => Ahead(() => sums.Parts, part =>
    {
        var rows = sums.Take(part);
        Array.Sort(rows, static (a, b) => a.Series != b.Series ? a.Series.CompareTo(b.Series) : a.Day.CompareTo(b.Day));
        return Pages(rows, r => r.Series, r => r.Day, Sum);
    });

    public void Dispose()
    {
        facts.Dispose();
        sums.Dispose();
    }

    /// <summary>The next part is made while the last one is being written.</summary>
    static IEnumerable<BuiltPage> Ahead(Func<IReadOnlyList<int>> all, Func<int, List<BuiltPage>> make)
    {
        var parts = all();
        var next = parts.Count == 0 ? null : Task.Run(() => make(parts[0]));
        for (var i = 0; i < parts.Count; i++)
        {
            var pages = next!.GetAwaiter().GetResult();
            var coming = i + 1;
            next = coming < parts.Count ? Task.Run(() => make(parts[coming])) : null;
            foreach (var page in pages) yield return page;
        }
    }

    delegate Cell Adding<T>(ReadOnlySpan<T> rows);

    List<BuiltPage> Pages<T>(T[] rows, Func<T, int> seriesOf, Func<T, int> dayOf, Adding<T> add)
    {
        var pages = new List<BuiltPage>();
        var cells = new Cell[HalfMonth.InYear];
        for (var at = 0; at < rows.Length;)
        {
            Array.Clear(cells);
            var (series, year) = (seriesOf(rows[at]), DateOnly.FromDayNumber(dayOf(rows[at])).Year);
            var end = new DateOnly(year, 12, 31).DayNumber;
            while (at < rows.Length && seriesOf(rows[at]) == series && dayOf(rows[at]) <= end)
            {
                var bucket = HalfMonth.Of(DateOnly.FromDayNumber(dayOf(rows[at])));
                var (from, to) = (at, HalfMonth.Last(bucket).DayNumber);
                while (at < rows.Length && seriesOf(rows[at]) == series && dayOf(rows[at]) <= to) at++;
                ref var cell = ref cells[HalfMonth.Place(bucket)];
                cell = add(rows.AsSpan(from, at - from));
                if (!cell.IsEmpty) Cells++;
                if (kept.TryGetValue(series, out var key)) Above(key, bucket, cell);
            }
            if (YearPage.Write(cells) is { Length: > 0 } bytes) pages.Add(new(series, year, bytes));
        }
        return pages;
    }

    static Cell Cell(ReadOnlySpan<Told> rows)
    {
        var cell = new Cell();
        var (reversed, lost) = (false, false);
        foreach (ref readonly var row in rows)
        {
            cell.Add(row.Value, (Grade)row.Grade, row.IsReversal ? -1 : 1);
            cell.Note(DateOnly.FromDayNumber(row.Day).Day, row.Seq, row.Value, row.IsReversal, ref lost);
            reversed |= row.IsReversal;
        }
        if (!reversed) return cell;
        var all = new List<(ulong, ulong, bool, int, long, long)>(rows.Length);
        foreach (ref readonly var row in rows) all.Add((row.Tag, row.Tag, row.IsReversal, DateOnly.FromDayNumber(row.Day).Day, row.Seq, row.Value));
        if (cell.Count == 0) cell.Latest(0, 0, 0);
        else cell.LatestOf(all);
        return cell;
    }

    static Cell Sum(ReadOnlySpan<Summed> rows)
    {
        var cell = new Cell();
        foreach (ref readonly var row in rows)
            cell.Add(new Cell { Total = row.Total, Computed = row.Computed, Official = row.Official, Filed = row.Filed, Declared = row.Declared }, 1);
        return cell;
    }

    void Above(SeriesKey key, DateOnly bucket, in Cell cell)
    {
        foreach (var unit in shape.Above(key.Unit))
        {
            ref var number = ref CollectionsMarshal.GetValueRefOrAddDefault(numbers, Rollup.Tree(key, unit), out var known);
            if (!known) number = ++last;
            sums.Add(number, new(number, bucket.DayNumber, cell.Total, cell.Computed, cell.Official, cell.Filed, cell.Declared));
        }
    }

    /// <summary>Tells the facts of one half-month apart in eight bytes.</summary>
    static ulong Tag(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes);
        return BitConverter.ToUInt64(bytes) * 0x9E3779B97F4A7C15 ^ BitConverter.ToUInt64(bytes[8..]);
    }
}
