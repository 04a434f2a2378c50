using System.Globalization;

namespace LienY.Fhir;

/// <summary>What <c>$this</c>, <c>$index</c> and <c>$total</c> stand for at a place of the evaluation.</summary>
internal readonly record struct PathScope(IReadOnlyList<PathItem> This, int Index = 0, IReadOnlyList<PathItem>? Total = null);

/// <summary>A node of the tree; evaluating gives a collection.</summary>
internal abstract class PathNode
{
    internal abstract IReadOnlyList<PathItem> Evaluate(PathRun run, PathScope scope);

    /// <summary>The type that stands fixed before anything is evaluated; null where it does not.</summary>
    internal virtual string? StaticType => null;

    /// <summary>The one item of a collection; null for none; a fault for several.</summary>
    internal PathItem? One(PathRun run, PathScope scope) => Items.One(Evaluate(run, scope));
}

internal sealed class LiteralNode(PathItem? item) : PathNode
{
    readonly IReadOnlyList<PathItem> items = item is null ? [] : [item];

    internal PathItem? Item => item;

    internal override IReadOnlyList<PathItem> Evaluate(PathRun run, PathScope scope) => items;
}

internal sealed class GroupNode(PathNode inner) : PathNode
{
    internal override string? StaticType => inner.StaticType;

    internal override IReadOnlyList<PathItem> Evaluate(PathRun run, PathScope scope) => inner.Evaluate(run, scope);
}

/// <summary>The name of a type as the argument of <c>is</c>, <c>as</c> and <c>ofType</c>.</summary>
internal sealed class TypeNameNode(string name) : PathNode
{
    internal string Name => name;

    internal override IReadOnlyList<PathItem> Evaluate(PathRun run, PathScope scope) => [new PathValue(name)];
}

internal sealed class DollarNode(string name) : PathNode
{
    internal override IReadOnlyList<PathItem> Evaluate(PathRun run, PathScope scope) => name switch
    {
        "this" => scope.This,
        "index" => [new PathValue(scope.Index)],
        _ => scope.Total ?? [],
    };
}

internal sealed class VariableNode(string name) : PathNode
{
    internal override IReadOnlyList<PathItem> Evaluate(PathRun run, PathScope scope) => run.Variable(name);
}

/// <summary>A step to children by name; at the beginning of a path also the type of the root.</summary>
internal sealed class MemberNode(PathNode? source, string name, bool quoted) : PathNode
{
    internal PathNode? Source => source;

    internal string Name => name;

    internal override IReadOnlyList<PathItem> Evaluate(PathRun run, PathScope scope)
    {
        run.Step();
        var input = source is null ? scope.This : source.Evaluate(run, scope);
        if (run.Setting.IsStrict && source?.StaticType is { } given && !PathTypes.Named(given).Has(name)) throw PathFault.Semantic($"'{given}' has no element '{name}'.");
        if (input.Count == 0) return [];
        if (source is null && char.IsAsciiLetterUpper(name[0]))
        {
            if (input.All(i => i is PathElement e && PathTypes.IsA(e.TypeName, name))) return input;
            if (run.Setting.IsStrict && PathTypes.IsKnown(name) && !quoted)
            {
                throw PathFault.Semantic($"The expression begins with '{name}', but a '{input[0].TypeName}' is given.");
            }
        }
        var found = new List<PathItem>();
        foreach (var item in input)
        {
            if (item is PathElement element)
            {
                if (run.Setting.IsStrict && !element.Type.Has(name)) throw PathFault.Semantic($"'{element.TypeName}' has no element '{name}'.");
                foreach (var child in element.Children(name)) run.Add(found, child);
            }
            else if (item is PathTypeInfo info)
            {
                if (name == "namespace") found.Add(new PathValue(info.Space));
                else if (name == "name") found.Add(new PathValue(info.Name));
            }
            else if (item.Value is PathQuantity quantity)
            {
                if (name == "value") found.Add(new PathValue(quantity.Value));
                else if (name is "unit" or "code") found.Add(new PathValue(quantity.Unit));
            }
        }
        return found;
    }
}

internal sealed class IndexNode(PathNode source, PathNode index) : PathNode
{
    internal override IReadOnlyList<PathItem> Evaluate(PathRun run, PathScope scope)
    {
        run.Step();
        var input = source.Evaluate(run, scope);
        var place = index.One(run, scope);
        if (place is null) return [];
        if (place.Value is not int at) throw PathFault.Execution("An index must be a whole number.");
        return at >= 0 && at < input.Count ? [input[at]] : [];
    }
}

internal sealed class PolarityNode(PathNode inner, bool minus) : PathNode
{
    internal PathNode Inner => inner;

    internal bool IsMinus => minus;

    internal override IReadOnlyList<PathItem> Evaluate(PathRun run, PathScope scope)
    {
        var item = inner.One(run, scope);
        if (item is null) return [];
        var value = Items.System(item);
        if (!minus) return value is int or long or decimal or PathQuantity ? [item] : throw Wrong(item);
        return [value switch
        {
            int i => new PathValue(i == int.MinValue ? throw Wrong(item) : -i),
            long l => new PathValue(-l),
            decimal d => new PathValue(-d),
            PathQuantity q => new PathValue(q with { Value = -q.Value }),
            _ => throw Wrong(item),
        }];
    }

    static PathFault Wrong(PathItem item) => PathFault.Execution(string.Create(CultureInfo.InvariantCulture, $"A sign cannot stand before a {item.TypeName}."));
}

/// <summary><c>is</c> and <c>as</c> as operators.</summary>
internal sealed class TypeNode(PathNode left, string type, string sign) : PathNode
{
    internal override string? StaticType => sign == "as" && FhirTypes.Kind(type) is not null ? type : null;

    internal override IReadOnlyList<PathItem> Evaluate(PathRun run, PathScope scope) => TypeTests.Apply(run, left.Evaluate(run, scope), type, sign);
}

/// <summary>A call of a function.</summary>
internal sealed class CallNode(PathNode? source, string name, PathFunction function, IReadOnlyList<PathNode> arguments) : PathNode
{
    bool IsUnordered => name is "children" or "descendants";

    internal override IReadOnlyList<PathItem> Evaluate(PathRun run, PathScope scope)
    {
        run.Step();
        if (run.Setting.IsStrict && name is ("skip" or "take" or "tail" or "first" or "last") && source is CallNode { IsUnordered: true })
        {
            throw PathFault.Semantic($"'{name}' needs an order, and children have none.");
        }
        return function(run, scope, source is null ? scope.This : source.Evaluate(run, scope), arguments);
    }
}

/// <summary>What a function does: the run, the scope of its arguments, what it is called on, and the arguments not yet evaluated.</summary>
internal delegate IReadOnlyList<PathItem> PathFunction(PathRun run, PathScope scope, IReadOnlyList<PathItem> input, IReadOnlyList<PathNode> arguments);
