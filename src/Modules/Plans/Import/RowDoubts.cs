using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Why a row is not sure by itself.</summary>
enum RowDoubt
{
    /// <summary>A warning speaks of its lines.</summary>
    Warned,

    /// <summary>A word of it is hard to read on the scan, or was corrected.</summary>
    Unclear,

    /// <summary>An earlier import suggests a change.</summary>
    Suggested,

    /// <summary>An earlier row of the paper says the same.</summary>
    Restated,

    /// <summary>Something is missing that adoption needs.</summary>
    Incomplete,

    /// <summary>The frame of a document: always looked at.</summary>
    Frame,
}

/// <summary>Open rows of one kind that wait for one reason, or open warnings of one code; decided with one click.</summary>
/// <param name="Kind">Kind of the rows.</param>
/// <param name="Why">The reason; null for warnings.</param>
/// <param name="Code">Code of the warnings.</param>
/// <param name="Count">How many.</param>
/// <param name="First">The first of them.</param>
sealed record RowGroup(RowKind Kind, RowDoubt? Why, string Code, int Count, ImportRow First);

/// <summary>Tells sure rows from those that want a look.</summary>
sealed class RowDoubts
{
    readonly List<int[]> warned;
    readonly HashSet<int> unclear;

    RowDoubts(List<int[]> warned, HashSet<int> unclear) => (this.warned, this.unclear) = (warned, unclear);

    /// <summary>What speaks against rows of an import: its open warnings and the doubtful words of its scanned pages.</summary>
    public static async Task<RowDoubts> OfAsync(PlansStore store, Guid importId, IEnumerable<ImportRow> open, CancellationToken stop)
    {
        var unclear = (await store.ImportPages.AsNoTracking().Where(p => p.ImportId == importId && p.Doubts != "[]").ToListAsync(stop)).SelectMany(p => p.Doubtful()).Select(d => d.Line).ToHashSet();
        // What is said of a whole section says nothing of its rows.
        return new([.. open.Where(r => r.Kind == RowKind.Warning).SelectMany(r => RowFields.Of(r).Related.Prepend([r.LineFirst, r.LineLast])).Where(s => s[1] - s[0] < 40)], unclear);
    }

    /// <summary>Why the row wants a look; null where nothing speaks against it.</summary>
    public RowDoubt? Of(ImportRow row)
    {
        var fields = RowFields.Of(row);
        if (row.Kind == RowKind.Document) return RowDoubt.Frame;
        if (!Reviewing.IsComplete(row.Kind, fields)) return RowDoubt.Incomplete;
        if (fields.Restates.Length > 0) return RowDoubt.Restated;
        if (Remembering.IsSuggested(row)) return RowDoubt.Suggested;
        if (warned.Exists(s => s[0] <= row.LineLast && s[1] >= row.LineFirst)) return RowDoubt.Warned;
        return Enumerable.Range(row.LineFirst, row.LineLast - row.LineFirst + 1).Any(unclear.Contains) ? RowDoubt.Unclear : null;
    }

    /// <summary>Groups of what is open, those that one click can decide: warnings by their code first, then rows by kind and reason.</summary>
    public IReadOnlyList<RowGroup> Groups(IReadOnlyCollection<ImportRow> open) =>
    [
        .. open.Where(r => r.Kind == RowKind.Warning && r.Item != "W0").GroupBy(r => RowFields.Of(r).Code).Select(g => new RowGroup(RowKind.Warning, null, g.Key, g.Count(), g.MinBy(r => r.Ordinal)!)),
        .. open.Where(r => r.Kind is not (RowKind.Warning or RowKind.Document)).Select(r => (Row: r, Why: Of(r))).Where(r => r.Why is not (null or RowDoubt.Incomplete or RowDoubt.Frame))
            .GroupBy(r => (r.Row.Kind, r.Why)).OrderBy(g => g.Key.Kind).Select(g => new RowGroup(g.Key.Kind, g.Key.Why, "", g.Count(), g.MinBy(r => r.Row.Ordinal).Row)),
    ];

    /// <summary>Name of a reason, a Vietnamese key.</summary>
    public static string Name(RowDoubt why) => why switch
    {
        RowDoubt.Warned => Words.Key("có cảnh báo"),
        RowDoubt.Unclear => Words.Key("có chữ khó đọc"),
        RowDoubt.Suggested => Words.Key("có gợi ý từ văn bản trước"),
        RowDoubt.Restated => Words.Key("nhắc lại chỉ tiêu đã nêu"),
        RowDoubt.Incomplete => Words.Key("còn thiếu nội dung"),
        _ => Words.Key("khung văn bản"),
    };
}
