using System.Data.Common;
using LienY.Fhir;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>Looks at what was sent before it comes to the writer: structure, type, id, sensitive groups.</summary>
sealed class FhirCheck(Database database, TimeProvider clock)
{
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);
    Labels? labels;
    long read;

    /// <summary>The rules of sensitive groups, at most a minute old.</summary>
    public async ValueTask<Labels> LabelsAsync(CancellationToken stop)
    {
        if (labels is { } known && clock.GetElapsedTime(read) < Fresh) return known;
        await using var connection = await database.OpenAsync(stop);
        labels = await Labels.ReadAsync(connection, stop);
        read = clock.GetTimestamp();
        return labels;
    }

    /// <summary>Reads a resource; refused (400 for what is no JSON, 422 for what breaks a rule) with every fault found.</summary>
    public static ReadResource Resource(ReadOnlyMemory<byte> body, string? type)
    {
        if (body.Length == 0) throw new FhirProblem(400, "required", "", "The request has no body; a resource is needed.");
        var found = ResourceReader.Read(body, ReadMode.Check | ReadMode.Index);
        if (found.IsBad) throw new FhirProblem(found.Type.Length == 0 || found.Issues.Exists(i => i.Severity == "fatal") ? 400 : 422, found.Issues);
        if (type is not null && found.Type != type)
            throw new FhirProblem(400, "invalid", $"{type}.resourceType", $"The address is about {type}, the resource is a {found.Type}.");
        return found;
    }

    /// <summary>Makes a change ready: sensitive groups, and the bytes to keep where the id is known.</summary>
    public async ValueTask ReadyAsync(FhirChange change, CancellationToken stop)
    {
        if (change.Read is not { } resource) return;
        change.Sensitive = RecordTypes.SensitiveOf(resource, await LabelsAsync(stop), clock.Today());
        if (change.Id is { } id && !change.IsConditional) change.Kept = (Splice.Keep(resource, id, out var metaAt), metaAt);
    }

    /// <summary>The same resource with other references: read again, so that the index has them.</summary>
    public static void Again(FhirChange change, ReadOnlyMemory<byte> body)
    {
        change.Read = ResourceReader.Read(body, ReadMode.Index);
        change.Kept = change.Id is { } id ? (Splice.Keep(change.Read, id, out var metaAt), metaAt) : null;
    }
}
