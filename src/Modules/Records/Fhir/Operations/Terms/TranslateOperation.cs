using System.Text.Json;

namespace LienY.Records;

/// <summary><c>ConceptMap/$translate</c> (FHIR R4 §4.10): from a code to those that a map says it is.</summary>
static class TranslateOperation
{
    sealed record Match(string Equivalence, string System, string Code, string Display, string Source);

    /// <summary>The matches of a code.</summary>
    public static async Task<FhirReply> RunAsync(FhirCall call)
    {
        var input = OperationInput.Read(call);
        var books = TermBooks.Of(call);
        var map = call.Ask.Id is not null ? await StoredResource.JsonAsync(call)
            : input.Object("conceptMap") ?? await books.DefinitionAsync("ConceptMap", input.Needed("url"))
            ?? throw new FhirProblem(404, "not-found", "", $"The concept map '{input.Text("url")}' is not known here.");
        var reverse = input.Flag("reverse");
        var target = input.Text("targetsystem") ?? "";
        var matches = AskedCodes.Read(input).SelectMany(a => Of(map, a, target, reverse)).Take(1_000).ToList();
        var isRight = matches.Exists(m => m.Equivalence is not ("unmatched" or "disjoint"));
        return ParametersReply.Of(json =>
        {
            ParametersReply.Flag(json, "result", isRight);
            if (!isRight) ParametersReply.String(json, "message", "The map says no match for the code.");
            foreach (var match in matches) Write(json, match);
        });
    }

    static IEnumerable<Match> Of(JsonElement map, AskedCode asked, string target, bool reverse)
    {
        foreach (var group in map.Each("group"))
        {
            var (from, to) = reverse ? (group.Word("target"), group.Word("source")) : (group.Word("source"), group.Word("target"));
            if ((asked.System.Length > 0 && from.Length > 0 && from != asked.System) || (target.Length > 0 && to != target)) continue;
            var found = false;
            foreach (var element in group.Each("element"))
            {
                foreach (var one in element.Each("target"))
                {
                    var (left, right) = reverse ? (one, element) : (element, one);
                    if (left.Word("code") != asked.Code) continue;
                    found = true;
                    var equivalence = one.Word("equivalence") is { Length: > 0 } said ? Turned(said, reverse) : "equivalent";
                    yield return new Match(equivalence, to, right.Word("code"), right.Word("display"), map.Word("url"));
                }
            }
            if (!found && !reverse && Unmapped(group, asked, to, map.Word("url")) is { } rest) yield return rest;
        }
    }

    static Match? Unmapped(JsonElement group, AskedCode asked, string to, string source) => group.Member("unmapped") is not { } rule ? null : rule.Word("mode") switch
    {
        "provided" => new Match("equal", to, asked.Code, asked.Display, source),
        "fixed" => new Match("equivalent", to, rule.Word("code"), rule.Word("display"), source),
        _ => null,
    };

    // Seen from the other side wider is narrower.
    static string Turned(string equivalence, bool reverse) => !reverse ? equivalence : equivalence switch
    {
        "wider" => "narrower",
        "narrower" => "wider",
        "subsumes" => "specializes",
        "specializes" => "subsumes",
        _ => equivalence,
    };

    static void Write(Utf8JsonWriter json, Match match)
    {
        json.WriteStartObject();
        json.WriteString("name", "match");
        json.WriteStartArray("part");
        ParametersReply.Value(json, "equivalence", "valueCode", match.Equivalence);
        json.WriteStartObject();
        json.WriteString("name", "concept");
        json.WriteStartObject("valueCoding");
        json.Maybe("system", match.System);
        json.Maybe("code", match.Code);
        json.Maybe("display", match.Display);
        json.WriteEndObject();
        json.WriteEndObject();
        if (match.Source.Length > 0) ParametersReply.Value(json, "source", "valueUri", match.Source);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
