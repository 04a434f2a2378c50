using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace LienY.DataSets;

/// <summary>The dictionary for programs that know DHIS2: lists with paging, single objects, metadata files in and out.</summary>
static class MetadataRoutes
{
    const int PageSize = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var root in new[] { "/api", "/api/{version}" })
        {
            foreach (var kind in MetaTelling.Kinds)
            {
                routes.MapGet($"{root}/{kind}", Listing(kind)).Needs(DataSetsRights.Read);
                routes.MapGet($"{root}/{kind}.json", Listing(kind)).Needs(DataSetsRights.Read);
                routes.MapGet($"{root}/{kind}/{{uid}}", (string uid, HttpContext context, GlossaryBook glossaries, UnitBook units, IEnumerable<IIndicatorImport> indicators, Caller caller,
                    Lexicon lexicon, CancellationToken stop) => OneAsync(kind, uid, context, glossaries, units, indicators, caller, lexicon, stop)).Needs(DataSetsRights.Read);
            }
            routes.MapGet(root + "/metadata", GiveAsync).Needs(DataSetsRights.Read);
            routes.MapGet(root + "/metadata.json", GiveAsync).Needs(DataSetsRights.Read);
            routes.MapPost(root + "/metadata", TakeAsync).Needs(DataSetsRights.Define).WithMetadata(new RequestSizeLimitAttribute(64 * 1024 * 1024));
            routes.MapGet(root + "/system/info", (TimeProvider clock) => Results.Json(new
            {
                version = "2.40.0",
                systemName = "Liên Y",
                calendar = "iso8601",
                dateFormat = "yyyy-mm-dd",
                serverDate = clock.GetUtcNow().UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff", CultureInfo.InvariantCulture),
            })).NeedsSignIn();
        }
    }

    static Delegate Listing(string kind) =>
        (HttpContext context, GlossaryBook glossaries, UnitBook units, IEnumerable<IIndicatorImport> indicators, Caller caller, CancellationToken stop) =>
            ListAsync(kind, context, glossaries, units, indicators, caller, stop);

    static async Task<MetaTelling> TellingAsync(GlossaryBook glossaries, UnitBook unitBook, IEnumerable<IIndicatorImport> indicators, Caller caller, bool withIndicators, CancellationToken stop) => new(
        await glossaries.NowAsync(stop), await unitBook.NowAsync(stop), withIndicators && indicators.FirstOrDefault() is { } known ? await known.ExportAsync(stop) : [],
        caller.IsHouse ? null : caller.Organisations);

    static async Task<IResult> ListAsync(
        string kind, HttpContext context, GlossaryBook glossaries, UnitBook unitBook, IEnumerable<IIndicatorImport> indicators, Caller caller, CancellationToken stop)
    {
        var query = context.Request.Query;
        var telling = await TellingAsync(glossaries, unitBook, indicators, caller, kind.StartsWith("indicator", StringComparison.Ordinal), stop);
        var all = Filtered(telling.All(kind), query).ToList();
        var fields = Asked(query["fields"].FirstOrDefault());
        var answer = new JsonObject();
        IEnumerable<JsonObject> shown = all;
        if (Fields.Truth(query["paging"].FirstOrDefault()) != false)
        {
            var size = Whole(query["pageSize"].FirstOrDefault(), PageSize, 10_000);
            var page = Whole(query["page"].FirstOrDefault(), 1, int.MaxValue);
            answer["pager"] = new JsonObject { ["page"] = page, ["total"] = all.Count, ["pageSize"] = size, ["pageCount"] = Math.Max(1, (all.Count + size - 1) / size) };
            shown = page > all.Count / size + 1 ? [] : all.Skip((page - 1) * size).Take(size);
        }
        answer[kind] = new JsonArray([.. shown.Select(o => (JsonNode)Pick(o, fields ?? ["id", "displayName", "code"]))]);
        return Json(answer);
    }

    static async Task<IResult> OneAsync(
        string kind, string uid, HttpContext context, GlossaryBook glossaries, UnitBook unitBook, IEnumerable<IIndicatorImport> indicators, Caller caller, Lexicon lexicon, CancellationToken stop)
    {
        var telling = await TellingAsync(glossaries, unitBook, indicators, caller, kind.StartsWith("indicator", StringComparison.Ordinal), stop);
        uid = uid.EndsWith(".json", StringComparison.Ordinal) ? uid[..^5] : uid;
        return telling.All(kind).FirstOrDefault(o => (string?)o["id"] == uid || (string?)o["code"] == uid) is { } one
            ? Json(Asked(context.Request.Query["fields"].FirstOrDefault()) is { } fields ? Pick(one, fields) : one)
            : WebMessage.Error(404, "E1005", ApiWords.Of(context, lexicon)["Không tìm thấy “{0}” trong danh mục.", uid]);
    }

    static async Task<IResult> GiveAsync(HttpContext context, GlossaryBook glossaries, UnitBook unitBook, IEnumerable<IIndicatorImport> indicators, Caller caller, TimeProvider clock, CancellationToken stop)
    {
        var telling = await TellingAsync(glossaries, unitBook, indicators, caller, true, stop);
        var chosen = MetaTelling.Kinds.Where(k => Fields.Truth(context.Request.Query[k].FirstOrDefault()) == true).ToList();
        var file = new JsonObject { ["system"] = new JsonObject { ["date"] = clock.GetUtcNow().ToString("O", CultureInfo.InvariantCulture), ["version"] = "2.40.0" } };
        foreach (var kind in chosen.Count > 0 ? chosen : MetaTelling.Kinds) file[kind] = new JsonArray([.. telling.All(kind).Select(o => (JsonNode)o)]);
        return Json(file);
    }

    static async Task<IResult> TakeAsync(HttpContext context, MetadataImport import, Lexicon lexicon, CancellationToken stop)
    {
        var query = context.Request.Query;
        var words = ApiWords.Of(context, lexicon);
        try
        {
            using var json = await JsonDocument.ParseAsync(context.Request.Body, new() { MaxDepth = 32 }, stop);
            if (json.RootElement.ValueKind != JsonValueKind.Object) return WebMessage.Error(400, "E1000", words["Nội dung gửi lên không đọc được: {0}", "JSON"]);
            var report = await import.RunAsync(json.RootElement, query["importMode"].FirstOrDefault() == "VALIDATE" || Fields.Truth(query["dryRun"].FirstOrDefault()) == true,
                query["atomicMode"].FirstOrDefault() == "ALL", stop);
            return Answer(report, words);
        }
        catch (JsonException problem)
        {
            return WebMessage.Error(400, "E1000", words["Nội dung gửi lên không đọc được: {0}", problem.Message]);
        }
    }

    static IResult Answer(MetaReport report, Words words)
    {
        static JsonObject Stats(int created, int updated, int ignored) => new() { ["created"] = created, ["updated"] = updated, ["deleted"] = 0, ["ignored"] = ignored, ["total"] = created + updated + ignored };
        var status = report.HasErrors ? 409 : 200;
        return Results.Text(new JsonObject
        {
            ["httpStatus"] = status == 200 ? "OK" : "Conflict",
            ["httpStatusCode"] = status,
            ["status"] = status == 200 ? "OK" : "WARNING",
            ["message"] = status == 200 ? words["Đã nhập xong."] : words["Đã nhập, có {0} dòng không nhận.", report.Types.Sum(t => t.Errors.Count)],
            ["response"] = new JsonObject
            {
                ["responseType"] = "ImportReport",
                ["status"] = status == 200 ? "OK" : "WARNING",
                ["stats"] = Stats(report.Types.Sum(t => t.Created), report.Types.Sum(t => t.Updated), report.Types.Sum(t => t.Ignored)),
                ["typeReports"] = new JsonArray([.. report.Types.Select(t => (JsonNode)new JsonObject
                {
                    ["klass"] = t.Klass,
                    ["stats"] = Stats(t.Created, t.Updated, t.Ignored),
                    ["objectReports"] = new JsonArray([.. t.Errors.Select(e => (JsonNode)new JsonObject
                    {
                        ["klass"] = t.Klass,
                        ["index"] = e.Index,
                        ["uid"] = e.Uid,
                        ["errorReports"] = new JsonArray(new JsonObject { ["message"] = words[e.Text, e.Args], ["mainKlass"] = t.Klass, ["errorCode"] = e.Code }),
                    })]),
                })]),
            },
        }.ToJsonString(SummaryAnswer.Json), "application/json", Encoding.UTF8, status);
    }

    /// <summary>Filters as DHIS2 writes them: <c>code:eq:x</c>, <c>name:ilike:x</c>, <c>id:in:[a,b]</c>; and <c>query=</c>.</summary>
    static IEnumerable<JsonObject> Filtered(IEnumerable<JsonObject> all, IQueryCollection query)
    {
        foreach (var filter in query["filter"].OfType<string>())
        {
            if (filter.Split(':', 3) is not [var name, var how, var what]) continue;
            var folded = Fold.Of(what);
            var many = what.Trim('[', ']').Split(',', StringSplitOptions.TrimEntries).ToHashSet();
            all = all.Where(o => (o[name]?.ToString() ?? "") is var text && how switch
            {
                "eq" => text == what,
                "!eq" or "ne" => text != what,
                "in" => many.Contains(text),
                "like" or "ilike" => Fold.Of(text).Contains(folded, StringComparison.Ordinal),
                "startsWith" or "$like" or "$ilike" => Fold.Of(text).StartsWith(folded, StringComparison.Ordinal),
                _ => true,
            });
        }
        var asked = Fold.Of(query["query"].FirstOrDefault());
        return asked.Length == 0 ? all : all.Where(o => Fold.Of($"{o["name"]} {o["code"]} {o["id"]}").Contains(asked, StringComparison.Ordinal));
    }

    /// <summary>Names of fields at the top: <c>id,name,categoryCombo[id]</c>; null where all are asked for or none is named.</summary>
    static HashSet<string>? Asked(string? fields)
    {
        if (string.IsNullOrWhiteSpace(fields)) return null;
        var names = new HashSet<string>();
        var depth = 0;
        var name = new StringBuilder();
        foreach (var c in fields + ",")
        {
            if (c is '[' or '(') depth++;
            else if (c is ']' or ')') depth--;
            else if (depth > 0) continue;
            else if (c != ',') name.Append(c);
            else
            {
                names.Add(name.ToString().Trim());
                name.Clear();
            }
        }
        return names;
    }

    static JsonObject Pick(JsonObject one, HashSet<string> fields)
    {
        if (fields.Contains("*") || fields.Contains(":all") || fields.Contains(":owner")) return one;
        if (fields.Contains(":identifiable") || fields.Contains(":nameable")) fields = [.. fields, "id", "code", "name", "displayName"];
        var picked = new JsonObject();
        foreach (var (name, value) in one)
            if (fields.Contains(name)) picked[name] = value?.DeepClone();
        return picked;
    }

    static int Whole(string? text, int otherwise, int most) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var n) && n > 0 ? Math.Min(n, most) : otherwise;

    static IResult Json(JsonObject answer) => Results.Text(answer.ToJsonString(SummaryAnswer.Json), "application/json", Encoding.UTF8);
}
