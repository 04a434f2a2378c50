using System.Globalization;

namespace LienY.Sheets;

/// <summary>A cell that was read.</summary>
/// <param name="Text">What it says: text as it stands, a number with a decimal point, a day as <c>yyyy-MM-dd</c>, a moment as <c>yyyy-MM-dd HH:mm:ss</c>.</param>
/// <param name="Number">The number where the file keeps one (also behind a percentage: 24,4 % is 0.244).</param>
/// <param name="Moment">The day and hour where the file keeps one.</param>
/// <param name="IsPercent">The number is shown as a percentage.</param>
public readonly record struct Cell(string Text, decimal? Number = null, DateTime? Moment = null, bool IsPercent = false)
{
    /// <summary>An empty cell.</summary>
    public static readonly Cell Empty = new("");

    /// <summary>Holds nothing.</summary>
    public bool IsEmpty => string.IsNullOrWhiteSpace(Text);

    /// <summary>The day where the file keeps one.</summary>
    public DateOnly? Day => Moment is { } at ? DateOnly.FromDateTime(at) : null;

    /// <summary>The text.</summary>
    public override string ToString() => Text ?? "";

    internal static Cell Of(decimal number, bool percent) => new(number.ToString("0.###############", CultureInfo.InvariantCulture), number, null, percent);

    internal static Cell Of(DateTime at) => new(at.ToString(
        at.Date == DateTime.MinValue ? "HH:mm:ss" : at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), null, at);
}

/// <summary>A row that was read.</summary>
/// <param name="Number">Number of the row (workbook) or line (text) in the file, from 1.</param>
/// <param name="Cells">Cells from the left; missing ones at the end are left out.</param>
public sealed record TableRow(int Number, IReadOnlyList<Cell> Cells)
{
    /// <summary>A cell by place, empty where the row is shorter.</summary>
    public Cell this[int column] => column < Cells.Count ? Cells[column] : Cell.Empty;

    /// <summary>The texts of all cells.</summary>
    public IReadOnlyList<string> Texts => [.. Cells.Select(c => c.Text ?? "")];
}
