using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>
/// Adds the pieces of a look up. A figure of a longer period than the window does not count (a year's number in a month), except for averages, where the
/// period that holds the window speaks for it.
/// </summary>
static class Adding
{
    public static Amount Up(Look look, Strand strand)
    {
        var pieces = Counted(look, strand);
        return look.How switch
        {
            How.Sum => Summed(pieces, (total, _) => total),
            How.Count => Summed(pieces, (_, count) => count),
            How.Average => Summed(pieces, (total, count) => total / count),
            How.AverageSum => Averages(pieces),
            How.Distinct => Subjects(pieces),
            How.Last or How.LastIn => Chosen(Ends(look, pieces, latest: true), Enumerable.Sum),
            How.LastAverage or How.LastInAverage => Chosen(Ends(look, pieces, latest: true), Enumerable.Average),
            How.LastLast or How.LastLastIn => Chosen(Ends(look, pieces, latest: true, overUnits: true), Enumerable.Sum),
            How.First => Chosen(Ends(look, pieces, latest: false), Enumerable.Sum),
            How.FirstAverage => Chosen(Ends(look, pieces, latest: false), Enumerable.Average),
            How.FirstFirst => Chosen(Ends(look, pieces, latest: false, overUnits: true), Enumerable.Sum),
            How.MinSum => Extremes(pieces, Enumerable.Min),
            How.MaxSum => Extremes(pieces, Enumerable.Max),
            How.Min => Chosen(Standing(pieces), Enumerable.Min),
            How.Max => Chosen(Standing(pieces), Enumerable.Max),
            How.Variance => Chosen(Standing(pieces), Variance),
            How.StdDev => Chosen(Standing(pieces), values => Variance(values) is { } v ? (decimal)Math.Sqrt((double)v) : null),
            _ => Chosen(Standing(pieces), values => values.Count() == 1 ? values.First() : null),
        };
    }

    /// <summary>The pieces behind a look, as it counts them.</summary>
    public static List<Piece> Counted(Look look, Strand strand)
    {
        var days = look.To.DayNumber - look.From.DayNumber + 1;
        var found = new List<Piece>();
        foreach (ref readonly var piece in strand.Within(look.How.LooksBack() ? look.First : look.From, look.To))
            if ((look.Only is not { } only || piece.Unit == only) && (look.AnyLength || look.How.LooksBack() || PeriodLength.Days(piece.Dims) <= days)) found.Add(piece);
        return found.Count > 0 || look.AnyLength || !look.How.TakesLonger() || look.Last == look.To && look.From.Year == look.To.Year && days >= 365 ? found : Holding(look, strand, days);
    }

    /// <summary>Figures of the shortest longer period that holds the whole window.</summary>
    static List<Piece> Holding(Look look, Strand strand, int days)
    {
        var found = new List<(int Length, Piece Piece)>();
        foreach (ref readonly var piece in strand.Within(look.From, look.Last))
        {
            if (look.Only is { } only && piece.Unit != only) continue;
            var length = PeriodLength.Days(piece.Dims);
            if (length <= days) continue;
            var end = length >= 28 ? HalfMonth.Last(HalfMonth.Of(piece.On)) : piece.On;
            if (PeriodLength.Start(end, length) <= look.From && end >= look.To) found.Add((length, piece));
        }
        var least = found.Count == 0 ? 0 : found.Min(f => f.Length);
        return [.. found.Where(f => f.Length == least).Select(f => f.Piece)];
    }

    static Amount Summed(List<Piece> pieces, Func<decimal, int, decimal> take)
    {
        var (total, count) = (0L, 0);
        Grade? weakest = null;
        foreach (var piece in pieces)
        {
            total += piece.Total;
            count += piece.Count;
            if (piece.Weakest is { } grade && (weakest is null || grade > weakest)) weakest = grade;
        }
        return count <= 0 ? Amount.Nothing : new(take(Ledger.Unscale(total), count), count, weakest);
    }

    /// <summary>Mean over time at each place (unit and option), added up over places.</summary>
    static Amount Averages(List<Piece> pieces)
    {
        var places = pieces.GroupBy(p => p.Place).Select(g => (Total: g.Sum(p => p.Total), Count: g.Sum(p => p.Count))).Where(p => p.Count > 0).ToList();
        return places.Count == 0 ? Amount.Nothing : new(places.Sum(p => Ledger.Unscale(p.Total) / p.Count), places.Sum(p => p.Count), Weakest(pieces));
    }

    static Amount Subjects(List<Piece> pieces)
    {
        var net = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var piece in pieces)
            if (piece.Subject is { } subject) net[subject] = net.GetValueOrDefault(subject) + piece.Count;
        return net.Values.Any(n => n > 0) ? new(net.Values.Count(n => n > 0), pieces.Sum(p => p.Count), Weakest(pieces)) : Amount.Nothing;
    }

    /// <summary>The latest or first statement of each place; reported figures keep their options apart, other facts only the units.</summary>
    static List<Piece> Ends(Look look, List<Piece> pieces, bool latest, bool overUnits = false)
    {
        var data = look.Series.Kind == DataFacts.Value;
        var ends = new Dictionary<(Guid, string), Piece>();
        foreach (var piece in pieces)
        {
            if (piece.LastOn is null) continue;
            var place = (overUnits ? Guid.Empty : piece.Unit, data ? piece.Place.Item2 : "");
            if (!ends.TryGetValue(place, out var known) || (Order(piece).CompareTo(Order(known)) > 0) == latest) ends[place] = piece;
        }
        return [.. ends.Values];
    }

    static (DateOnly, long) Order(in Piece piece) => (piece.LastOn!.Value, piece.LastSeq);

    static List<Piece> Standing(List<Piece> pieces) => [.. pieces.Where(p => p.LastOn is not null)];

    static Amount Extremes(List<Piece> pieces, Func<IEnumerable<decimal>, decimal> pick)
    {
        var standing = Standing(pieces);
        return standing.Count == 0 ? Amount.Nothing : new(standing.GroupBy(p => p.Unit).Sum(g => pick(g.Select(p => Ledger.Unscale(p.LastValue)))), standing.Count, Weakest(standing));
    }

    static Amount Chosen(List<Piece> pieces, Func<IEnumerable<decimal>, decimal?> take) =>
        pieces.Count == 0 ? Amount.Nothing : new(take([.. pieces.Select(p => Ledger.Unscale(p.LastValue))]), pieces.Count, Weakest(pieces));

    static Amount Chosen(List<Piece> pieces, Func<IEnumerable<decimal>, decimal> take) => Chosen(pieces, values => (decimal?)take(values));

    static decimal? Variance(IEnumerable<decimal> values)
    {
        var all = values.ToList();
        if (all.Count < 2) return null;
        var mean = all.Average();
        return all.Sum(v => (v - mean) * (v - mean)) / (all.Count - 1);
    }

    static Grade? Weakest(List<Piece> pieces) => pieces.Max(p => p.Weakest);
}
