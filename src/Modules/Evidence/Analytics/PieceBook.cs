using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Everything some looks need of the ledger, loaded at once: the number of queries does not grow with the number of looks.</summary>
sealed class PieceBook
{
    /// <summary>More separate runs of cut half-months than this are read as one.</summary>
    const int MostRuns = 3;

    readonly Dictionary<(Source, SeriesName, Guid), List<Piece>> pieces = [];
    readonly Dictionary<(Source, SeriesName, Guid, string), Strand> strands = [];
    readonly Dictionary<(Source, SeriesName), HashSet<Guid>> wanted = [];
    readonly OrganisationTree tree;

    PieceBook(OrganisationTree tree, IReadOnlyCollection<Look> looks)
    {
        this.tree = tree;
        foreach (var group in looks.GroupBy(l => (l.Source, l.Series))) wanted[group.Key] = [.. group.Select(l => l.Below)];
    }

    /// <summary>The pieces that a look reads.</summary>
    public Strand Of(Look look)
    {
        if (strands.TryGetValue((look.Source, look.Series, look.Below, look.Filter), out var strand)) return strand;
        var found = pieces.GetValueOrDefault((look.Source, look.Series, look.Below));
        strand = found is null ? Strand.Empty : new(look.Dims.Count == 0 ? found : found.Where(p => Fits(p, look)));
        return strands[(look.Source, look.Series, look.Below, look.Filter)] = strand;
    }

    static bool Fits(in Piece piece, Look look)
    {
        var dims = Dimensions.Read(piece.Dims);
        foreach (var (name, value) in look.Dims)
            if (dims.GetValueOrDefault(name) != value) return false;
        return true;
    }

    /// <summary>Loads for looks that share what was known (<see cref="Look.Known"/>).</summary>
    public static async Task<PieceBook> LoadAsync(ITreeCells cells, OrganisationTree tree, IReadOnlyCollection<Look> looks, DateOnly? treeOn, CancellationToken stop)
    {
        var book = new PieceBook(tree, looks);
        var real = looks.Where(l => l.To >= l.From).ToList();
        var summed = real.Where(l => l.Source == Source.Sums).ToList();
        var facts = real.Where(l => l.Source == Source.Facts).ToList();
        var added = real.Where(l => l.Source != Source.Facts).ToList();
        var cut = added.SelectMany(Cut).ToHashSet();
        if (summed.Count > 0)
            foreach (var cell in await cells.SumsAsync(Series(summed), Units(summed), summed.Min(l => l.First), summed.Max(l => l.Last), treeOn, stop))
                if (!cut.Contains(cell.Bucket)) book.Add(Source.Sums, cell.Kind, cell.Topic, cell.Asked, Of(cell));
        foreach (var group in added.Where(l => l.Source != Source.Sums).GroupBy(l => l.Source))
            foreach (var cell in await cells.UnitsAsync(Series(group), Units(group), group.Min(l => l.First), group.Max(l => l.Last), treeOn, stop))
                if (!cut.Contains(cell.Bucket)) book.Spread(group.Key, cell.Kind, cell.Topic, Of(cell));
        if (facts.Count > 0)
            book.Spread([Source.Facts], await cells.FactsAsync(Series(facts), Units(facts), facts.Min(l => l.First), facts.Max(l => l.Last), treeOn, facts[0].Known, stop));
        foreach (var (first, last) in Runs(cut))
            book.Spread([Source.Sums, Source.Units, Source.History],
                [.. (await cells.FactsAsync(Series(added), Units(added), first, last, treeOn, null, stop)).Where(f => cut.Contains(HalfMonth.Of(f.On)))]);
        return book;
    }

    static HashSet<SeriesName> Series(IEnumerable<Look> looks) => [.. looks.Select(l => l.Series)];

    static HashSet<Guid> Units(IEnumerable<Look> looks) => [.. looks.Select(l => l.Below)];

    /// <summary>Half-months of which the window takes only a part.</summary>
    static IEnumerable<DateOnly> Cut(Look look)
    {
        if (!look.How.LooksBack() && HalfMonth.Of(look.From) is var start && start != look.From) yield return start;
        if (HalfMonth.Of(look.To) is var end && HalfMonth.Last(end) != look.To) yield return end;
    }

    static List<(DateOnly First, DateOnly Last)> Runs(HashSet<DateOnly> cut)
    {
        var runs = new List<(DateOnly First, DateOnly Last)>();
        foreach (var bucket in cut.Order())
            if (runs.Count > 0 && runs[^1].Last.AddDays(1) == bucket) runs[^1] = (runs[^1].First, HalfMonth.Last(bucket));
            else runs.Add((bucket, HalfMonth.Last(bucket)));
        return runs.Count > MostRuns ? [(runs[0].First, runs[^1].Last)] : runs;
    }

    static Piece Of(TreeCell c) => new(c.Bucket, c.Asked, c.Dims, c.Total, c.Count, c.Weakest, null, 0, 0, null);

    static Piece Of(UnitCell c) => new(c.Bucket, c.Unit, c.Dims, c.Total, c.Count, c.Weakest, c.LastOn, c.LastSeq, c.LastValue, null);

    // A statement that was taken back has no say in what is the latest; nor has the reversal. Both lie on the same day, so both were loaded.
    void Spread(IReadOnlyCollection<Source> sources, IReadOnlyCollection<FactLine> lines)
    {
        var taken = lines.Where(l => l.Part == 1).Select(l => l.Corrects).ToHashSet();
        foreach (var line in lines)
        {
            var gone = line.Part == 1 || taken.Contains(line.Id);
            var piece = new Piece(line.On, line.Unit, line.Dims, line.Value, line.Part == 1 ? -1 : 1, gone ? null : line.Grade, gone ? null : line.On, line.Seq, line.Value, line.Subject);
            foreach (var source in sources) Spread(source, line.Kind, line.Topic, piece);
        }
    }

    /// <summary>Puts a piece of one unit below every asked unit that stands above it.</summary>
    void Spread(Source source, string kind, Guid topic, in Piece piece)
    {
        Add(source, kind, topic, piece.Unit, piece);
        if (tree.Find(piece.Unit) is not { } unit) return;
        foreach (var above in unit.Above)
            if (above != piece.Unit) Add(source, kind, topic, above, piece);
    }

    void Add(Source source, string kind, Guid topic, Guid asked, in Piece piece)
    {
        Add(source, new(kind, topic), asked, piece);
        Add(source, new(kind, null), asked, piece);
    }

    void Add(Source source, SeriesName series, Guid asked, in Piece piece)
    {
        if (!wanted.TryGetValue((source, series), out var units) || !units.Contains(asked)) return;
        if (!pieces.TryGetValue((source, series, asked), out var list)) pieces[(source, series, asked)] = list = [];
        list.Add(piece);
    }
}
