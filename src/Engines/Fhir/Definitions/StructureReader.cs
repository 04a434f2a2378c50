using System.Globalization;

namespace LienY.Fhir;

/// <summary>Makes the shape of a type from its lines of structure.tsv.</summary>
static class StructureReader
{
    sealed record Row(int Depth, string Name, string[] Cells, List<Row> Children);

    /// <summary>The shape with the elements of its bases before its own.</summary>
    public static TypeShape Read(string name, TypeKind kind, string @base, IReadOnlyList<string> lines)
    {
        var head = lines[0].Split('\t', 2);
        var roots = new List<Row>();
        var stack = new Stack<Row>();
        foreach (var line in lines.Skip(1))
        {
            var cells = line.Split('\t');
            var label = cells[0].TrimStart('.');
            var row = new Row(cells[0].Length - label.Length, label, cells, []);
            while (stack.Count > 0 && stack.Peek().Depth >= row.Depth) stack.Pop();
            (stack.Count > 0 ? stack.Peek().Children : roots).Add(row);
            stack.Push(row);
        }
        var inner = new Dictionary<string, TypeShape>(StringComparer.Ordinal);
        var pending = new List<(ElementShape Element, string Path)>();
        var inherited = @base == "" || kind == TypeKind.Primitive ? [] : FhirTypes.Shape(@base).Elements;
        var shape = Make(name, name, kind, @base, head.Length > 1 ? head[1] : null, inherited, roots, inner, pending);
        foreach (var (element, path) in pending) element.Inner = inner[path];
        return shape;
    }

    static TypeShape Make(string name, string path, TypeKind kind, string @base, string? regex, IReadOnlyList<ElementShape> inherited, List<Row> rows,
        Dictionary<string, TypeShape> inner, List<(ElementShape Element, string Path)> pending)
    {
        var elements = new List<ElementShape>(inherited);
        foreach (var row in rows)
        {
            var element = Element(row, elements.Count);
            elements.Add(element);
            if (Cell(row, 6) is { Length: > 0 } reference) pending.Add((element, reference));
            if (row.Children.Count == 0) continue;
            var type = element.Types[0].Name;
            var below = $"{path}.{element.Name}";
            element.Inner = inner[below] = Make(type, below, TypeKind.Complex, type, null, FhirTypes.Shape(type).Elements, row.Children, inner, pending);
        }
        return new TypeShape(name, path, kind, @base, regex, elements);
    }

    static ElementShape Element(Row row, int ordinal)
    {
        var flags = Cell(row, 4);
        var binding = Cell(row, 5);
        return new ElementShape
        {
            Name = row.Name.EndsWith("[x]", StringComparison.Ordinal) ? row.Name[..^3] : row.Name,
            IsChoice = row.Name.EndsWith("[x]", StringComparison.Ordinal),
            Min = int.Parse(row.Cells[1], CultureInfo.InvariantCulture),
            Max = row.Cells[2] == "*" ? int.MaxValue : int.Parse(row.Cells[2], CultureInfo.InvariantCulture),
            Types = Cell(row, 3) is { Length: > 0 } types ? [.. types.Split(',').Select(Type)] : [],
            InSummary = flags.Contains('s'),
            IsModifier = flags.Contains('m'),
            Binding = binding.Length > 2 ? binding[2..] : "",
            IsRequiredBinding = binding.StartsWith("r:", StringComparison.Ordinal),
            Ordinal = ordinal,
        };
    }

    static ElementType Type(string text)
    {
        var open = text.IndexOf('(');
        return open < 0 ? new ElementType(text, []) : new ElementType(text[..open], text[(open + 1)..^1].Split('|'));
    }

    static string Cell(Row row, int index) => row.Cells.Length > index ? row.Cells[index] : "";
}
