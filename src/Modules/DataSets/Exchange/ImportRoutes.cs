using System.Text.Json;
using LienY.DataSets.Pages;
using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>Imports by page: send a file, see what became of it, its faults and the original.</summary>
static class ImportRoutes
{
    const int PageSize = 50;

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/data/imports", ListAsync).Needs(DataSetsRights.Read);
        routes.MapPost("/data/imports", TakeAsync).Needs(DataSetsRights.Import).WithMetadata(new RequestSizeLimitAttribute(Spool.Most + 65536), new RequestFormLimitsAttribute { MultipartBodyLengthLimit = Spool.Most + 65536 });
        routes.MapGet("/data/imports/{id:guid}", OneAsync).Needs(DataSetsRights.Read);
        routes.MapExport("/data/imports/{id:guid}/faults", FaultsAsync).Needs(DataSetsRights.Read);
        routes.MapGet("/data/imports/{id:guid}/file", FileAsync).Needs(DataSetsRights.Read);
        routes.MapPost("/data/metadata", MetadataAsync).Needs(DataSetsRights.Define).WithMetadata(new RequestSizeLimitAttribute(64 * 1024 * 1024));
    }

    static async Task<IResult> ListAsync(int? page, DataSetsStore store, Caller caller, CancellationToken stop)
    {
        var all = await store.Imports.AsNoTracking().CountAsync(stop);
        var pages = Math.Max(1, (all + PageSize - 1) / PageSize);
        var at = Math.Clamp(page ?? 1, 1, pages);
        var rows = await store.Imports.AsNoTracking().OrderByDescending(i => i.StartedAt).Skip((at - 1) * PageSize).Take(PageSize).ToListAsync(stop);
        return Show.Page<ImportsPage>(new { Model = new ImportsView(rows, at, pages, caller.May(DataSetsRights.Import), caller.May(DataSetsRights.Define)) });
    }

    static async Task<IResult> TakeAsync(HttpContext context, Database database, IFiles files, Importing importing, Caller caller, TimeProvider clock, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var file = form.File("file") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "file" };
        var options = new ImportOptions { DryRun = form.Ticked("dry"), Strategy = ImportOptions.StrategyOf(form.Text("strategy", 30)), Force = form.Ticked("force") };
        await using var content = file.OpenReadStream();
        using var spool = await Spool.TakeAsync(database, content, stop);
        var kind = spool.Kind();
        IValueFile values = kind == "xlsx" ? new TableFile(() => Uploaded.Rows(file)) : spool.Values(kind)!;
        var record = await DataValueSets.RecordAsync(spool, values.Format, file.FileName, "page", options, files, caller, clock, stop);
        await importing.RunAsync(values, options, record, stop);
        return Show.Done(context, $"/data/imports/{record.Id}");
    }

    static async Task<IResult> OneAsync(Guid id, DataSetsStore store, CancellationToken stop)
    {
        var record = await store.Imports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy lần nhập này.");
        var faults = await store.Faults.AsNoTracking().Where(f => f.ImportId == id).OrderBy(f => f.Position).Take(200).ToListAsync(stop);
        return Show.Page<ImportPage>(new { Model = new ImportView(record, faults) });
    }

    static async Task<IResult> FaultsAsync(Guid id, DataSetsStore store, Words words, CancellationToken stop)
    {
        _ = await store.Imports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy lần nhập này.");
        var faults = await store.Faults.AsNoTracking().Where(f => f.ImportId == id).OrderBy(f => f.Position).ToListAsync(stop);
        return Export.Of("dong-loi", [new object?[] { words["Dòng"], words["Lỗi"], words["Mã lỗi"], words["Cột"], words["Nội dung"], words["Giá trị"] },
            .. faults.Select(f => new object?[] { f.Position + 1, ImportView.Sentence(f, words), f.ErrorCode, f.Property, f.Object, f.Value })]);
    }

    static async Task<IResult> FileAsync(Guid id, DataSetsStore store, IFiles files, TrailBook trail, Caller caller, CancellationToken stop)
    {
        var record = await store.Imports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy lần nhập này.");
        await trail.WriteAsync(caller, "datasets.import.file", "import", id.ToString(), "ok", stop: stop);
        return Results.File(await files.OpenAsync(record.OrganisationId, record.FileHash, stop), "application/octet-stream", record.FileName);
    }

    static async Task<IResult> MetadataAsync(HttpContext context, MetadataImport import, Words words, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var file = form.File("metadata") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "metadata" };
        try
        {
            await using var content = file.OpenReadStream();
            using var json = await JsonDocument.ParseAsync(content, new() { MaxDepth = 32 }, stop);
            if (json.RootElement.ValueKind != JsonValueKind.Object) throw new Refusal(RefusalKind.Invalid, "Tệp không đọc được: {0}", file.FileName) { Field = "metadata" };
            var report = await import.RunAsync(json.RootElement, form.Ticked("dry"), atomic: false, stop);
            return Show.Page<MetadataPage>(new { Model = new MetadataView(file.FileName, form.Ticked("dry"), report) });
        }
        catch (JsonException problem)
        {
            throw new Refusal(RefusalKind.Invalid, "Tệp không đọc được: {0}", problem.Message) { Field = "metadata" };
        }
    }
}

/// <summary>The list of imports.</summary>
sealed record ImportsView(IReadOnlyList<ImportRecord> Rows, int Page, int Pages, bool MayImport, bool MayDefine);

/// <summary>One import.</summary>
sealed record ImportView(ImportRecord Record, IReadOnlyList<ImportFault> Faults)
{
    /// <summary>The sentence of a fault.</summary>
    public static string Sentence(ImportFault fault, Words words) => FaultWords.Say(words, fault.ErrorCode, JsonSerializer.Deserialize<string[]>(fault.Args) ?? []);

    /// <summary>A status in words (a Vietnamese key).</summary>
    public static string Word(string status) => status switch
    {
        "SUCCESS" => Words.Key("xong"),
        "WARNING" => Words.Key("có dòng lỗi"),
        "ERROR" => Words.Key("không nhận"),
        _ => Words.Key("đang chạy"),
    };

    /// <summary>The badge of a status.</summary>
    public static string Kind(string status) => status switch
    {
        "SUCCESS" => "ok",
        "WARNING" => "warn",
        "ERROR" => "bad",
        _ => "none",
    };
}

/// <summary>What became of a metadata file.</summary>
sealed record MetadataView(string File, bool IsDry, MetaReport Report);

/// <summary>A table of Excel as figures: columns by their DHIS2 names in the first row (our template).</summary>
sealed class TableFile(Func<IEnumerable<TableRow>> rows) : IValueFile
{
    /// <inheritdoc/>
    public string Format => "xlsx";

    /// <inheritdoc/>
    public int Scan(RawHeader header, CancellationToken stop)
    {
        var count = 0;
        foreach (var value in Rows())
            if (count++ == 0 && value.DataElement is null) throw new BadFile("the head row names no column 'dataelement'");
        return count;
    }

    /// <inheritdoc/>
    public IEnumerable<RawValue> Rows()
    {
        List<string>? columns = null;
        var row = 0;
        foreach (var line in rows())
        {
            if (columns is null)
            {
                columns = [.. line.Cells.Select(c => CsvFile.Named(c.Text ?? ""))];
                continue;
            }
            var value = new RawValue { Row = row++ };
            for (var i = 0; i < columns.Count; i++)
                if (Text(line[i]) is { Length: > 0 } text) Fields.Take(value, columns[i], text);
            // A row of the template that was left empty says nothing.
            if (value.Value is not null || value.Comment is not null) yield return value;
        }
    }

    static string Text(Cell cell) => cell.Day is { } day ? day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)
        : cell.Number is { } number ? number.ToString(System.Globalization.CultureInfo.InvariantCulture) : (cell.Text ?? "").Trim();
}
