using System.Buffers;

namespace LienY.Records;

/// <summary>Persons' data that a reply carries: whose, held by whom, on which basis, how many resources.</summary>
readonly record struct FhirTouched(Guid? Person, Guid? Holder, Guid? Basis, int Count = 1);

/// <summary>What the FHIR server answers to one request.</summary>
sealed class FhirReply(int status)
{
    /// <summary>HTTP status.</summary>
    public int Status => status;

    /// <summary>FHIR JSON; empty for none, or where <see cref="Write"/> writes it.</summary>
    public ReadOnlyMemory<byte> Body { get; init; }

    /// <summary>Writes the body where it is not at hand as bytes.</summary>
    public Action<IBufferWriter<byte>>? Write { get; init; }

    /// <summary>Version of the resource (ETag); 0 for none.</summary>
    public int Version { get; init; }

    /// <summary>When that version was made (Last-Modified).</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>Type/id/_history/version of what was made or changed, relative to the base.</summary>
    public string? Location { get; init; }

    /// <summary>Whose data the body carries; the trail has it before the answer leaves.</summary>
    public IReadOnlyList<FhirTouched> Touched { get; init; } = [];

    /// <summary>How the trail names the request, e.g. <c>fhir.read</c>; empty: it is not about persons' data, or the writer has written it already.</summary>
    public string Action { get; init; } = "";

    /// <summary>What the trail says it was about, e.g. <c>Patient/x</c>, or a search.</summary>
    public string About { get; init; } = "";

    /// <summary>Media type of the body.</summary>
    public string ContentType { get; init; } = FhirJson;

    /// <summary>Media type of FHIR JSON.</summary>
    public const string FhirJson = "application/fhir+json; charset=utf-8";

    /// <summary>The whole body as bytes.</summary>
    public ReadOnlyMemory<byte> Bytes()
    {
        if (Write is not { } write) return Body;
        var buffer = new ArrayBufferWriter<byte>(4096);
        write(buffer);
        return buffer.WrittenMemory;
    }

    /// <summary>Carries a body.</summary>
    public bool HasBody => Write is not null || Body.Length > 0;
}
