using System.Text.Json;
using LienY.Kernel;

namespace LienY.Records;

/// <summary><c>CodeSystem/$lookup</c>, <c>$validate-code</c>, <c>$subsumes</c> (FHIR R4 §4.8).</summary>
static class CodeSystemOperations
{
    /// <summary>What is known of a code.</summary>
    public static async Task<FhirReply> LookupAsync(FhirCall call)
    {
        var input = OperationInput.Read(call);
        var books = TermBooks.Of(call);
        var asked = AskedCodes.Read(input, await SystemAsync(call, input))[0];
        if (asked.System.Length == 0) throw new FhirProblem(400, "required", "", "The parameter 'system' is needed.");
        var book = await books.NeededAsync(asked.System);
        var concept = await book.FindAsync(asked.Code, call.Stop) ?? throw new FhirProblem(404, "not-found", "", $"{book.Name} has no code '{asked.Code}'.");
        var wanted = input.All("property").ToHashSet();
        var children = wanted.Count == 0 || wanted.Contains("child") ? await book.ChildrenAsync(concept.Code, call.Stop) : [];
        return ParametersReply.Of(json =>
        {
            ParametersReply.String(json, "name", book.Name);
            if (book.Version.Length > 0) ParametersReply.String(json, "version", book.Version);
            ParametersReply.String(json, "display", concept.In(input.Text("displayLanguage")));
            if (concept.Definition.Length > 0) ParametersReply.String(json, "definition", concept.Definition);
            foreach (var (language, value) in concept.Designations)
            {
                ParametersReply.Parts(json, "designation", [("language", "valueCode", language), ("value", "valueString", value)]);
            }
            foreach (var (name, value) in Properties(concept, children).Where(p => wanted.Count == 0 || wanted.Contains(p.Name)))
            {
                ParametersReply.Parts(json, "property", [("code", "valueCode", name), ("value", name is "parent" or "child" ? "valueCode" : "valueString", value)]);
            }
        });
    }

    static IEnumerable<(string Name, string Value)> Properties(Concept concept, IReadOnlyList<Concept> children)
    {
        foreach (var parent in concept.Parents) yield return ("parent", parent);
        foreach (var child in children) yield return ("child", child.Code);
        if (concept.IsInactive) yield return ("inactive", "true");
        foreach (var property in concept.Properties.Where(p => p.Value.Length > 0)) yield return property;
    }

    /// <summary>Whether a code stands in a system, and bears the name given.</summary>
    public static async Task<FhirReply> ValidateAsync(FhirCall call)
    {
        var input = OperationInput.Read(call);
        var books = TermBooks.Of(call);
        var url = input.Text("url") ?? await SystemAsync(call, input);
        var inline = input.Object("codeSystem");
        CodeBook? book = inline is { } given ? CodeSystemReading.Read(given) : null;
        ValidatedCode? worst = null;
        foreach (var asked in AskedCodes.Read(input, url))
        {
            if (asked.System.Length == 0) throw new FhirProblem(400, "required", "", "The parameter 'url' is needed.");
            var own = book ?? await books.NeededAsync(asked.System);
            var concept = await own.FindAsync(asked.Code, call.Stop);
            var found = concept is null ? new ValidatedCode(false, $"{own.Name} has no code '{asked.Code}'.", "")
                : ValidatedCode.Named(concept, asked.Display, input.Text("displayLanguage"));
            if (found.IsRight) return found.Reply();
            worst ??= found;
        }
        return worst!.Reply();
    }

    /// <summary>How two codes of a system stand to each other.</summary>
    public static async Task<FhirReply> SubsumesAsync(FhirCall call)
    {
        var input = OperationInput.Read(call);
        var books = TermBooks.Of(call);
        var system = input.Text("system") ?? await SystemAsync(call, input);
        var a = AskedCodes.Read(input, system, "codeA", "codingA")[0];
        var b = AskedCodes.Read(input, system, "codeB", "codingB")[0];
        if (a.System.Length == 0 || a.System != b.System) throw new FhirProblem(400, "invalid", "", "Both codes must be of the same 'system'.");
        var book = await books.NeededAsync(a.System);
        async Task<Concept> FindAsync(string code) =>
            await book.FindAsync(code, call.Stop) ?? throw new FhirProblem(404, "not-found", "", $"{book.Name} has no code '{code}'.");
        var (first, second) = (await FindAsync(a.Code), await FindAsync(b.Code));
        var outcome = first.Code == second.Code ? "equivalent"
            : await book.IsBelowAsync(second, first.Code, call.Stop) ? "subsumes"
            : await book.IsBelowAsync(first, second.Code, call.Stop) ? "subsumed-by" : "not-subsumed";
        return ParametersReply.Of(json => ParametersReply.Value(json, "outcome", "valueCode", outcome));
    }

    // An operation on an instance is about the system that the instance defines.
    static async Task<string> SystemAsync(FhirCall call, OperationInput input) =>
        call.Ask.Id is not null ? (await StoredResource.JsonAsync(call)).Word("url") : input.Text("system") ?? "";
}

/// <summary>Whether a code is right, and what to say of it.</summary>
sealed record ValidatedCode(bool IsRight, string Message, string Display)
{
    /// <summary>A code that is there: right unless another name was given for it.</summary>
    public static ValidatedCode Named(Concept concept, string display, string? language)
    {
        var told = Fold.Of(display);
        var fits = told.Length == 0 || Fold.Of(concept.Display) == told || Fold.Of(concept.English) == told || concept.Designations.Any(d => Fold.Of(d.Value) == told);
        var name = concept.In(language);
        return new ValidatedCode(fits, fits ? "" : $"The name of '{concept.Code}' is '{name}', not '{display}'.", name);
    }

    /// <summary>The answer.</summary>
    public FhirReply Reply() => ParametersReply.Of(json =>
    {
        ParametersReply.Flag(json, "result", IsRight);
        if (Message.Length > 0) ParametersReply.String(json, "message", Message);
        if (Display.Length > 0) ParametersReply.String(json, "display", Display);
    });
}
