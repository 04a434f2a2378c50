using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Records.Pages.Record;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Records;

/// <summary>Addresses of records: pages, the API, exports, originals.</summary>
static class RecordRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/records/{person:guid}", async (Guid person, HttpRequest request, RecordReaders readers, RecordShowing showing, CancellationToken stop) =>
        {
            var filter = Filter(request);
            return Show.Page<PatientPage>(new { View = await showing.PersonAsync(await readers.ReaderAsync(filter.Purpose, stop), person, filter, stop) });
        }).Needs(RecordsRights.Read);
        routes.MapGet("/records/{person:guid}/visits/{visit:guid}", async (Guid person, Guid visit, string? purpose, RecordReaders readers, RecordShowing showing,
            CancellationToken stop) =>
            Show.Page<VisitPage>(new
            {
                View = await showing.VisitAsync(await readers.ReaderAsync(Purposes.Known(purpose), stop), person, visit,
                stop)
            })).Needs(RecordsRights.Read);
        routes.MapGet("/records/{person:guid}/originals/{document}", OriginalAsync).Needs(RecordsRights.Read);
        routes.MapGet("/records/{person:guid}/export.json", async (Guid person, string? purpose, RecordReaders readers, RecordBook book, TimeProvider clock,
            CancellationToken stop) =>
        {
            var reader = await readers.ReaderAsync(RecordsRights.Export, Purposes.Known(purpose), stop);
            return Results.File(RecordBundle.Of(await book.ReadAsync(reader, person, new(), "record.export", RecordsRights.Export, stop), clock.GetUtcNow()),
                "application/fhir+json", $"ho-so-{person:N}.json");
        }).Needs(RecordsRights.Export);
        routes.MapExport("/records/{person:guid}/export", LinesAsync).Needs(RecordsRights.Export);
        routes.MapGet("/api/records/{person:guid}", async (Guid person, string? purpose, string? type, RecordReaders readers, RecordBook book, TimeProvider clock,
            CancellationToken stop) =>
        {
            var ask = new RecordAsk(Types: string.IsNullOrEmpty(type) ? null : type.Split(','));
            var seen = await book.ReadAsync(await readers.ReaderAsync(Purposes.Known(purpose), stop), person, ask, "record.api", RecordsRights.Read, stop);
            return Results.Bytes(RecordBundle.Of(seen, clock.GetUtcNow()), "application/fhir+json");
        }).Needs(RecordsRights.Read);
    }

    /// <summary>What an address asks for; a stranger's kind or day counts as none.</summary>
    public static RecordFilter Filter(HttpRequest request) => new(
        Purposes.Known(request.Query["purpose"]), RecordParts.Types.ContainsKey(request.Query["kind"].ToString()) ? request.Query["kind"].ToString() : "",
        Say.TryDay(request.Query["from"], out var from) ? from : null, Say.TryDay(request.Query["to"], out var to) ? to : null,
        int.TryParse(request.Query["page"], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var page)
            ? Math.Clamp(page, 1, 100_000) : 1);

    static async Task<IResult> LinesAsync(Guid person, string? purpose, RecordReaders readers, RecordBook book, IOrganisations organisations, Words words,
        CancellationToken stop)
    {
        var reader = await readers.ReaderAsync(RecordsRights.Export, Purposes.Known(purpose), stop);
        var seen = await book.ReadAsync(reader, person, new(Types: [.. RecordParts.Types.Keys]), "record.export", RecordsRights.Export, stop);
        var holders = await organisations.NamesAsync(seen.Rows.Select(r => r.HolderId), null, stop);
        return Export.Of($"ho-so-{person:N}", [words["Lúc"], words["Cơ sở"], words["Phần"], words["Mã"], words["Nội dung"], words["Chi tiết"], words["Dấu hiệu"],
            words["Nguồn"]],
            seen.Rows.Select(RecordLine.Of).Select(l => new object?[]
            {
                l.Row.Occurred, holders.GetValueOrDefault(l.Row.HolderId, ""), words[RecordParts.Types[l.Row.Type]], l.Code, l.Title,
                l.Parts.Count > 0 ? string.Join('\n', l.Parts.Select(p => $"{words[p.Head]}: {p.Text}")) : l.Detail, words[RecordParts.Mark(l.Mark)], l.Row.SourceRow,
            }));
    }

    // A file as it was sent may hold visits of other people: it is opened only by those at the facility that sent it.
    static async Task<IResult> OriginalAsync(Guid person, string document, string? purpose, RecordReaders readers, RecordBook book, IFiles files, CancellationToken stop)
    {
        var reader = await readers.ReaderAsync(Purposes.Known(purpose), stop);
        var seen = await book.ReadAsync(reader, person, new(Types: ["DocumentReference"], Fid: document), "record.original", RecordsRights.Read, stop);
        if (seen.Rows is not [{ Body: { } body } row]
            || !reader.Homes.Contains(row.HolderId)) throw Refusal.Missing("Không có tệp gốc này, hoặc chỉ cơ sở giữ hồ sơ được mở.");
        using var json = System.Text.Json.JsonDocument.Parse(body);
        // A document that came over FHIR names what it likes; only what Feed kept is a file of ours.
        if (json.RootElement.All("content").Select(c => c.Of("attachment").Text("url")).FirstOrDefault() is not { } url || !url.StartsWith("urn:sha256:", StringComparison.Ordinal))
            throw Refusal.Missing("Không có tệp gốc này, hoặc chỉ cơ sở giữ hồ sơ được mở.");
        var hash = url["urn:sha256:".Length..];
        return Results.File(await files.OpenAsync(row.HolderId, hash, stop), "application/xml", $"{document}.xml");
    }
}
