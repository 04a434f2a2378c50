namespace LienY.Fhir;

/// <summary>Kinds of search parameters (FHIR R4 §3.1.1.4).</summary>
public enum ParamKind
{
    /// <summary>A number with its precision.</summary>
    Number,

    /// <summary>A moment or span of time.</summary>
    Date,

    /// <summary>Text, matched from its beginning, without case and marks.</summary>
    String,

    /// <summary>A code, perhaps with its system.</summary>
    Token,

    /// <summary>Another resource.</summary>
    Reference,

    /// <summary>Two of the others that belong together in one element.</summary>
    Composite,

    /// <summary>A number with a unit.</summary>
    Quantity,

    /// <summary>An address, matched whole.</summary>
    Uri,

    /// <summary>One whose meaning its own definition gives.</summary>
    Special,
}

/// <summary>A search parameter of one resource type, from the SearchParameter resources of the specification.</summary>
/// <param name="Pid">Small number that never changes: what the index tables know it by. One number per type and code.</param>
/// <param name="Type">The resource type it searches.</param>
/// <param name="Code">What stands in the address, e.g. <c>birthdate</c>.</param>
/// <param name="Kind">How values compare.</param>
/// <param name="Expression">The FHIRPath alternatives of this type, joined by <c>|</c>.</param>
/// <param name="Targets">Types that a reference may lead to; empty: any.</param>
/// <param name="Components">Parts of a composite, in order; empty otherwise.</param>
public sealed record SearchParam(int Pid, string Type, string Code, ParamKind Kind, string Expression, IReadOnlyList<string> Targets,
    IReadOnlyList<SearchParam> Components);
