using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace LienY.DataSets;

/// <summary><c>/api/dataValueSets</c> as DHIS2 has it, also with a version in the address (<c>/api/40/dataValueSets</c>).</summary>
static class DataValueSets
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var root in new[] { "/api", "/api/{version}" })
        {
            routes.MapPost(root + "/dataValueSets", TakeAsync).Needs(DataSetsRights.Import).WithMetadata(new RequestSizeLimitAttribute(Spool.Most + 1024));
            foreach (var format in new[] { "", "json", "xml", "csv", "adx" })
                routes.MapGet(root + "/dataValueSets" + (format.Length > 0 ? "." + format : ""), Giving(format)).Needs(DataSetsRights.Read);
        }
    }

    static async Task<IResult> TakeAsync(HttpContext context, string? version, Database database, IFiles files, Importing importing, Caller caller, Lexicon lexicon, TimeProvider clock, CancellationToken stop)
    {
        using var spool = await Spool.TakeAsync(database, context.Request.Body, stop);
        var kind = spool.Kind();
        var options = ImportOptions.Of(context.Request.Query);
        if (spool.Values(kind, options.HasHead) is not { } file) throw Refusal.Invalid("Không nhận ra định dạng tệp. Xin gửi JSON, XML, CSV hoặc ADX.");
        var record = await RecordAsync(spool, file.Format, context.Request.Headers["X-File-Name"].ToString(), "api", options, files, caller, clock, stop);
        var result = await importing.RunAsync(file, options, record, stop);
        return SummaryAnswer.Of(context, result, ApiWords.Of(context, lexicon), int.TryParse(version, System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : null);
    }

    /// <summary>The record of an import that begins, with the original file kept.</summary>
    public static async Task<ImportRecord> RecordAsync(
        Spool spool, string format, string name, string channel, ImportOptions options, IFiles files, Caller caller, TimeProvider clock, CancellationToken stop)
    {
        await using var sent = spool.OpenSent();
        var kept = await files.PutAsync(caller.OrganisationId, sent, Spool.Most, stop);
        return new()
        {
            StartedAt = clock.GetUtcNow(),
            UserId = caller.UserId,
            UserName = caller.Name,
            OrganisationId = caller.OrganisationId,
            Channel = channel,
            Format = format,
            Strategy = options.StrategyName,
            IsDryRun = options.DryRun,
            FileName = name.Length is > 0 and <= 200 ? name.Replace('\0', ' ') : $"{clock.GetUtcNow():yyyyMMdd-HHmmss}.{(format == "adx" ? "xml" : format)}",
            FileHash = kept.Hash,
            FileSize = kept.Size,
        };
    }

    static Delegate Giving(string format) =>
        (HttpContext context, GlossaryBook glossaries, UnitBook units, Exporting exporting, Caller caller, Lexicon lexicon, TrailBook trail, TimeProvider clock, CancellationToken stop) =>
            GiveAsync(context, format, glossaries, units, exporting, caller, lexicon, trail, clock, stop);

    static async Task<IResult> GiveAsync(
        HttpContext context, string format, GlossaryBook glossaries, UnitBook unitBook, Exporting exporting, Caller caller, Lexicon lexicon, TrailBook trail, TimeProvider clock, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        var units = await unitBook.NowAsync(stop);
        var (ask, code, sentence) = ExportAsk.Of(context.Request.Query, glossary, units, caller, clock);
        if (ask is null) return WebMessage.Error(code == "E2012" ? 403 : 409, code, Sentence(ApiWords.Of(context, lexicon), code, sentence));
        if (format.Length == 0) format = context.Request.Query["format"].FirstOrDefault() is { Length: > 0 } named ? named.ToLowerInvariant() : Wanted(context.Request.Headers.Accept.ToString());
        await trail.WriteAsync(caller, "datasets.export", "dataValueSet", format, "ok", context.Request.QueryString.ToString(), stop);
        // Writers of XML write as they go.
        if (context.Features.Get<IHttpBodyControlFeature>() is { } body) body.AllowSynchronousIO = true;
        return Results.Stream(to => new ValueWriters(glossary, units, ask).WriteAsync(format, to, exporting.ReadAsync(ask, stop), clock.GetUtcNow(), stop), ValueWriters.MediaType(format),
            Fields.Truth(context.Request.Query["attachment"].FirstOrDefault()) is not null || context.Request.Query.ContainsKey("attachment") ? "dataValueSet." + (format == "adx" ? "xml" : format) : null);
    }

    static string Sentence(Words words, string code, string sentence) => code switch
    {
        "E1100" => words["Không tìm thấy “{0}” trong danh mục.", sentence],
        "E1101" => words["Kỳ “{0}” không hợp lệ.", sentence],
        "E1102" => words["Không tìm thấy đơn vị “{0}”.", sentence],
        "E2012" => words["Ông/bà không được xem số liệu của đơn vị “{0}”.", sentence],
        _ => words[sentence],
    };

    static string Wanted(string accept) =>
        accept.Contains("adx", StringComparison.OrdinalIgnoreCase) ? "adx"
        : accept.Contains("json", StringComparison.OrdinalIgnoreCase) ? "json"
        : accept.Contains("csv", StringComparison.OrdinalIgnoreCase) ? "csv"
        : accept.Contains("xml", StringComparison.OrdinalIgnoreCase) ? "xml" : "json";
}
