using System.Collections.Concurrent;
using System.Text.Json;

namespace LienY.Fhir;

/// <summary>A FHIRPath expression (N1, with the functions of FHIR R4), read once and evaluated as often as needed, by any number of threads.</summary>
public sealed class FhirPath
{
    const int MaxLength = 20_000;
    const int MaxTokens = 4_000;
    static readonly ConcurrentDictionary<string, FhirPath> kept = new(StringComparer.Ordinal);
    readonly PathNode root;

    FhirPath(string text, PathNode root) => (Text, this.root) = (text, root);

    /// <summary>The expression as written.</summary>
    public string Text { get; }

    /// <summary>Reads an expression.</summary>
    /// <exception cref="PathFault">It is not FHIRPath.</exception>
    public static FhirPath Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length > MaxLength) throw new PathFault(PathFaultKind.Limit, "The expression is too long.");
        var tokens = new PathLexer(text).Read();
        // A chain is as deep as it is long, and evaluating follows it.
        if (tokens.Count > MaxTokens) throw new PathFault(PathFaultKind.Limit, "The expression has too many words.");
        return new FhirPath(text, new PathParser(tokens).Read());
    }

    /// <summary>The same for expressions that come again and again (invariants): what was read is kept.</summary>
    public static FhirPath Known(string text)
    {
        if (kept.TryGetValue(text, out var path)) return path;
        path = Parse(text);
        if (kept.Count < 5_000) kept[text] = path;
        return path;
    }

    /// <summary>Evaluates on an element (a resource or a part of one).</summary>
    /// <exception cref="PathFault">The values do not allow it, or it takes too long.</exception>
    public IReadOnlyList<PathItem> Evaluate(PathElement context, PathSetting? setting = null)
    {
        ArgumentNullException.ThrowIfNull(context);
        IReadOnlyList<PathItem> items = [context];
        return Run(items, context.Resource, setting);
    }

    /// <summary>Evaluates on a resource's JSON.</summary>
    public IReadOnlyList<PathItem> Evaluate(JsonElement resource, PathSetting? setting = null) => Evaluate(PathElement.Root(resource), setting);

    /// <summary>Evaluates without anything given, e.g. a calculation.</summary>
    public IReadOnlyList<PathItem> Evaluate(PathSetting? setting = null) => Run([], null, setting);

    /// <summary>The truth of an invariant; null where nothing comes out.</summary>
    public bool? IsTrue(PathElement context, PathSetting? setting = null) => Items.Truth(Evaluate(context, setting));

    IReadOnlyList<PathItem> Run(IReadOnlyList<PathItem> items, PathElement? resource, PathSetting? setting) =>
        root.Evaluate(new PathRun(items, resource, setting ?? PathSetting.Plain), new PathScope(items));
}
