using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using LienY.Fhir;

namespace LienY.Records;

/// <summary>What the server can do (CapabilityStatement), made of the same tables by which it works.</summary>
sealed class Capability(FhirDesk desk, TimeProvider clock)
{
    const string SecurityService = "http://terminology.hl7.org/CodeSystem/restful-security-service";
    const string OauthUris = "http://fhir-registry.smarthealthit.org/StructureDefinition/oauth-uris";
    const string Said = "Records of Liên Y. Dates without a time zone are meant at Hà Nội (+07:00). Every answer holds only what the asker's organisation keeps or a live "
        + "legal basis lets through.";
    const string Searching = "Search: the parameters listed, _has, chains, composites, _include and _revinclude (also :iterate and *), _sort, _count, _total, _summary, "
        + "_elements, _type. Every write is checked for structure, cardinality, formats and required bindings; invariants and profiles are checked by $validate only. "
        + "Patches are JSON Patch; FHIRPath Patch and XML Patch are refused. Bundles have the links self, first and next, no previous. A Consent that is sent is kept "
        + "as any resource and opens nothing: what lets records pass are the legal bases entered on the pages, which are shown as Consent too. Numbers and quantities: gt, lt, ge and le compare with the value itself, eq leaves the room of the written precision; UCUM units compare in their "
        + "canonical form. Strings match without case and marks, :exact looks at both. Not supported: _text, _content, _filter, _query, _list, _contained=true, near. "
        + "A search that takes too long ends with 503. Only JSON is spoken.";
    static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All), SkipValidation = true };

    static readonly Lazy<ILookup<string, string>> pointing = new(() => FhirTypes.All.SelectMany(t => FhirTypes.Params(t).Where(p => p.Kind == ParamKind.Reference)
        .SelectMany(p => (p.Code == "patient" ? ["Patient"] : p.Targets).Select(target => (Target: target, Word: $"{p.Type}:{p.Code}"))))
        .ToLookup(p => p.Target, p => p.Word));

    readonly ConcurrentDictionary<string, byte[]> made = new();
    readonly DateTimeOffset since = clock.GetUtcNow();

    /// <summary>The statement for a server at this address.</summary>
    public byte[] At(string root)
    {
        if (made.TryGetValue(root, out var known)) return known;
        if (made.Count > 16) made.Clear();
        return made[root] = Make(root);
    }

    /// <summary>Parameters by which a type can really be searched.</summary>
    public static IEnumerable<SearchParam> Searchable(string type) => FhirTypes.Params(type)
        .Where(p => p.Kind != ParamKind.Special && (p.Kind != ParamKind.Composite || p.Components.Count == 2)).OrderBy(p => p.Code, StringComparer.Ordinal);

    byte[] Make(string root)
    {
        var buffer = new ArrayBufferWriter<byte>(512 * 1024);
        using (var w = new Utf8JsonWriter(buffer, Plain))
        {
            w.WriteStartObject();
            w.WriteString("resourceType", "CapabilityStatement");
            w.WriteString("status", "active");
            w.WriteString("date", since.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));
            w.WriteString("kind", "instance");
            w.WriteStartObject("software");
            w.WriteString("name", "Liên Y");
            w.WriteEndObject();
            w.WriteStartObject("implementation");
            w.WriteString("description", Said);
            w.WriteString("url", root);
            w.WriteEndObject();
            w.WriteString("fhirVersion", "4.0.1");
            Strings(w, "format", ["application/fhir+json", "json"]);
            Strings(w, "patchFormat", ["application/json-patch+json"]);
            w.WriteStartArray("rest");
            Rest(w, root[..^"/fhir".Length]);
            w.WriteEndArray();
            w.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    void Rest(Utf8JsonWriter w, string site)
    {
        w.WriteStartObject();
        w.WriteString("mode", "server");
        w.WriteString("documentation", Searching);
        Secure(w, site);
        w.WriteStartArray("resource");
        foreach (var type in FhirTypes.All) Resource(w, type);
        w.WriteEndArray();
        Codes(w, "interaction", ["transaction", "batch", "search-system", "history-system"]);
        Operations(w, desk.Operations.Where(o => (o.Levels & FhirLevels.System) != 0));
        Strings(w, "compartment", Compartments.All.Select(c => $"http://hl7.org/fhir/CompartmentDefinition/{c.ToLowerInvariant()}"));
        w.WriteEndObject();
    }

    static void Secure(Utf8JsonWriter w, string site)
    {
        w.WriteStartObject("security");
        w.WriteStartArray("extension");
        w.WriteStartObject();
        w.WriteStartArray("extension");
        foreach (var (name, path) in new[] { ("authorize", "/oauth/authorize"), ("token", "/oauth/token"), ("introspect", "/oauth/introspect"), ("revoke", "/oauth/revoke") })
        {
            w.WriteStartObject();
            w.WriteString("url", name);
            w.WriteString("valueUri", site + path);
            w.WriteEndObject();
        }
        w.WriteEndArray();
        w.WriteString("url", OauthUris);
        w.WriteEndObject();
        w.WriteEndArray();
        w.WriteStartArray("service");
        w.WriteStartObject();
        w.WriteStartArray("coding");
        w.WriteStartObject();
        w.WriteString("system", SecurityService);
        w.WriteString("code", "SMART-on-FHIR");
        w.WriteEndObject();
        w.WriteEndArray();
        w.WriteEndObject();
        w.WriteEndArray();
        w.WriteString("description", "A bearer token of SMART App Launch 2, or an API token of a person of the house. Each asker works for organisations and a purpose "
            + "(_purpose).");
        w.WriteEndObject();
    }

    void Resource(Utf8JsonWriter w, string type)
    {
        w.WriteStartObject();
        w.WriteString("type", type);
        Codes(w, "interaction", ["read", "vread", "update", "patch", "delete", "history-instance", "history-type", "create", "search-type"]);
        w.WriteString("versioning", "versioned-update");
        w.WriteBoolean("readHistory", true);
        w.WriteBoolean("updateCreate", true);
        w.WriteBoolean("conditionalCreate", true);
        w.WriteString("conditionalRead", "full-support");
        w.WriteBoolean("conditionalUpdate", true);
        w.WriteString("conditionalDelete", "single");
        Strings(w, "referencePolicy", ["literal", "logical"]);
        Strings(w, "searchInclude", ["*", .. Searchable(type).Where(p => p.Kind == ParamKind.Reference).Select(p => $"{type}:{p.Code}")]);
        Strings(w, "searchRevInclude", ["*", .. pointing.Value[type].Order(StringComparer.Ordinal)]);
        w.WriteStartArray("searchParam");
        foreach (var param in Searchable(type))
        {
            w.WriteStartObject();
            w.WriteString("name", param.Code);
            w.WriteString("type", param.Kind.ToString().ToLowerInvariant());
            w.WriteEndObject();
        }
        w.WriteEndArray();
        Operations(w, desk.Operations.Where(o => (o.Levels & (FhirLevels.Type | FhirLevels.Instance)) != 0 && (o.Types.Count == 0 || o.Types.Contains(type))));
        w.WriteEndObject();
    }

    static void Operations(Utf8JsonWriter w, IEnumerable<FhirOperation> operations)
    {
        var all = operations.DistinctBy(o => o.Name).OrderBy(o => o.Name, StringComparer.Ordinal).ToList();
        if (all.Count == 0) return;
        w.WriteStartArray("operation");
        foreach (var operation in all)
        {
            var name = operation.Name[1..];
            w.WriteStartObject();
            w.WriteString("name", name);
            w.WriteString("definition", $"http://hl7.org/fhir/OperationDefinition/{(operation.Types.Count == 0 ? "Resource" : operation.Types[0])}-{name}");
            w.WriteEndObject();
        }
        w.WriteEndArray();
    }

    static void Codes(Utf8JsonWriter w, string name, IEnumerable<string> codes)
    {
        w.WriteStartArray(name);
        foreach (var code in codes)
        {
            w.WriteStartObject();
            w.WriteString("code", code);
            w.WriteEndObject();
        }
        w.WriteEndArray();
    }

    static void Strings(Utf8JsonWriter w, string name, IEnumerable<string> values)
    {
        w.WriteStartArray(name);
        foreach (var value in values) w.WriteStringValue(value);
        w.WriteEndArray();
    }
}
