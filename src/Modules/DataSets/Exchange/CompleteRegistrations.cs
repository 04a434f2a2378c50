using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary><c>/api/completeDataSetRegistrations</c> as DHIS2 has it: reports that are complete, by JSON or XML.</summary>
static class CompleteRegistrations
{
    sealed record Registration(string? DataSet, string? Period, string? OrganisationUnit, string? Date, bool Completed);

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var root in new[] { "/api", "/api/{version}" })
        {
            routes.MapPost(root + "/completeDataSetRegistrations", TakeAsync).Needs(DataSetsRights.Enter).WithMetadata(new RequestSizeLimitAttribute(16 * 1024 * 1024));
            routes.MapGet(root + "/completeDataSetRegistrations", GiveAsync).Needs(DataSetsRights.Read);
            routes.MapDelete(root + "/completeDataSetRegistrations", UndoAsync).Needs(DataSetsRights.Enter);
        }
    }

    static async Task<IResult> TakeAsync(HttpContext context, GlossaryBook glossaries, UnitBook unitBook, Completing completing, Caller caller, Lexicon lexicon, TimeProvider clock, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        var units = await unitBook.NowAsync(stop);
        var options = ImportOptions.Of(context.Request.Query);
        var words = ApiWords.Of(context, lexicon);
        var (done, faults) = (0, new List<Fault>());
        var all = await ReadAsync(context.Request, stop);
        for (var row = 0; row < all.Count; row++)
        {
            var one = all[row];
            var fault = Resolve(one, glossary, units, options, caller, out var set, out var unit, out var period);
            if (fault is not null)
            {
                faults.Add(fault with { Row = row });
                continue;
            }
            try
            {
                if (!options.DryRun && one.Completed) await completing.CompleteAsync(set!, unit, period!, Completing.Day(one.Date, clock), stop);
                else if (!options.DryRun) await completing.UndoAsync(set!, unit, period!, stop);
                done++;
            }
            catch (Refusal closed) when (closed.Code == Completing.Closed)
            {
                faults.Add(new("E7642", "period", period!.Code, period.Code, units.Tree.Find(unit)?.Name ?? "") { Row = row });
            }
        }
        var status = faults.Count == 0 ? 200 : 409;
        return Results.Text(new JsonObject
        {
            ["httpStatus"] = status == 200 ? "OK" : "Conflict",
            ["httpStatusCode"] = status,
            ["status"] = status == 200 ? "OK" : "WARNING",
            ["message"] = status == 200 ? words["Đã nhập xong."] : words["Đã nhập, có {0} dòng không nhận.", faults.Count],
            ["response"] = new JsonObject
            {
                ["responseType"] = "ImportSummary",
                ["status"] = status == 200 ? "SUCCESS" : "WARNING",
                ["importCount"] = new JsonObject { ["imported"] = done, ["updated"] = 0, ["ignored"] = faults.Count, ["deleted"] = 0 },
                ["conflicts"] = new JsonArray([.. faults.Select(f => (JsonNode)new JsonObject
                {
                    ["object"] = f.Object,
                    ["value"] = FaultWords.Say(words, f.Code, f.Args),
                    ["errorCode"] = f.Code,
                    ["property"] = f.Property,
                    ["indexes"] = new JsonArray(f.Row),
                })]),
                ["rejectedIndexes"] = new JsonArray([.. faults.Select(f => (JsonNode)f.Row)]),
            },
        }.ToJsonString(SummaryAnswer.Json), "application/json", Encoding.UTF8, status);
    }

    static Fault? Resolve(Registration one, Glossary glossary, UnitIndex units, ImportOptions options, Caller caller, out DataSet? set, out Guid unitId, out Period? period)
    {
        (set, unitId, period) = (glossary.Sets.Find(one.DataSet, options.SetScheme), default, null);
        if (set is null) return new("E7600", "dataSet", one.DataSet ?? "", one.DataSet ?? "");
        if (!Period.TryParse(one.Period, out period)) return new("E7611", "period", one.Period ?? "", one.Period ?? "");
        if (period.Type.Name != set.PeriodType) return new("E7632", "period", period.Code, period.Code, set.Code);
        if (units.Find(one.OrganisationUnit, options.UnitScheme) is not { } unit) return new("E7612", "orgUnit", one.OrganisationUnit ?? "", one.OrganisationUnit ?? "");
        unitId = unit.Id;
        return caller.May(DataSetsRights.Enter, unitId) ? null : new("E7617", "orgUnit", one.OrganisationUnit!, one.OrganisationUnit!);
    }

    static async Task<List<Registration>> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        try
        {
            if (request.ContentType?.Contains("xml", StringComparison.OrdinalIgnoreCase) == true)
            {
                using var copy = new MemoryStream();
                await request.Body.CopyToAsync(copy, stop);
                copy.Position = 0;
                using var reader = SafeXml.Open(copy);
                return [.. XElement.Load(reader).Elements().Where(e => e.Name.LocalName == "completeDataSetRegistration").Select(e => new Registration((string?)e.Attribute("dataSet"),
                    (string?)e.Attribute("period"), (string?)(e.Attribute("organisationUnit") ?? e.Attribute("orgUnit")), (string?)(e.Attribute("date") ?? e.Attribute("storedDate")),
                    Fields.Truth((string?)e.Attribute("completed")) != false))];
            }
            using var json = await JsonDocument.ParseAsync(request.Body, cancellationToken: stop);
            string? Text(JsonElement e, params string[] names) =>
                names.Select(n => e.TryGetProperty(n, out var v) ? v.ValueKind is JsonValueKind.String ? v.GetString() : v.GetRawText() : null).FirstOrDefault(v => v is not null);
            return json.RootElement.ValueKind != JsonValueKind.Object || !json.RootElement.TryGetProperty("completeDataSetRegistrations", out var all) || all.ValueKind != JsonValueKind.Array ? []
                : [.. all.EnumerateArray().Where(e => e.ValueKind == JsonValueKind.Object).Select(e => new Registration(Text(e, "dataSet"), Text(e, "period"),
                    Text(e, "organisationUnit", "orgUnit"), Text(e, "date"), Fields.Truth(Text(e, "completed")) != false))];
        }
        catch (Exception problem) when (problem is JsonException or XmlException)
        {
            throw new Refusal(RefusalKind.Invalid, "Nội dung gửi lên không đọc được: {0}", problem.Message) { Code = "bad-request" };
        }
    }

    static async Task<IResult> GiveAsync(HttpContext context, GlossaryBook glossaries, UnitBook unitBook, DataSetsStore store, Caller caller, Lexicon lexicon, TimeProvider clock, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        var units = await unitBook.NowAsync(stop);
        var (ask, code, sentence) = ExportAsk.Of(context.Request.Query, glossary, units, caller, clock);
        if (ask is null) return WebMessage.Error(409, code, ApiWords.Of(context, lexicon)[sentence]);
        var sets = ask.Sets.Select(s => s.Id).ToList();
        var periods = ask.Periods.Select(p => p.Code).ToHashSet();
        var rows = await store.Completions.AsNoTracking().Where(c => c.IsComplete && sets.Contains(c.SetId) && c.EndsOn >= ask.From && c.StartsOn <= ask.To).OrderBy(c => c.EndsOn).ToListAsync(stop);
        return Results.Json(new
        {
            completeDataSetRegistrations = rows.Where(c => ask.Units.Contains(c.UnitId) && (periods.Count == 0 || periods.Contains(c.Period))).Select(c => new
            {
                period = c.Period,
                dataSet = ExportAsk.Name(glossary.Sets[c.SetId], ask.ElementScheme),
                organisationUnit = units.Name(c.UnitId, ask.UnitScheme),
                attributeOptionCombo = glossary.Combos[c.AttributeId].Uid,
                date = c.CompletedOn.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                storedBy = c.ByName,
                completed = true,
            }),
        });
    }

    static async Task<IResult> UndoAsync(string? ds, string? pe, string? ou, GlossaryBook glossaries, UnitBook unitBook, Completing completing, CancellationToken stop)
    {
        var set = (await glossaries.NowAsync(stop)).Sets.Find(ds, IdScheme.Any) ?? throw Refusal.Missing("Không tìm thấy bộ số liệu này.");
        var unit = (await unitBook.NowAsync(stop)).Find(ou, IdScheme.Any) ?? throw Refusal.Missing("Không tìm thấy đơn vị này.");
        if (!Period.TryParse(pe, out var period)) throw Refusal.Invalid("Kỳ “{0}” không hợp lệ.", pe ?? "");
        await completing.UndoAsync(set, unit.Id, period, stop);
        return Results.NoContent();
    }
}
