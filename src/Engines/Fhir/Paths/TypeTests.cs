namespace LienY.Fhir;

/// <summary><c>is</c>, <c>as</c> and <c>ofType</c>.</summary>
internal static class TypeTests
{
    internal static IReadOnlyList<PathItem> Apply(PathRun run, IReadOnlyList<PathItem> input, string type, string how)
    {
        if (input.Count == 0) return [];
        if (how == "is")
        {
            if (input.Count > 1) throw Items.TooMany(input.Count);
            return [PathValue.Of(Is(input[0], type, true))];
        }
        if (how == "as" && input.Count > 1 && !run.Setting.AsKeepsMany) throw Items.TooMany(input.Count);
        var kept = new List<PathItem>();
        foreach (var item in input)
        {
            run.Step();
            if (Is(item, type, false)) kept.Add(item);
        }
        return kept;
    }

    /// <summary>Whether an item is of a type; for primitives <c>as</c> wants the very type, <c>is</c> takes what specialises it as well.</summary>
    internal static bool Is(PathItem item, string type, bool heirs)
    {
        var (space, name) = PathTypes.Split(type);
        if (item is not PathElement element) return space != "FHIR" && (item.TypeName == name || name == "Any");
        if (space == "System") return false;
        if (element.TypeName == name) return true;
        var primitive = FhirTypes.Kind(name) == TypeKind.Primitive;
        return (heirs || !primitive) && PathTypes.IsA(element.TypeName, name);
    }
}
