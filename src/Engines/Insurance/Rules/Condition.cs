namespace LienY.Insurance;

/// <summary>When a rule holds: a field of the row is filled, or has one of some values; "!" turns it round.</summary>
sealed class Condition
{
    readonly int field;
    readonly string[] values;
    readonly bool not;

    Condition(int field, string[] values, bool not) => (this.field, this.values, this.not) = (field, values, not);

    public static Condition? Read(TableLayout layout, string text)
    {
        if (text.Length == 0) return null;
        var not = text[0] == '!';
        var parts = text.TrimStart('!').Split(':');
        return new(layout[parts[0]].Index, parts.Length > 1 ? parts[1].Split(',') : [], not);
    }

    public bool Holds(Row row)
    {
        var value = row[field];
        var holds = value is not null && (values.Length == 0 || values.Contains(value, StringComparer.Ordinal));
        // "3" is meant as "03" by those who lost the zero.
        if (!holds && value is { Length: 1 } && values.Length > 0) holds = Array.Exists(values, v => v.Length == 2 && v[0] == '0' && v[1] == value[0]);
        return holds != not;
    }
}
