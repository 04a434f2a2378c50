namespace LienY.Contracts;

/// <summary>Who sends something to the record from within the house (HL7 v2, forms): for which organisation, and how the trail and Provenance name it.</summary>
/// <param name="OrganisationId">The organisation that will hold what is written.</param>
/// <param name="Name">Name of the sending system.</param>
/// <param name="SourceId">The message or file it came in, for provenance; empty where there is none.</param>
/// <param name="SourceRow">Where in it.</param>
public sealed record FhirSender(Guid OrganisationId, string Name, Guid SourceId, string SourceRow = "");

/// <summary>What the FHIR server answers: HTTP status, body (FHIR JSON; empty for none), and the address of what was made.</summary>
public sealed record FhirAnswer(int Status, ReadOnlyMemory<byte> Body, string? Location)
{
    /// <summary>2xx.</summary>
    public bool IsDone => Status is >= 200 and < 300;
}

/// <summary>The FHIR server for the rest of the house: the same checks, the same gate, the same trail as over HTTP. Answered by Records.</summary>
public interface IFhirDoor
{
    /// <summary>
    /// Sends a request (<c>POST</c> with an empty path: a batch or transaction Bundle; <c>PUT Patient/x</c>; <c>GET Observation?…</c>) in the name of an
    /// organisation, for the purpose of treatment, and answers as the server would over HTTP. Durable when it returns.
    /// </summary>
    Task<FhirAnswer> SendAsync(string method, string path, ReadOnlyMemory<byte> body, FhirSender sender, CancellationToken stop);

    /// <summary>
    /// Reads (<c>Patient/x/$everything</c>) in the seat of the present caller, for the purpose of treatment: what they may read, and the trail names them. Answers
    /// 403 where they may not read records.
    /// </summary>
    Task<FhirAnswer> ReadAsync(string path, CancellationToken stop);
}

/// <summary>A resource was made, changed or deleted; told after commit. It names things only, never what they say.</summary>
/// <param name="Action"><c>create</c>, <c>update</c> or <c>delete</c>.</param>
/// <param name="UserId">Who did it; null for senders within the house and for applications that work for themselves.</param>
/// <param name="ClientId">The application through which it was done; null: none.</param>
/// <param name="Purpose">For which purpose they worked.</param>
/// <param name="Visit">Id of the Encounter that the resource names as its visit; empty: it names none; null: not told.</param>
public sealed record ResourceChanged(string Action, string Type, string Id, int Version, Guid HolderId, Guid? UserId = null, Guid? ClientId = null, string Purpose = "",
    string? Visit = null);

/// <summary>Resources were changed in one transaction.</summary>
public sealed record ResourcesChanged(IReadOnlyList<ResourceChanged> Changes);

/// <summary>Limits of the FHIR server, from the settings.</summary>
/// <param name="SearchSeconds">How long one search may take before it is stopped.</param>
public sealed record FhirRules(int SearchSeconds);
