using LienY.Fhir;

namespace LienY.Records;

/// <summary>What the asker wants back of a write (Prefer: return=…).</summary>
enum FhirReturn
{
    /// <summary>Nothing was said: the resource for a single write, no resources for a bundle.</summary>
    Usual,

    /// <summary>The resource as it is kept now.</summary>
    Representation,

    /// <summary>Status and headers only.</summary>
    Minimal,

    /// <summary>An OperationOutcome.</summary>
    Outcome,
}

/// <summary>
/// One request to the FHIR server, whether it came over HTTP, as an entry of a batch or from a sender within the house. Its address is read once:
/// <c>[Type[/id[/_history[/version]]]][/$operation]</c>, or <c>Type/id/Type</c> (compartment).
/// </summary>
sealed class FhirAsk
{
    /// <summary>Reads an address relative to the base, without its query.</summary>
    public FhirAsk(string method, string path, IReadOnlyList<KeyValuePair<string, string>> query, ReadOnlyMemory<byte> body = default)
    {
        (Method, Path, Query, Body) = (method, path.Trim('/'), query, body);
        if (Path.Length == 0) return;
        var parts = Path.Split('/');
        var last = parts.Length;
        if (parts[^1].StartsWith('$')) (Operation, last) = (parts[^1], last - 1);
        else if (parts[^1] == "_search") (IsSearch, last) = (true, last - 1);
        else if (parts[^1] == "_history") (IsHistory, last) = (true, last - 1);
        else if (parts.Length == 4 && parts[2] == "_history") (Version, IsHistory, last) = (parts[3], true, 2);
        IsKnown = last <= 3 && (last < 3 || (!IsHistory && !IsSearch && Operation is null));
        if (last > 0) Type = parts[0];
        if (last > 1) Id = parts[1];
        if (last > 2) Compartment = parts[2];
    }

    /// <summary>GET, POST, PUT, PATCH, DELETE (HEAD counts as GET).</summary>
    public string Method { get; }

    /// <summary>Address behind the base, without slashes around it.</summary>
    public string Path { get; }

    /// <summary>Parameters of the address (and of the form of a search by POST), in their order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Query { get; init; }

    /// <summary>The body; empty for none.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Address of the server, without a slash at the end, e.g. <c>https://example.vn/fhir</c>.</summary>
    public string Base { get; init; } = "";

    /// <summary>The address has a form that the server knows.</summary>
    public bool IsKnown { get; } = true;

    /// <summary>Resource type; null where the whole server is meant.</summary>
    public string? Type { get; }

    /// <summary>Logical id.</summary>
    public string? Id { get; }

    /// <summary>The type behind <c>Patient/x/</c>; <c>*</c> for all.</summary>
    public string? Compartment { get; }

    /// <summary>The history is asked for, or one version.</summary>
    public bool IsHistory { get; }

    /// <summary>A search with its parameters in the body.</summary>
    public bool IsSearch { get; }

    /// <summary>The version that is asked for.</summary>
    public string? Version { get; }

    /// <summary>Name of an operation with its <c>$</c>.</summary>
    public string? Operation { get; }

    /// <summary>If-Match as it was sent.</summary>
    public string? IfMatch { get; init; }

    /// <summary>If-None-Match as it was sent.</summary>
    public string? IfNoneMatch { get; init; }

    /// <summary>If-None-Exist: a search query.</summary>
    public string? IfNoneExist { get; init; }

    /// <summary>If-Modified-Since; whole seconds.</summary>
    public DateTimeOffset? IfModifiedSince { get; init; }

    /// <summary>Media type of the body, without its parameters, lower case; empty where none was named.</summary>
    public string ContentType { get; init; } = "";

    /// <summary>What is wanted back of a write.</summary>
    public FhirReturn Return { get; init; }

    /// <summary>Prefer: handling=strict – an unknown parameter is an error; lenient: it is left out and told.</summary>
    public bool IsStrict { get; init; }

    /// <summary>From a sender of the house: where in which message or file it stood, for provenance.</summary>
    public (Guid Id, string Row) Source { get; init; } = (Guid.Empty, "");

    /// <summary>The first value of a parameter; null where it was not given.</summary>
    public string? Of(string name)
    {
        foreach (var (key, value) in Query) if (key == name) return value;
        return null;
    }

    /// <summary>Type and id; refused where either is missing or no id.</summary>
    public (string Type, string Id) Named() => Type is { } type && Id is { } id ? (Known(type), id)
        : throw new FhirProblem(400, "invalid", "", "The address names no resource.");

    /// <summary>A resource type that there is; 404 otherwise.</summary>
    public static string Known(string type) => FhirTypes.Is(type) ? type
        : throw new FhirProblem(404, "not-supported", "", $"There is no resource type '{type}' in FHIR R4.");
}
