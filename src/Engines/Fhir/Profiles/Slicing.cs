using System.Text.Json;

namespace LienY.Fhir;

/// <summary>Finds out in which slice an item is.</summary>
internal sealed class Slicing(ProfileSetting setting)
{
    internal bool IsIn(PathElement item, ProfileNode slice, ProfileNode whole)
    {
        if (slice.Name is "extension" or "modifierExtension" && Url(slice) is { } url) return item.Children("url").FirstOrDefault()?.Value is string own && own == url;
        if (slice.Name.EndsWith("[x]", StringComparison.Ordinal) && whole.Discriminators.All(d => d is { Kind: "type", Path: "$this" })) return OfType(item, slice);
        if (whole.Discriminators.Count == 0) return Fits(item, slice);
        foreach (var discriminator in whole.Discriminators) if (!Holds(item, slice, discriminator)) return false;
        return true;
    }

    // The slice of an extension is told by the address of its profile, or of its url element.
    static string? Url(ProfileNode slice) => slice.Child("url") is { Fixed.ValueKind: JsonValueKind.String } fixedUrl ? fixedUrl.Fixed.GetString()
        : slice.Types.SelectMany(t => t.Profiles).FirstOrDefault();

    static bool OfType(PathElement item, ProfileNode slice) => slice.Types.Count == 0
        ? string.Equals(slice.Slice, slice.Name[..^3] + item.TypeName, StringComparison.OrdinalIgnoreCase)
        : slice.Types.Any(t => PathTypes.IsA(item.TypeName, t.Code));

    bool Holds(PathElement item, ProfileNode slice, Discriminator by)
    {
        IReadOnlyList<PathItem> found;
        try
        {
            found = FhirPath.Known(by.Path).Evaluate(item, setting.Paths);
        }
        catch (PathFault)
        {
            return false;
        }
        var rule = Rule(slice, by.Path);
        switch (by.Kind)
        {
            case "exists":
                return rule is { Max: 0 } ? found.Count == 0 : rule is { Min: > 0 } ? found.Count > 0 : true;
            case "type":
                return rule is null || rule.Types.Count == 0 || found.OfType<PathElement>().Any(e => rule.Types.Any(t => PathTypes.IsA(e.TypeName, t.Code)))
                    || ByReference(item, rule, by);
            case "profile":
                var profiles = rule?.Types.SelectMany(t => t.Profiles.Concat(t.Targets)).Select(setting.Find).OfType<Profile>().ToList() ?? [];
                return found.OfType<PathElement>().Any(e => profiles.Exists(p => !ProfileCheck.Check(e, p, setting).Exists(i => i.Severity == "error")));
            default:
                if (rule is null || !rule.IsTelling) return Fits(item, slice);
                return found.OfType<PathElement>().Any(e => Fits(e, rule));
        }
    }

    bool ByReference(PathElement item, ProfileNode rule, Discriminator by) => by.Path.EndsWith("resolve()", StringComparison.Ordinal) && TypeOf(item) is { } type
        && rule.Types.Any(t => PathTypes.IsA(type, t.Code) || t.Targets.Any(x => Profile.Tail(x) == type));

    /// <summary>The rules that stand at a discriminator's path within a slice.</summary>
    static ProfileNode? Rule(ProfileNode slice, string path)
    {
        ProfileNode? at = slice;
        foreach (var step in Steps(path))
        {
            if (step is "$this" or "resolve()") continue;
            if (step.StartsWith("ofType(", StringComparison.Ordinal)) continue;
            if (step.StartsWith("extension(", StringComparison.Ordinal))
            {
                var url = step[11..^2];
                at = at.Child("extension")?.Slices.FirstOrDefault(s => Url(s) == url);
            }
            else at = at.Child(step);
            if (at is null) return null;
        }
        return at;
    }

    static IEnumerable<string> Steps(string path)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i <= path.Length; i++)
        {
            if (i < path.Length && path[i] == '(') depth++;
            if (i < path.Length && path[i] == ')') depth--;
            if (i != path.Length && (path[i] != '.' || depth > 0)) continue;
            if (i > start) yield return path[start..i];
            start = i + 1;
        }
    }

    /// <summary>Whether an element holds every fixed value, pattern and required code that the rules name, here and below.</summary>
    bool Fits(PathElement element, ProfileNode rule)
    {
        if (rule.Fixed.ValueKind != JsonValueKind.Undefined && !JsonElement.DeepEquals(element.Json, rule.Fixed)) return false;
        if (rule.Pattern.ValueKind != JsonValueKind.Undefined && !JsonPattern.Holds(element.Json, rule.Pattern)) return false;
        if (rule.Binding is { Strength: "required", ValueSet.Length: > 0 } && setting.Paths.MemberOf?.Invoke(element, rule.Binding.ValueSet) == false) return false;
        foreach (var child in rule.Children)
        {
            if (!child.IsTelling) continue;
            var name = child.Name.EndsWith("[x]", StringComparison.Ordinal) ? child.Name[..^3] : child.Name;
            if (!element.Children(name).Any(e => Fits(e, child))) return false;
        }
        return true;
    }

    /// <summary>The type that a reference leads to, as far as it says; null where it does not.</summary>
    internal string? TypeOf(PathElement reference)
    {
        if (reference.Children("type").FirstOrDefault()?.Value is string said && FhirTypes.Is(said)) return said;
        if (reference.Children("reference").FirstOrDefault()?.Value is not string text) return null;
        if (text.StartsWith('#') || text.StartsWith("urn:", StringComparison.Ordinal))
        {
            return FhirPath.Known("resolve()").Evaluate(reference, setting.Paths) is [PathElement found] ? found.TypeName : null;
        }
        var parts = text.Split('/');
        var at = Array.IndexOf(parts, "_history");
        var last = at > 1 ? at - 2 : parts.Length - 2;
        return last >= 0 && FhirTypes.Is(parts[last]) ? parts[last] : null;
    }
}
