using LienY.Fhir;

namespace LienY.Records;

/// <summary>Why the FHIR server says no: a status and what is wrong; becomes an OperationOutcome in one place.</summary>
sealed class FhirProblem(int status, IReadOnlyList<Issue> issues) : Exception(issues.Count > 0 ? issues[0].Text : "refused")
{
    /// <summary>One thing wrong; <paramref name="path"/> is the FHIRPath of the element, empty where it is not about one.</summary>
    public FhirProblem(int status, string code, string path, string text) : this(status, [new Issue("error", code, path, text)])
    {
    }

    /// <summary>HTTP status.</summary>
    public int Status => status;

    /// <summary>What is wrong, the worst first.</summary>
    public IReadOnlyList<Issue> Issues => issues;

    /// <summary>The answer.</summary>
    public FhirReply Reply() => new(status) { Body = OperationOutcomes.Of(issues) };

    /// <summary>Nothing there, or not for this asker.</summary>
    public static FhirProblem Missing(string type, string id) => new(404, "not-found", "", $"There is no {type}/{id}, or not for you.");
}
