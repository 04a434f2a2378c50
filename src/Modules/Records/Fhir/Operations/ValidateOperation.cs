using System.Text;
using System.Text.Json;
using LienY.Fhir;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>
/// <c>$validate</c> (FHIR R4 §2.21.0.6): structure, invariants, and the profiles that are asked for or that the resource claims. The answer is an
/// OperationOutcome with 200, whatever it says. Writes see the structure check only: the invariants of common resources take 0.2 to 0.7 ms.
/// </summary>
static class ValidateOperation
{
    /// <summary>Checks what was sent, or what is kept under an id.</summary>
    public static async Task<FhirReply> RunAsync(FhirCall call)
    {
        var input = OperationInput.Read(call);
        var sent = input.Body is not null ? call.Ask.Body
            : input.Object("resource") is { } part ? Encoding.UTF8.GetBytes(part.GetRawText()) : default(ReadOnlyMemory<byte>?);
        FhirReply? read = null;
        var mode = input.Text("mode") ?? "";
        if (mode is not ("" or "create" or "update" or "delete" or "profile"))
            throw new FhirProblem(400, "value", "", $"The mode '{mode}' is unknown: create, update or delete.");
        if (call.Ask.Id is not null && (sent is null || mode == "delete"))
        {
            var (type, id) = call.Ask.Named();
            (read, var kept) = await StoredResource.ReadAsync(call, type, id);
            sent ??= kept;
        }
        if (sent is not { Length: > 0 } bytes) throw new FhirProblem(400, "required", "", "A resource is needed: as the body, or as the parameter 'resource'.");
        var issues = await CheckAsync(call, bytes, mode, [.. input.All("profile")]);
        return new(200)
        {
            Body = OperationOutcomes.Of(issues.Count > 0 ? issues : [new("information", "informational", "", "No issues were found.")]),
            Touched = read?.Touched ?? [],
            Action = read?.Action ?? "",
            About = read?.About ?? "",
        };
    }

    static async Task<List<Issue>> CheckAsync(FhirCall call, ReadOnlyMemory<byte> bytes, string mode, IReadOnlyList<string> profiles)
    {
        var structure = ResourceReader.Read(bytes, ReadMode.Check);
        var issues = structure.Issues.ToList();
        if (call.Ask.Type is { } type && structure.Type.Length > 0 && structure.Type != type)
            issues.Insert(0, new("error", "invalid", structure.Type, $"The address is about {type}, but the resource is a {structure.Type}."));
        if (mode == "update" && call.Ask.Id is { } id && structure.Id != id)
            issues.Add(new("error", "value", $"{structure.Type}.id", $"An update of '{id}' must carry this id."));
        if (mode == "create" && structure.Id is not null)
            issues.Add(new("information", "informational", $"{structure.Type}.id", "The server gives its own id to what is created."));
        if (!FhirTypes.Is(structure.Type)) return issues;
        JsonElement json;
        try
        {
            json = JsonDocument.Parse(bytes, new JsonDocumentOptions { MaxDepth = 128 }).RootElement;
        }
        catch (JsonException)
        {
            return issues;
        }
        var root = PathElement.Root(json);
        var books = TermBooks.Of(call);
        var bound = new BoundCodes(books);
        var find = new ProfileFinder(books);
        var paths = new PathSetting
        {
            Now = call.Services.GetRequiredService<TimeProvider>().GetUtcNow().ToOffset(TimeSpan.FromHours(7)),
            MemberOf = bound.Has,
            ConformsTo = (element, url) => find.Find(url) is { } p ? !ProfileCheck.Check(element, p, find.Setting).Exists(i => i.Severity == "error") : null,
            Stop = call.Stop,
        };
        find.Setting = new ProfileSetting { Find = find.Find, Paths = paths };
        issues.AddRange(Invariants.Check(root, paths));
        foreach (var url in profiles) Profiled(root, url, "error", find, issues);
        foreach (var url in json.Member("meta") is { } meta ? meta.Each("profile").Where(p => p.ValueKind == JsonValueKind.String).Select(p => p.GetString()!) : [])
        {
            if (!profiles.Contains(url)) Profiled(root, url, "warning", find, issues);
        }
        return [.. issues.DistinctBy(i => (i.Severity, i.Code, i.Path, i.Text)).OrderBy(i => Array.IndexOf(order, i.Severity))];
    }

    static readonly string[] order = ["fatal", "error", "warning", "information"];

    static void Profiled(PathElement root, string url, string unknown, ProfileFinder find, List<Issue> issues)
    {
        const string own = "http://hl7.org/fhir/StructureDefinition/";
        if (url.StartsWith(own, StringComparison.Ordinal) && FhirTypes.Is(url[own.Length..]))
        {
            if (url[own.Length..] != root.TypeName)
                issues.Add(new("error", "structure", root.TypeName, $"The resource is a {root.TypeName}, not a {url[own.Length..]}."));
            return;
        }
        try
        {
            if (find.Find(url) is { } profile) issues.AddRange(ProfileCheck.Check(root, profile, find.Setting));
            else issues.Add(new(unknown, "not-found", root.TypeName, $"The profile '{url}' is not known here; please send its StructureDefinition to the server first."));
        }
        catch (PathFault fault)
        {
            issues.Add(new(unknown, "not-supported", root.TypeName, $"The profile '{url}' cannot be used: {fault.Message}"));
        }
    }
}
