using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using LienY.Contracts;
using LienY.Design;
using LienY.Exchange.Pages;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Exchange;

/// <summary>A visit that may be taken out.</summary>
sealed record SummaryVisit(string Id, DateTimeOffset? Began, string Holder, string Diagnosis);

/// <summary>Visits of a person whose summary may be taken out.</summary>
sealed record SummaryView(Guid PersonId, string Name, string Purpose, IReadOnlyList<SummaryVisit> Visits);

/// <summary>HoSoBenhAn as a file: a page to choose the visit, XML and JSON for people and programs. The gate, the right and the trail are those of the
/// record.</summary>
static class SummaryRoutes
{
    static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/records/{person:guid}/hosobenhan", PageAsync).NeedsSignIn();
        foreach (var at in new[] { "/records", "/api/records" })
        {
            routes.MapGet(at + "/{person:guid}/hosobenhan.xml",
                (Guid person, string? visit, string? purpose, IRecordExport records, IOrganisationTree trees, TimeProvider clock, CancellationToken stop) =>
                FileAsync(person, visit, purpose, true, records, trees, clock, stop)).NeedsSignIn();
            routes.MapGet(at + "/{person:guid}/hosobenhan.json",
                (Guid person, string? visit, string? purpose, IRecordExport records, IOrganisationTree trees, TimeProvider clock, CancellationToken stop) =>
                FileAsync(person, visit, purpose, false, records, trees, clock, stop)).NeedsSignIn();
        }
    }

    static async Task<IResult> PageAsync(Guid person, string? purpose, IRecordExport records, IOrganisations organisations, CancellationToken stop)
    {
        var all = await records.ReadAsync(person, purpose ?? "", "record.summary.list", stop);
        var names = await organisations.NamesAsync(all.Select(r => r.HolderId), null, stop);
        var visits = all.Where(r => r.Type == "Encounter").Select(r => new SummaryVisit(r.Id, r.Occurred, names.GetValueOrDefault(r.HolderId, ""),
            string.Join("; ", all.Where(c => c.Type == "Condition" && VisitParts.IsOf(c, r.Id)).Take(3)
                .Select(c => JsonSerializer.Deserialize<JsonElement>(c.Body).Of("code").Said())))).ToList();
        var name = all.Where(r => r.Type == "Patient").Select(r => JsonSerializer.Deserialize<JsonElement>(r.Body).At("name", "text"))
            .FirstOrDefault(n => n.Length > 0) ?? "";
        return Show.Page<SummaryPage>(new { Model = new SummaryView(person, name, purpose ?? "", visits) });
    }

    static async Task<IResult> FileAsync(Guid person, string? visit, string? purpose, bool xml, IRecordExport records, IOrganisationTree trees, TimeProvider clock,
        CancellationToken stop)
    {
        var all = await records.ReadAsync(person, purpose ?? "", "record.summary.export", stop);
        var tree = await trees.OnAsync(null, stop);
        Facility Named(Guid id) => new(id, tree.Find(id)?.Name ?? "", tree.Find(id)?.Codes.FirstOrDefault(c => c.Length == 5) ?? "");
        // Without a visit: the newest one.
        var chosen = visit is { Length: > 0 } ? visit : all.FirstOrDefault(r => r.Type == "Encounter")?.Id;
        if (chosen is not { } one || VisitParts.Of(all, one, Named, clock.Today()) is not { } parts)
            throw Refusal.Missing("Không có lần khám này, hoặc ông/bà chưa có căn cứ để xem.");
        var groups = SummaryMaker.Of(parts);
        var name = $"HoSoBenhAn-{one}";
        return xml ? Results.File(SummaryXml.Of(groups), "application/xml", name + ".xml")
            : Results.File(JsonSerializer.SerializeToUtf8Bytes(new JsonObject { ["HoSoBenhAn"] = groups }, Json), "application/json", name + ".json");
    }
}
