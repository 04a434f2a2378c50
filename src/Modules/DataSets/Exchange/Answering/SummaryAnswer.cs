using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.DataSets;

/// <summary>
/// The answer to an import as DHIS2 gives it: a web message around the import summary (2.38 and later), or the plain summary for an address with an
/// older version. 200 where all was taken, 409 where something was not, 403 where nothing was because no unit is within the caller's reach.
/// </summary>
static class SummaryAnswer
{
    const int MostConflicts = 1_000;
    const int MostIndexes = 1_000;
    static readonly XNamespace Dxf = "http://dhis2.org/schema/dxf/2.0";
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    sealed record Conflict(string Object, string Sentence, string Code, string Property, List<int> Indexes);

    public static IResult Of(HttpContext context, ImportResult result, Words words, int? version)
    {
        var record = result.Record;
        var all = result.Foreign > 0 && result.Foreign == record.Total;
        var status = all ? 403 : record.Status == "SUCCESS" ? 200 : 409;
        var plain = version < 38;
        var conflicts = Conflicts(result, words);
        if (plain && !all) status = 200;
        return ApiWords.WantsXml(context)
            ? Results.Text("<?xml version='1.0' encoding='UTF-8'?>\n" + Xml(result, words, conflicts, status, plain), "application/xml", Encoding.UTF8, status)
            : Results.Text((plain ? Summary(result, words, conflicts) : Message(result, words, conflicts, status)).ToJsonString(Json), "application/json", Encoding.UTF8, status);
    }

    static List<Conflict> Conflicts(ImportResult result, Words words)
    {
        var found = new Dictionary<(string, string, string), Conflict>();
        foreach (var fault in result.Faults)
        {
            var key = (fault.Code, fault.Object, string.Join('\n', fault.Args));
            if (!found.TryGetValue(key, out var conflict))
            {
                if (found.Count == MostConflicts) continue;
                found[key] = conflict = new(fault.Object, FaultWords.Say(words, fault.Code, fault.Args), fault.Code, fault.Property, []);
            }
            if (fault.Row >= 0 && conflict.Indexes.Count < MostIndexes) conflict.Indexes.Add(fault.Row);
        }
        return [.. found.Values];
    }

    static string Description(ImportResult result, Words words) => result.Record.Status switch
    {
        "SUCCESS" => words["Đã nhập xong."],
        "WARNING" => words["Đã nhập, có {0} dòng không nhận.", result.Record.Ignored],
        _ => words["Không nhập được tệp này."],
    };

    static JsonObject Message(ImportResult result, Words words, List<Conflict> conflicts, int status)
    {
        var summary = Summary(result, words, conflicts);
        return new()
        {
            ["httpStatus"] = status switch { 200 => "OK", 403 => "Forbidden", _ => "Conflict" },
            ["httpStatusCode"] = status,
            ["status"] = result.Record.Status == "SUCCESS" ? "OK" : result.Record.Status,
            ["message"] = Description(result, words),
            ["response"] = summary,
        };
    }

    static JsonObject Summary(ImportResult result, Words words, List<Conflict> conflicts)
    {
        var record = result.Record;
        return new()
        {
            ["responseType"] = "ImportSummary",
            ["status"] = record.Status,
            ["importOptions"] = new JsonObject
            {
                ["dryRun"] = record.IsDryRun || result.Options.DryRun,
                ["importStrategy"] = result.Options.StrategyName,
                ["idSchemes"] = new JsonObject
                {
                    ["dataElementIdScheme"] = result.Options.ElementScheme.ToString().ToUpperInvariant(),
                    ["orgUnitIdScheme"] = result.Options.UnitScheme.ToString().ToUpperInvariant(),
                },
                ["force"] = result.Options.Force,
            },
            ["description"] = Description(result, words),
            ["importCount"] = new JsonObject { ["imported"] = record.Imported, ["updated"] = record.Updated, ["ignored"] = record.Ignored, ["deleted"] = record.Deleted },
            ["conflicts"] = new JsonArray([.. conflicts.Select(c => (JsonNode)Told(c))]),
            ["rejectedIndexes"] = new JsonArray([.. result.Rejected.Distinct().Order().Select(i => (JsonNode)i)]),
            ["dataSetComplete"] = result.IsComplete ? "true" : "false",
            // Ours: rows that were there and equal, rows that came twice, and where the import is kept.
            ["unchanged"] = record.Unchanged,
            ["repeated"] = record.Repeated,
            ["importId"] = record.Id.ToString(),
        };
    }

    static JsonObject Told(Conflict conflict)
    {
        var told = new JsonObject { ["object"] = conflict.Object, ["value"] = conflict.Sentence, ["errorCode"] = conflict.Code, ["property"] = conflict.Property };
        if (conflict.Object.Length > 0) told["objects"] = new JsonObject { [conflict.Property] = conflict.Object };
        if (conflict.Indexes.Count > 0) told["indexes"] = new JsonArray([.. conflict.Indexes.Select(i => (JsonNode)i)]);
        return told;
    }

    static XElement Xml(ImportResult result, Words words, List<Conflict> conflicts, int status, bool plain)
    {
        var record = result.Record;
        object[] inside =
        [
            new XAttribute("responseType", "ImportSummary"), new XElement(Dxf + "status", record.Status), new XElement(Dxf + "description", Description(result, words)),
            new XElement(Dxf + "importCount", new XAttribute("imported", record.Imported), new XAttribute("updated", record.Updated), new XAttribute("ignored", record.Ignored),
                new XAttribute("deleted", record.Deleted)),
            new XElement(Dxf + "conflicts", conflicts.Select(c => new XElement(Dxf + "conflict", new XAttribute("object", Clean(c.Object)), new XAttribute("value", Clean(c.Sentence)),
                new XAttribute("errorCode", c.Code), new XAttribute("property", c.Property), c.Indexes.Select(i => new XElement(Dxf + "index", i))))),
            new XElement(Dxf + "rejectedIndexes", result.Rejected.Distinct().Order().Select(i => new XElement(Dxf + "rejectedIndex", i))),
            new XElement(Dxf + "dataSetComplete", result.IsComplete ? "true" : "false"),
        ];
        if (plain) return new(Dxf + "importSummary", inside);
        return new(Dxf + "webMessage", new XAttribute("httpStatus", status switch { 200 => "OK", 403 => "Forbidden", _ => "Conflict" }),
            new XAttribute("httpStatusCode", status.ToString(CultureInfo.InvariantCulture)), new XAttribute("status", record.Status == "SUCCESS" ? "OK" : record.Status),
            new XAttribute("message", Description(result, words)), new XElement(Dxf + "response", inside));
    }

    static string Clean(string text) => string.Concat(text.Where(System.Xml.XmlConvert.IsXmlChar));
}

/// <summary>A short answer of the kind that DHIS2 calls a web message.</summary>
static class WebMessage
{
    /// <summary>An error with its DHIS2 code.</summary>
    public static IResult Error(int status, string code, string message) => Results.Text(new JsonObject
    {
        ["httpStatus"] = status == 404 ? "Not Found" : status == 400 ? "Bad Request" : "Conflict",
        ["httpStatusCode"] = status,
        ["status"] = "ERROR",
        ["message"] = message,
        ["errorCode"] = code,
    }.ToJsonString(SummaryAnswer.Json), "application/json", Encoding.UTF8, status);
}
