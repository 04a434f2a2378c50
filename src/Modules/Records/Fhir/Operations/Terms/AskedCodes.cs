using System.Text.Json;

namespace LienY.Records;

/// <summary>A code that is asked about.</summary>
readonly record struct AskedCode(string System, string Code, string Display);

/// <summary>The codes that an operation of terminology is asked about: <c>code</c> with <c>system</c>, a <c>coding</c>, or a <c>codeableConcept</c>.</summary>
static class AskedCodes
{
    /// <summary>All of them, at least one; refused (400) where there is none.</summary>
    public static IReadOnlyList<AskedCode> Read(OperationInput input, string system = "", string code = "code", string coding = "coding")
    {
        if (input.Text(code) is { } bare) return [Token(bare, input.Text("system") ?? system, input.Text("display") ?? "")];
        if (input.Object(coding) is { } one) return [Of(one, system)];
        // In an address a coding is written as a token.
        if (input.Text(coding) is { } token) return [Token(token, system, "")];
        if (input.Object("codeableConcept") is { } concept && concept.Each("coding").Select(c => Of(c, system)).ToList() is { Count: > 0 } several) return several;
        throw new FhirProblem(400, "required", "", $"A '{code}', a '{coding}' or a 'codeableConcept' is needed.");
    }

    static AskedCode Token(string token, string system, string display)
    {
        var bar = token.IndexOf('|', StringComparison.Ordinal);
        return bar < 0 ? new AskedCode(system, token, display) : new AskedCode(token[..bar], token[(bar + 1)..], display);
    }

    static AskedCode Of(JsonElement coding, string system) =>
        new(coding.Word("system") is { Length: > 0 } own ? own : system, coding.Word("code"), coding.Word("display"));
}
