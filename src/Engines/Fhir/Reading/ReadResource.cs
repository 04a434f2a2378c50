namespace LienY.Fhir;

/// <summary>Where a reference stands in the bytes, so that a transaction can rewrite it without touching anything else.</summary>
/// <param name="Start">Offset of the opening quote of the string.</param>
/// <param name="Length">Length of the JSON string with both quotes.</param>
/// <param name="Text">What it says, unescaped.</param>
/// <param name="Path">Where it stands, e.g. <c>Observation.subject</c>.</param>
public readonly record struct ReferenceSpot(int Start, int Length, string Text, string Path);

/// <summary>A coding met on the way, for the labels of what is sensitive.</summary>
public readonly record struct CodingSpot(string Path, string System, string Code, string Display);

/// <summary>One thing wrong with a resource; becomes an issue of an OperationOutcome.</summary>
/// <param name="Severity"><c>error</c>, <c>warning</c>, <c>information</c> or <c>fatal</c>.</param>
/// <param name="Code">From the IssueType value set: <c>structure</c>, <c>required</c>, <c>value</c>, <c>invariant</c>, <c>code-invalid</c> …</param>
/// <param name="Path">FHIRPath of the element, e.g. <c>Patient.name[0].given[1]</c>.</param>
/// <param name="Text">What was expected and what was found, in English for programs.</param>
public readonly record struct Issue(string Severity, string Code, string Path, string Text);

/// <summary>What to do in the one pass.</summary>
[Flags]
public enum ReadMode
{
    /// <summary>Only type, id and where meta stands.</summary>
    Outline = 0,

    /// <summary>Check structure: unknown elements, cardinality, primitive formats, required bindings.</summary>
    Check = 1,

    /// <summary>Collect index values, references, codings.</summary>
    Index = 2,
}

/// <summary>
/// A resource after the one pass over its bytes. <see cref="Body"/> are the bytes as they came; nothing is ever serialised again, so decimals, order and
/// extensions survive.
/// </summary>
public sealed class ReadResource
{
    /// <summary>The bytes as they came.</summary>
    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>resourceType; empty where there is none.</summary>
    public string Type { get; set; } = "";

    /// <summary>The logical id that the body names; null where it names none.</summary>
    public string? Id { get; set; }

    /// <summary>Where the value of <c>id</c> stands (with quotes); zero length where there is none.</summary>
    public (int Start, int Length) IdSpot { get; set; }

    /// <summary>Offset just behind the string of <c>resourceType</c>, or behind <c>id</c> where it follows: where a missing id or meta is put in.</summary>
    public int HeadEnd { get; set; }

    /// <summary>Where the object of <c>meta</c> stands (with braces); zero length where there is none.</summary>
    public (int Start, int Length) MetaSpot { get; set; }

    /// <summary>Spots inside meta of the properties versionId and lastUpdated, each with its comma: the server's own stand in their place.</summary>
    public List<(int Start, int Length)> OwnMeta { get; } = [];

    /// <summary>Rows for the search index.</summary>
    public List<IndexValue> Values { get; } = [];

    /// <summary>All literal references (Reference.reference, canonical and uri are not among them).</summary>
    public List<ReferenceSpot> References { get; } = [];

    /// <summary>All codings.</summary>
    public List<CodingSpot> Codings { get; } = [];

    /// <summary>What is wrong.</summary>
    public List<Issue> Issues { get; } = [];

    /// <summary>The reference that puts the resource into a patient's compartment (<c>Patient/x</c>), the first found; null where there is none.</summary>
    public string? Patient { get; set; }

    /// <summary>The reference to the visit (<c>Encounter/x</c>); null where there is none.</summary>
    public string? Encounter { get; set; }

    /// <summary>When it happened: beginning of the main date of the type (the <c>date</c> parameter, else recorded, issued …); null where unknown.</summary>
    public DateTimeOffset? Occurred { get; set; }

    /// <summary>True where an issue is an error or worse.</summary>
    public bool IsBad => Issues.Exists(i => i.Severity is "error" or "fatal");
}
