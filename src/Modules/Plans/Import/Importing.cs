using System.Security.Cryptography;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Reading;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>What came of an upload: a new import, or the earlier one of the very same file.</summary>
sealed record Imported(Guid Id, bool IsEarlier);

/// <summary>Receives a signed plan: reads it, keeps the original, stores rows for review. Nothing is stored of a file that is no plan.</summary>
sealed class Importing(PlansStore store, IFiles files, UnitBook units, Remembering memory, HouseChecks house, Caller caller, TimeProvider clock, IEvidence evidence)
{
    /// <summary>Largest file in bytes.</summary>
    public const long Limit = 50L * 1024 * 1024;

    /// <summary>Imports a file for an owner. The same bytes for the same owner lead to the earlier import unless <paramref name="again"/>.</summary>
    public async Task<Imported> ReceiveAsync(Guid owner, string fileName, byte[] content, bool again, CancellationToken stop, Guid? revises = null, IReadOnlyList<GivenAnnex>? annexes = null)
    {
        caller.Must(Rights.Import, owner);
        var hash = Convert.ToHexStringLower(SHA256.HashData(content));
        var earlier = await store.Imports.Where(i => i.OwnerId == owner && i.FileHash == hash && i.State != ImportState.Discarded)
            .OrderByDescending(i => i.CreatedAt).Select(i => (Guid?)i.Id).FirstOrDefaultAsync(stop);
        if (earlier is { } found && !again && revises is null && annexes is not { Count: > 0 }) return new(found, true);
        var pictured = Pictures(content);
        if (pictured.Exists(p => p.IsScan)) SheetAnnexes.Read(annexes ?? []);
        var reading = pictured.Exists(p => p.IsScan) ? null : Read(content, fileName, SheetAnnexes.Read(annexes ?? []));
        var kept = await files.PutAsync(owner, new MemoryStream(content, writable: false), Limit, stop);
        var import = new PlanFile
        {
            OwnerId = owner,
            UploaderId = caller.UserId,
            FileName = Short(fileName),
            FileHash = kept.Hash,
            FileSize = kept.Size,
            Media = "scan",
            Text = "",
            Reading = "{}",
            Title = fileName,
            Number = "",
            State = ImportState.Reading,
            DuplicateOf = earlier,
            RevisesId = revises,
            CreatedAt = clock.GetUtcNow(),
        };
        store.Imports.Add(import);
        foreach (var (number, isScan, width, height) in pictured)
        {
            var page = new FilePage { ImportId = import.Id, Number = number, IsScan = isScan, Width = width, Height = height };
            if (reading is not null) page.Print(reading.Printed);
            store.ImportPages.Add(page);
        }
        foreach (var (annex, i) in (annexes ?? []).Select((a, i) => (a, i)))
        {
            var copy = await files.PutAsync(owner, new MemoryStream(annex.Content, writable: false), Limit, stop);
            store.ImportAnnexes.Add(new() { ImportId = import.Id, Ordinal = i + 1, FileName = Short(annex.FileName), FileHash = copy.Hash, FileSize = copy.Size });
        }
        if (reading is not null) await FillAsync(import, reading, stop);
        store.Trace("plan.import", "plan-import", import.Id.ToString());
        await store.SaveChangesAsync(stop);
        return new(import.Id, false);
    }

    /// <summary>Puts what was read into an import and opens it for review.</summary>
    public async Task FillAsync(PlanFile import, PlanReading reading, CancellationToken stop)
    {
        var main = reading.Documents.FirstOrDefault();
        var twin = import.DuplicateOf ?? await TwinAsync(import.OwnerId, main, stop);
        var live = await LiveAsync(main, stop);
        (import.Media, import.Text, import.Reading) = (reading.Format, string.Join('\n', reading.Text), PlanJson.Write(reading));
        (import.Title, import.Number, import.IssuedOn) = (main?.Title ?? import.FileName, main?.Number ?? "", main?.Date);
        (import.DuplicateOf, import.State) = (twin, ImportState.Review);
        var rows = new List<ImportRow>();
        rows.AddRange(Extracting.Rows(import.Id, reading));
        if (twin is not null || live is not null) rows.Add(Repeated(import, twin, live, rows.Count(r => r.Kind == RowKind.Warning) + 1));
        foreach (var row in rows) row.State = StateAtFirst(row);
        foreach (var row in rows.Where(r => r.Kind == RowKind.Indicator)) row.Measure = Suggested(RowFields.Of(row));
        await memory.SuggestAsync(import, rows, stop);
        await LinkParentsAsync(rows, stop);
        rows.AddRange(await house.FindAsync(import, rows, stop));
        store.ImportRows.AddRange(rows);
        await units.RefreshAsync(import, rows, stop);
    }

    // The printed pages of a PDF or picture; none for other files. A file that cannot be opened is refused before anything is kept.
    static List<(int Number, bool IsScan, int Width, int Height)> Pictures(byte[] content)
    {
        try
        {
            using var scan = PaperScan.Open(content);
            return scan is null ? [] : [.. scan.Sizes.Select(s => (s.Number, s.IsScan, (int)Math.Ceiling(s.Width), (int)Math.Ceiling(s.Height)))];
        }
        catch (ReadingRefusal refusal)
        {
            throw Refused(refusal);
        }
    }

    /// <summary>Reads the kept original of an import once more, as a new import.</summary>
    public async Task<Imported> AgainAsync(Guid id, CancellationToken stop)
    {
        var import = await store.ImportAsync(id, stop);
        await using var kept = await files.OpenAsync(import.OwnerId, import.FileHash, stop);
        using var copy = new MemoryStream();
        await kept.CopyToAsync(copy, stop);
        return await ReceiveAsync(import.OwnerId, import.FileName, copy.ToArray(), again: true, stop, annexes: await AnnexesAsync(import, stop));
    }

    /// <summary>The workbooks that came with an import.</summary>
    public async Task<IReadOnlyList<GivenAnnex>> AnnexesAsync(PlanFile import, CancellationToken stop)
    {
        var given = new List<GivenAnnex>();
        foreach (var annex in await store.ImportAnnexes.AsNoTracking().Where(a => a.ImportId == import.Id).OrderBy(a => a.Ordinal).ToListAsync(stop))
        {
            await using var kept = await files.OpenAsync(import.OwnerId, annex.FileHash, stop);
            using var copy = new MemoryStream();
            await kept.CopyToAsync(copy, stop);
            given.Add(new(annex.FileName, copy.ToArray()));
        }
        return given;
    }

    /// <summary>Reads a file; a refusal of the reader becomes one of the house, for the field "file".</summary>
    public static PlanReading Read(byte[] content, string fileName, IReadOnlyList<AnnexSheet>? annexes = null)
    {
        try
        {
            return PlanReader.Read(content, fileName, annexes: annexes);
        }
        catch (ReadingRefusal refusal)
        {
            throw Refused(refusal);
        }
    }

    static Refusal Refused(ReadingRefusal refusal) => new(RefusalKind.Invalid, "{0} {1}", refusal.Message, refusal.Remedy) { Code = refusal.Code, Field = "file" };

    static RowState StateAtFirst(ImportRow row) => row.Kind == RowKind.Document && !RowFields.Of(row).IsPlan ? RowState.Accepted : RowState.Unreviewed;

    string Suggested(RowFields fields) =>
        evidence.Suggest(fields.Name, fields.Unit) is [var best, ..] ? Measures.Text(best.Choice) : Measures.Official;

    async Task<Guid?> TwinAsync(Guid owner, PlanDocument? main, CancellationToken stop)
    {
        if (main?.Number is not { Length: > 0 } number || main.Date is not { } date) return null;
        // The house sees every import, the people who will review this one only their own.
        return await store.Imports.Where(i => i.Number == number && i.IssuedOn == date && i.State != ImportState.Discarded && (!caller.IsHouse || i.OwnerId == owner))
            .OrderByDescending(i => i.CreatedAt).Select(i => (Guid?)i.Id).FirstOrDefaultAsync(stop);
    }

    async Task<Guid?> LiveAsync(PlanDocument? main, CancellationToken stop) => main?.Number is not { Length: > 0 } number || main.Date is not { } date ? null
        : await store.Plans.Where(p => p.Number == number && p.IssuedOn == date).OrderBy(p => p.CreatedAt).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(stop);

    static ImportRow Repeated(PlanFile import, Guid? before, Guid? plan, int ordinal) => new()
    {
        ImportId = import.Id,
        Kind = RowKind.Warning,
        Ordinal = ordinal,
        Item = "W0",
        Document = "",
        LineFirst = 1,
        LineLast = 1,
        Original = new RowFields
        {
            Code = "imported-before",
            Quote = before?.ToString() ?? "",
            ParentId = plan,
            Name = plan is null ? Words.Key("Văn bản này đã được nhập trước đây. Xin ghi rõ vì sao đọc lại.") : Words.Key("Kế hoạch của văn bản này đã có trong hệ thống. Xin ghi rõ vì sao nhập lại."),
        }.Json(),
    };

    async Task LinkParentsAsync(List<ImportRow> rows, CancellationToken stop)
    {
        foreach (var row in rows.Where(r => r.Kind == RowKind.Document))
        {
            var fields = RowFields.Of(row);
            if (fields.ParentRef.Length == 0 || fields.ParentDocument.Length > 0) continue;
            var number = fields.ParentRef.Split(' ').FirstOrDefault(w => w.Contains('/') && w.Any(char.IsLetter));
            if (number is null) continue;
            var parent = await store.Plans.Where(p => p.Number == number).OrderByDescending(p => p.CreatedAt).Select(p => (Guid?)p.Id).FirstOrDefaultAsync(stop);
            if (parent is not null) row.Edited = (fields with { ParentId = parent }).Json();
        }
    }

    static string Short(string fileName) => Path.GetFileName(fileName) is { Length: > 200 } name ? name[^200..] : Path.GetFileName(fileName);
}
