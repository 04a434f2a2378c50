using System.Text.Json;
using LienY.Fhir;

namespace LienY.Records;

/// <summary>Profiles by their address for one request. The check asks in between and cannot wait, so the few readings block.</summary>
sealed class ProfileFinder(TermBooks books)
{
    readonly Dictionary<string, Profile?> found = new(StringComparer.Ordinal);

    /// <summary>What checks within checks use.</summary>
    public ProfileSetting Setting { get; set; } = new() { Find = _ => null };

    /// <summary>A profile; null where it is not known.</summary>
    public Profile? Find(string url)
    {
        if (found.TryGetValue(url, out var known)) return known;
        // Until it is read it counts as unknown, so that a profile that leads back to itself ends.
        found[url] = null;
        return found[url] = Definition(url) is { } definition ? Profile.Read(definition, Definition) : null;
    }

    JsonElement? Definition(string url) => books.DefinitionAsync("StructureDefinition", url).GetAwaiter().GetResult();
}

/// <summary>Whether coded elements are in the value sets they are bound to, for one request.</summary>
sealed class BoundCodes(TermBooks books)
{
    readonly Dictionary<(string, string, string), bool?> known = [];
    readonly Dictionary<string, ValueSetText?> sets = new(StringComparer.Ordinal);

    /// <summary>True, false, or null where it cannot be said. A CodeableConcept is in a set when one of its codings is; one without codings says nothing.</summary>
    public bool? Has(PathElement element, string url)
    {
        if (Set(url) is not { } set) return null;
        var codes = Codes(element).ToList();
        if (codes.Count == 0) return element.TypeName == "CodeableConcept" && element.Children("text").Any() ? null : false;
        bool? has = false;
        foreach (var (system, code) in codes)
        {
            var one = Has(set, system, code);
            if (one == true) return true;
            has = one is null ? null : has;
        }
        return has;
    }

    ValueSetText? Set(string url)
    {
        if (!sets.TryGetValue(url, out var set)) sets[url] = set = books.ValueSetAsync(url).AsTask().GetAwaiter().GetResult();
        return set;
    }

    bool? Has(ValueSetText set, string system, string code)
    {
        if (known.TryGetValue((set.Url, system, code), out var told)) return told;
        return known[(set.Url, system, code)] = new Membership(books).HasAsync(set, system, code).AsTask().GetAwaiter().GetResult();
    }

    static IEnumerable<(string System, string Code)> Codes(PathElement element)
    {
        switch (element.TypeName)
        {
            case "CodeableConcept":
                foreach (var coding in element.Children("coding")) yield return Coding(coding);
                break;
            case "Coding" or "Quantity":
                yield return Coding(element);
                break;
            default:
                if (element.Value is string code) yield return ("", code);
                break;
        }
    }

    static (string System, string Code) Coding(PathElement coding) =>
        (coding.Children("system").FirstOrDefault()?.Value as string ?? "", coding.Children("code").FirstOrDefault()?.Value as string ?? "");
}
