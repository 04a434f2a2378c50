using System.Globalization;
using System.Text.Json;

namespace LienY.Fhir;

/// <summary>
/// Checks a resource against a profile: cardinality, types, fixed values and patterns, bindings, slices, invariants. mustSupport asks nothing of a document.
/// </summary>
public sealed class ProfileCheck
{
    const int MostDepth = 60;
    readonly ProfileSetting setting;
    readonly List<Issue> issues = [];
    readonly HashSet<string> unknown = [];
    readonly Slicing slicing;
    int steps;

    ProfileCheck(ProfileSetting setting)
    {
        this.setting = setting with { Paths = setting.Paths with { AsKeepsMany = true } };
        slicing = new Slicing(this.setting);
    }

    /// <summary>What is wrong with the resource as the profile sees it; empty where it conforms.</summary>
    public static List<Issue> Check(PathElement resource, Profile profile, ProfileSetting setting)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(profile);
        var check = new ProfileCheck(setting);
        if (resource.TypeName != profile.Type && !PathTypes.IsA(resource.TypeName, profile.Type))
        {
            check.Tell("error", "structure", resource.Path, $"The profile {profile.Url} is for {profile.Type}, not for {resource.TypeName}.");
        }
        else check.Item(resource, profile.Root, 0);
        return check.issues;
    }

    void Tell(string severity, string code, string path, string text)
    {
        if (issues.Count < Invariants.MostIssues) issues.Add(new Issue(severity, code, path, text));
    }

    void Item(PathElement element, ProfileNode node, int depth)
    {
        if (depth > MostDepth || ++steps > 200_000)
        {
            if (unknown.Add("depth")) Tell("warning", "too-costly", element.Path, "The profile was not followed any deeper.");
            return;
        }
        Value(element, node);
        Type(element, node, depth);
        Bound(element, node);
        foreach (var invariant in node.Invariants) Invariants.Test(element, invariant, setting.Paths, issues);
        foreach (var child in node.Children) Children(element, child, depth);
    }

    void Children(PathElement parent, ProfileNode node, int depth)
    {
        var name = node.Name.EndsWith("[x]", StringComparison.Ordinal) ? node.Name[..^3] : node.Name;
        // A choice may be named by its type: valueQuantity stands for value[x] where it is a Quantity.
        var items = parent.Children(name).ToList();
        if (items.Count == 0 && parent.Type.Child(name) is { } known && known.Name != name)
        {
            items = [.. parent.Children(known.Name).Where(c => c.TypeName == known.Type.Name)];
        }
        var path = $"{parent.Path}.{name}";
        Count(items.Count, node, path, node.Name);
        foreach (var item in items) Item(item, node, depth + 1);
        Sliced(items, node, path, depth);
    }

    void Count(int count, ProfileNode node, string path, string what)
    {
        var found = count.ToString(CultureInfo.InvariantCulture);
        if (node.Min is { } min && count < min) Tell("error", "required", path, $"{what}: at least {min.ToString(CultureInfo.InvariantCulture)} needed, {found} found.");
        if (node.Max is { } max && count > max) Tell("error", "structure", path, $"{what}: at most {max.ToString(CultureInfo.InvariantCulture)} allowed, {found} found.");
    }

    void Sliced(List<PathElement> items, ProfileNode node, string path, int depth)
    {
        if (!node.Slices.Any()) return;
        var counts = node.Slices.ToDictionary(s => s, _ => 0);
        foreach (var item in items)
        {
            var slice = node.Slices.FirstOrDefault(s => slicing.IsIn(item, s, node));
            if (slice is null)
            {
                if (node.IsClosed) Tell("error", "structure", item.Path, $"The item is in none of the slices of {node.Name}, and no other is allowed.");
                continue;
            }
            counts[slice]++;
            Item(item, slice, depth + 1);
        }
        foreach (var (slice, count) in counts) Count(count, slice, path, $"{node.Name}:{slice.Slice}");
    }

    void Value(PathElement element, ProfileNode node)
    {
        if (node.Fixed.ValueKind != JsonValueKind.Undefined && !JsonElement.DeepEquals(element.Json, node.Fixed))
        {
            Tell("error", "value", element.Path, $"The value must be exactly {Short(node.Fixed)}.");
        }
        if (node.Pattern.ValueKind != JsonValueKind.Undefined && !JsonPattern.Holds(element.Json, node.Pattern))
        {
            Tell("error", "value", element.Path, $"The value must hold {Short(node.Pattern)}.");
        }
        if (node.MaxLength is { } longest && element.Value is string text && text.Length > longest)
        {
            Tell("error", "too-long", element.Path, string.Create(CultureInfo.InvariantCulture, $"At most {longest} characters are allowed, not {text.Length}."));
        }
        Bound(element, node.Range.Low, true);
        Bound(element, node.Range.High, false);
    }

    void Bound(PathElement element, JsonElement limit, bool low)
    {
        if (limit.ValueKind == JsonValueKind.Undefined || Items.System(element) is null) return;
        var end = PathElement.Of(limit, element.TypeName);
        try
        {
            if (Operators.Compare(element, end) is not { } order || (low ? order >= 0 : order <= 0)) return;
            Tell("error", "value", element.Path, $"The value must not be {(low ? "less" : "more")} than {Short(limit)}.");
        }
        catch (PathFault)
        {
            Tell("information", "not-supported", element.Path, $"The value could not be compared with {Short(limit)}.");
        }
    }

    void Bound(PathElement element, ProfileNode node)
    {
        var (strength, set) = node.Binding;
        if (set.Length == 0 || strength is not ("required" or "extensible")) return;
        switch (setting.Paths.MemberOf?.Invoke(element, set))
        {
            case false:
                Tell(strength == "required" ? "error" : "warning", "code-invalid", element.Path, $"The code is not in the value set {set} ({strength}).");
                break;
            case null when unknown.Add(set):
                Tell("information", "not-found", element.Path, $"The value set {set} is not known here; its codes were not checked.");
                break;
        }
    }

    void Type(PathElement element, ProfileNode node, int depth)
    {
        if (node.Types.Count == 0 || element.Parent is null) return;
        var allowed = node.Types.Where(t => t.Code == element.TypeName || PathTypes.IsA(element.TypeName, t.Code)
            || t.Code.StartsWith("http://hl7.org/fhirpath/", StringComparison.Ordinal)).ToList();
        if (allowed.Count == 0)
        {
            Tell("error", "structure", element.Path, $"The type {element.TypeName} is not allowed here, only {string.Join(", ", node.Types.Select(t => t.Code))}.");
            return;
        }
        var profiles = allowed.SelectMany(t => t.Profiles).Where(p => !Profile.IsCore(p)).ToList();
        if (profiles.Count > 0 && allowed.TrueForAll(t => t.Profiles.Count > 0)) OneOf(element, profiles, depth);
        var targets = allowed.SelectMany(t => t.Targets).ToList();
        if (targets.Count > 0 && element.TypeName == "Reference") Target(element, targets);
    }

    void OneOf(PathElement element, List<string> profiles, int depth)
    {
        List<Issue>? least = null;
        foreach (var url in profiles)
        {
            if (setting.Find(url) is not { } profile)
            {
                if (unknown.Add(url)) Tell("information", "not-found", element.Path, $"The profile {url} is not known here; it was not checked.");
                return;
            }
            var inner = new ProfileCheck(setting) { steps = steps };
            inner.Item(element, profile.Root, depth + 1);
            steps = inner.steps;
            if (!inner.issues.Exists(i => i.Severity == "error"))
            {
                issues.AddRange(inner.issues);
                return;
            }
            if (least is null || inner.issues.Count < least.Count) least = inner.issues;
        }
        foreach (var issue in least!) Tell(issue.Severity, issue.Code, issue.Path, issue.Text);
    }

    void Target(PathElement element, List<string> targets)
    {
        var type = slicing.TypeOf(element);
        if (type is null || targets.Exists(t => !Profile.IsCore(t) || PathTypes.IsA(type, Profile.Tail(t)))) return;
        Tell("error", "structure", element.Path, $"A reference to {type} is not allowed here, only to {string.Join(", ", targets.Select(Profile.Tail))}.");
    }

    static string Short(JsonElement json) => json.GetRawText() is { Length: > 200 } text ? text[..200] + "…" : json.GetRawText();
}
