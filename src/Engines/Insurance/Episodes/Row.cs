namespace LienY.Insurance;

/// <summary>One row of a table: the fields as they came, trimmed, letters composed (NFC); blank is null.</summary>
public sealed class Row(TableLayout layout, int number, int line)
{
    readonly string?[] values = new string?[layout.Fields.Count];

    /// <summary>The table's fields.</summary>
    public TableLayout Layout { get; } = layout;

    /// <summary>From 1 within its table.</summary>
    public int Number { get; internal set; } = number;

    /// <summary>Line in the table's own XML, from 1; 0 for rows that were not read.</summary>
    public int Line { get; } = line;

    /// <summary>The text of a field, or null when it is blank.</summary>
    public string? this[string name]
    {
        get => values[Layout[name].Index];
        set => values[Layout[name].Index] = string.IsNullOrWhiteSpace(value) ? null : value;
    }

    internal string? this[int index]
    {
        get => values[index];
        set => values[index] = value;
    }

    /// <summary>The number of a field, or null when blank or no number.</summary>
    public decimal? Amount(string name) => Numbers.Read(this[name]);

    /// <summary>The moment of a field (yyyyMMddHHmm at Hà Nội; a bare day is its midnight), or null.</summary>
    public DateTimeOffset? Moment(string name) => Moments.Instant(this[name]);

    /// <summary>The day of a field (yyyyMMdd or yyyyMMddHHmm), or null when blank, wrong or partly unknown.</summary>
    public DateOnly? Day(string name) => Moments.Day(this[name]);

    /// <summary>A birth whose parts may be unknown, or null.</summary>
    public PartialDay? Birth(string name) => PartialDay.Read(this[name]);

    /// <summary>Codes apart by semicolons, trimmed, blanks left out.</summary>
    public string[] Codes(string name) => this[name]?.Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) ?? [];
}
