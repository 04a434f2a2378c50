namespace LienY.Fhir;

/// <summary>What kind of fault an expression met.</summary>
public enum PathFaultKind
{
    /// <summary>The text is not FHIRPath.</summary>
    Syntax,

    /// <summary>It is FHIRPath, but cannot mean anything: an unknown element, function or type.</summary>
    Semantic,

    /// <summary>The values at hand do not allow it, e.g. several where one is needed.</summary>
    Execution,

    /// <summary>It would take more steps or time than it may.</summary>
    Limit,
}

/// <summary>A FHIRPath expression that cannot be read or evaluated; the message is English for programs.</summary>
public sealed class PathFault(PathFaultKind kind, string message) : Exception(message)
{
    /// <summary>Which kind.</summary>
    public PathFaultKind Kind => kind;

    internal static PathFault Syntax(string message) => new(PathFaultKind.Syntax, message);

    internal static PathFault Semantic(string message) => new(PathFaultKind.Semantic, message);

    internal static PathFault Execution(string message) => new(PathFaultKind.Execution, message);
}
