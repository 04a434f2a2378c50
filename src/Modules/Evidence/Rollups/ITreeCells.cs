using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>A series over all plans: facts of a kind, optionally of one topic (data element, indicator, activity).</summary>
readonly record struct SeriesName(string Kind, Guid? Topic);

/// <summary>
/// Net content of one series' half-month below an asked unit (that unit and everything below it in the tree). Dims is the canonical JSON without
/// dimensions that only describe (<see cref="Dimensions"/>).
/// </summary>
readonly record struct TreeCell(string Kind, Guid Topic, string Dims, Guid Asked, DateOnly Bucket, long Total, int Count, Grade? Weakest);

/// <summary>The same of one single unit (for last, first, min, max, average over units).</summary>
readonly record struct UnitCell(
    string Kind, Guid Topic, string Dims, Guid Unit, DateOnly Bucket, long Total, int Count, Grade? Weakest, DateOnly? LastOn, long LastSeq, long LastValue);

/// <summary>One fact (for distinct subjects, windows that cut a half-month, and what was known on a day).</summary>
readonly record struct FactLine(
    long Seq, Guid Id, string Kind, Guid Topic, Guid? Plan, string Dims, Guid Unit, DateOnly On, long Value, Grade Grade, short Part, Guid? Corrects, string? Subject,
    DateTimeOffset RecordedAt);

/// <summary>Cells of the ledger over the tree of organisations. Days are whole; cells are those whose half-month lies within or is cut by the window.</summary>
interface ITreeCells
{
    /// <summary>Sums below each asked unit: kept ready for the tree of today (<paramref name="treeOn"/> null), else added up by the tree of that day. At most two queries.</summary>
    Task<IReadOnlyList<TreeCell>> SumsAsync(
        IReadOnlyCollection<SeriesName> series, IReadOnlyCollection<Guid> units, DateOnly from, DateOnly to, DateOnly? treeOn, CancellationToken stop);

    /// <summary>Cells of every single unit that lies below any asked unit.</summary>
    Task<IReadOnlyList<UnitCell>> UnitsAsync(
        IReadOnlyCollection<SeriesName> series, IReadOnlyCollection<Guid> units, DateOnly from, DateOnly to, DateOnly? treeOn, CancellationToken stop);

    /// <summary>
    /// Facts of every single unit that lies below any asked unit, in the order of the ledger; <paramref name="knownOn"/>: only those recorded until the end of
    /// that day at Hà Nội.
    /// </summary>
    Task<IReadOnlyList<FactLine>> FactsAsync(
        IReadOnlyCollection<SeriesName> series, IReadOnlyCollection<Guid> units, DateOnly from, DateOnly to, DateOnly? treeOn, DateOnly? knownOn, CancellationToken stop);
}
