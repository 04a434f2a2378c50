using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>
/// One piece of what a look reads: a half-month of the tree or of a unit, or one fact. Total and count are net of reversals; the latest statement is empty
/// where it was taken back.
/// </summary>
readonly record struct Piece(DateOnly On, Guid Unit, string Dims, long Total, int Count, Grade? Weakest, DateOnly? LastOn, long LastSeq, long LastValue, string? Subject)
{
    /// <summary>What adds over units and options keeps apart: the unit and its dimensions but not the length of the period.</summary>
    public (Guid, string) Place => (Unit, PeriodLength.Bare(Dims));
}

/// <summary>How long the period of a reported figure is.</summary>
static class PeriodLength
{
    /// <summary>Least days of a period of this type; 0 where a fact has none.</summary>
    public static int Days(string dims) => !dims.Contains("\"pt\":", StringComparison.Ordinal) ? 0 : Dimensions.Read(dims).GetValueOrDefault(DataFacts.Period) switch
    {
        "Daily" => 1,
        null => 0,
        var p when p.StartsWith("Weekly", StringComparison.Ordinal) => 7,
        "BiWeekly" => 14,
        "Monthly" or "ND09Monthly" => 28,
        "BiMonthly" => 59,
        var p when p.StartsWith("Quarterly", StringComparison.Ordinal) => 90,
        var p when p.StartsWith("SixMonthly", StringComparison.Ordinal) => 181,
        _ => 365,
    };

    /// <summary>First day of the period that ends with a figure's day.</summary>
    public static DateOnly Start(DateOnly end, int days) => days switch
    {
        < 28 => end.AddDays(1 - days),
        28 => end.AddDays(1).AddMonths(-1),
        59 => end.AddDays(1).AddMonths(-2),
        90 => end.AddDays(1).AddMonths(-3),
        181 => end.AddDays(1).AddMonths(-6),
        _ => end.AddDays(1).AddYears(-1),
    };

    /// <summary>Dimensions without the period type: the same place in another length of period.</summary>
    public static string Bare(string dims)
    {
        var at = dims.IndexOf("\"pt\":", StringComparison.Ordinal);
        if (at < 0) return dims;
        var end = dims.IndexOf('"', dims.IndexOf('"', at + 5) + 1) + 1;
        return string.Concat(dims.AsSpan(0, at), dims.AsSpan(end));
    }
}

/// <summary>The pieces that one look's narrowing leaves, in order of their days, so that any window is found by halving.</summary>
sealed class Strand
{
    readonly Piece[] pieces;
    readonly DateOnly[] days;

    public Strand(IEnumerable<Piece> found)
    {
        pieces = [.. found];
        Array.Sort(days = Array.ConvertAll(pieces, p => p.On), pieces);
    }

    public static readonly Strand Empty = new([]);

    /// <summary>The pieces of a window.</summary>
    public ReadOnlySpan<Piece> Within(DateOnly from, DateOnly to) => Before(from) is var a && Before(to.AddDays(1)) is var b && b > a ? pieces.AsSpan(a, b - a) : [];

    int Before(DateOnly day)
    {
        var (low, high) = (0, days.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (days[middle] < day) low = middle + 1;
            else high = middle;
        }
        return low;
    }
}
