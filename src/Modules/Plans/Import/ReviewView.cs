using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>What the review page shows: the import, one page of rows of one kind, the selected row, and the source text around it.</summary>
sealed class ReviewView
{
    public required PlanFile Import { get; init; }
    public required string Owner { get; init; }
    public required RowKind Kind { get; init; }
    public required IReadOnlyDictionary<RowKind, (int All, int Left)> Counts { get; init; }
    public required IReadOnlyList<ShownRow> Rows { get; init; }
    public required int Page { get; init; }
    public required int Pages { get; init; }
    public required ShownRow? Selected { get; init; }
    /// <summary>A row was asked for: the work goes on, the warnings on top stay folded.</summary>
    public required bool IsAsked { get; init; }

    public required bool Editing { get; init; }
    public required IReadOnlyList<string> Lines { get; init; }
    public required int FirstLine { get; init; }
    public required int TotalLines { get; init; }
    public required OpenMatters Open { get; init; }
    public required IReadOnlyList<ShownRow> Warnings { get; init; }
    public required IReadOnlyDictionary<string, MappedUnit> Units { get; init; }
    public required IReadOnlyList<(string Value, string Label)> Measures { get; init; }
    public required IReadOnlyList<(string Value, string Label)> Others { get; init; }
    public required IReadOnlyList<(string Value, string Label)> Parents { get; init; }
    public required IReadOnlyList<(string Value, string Label)> Agreements { get; init; }
    /// <summary>Open warnings with the same code as the selected one, beside it.</summary>
    public required int Alike { get; init; }

    /// <summary>What one click can decide; empty while very much is open.</summary>
    public required IReadOnlyList<RowGroup> Groups { get; init; }

    /// <summary>The printed page of the selected row; null where the paper was never printed.</summary>
    public required PageSheet? Sheet { get; init; }

    /// <summary>Scanned pages that are read, of all; while the paper is being read.</summary>
    public required (int Read, int All) Progress { get; init; }

    public required bool MayReview { get; init; }
    public required bool MayAdopt { get; init; }

    public string Base => $"/plans/imports/{Import.Id}";

    public bool IsOpen => Import.State == ImportState.Review;

    public int Total => Counts.Values.Sum(c => c.All);

    public int Left => Counts.Values.Sum(c => c.Left);

    /// <summary>Address of a row, with the anchor of its first line.</summary>
    public string Href(ImportRow row, bool edit = false) => $"{Base}?kind={Name(row.Kind)}&row={row.Id}{(edit ? "&edit=1" : "")}#L{row.LineFirst.ToString(System.Globalization.CultureInfo.InvariantCulture)}";

    public string Href(RowKind kind, int page = 1) => $"{Base}?kind={Name(kind)}{(page > 1 ? "&page=" + page.ToString(System.Globalization.CultureInfo.InvariantCulture) : "")}";

    public static string Name(RowKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The organisation for words of the paper; null where none is confirmed.</summary>
    public MappedUnit? Unit(string written) => Units.GetValueOrDefault(Fold.Of(written));
}

/// <summary>A row with its fields as they stand, and the quotes of the places it speaks of.</summary>
sealed record ShownRow(ImportRow Row, RowFields Fields)
{
    /// <summary>Both sources of a warning: line, printed page (0 where the paper was never printed), words.</summary>
    public IReadOnlyList<(int Line, int Page, string Text)> Quotes { get; init; } = [];
}

/// <summary>A unit of the paper with the organisation's name.</summary>
sealed record MappedUnit(ImportUnit Unit, string? Organisation)
{
    /// <summary>Confirmed, or left as words on purpose.</summary>
    public bool IsSettled => Unit.State is not (UnitState.Open or UnitState.Proposed);
}
