using System.Text;
using System.Text.Json;
using LienY.Contracts;
using LienY.Hl7;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Exchange;

/// <summary>Makes the message of a row: reads the resources through the record's own door and turns them by the table of messages out.</summary>
sealed class OutgoingText(ExchangeStore store, Facilities facilities, IEnumerable<IFhirDoor> doors, TimeProvider clock)
{
    static readonly string[] Final = ["final", "amended", "corrected", "appended"];
    static readonly string[] Stopped = ["revoked", "completed", "entered-in-error"];

    const int MostFigures = 500;

    /// <summary>The bytes; null where there is nothing to tell: it came from that very system, it is not final yet, or it is gone.</summary>
    public async Task<byte[]?> MakeAsync(Outgoing row, Receiver receiver, CancellationToken stop)
    {
        if (await ReadAsync(row, $"{row.ResourceType}/{row.ResourceId}", stop) is not { } main) return null;
        if (receiver.SkipLinkId is { } skip && await CameFromAsync(main, skip, stop)) return null;
        var status = Text(main, "status");
        if (row.ResourceType == "DiagnosticReport" && !Final.Contains(status)) return null;
        if (row.ResourceType == "ServiceRequest" && row.ResourceVersion > 1 && !Stopped.Contains(status)) return null;
        var resources = new Dictionary<string, IReadOnlyList<JsonElement>>(StringComparer.Ordinal) { [row.ResourceType] = [main] };
        if (row.ResourceType != "Patient")
        {
            if (await RelatedAsync(row, main, "subject", stop) is not { } patient) return null;
            resources["Patient"] = [patient];
            if (await RelatedAsync(row, main, "encounter", stop) is { } visit) resources["Encounter"] = [visit];
        }
        if (row.ResourceType == "DiagnosticReport") resources["Observation"] = await FiguresAsync(row, main, stop);
        var facility = await facilities.OfAsync(row.OrganisationId, stop);
        var head = new OutgoingHead("LIENY", facility.Code, receiver.ToApplication, receiver.ToFacility, row.ControlId, clock.GetUtcNow().ToOffset(Hl7Time.Vietnam));
        return Encoding.UTF8.GetBytes(OutgoingMaker.Make(row.Type, resources, head).ToString());
    }

    async Task<List<JsonElement>> FiguresAsync(Outgoing row, JsonElement report, CancellationToken stop)
    {
        var figures = new List<JsonElement>();
        if (!report.TryGetProperty("result", out var results) || results.ValueKind != JsonValueKind.Array) return figures;
        foreach (var reference in results.EnumerateArray().Take(MostFigures).Select(r => Text(r, "reference"))
            .Where(r => r.StartsWith("Observation/", StringComparison.Ordinal)))
            if (await ReadAsync(row, reference, stop) is { } figure) figures.Add(figure);
        return figures;
    }

    async Task<JsonElement?> RelatedAsync(Outgoing row, JsonElement of, string name, CancellationToken stop) =>
        of.TryGetProperty(name, out var reference) && Text(reference, "reference") is { Length: > 0 } to && !to.Contains(':', StringComparison.Ordinal)
            ? await ReadAsync(row, to, stop) : null;

    async Task<JsonElement?> ReadAsync(Outgoing row, string path, CancellationToken stop)
    {
        var door = doors.FirstOrDefault() ?? throw Refusal.Unavailable("Hồ sơ sức khỏe đang bận nên chưa nhận được; xin gửi lại sau.");
        var answer = await door.SendAsync("GET", path.Split("/_history")[0], default, new(row.OrganisationId, "HL7", Guid.Empty), stop);
        if (answer.Status >= 500) throw Refusal.Unavailable("Hồ sơ sức khỏe đang bận nên chưa nhận được; xin gửi lại sau.");
        return answer.IsDone ? JsonSerializer.Deserialize<JsonElement>(answer.Body.Span) : null;
    }

    // Provenance: a resource names the message it came in; that message names its sender.
    async Task<bool> CameFromAsync(JsonElement resource, Guid link, CancellationToken stop) =>
        resource.TryGetProperty("meta", out var meta) && Text(meta, "source").Split('#')[0] is { Length: > 9 } source
            && Guid.TryParse(source.Split(':')[^1], out var id)
        && await store.Messages.AnyAsync(m => m.Id == id && m.LinkId == link, stop);

    static string Text(JsonElement e, string name) => e.ValueKind == JsonValueKind.Object && e.TryGetProperty(name, out var text)
        && text.ValueKind == JsonValueKind.String ? text.GetString()! : "";
}
