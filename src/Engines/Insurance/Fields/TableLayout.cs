using System.Collections.Frozen;

namespace LienY.Insurance;

/// <summary>A table of the insurance XML: its elements and its fields in the order they are sent.</summary>
public sealed class TableLayout
{
    readonly FrozenDictionary<string, Field> names;
    readonly FrozenDictionary<string, Field>.AlternateLookup<ReadOnlySpan<char>> spans;

    internal TableLayout(int number, string root, string? list, string row, string title, IReadOnlyList<Field> fields)
    {
        (Number, Name, Root, List, Row, Title, Fields) = (number, $"XML{number}", root, list, row, title, fields);
        names = fields.ToFrozenDictionary(f => f.Name, StringComparer.OrdinalIgnoreCase);
        spans = names.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>0 to 15.</summary>
    public int Number { get; }

    /// <summary><c>XML0</c> to <c>XML15</c>.</summary>
    public string Name { get; }

    /// <summary>Element around everything.</summary>
    public string Root { get; }

    /// <summary>Element around the rows, or null.</summary>
    public string? List { get; }

    /// <summary>Element of a row; the root itself where a table has one row.</summary>
    public string Row { get; }

    /// <summary>What the table tells, in Vietnamese.</summary>
    public string Title { get; }

    /// <summary>The fields of every rule set, in order.</summary>
    public IReadOnlyList<Field> Fields { get; }

    /// <summary>The field of a name (letters of any case), or null.</summary>
    public Field? Find(string name) => names.GetValueOrDefault(name);

    internal Field? Find(ReadOnlySpan<char> name) => spans.TryGetValue(name, out var field) ? field : null;

    /// <summary>The field of a name; throws for a name that the table does not know (a slip of the program).</summary>
    public Field this[string name] => Find(name) ?? throw new ArgumentException($"Table \"{Name}\" has no field \"{name}\".", nameof(name));

    internal bool IsContainer(string element) => element.Equals(Root, StringComparison.OrdinalIgnoreCase) || element.Equals(Row, StringComparison.OrdinalIgnoreCase)
        || (List is not null && element.Equals(List, StringComparison.OrdinalIgnoreCase));
}
