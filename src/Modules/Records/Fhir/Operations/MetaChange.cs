using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>
/// <c>Type/id/$meta-add</c> and <c>$meta-delete</c>: profiles, tags and labels of a resource change, the rest of it does not (a new version is made, as by a
/// patch; where nothing changes, none).
/// </summary>
static class MetaChange
{
    const int Tries = 5;
    static readonly string[] Lists = ["profile", "security", "tag"];

    /// <summary>Puts in what is not there yet.</summary>
    public static Task<FhirReply> AddAsync(FhirCall call) => RunAsync(call, (has, asked) => [.. has, .. asked.Where(a => !has.Exists(h => IsSame(h, a)))]);

    /// <summary>Takes out what is there.</summary>
    public static Task<FhirReply> DeleteAsync(FhirCall call) => RunAsync(call, (has, asked) => has.FindAll(h => !asked.Exists(a => IsSame(h, a))));

    static async Task<FhirReply> RunAsync(FhirCall call, Func<List<JsonNode>, List<JsonNode>, List<JsonNode>> change)
    {
        if (OperationInput.Read(call).Object("meta") is not { } asked) throw new FhirProblem(400, "required", "", "The parameter 'meta' (valueMeta) is needed.");
        var (type, id) = call.Ask.Named();
        for (var tries = 1; ; tries++)
        {
            var (reply, body) = await StoredResource.ReadAsync(call, type, id);
            var meta = (JsonNode.Parse(body.Span)!["meta"] as JsonObject)?.DeepClone() as JsonObject ?? [];
            meta.Remove("versionId");
            meta.Remove("lastUpdated");
            var before = meta.ToJsonString();
            foreach (var list in Lists)
            {
                var changed = change(All(meta[list]), [.. asked.Each(list).Select(a => JsonNode.Parse(a.GetRawText())!)]);
                if (changed.Count == 0) meta.Remove(list);
                else meta[list] = new JsonArray([.. changed.Select(c => c.DeepClone())]);
            }
            if (meta.ToJsonString() == before) return await MetaOperation.RunAsync(call);
            try
            {
                var patch = meta.Count == 0 ? """[{"op":"remove","path":"/meta"}]"""
                    : new JsonArray(new JsonObject { ["op"] = "add", ["path"] = "/meta", ["value"] = meta }).ToJsonString();
                var ask = new FhirAsk("PATCH", $"{type}/{id}", [], Encoding.UTF8.GetBytes(patch))
                {
                    Base = call.Ask.Base,
                    IfMatch = $"W/\"{reply.Version.ToString(CultureInfo.InvariantCulture)}\"",
                };
                await call.Services.GetRequiredService<FhirWrites>().WriteAsync(call with { Ask = ask });
                return await MetaOperation.RunAsync(call);
            }
            catch (FhirProblem problem) when (problem.Status == 412 && tries < Tries)
            {
                // Somebody else wrote between: their version is looked at again.
            }
        }
    }

    static List<JsonNode> All(JsonNode? list) => list is JsonArray items ? [.. items.OfType<JsonNode>()] : [];

    // A coding is the same by its system and code, whatever its display.
    static bool IsSame(JsonNode one, JsonNode other) => one is JsonObject a && other is JsonObject b
        ? Word(a, "system") == Word(b, "system") && Word(a, "code") == Word(b, "code") : one.ToJsonString() == other.ToJsonString();

    static string Word(JsonObject json, string name) => json[name] is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : "";
}
