namespace LienY.Fhir;

/// <summary>What a type is in the specification.</summary>
public enum TypeKind
{
    /// <summary>A resource that can be an instance.</summary>
    Resource,

    /// <summary>Resource and DomainResource.</summary>
    Abstract,

    /// <summary>A data type of several elements, or an inner part of a type.</summary>
    Complex,

    /// <summary>A value.</summary>
    Primitive,
}

/// <summary>A type that an element may have.</summary>
/// <param name="Name">E.g. <c>HumanName</c>, <c>code</c>, <c>Reference</c>.</param>
/// <param name="Targets">Resource types that a reference or canonical may lead to; empty: not said; <c>Resource</c>: any.</param>
public sealed record ElementType(string Name, IReadOnlyList<string> Targets);

/// <summary>An element of a type, from the snapshot of its StructureDefinition.</summary>
public sealed class ElementShape
{
    /// <summary>Name without <c>[x]</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Fewest times.</summary>
    public required int Min { get; init; }

    /// <summary>Most times; <see cref="int.MaxValue"/> for <c>*</c>.</summary>
    public required int Max { get; init; }

    /// <summary>The types it may have; several only where <see cref="IsChoice"/>.</summary>
    public required IReadOnlyList<ElementType> Types { get; init; }

    /// <summary>True for <c>value[x]</c>: the JSON name ends with the type.</summary>
    public required bool IsChoice { get; init; }

    /// <summary>Part of a summary.</summary>
    public required bool InSummary { get; init; }

    /// <summary>Changes the meaning of what it stands in.</summary>
    public required bool IsModifier { get; init; }

    /// <summary>Value set of a required or extensible binding (address without <c>http://hl7.org/fhir/ValueSet/</c> where it begins so); empty otherwise.</summary>
    public required string Binding { get; init; }

    /// <summary>True where only codes of <see cref="Binding"/> may stand here.</summary>
    public required bool IsRequiredBinding { get; init; }

    /// <summary>Place among the elements of its type.</summary>
    public required int Ordinal { get; init; }

    /// <summary>Elements of an inner part (also by content reference); null where the element has a named type.</summary>
    public TypeShape? Inner { get; internal set; }

    /// <summary>More than one may stand here, so JSON has an array.</summary>
    public bool IsMany => Max > 1;

    /// <summary>The codes of a required binding; null where none is kept.</summary>
    public CodeSet? Codes => field ??= IsRequiredBinding ? CodeSet.Named(Binding) : null;
}

/// <summary>The elements of a type or of an inner part of one.</summary>
public sealed class TypeShape
{
    readonly Dictionary<string, ElementShape> byName;
    readonly Lazy<FieldTable> fields;

    internal TypeShape(string name, string path, TypeKind kind, string @base, string? regex, IReadOnlyList<ElementShape> elements)
    {
        (Name, Path, Kind, Base, Regex, Elements) = (name, path, kind, @base, regex, elements);
        byName = elements.ToDictionary(e => e.Name, StringComparer.Ordinal);
        fields = new Lazy<FieldTable>(() => new FieldTable(this));
    }

    /// <summary>Name of the type; of an inner part <c>BackboneElement</c> or <c>Element</c>.</summary>
    public string Name { get; }

    /// <summary>The type, or for an inner part its path, e.g. <c>Patient.contact</c>.</summary>
    public string Path { get; }

    /// <summary>What it is.</summary>
    public TypeKind Kind { get; }

    /// <summary>The type it specialises; empty where there is none.</summary>
    public string Base { get; }

    /// <summary>Form of a primitive's text, as the specification writes it; null where it gives none.</summary>
    public string? Regex { get; }

    /// <summary>Elements in the order of the specification, those of the base first.</summary>
    public IReadOnlyList<ElementShape> Elements { get; }

    /// <summary>An element by its name without <c>[x]</c>; null where there is none.</summary>
    public ElementShape? Element(string name) => byName.GetValueOrDefault(name);

    /// <summary>Names as they stand in JSON.</summary>
    internal FieldTable Fields => fields.Value;
}

/// <summary>The codes of one value set.</summary>
public sealed class CodeSet
{
    static readonly Lazy<Dictionary<string, CodeSet>> all = new(Load);
    readonly Dictionary<long, long> systems = [];
    readonly HashSet<(long System, long Code)> pairs = [];

    /// <summary>Systems with their codes, in the order of the value set.</summary>
    public IReadOnlyList<(string System, IReadOnlyList<string> Codes)> Parts { get; private set; } = [];

    /// <summary>A set by its short or whole address; null where its codes are not kept here.</summary>
    public static CodeSet? Named(string name) => all.Value.GetValueOrDefault(name.StartsWith(Prefix, StringComparison.Ordinal) ? name[Prefix.Length..] : name);

    const string Prefix = "http://hl7.org/fhir/ValueSet/";

    /// <summary>True where the code is in the set; gives <see cref="Hashes.Of(ReadOnlySpan{char})"/> of its system.</summary>
    public bool Has(long code, out long system) => systems.TryGetValue(code, out system);

    /// <summary>True where the set has this code of this system.</summary>
    public bool Has(long system, long code) => pairs.Contains((system, code));

    static Dictionary<string, CodeSet> Load()
    {
        var sets = new Dictionary<string, CodeSet>(StringComparer.Ordinal);
        foreach (var line in Tables.Lines("codes.tsv"))
        {
            var cells = line.Split('\t');
            if (!sets.TryGetValue(cells[0], out var set)) sets[cells[0]] = set = new CodeSet();
            set.Parts = [.. set.Parts, (cells[1], cells[2..])];
            var system = Hashes.Of(cells[1]);
            foreach (var code in cells.AsSpan(2))
            {
                var hash = Hashes.Of(code);
                set.systems.TryAdd(hash, system);
                set.pairs.Add((system, hash));
            }
        }
        return sets;
    }
}

/// <summary>The embedded tables.</summary>
static class Tables
{
    /// <summary>Lines of a table.</summary>
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = typeof(Tables).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"The table '{name}' is not embedded.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line) yield return line;
    }
}
