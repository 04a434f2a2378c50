namespace LienY.Sheets;

/// <summary>What the cells of a column are.</summary>
public enum ColumnKind
{
    /// <summary>Each cell as its value says: text, number, day.</summary>
    Any,

    /// <summary>Text, also where it looks like a number (codes, years, document numbers).</summary>
    Text,

    /// <summary>A number with <see cref="Column.Decimals"/> digits after the comma.</summary>
    Number,

    /// <summary>Hundredths: the value 24.4 is written as 24,4 %.</summary>
    Percent,

    /// <summary>A day, kept as a real date.</summary>
    Day,

    /// <summary>A day and an hour as the wall clock showed them.</summary>
    Moment,

    /// <summary>Whole đồng.</summary>
    Money,
}

/// <summary>A column of a table: its head and what stands below it.</summary>
/// <param name="Head">Text of the first row.</param>
/// <param name="Kind">What the cells are.</param>
/// <param name="Decimals">Digits after the comma of a number or percentage, 0–10.</param>
/// <param name="Width">Width in characters; null: as the first rows need.</param>
public sealed record Column(string Head, ColumnKind Kind = ColumnKind.Any, int Decimals = 0, int? Width = null)
{
    /// <summary>A column of whatever its cells are.</summary>
    public static implicit operator Column(string head) => new(head);
}

/// <summary>A cell that leads somewhere.</summary>
/// <param name="Text">What is shown.</param>
/// <param name="Href">Absolute http, https or mailto address; anything else stays text.</param>
public sealed record Link(string Text, string Href);

/// <summary>One sheet. A cell is null, text, a number, <see cref="bool"/>, <see cref="DateOnly"/>, <see cref="DateTime"/> (wall clock) or <see cref="Link"/>.</summary>
/// <param name="Name">Name on the tab; made fit (31 characters, none of []:*?/\).</param>
/// <param name="Columns">Columns from the left.</param>
/// <param name="Rows">Rows, read once.</param>
public sealed record Sheet(string Name, IReadOnlyList<Column> Columns, IEnumerable<IReadOnlyList<object?>> Rows);
