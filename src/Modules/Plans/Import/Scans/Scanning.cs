using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Reading;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans;

/// <summary>
/// Recognises scanned papers page by page in the background: each page is kept as soon as it is read, so that a restart goes on where it stopped, and a
/// cancelled import ends after the page at hand.
/// </summary>
sealed class Scanning(PlansStore store, Importing importing, IOrganisations organisations, IFiles files, IServiceScopeFactory scopes)
{
    const int MostAttempts = 3, SideBySide = 2;

    /// <summary>The job.</summary>
    public static readonly Job Job = new("plans-scan", TimeSpan.FromSeconds(2), (services, stop) => services.GetRequiredService<Scanning>().RunAsync(stop));

    /// <summary>Reads every import that waits, the oldest first.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        foreach (var id in await store.Imports.Where(i => i.State == ImportState.Reading).OrderBy(i => i.CreatedAt).Select(i => i.Id).Take(20).ToListAsync(stop))
        {
            // A store of its own: what failed with one paper must not stand in the way of the next.
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
            await scope.ServiceProvider.GetRequiredService<Scanning>().ReadAsync(id, stop);
        }
    }

    /// <summary>Reads one import to its end, unless it is cancelled meanwhile.</summary>
    public async Task ReadAsync(Guid id, CancellationToken stop)
    {
        var import = await store.Imports.FirstOrDefaultAsync(i => i.Id == id && i.State == ImportState.Reading, stop);
        if (import is null) return;
        var content = await OriginalAsync(import, stop);
        try
        {
            using (var scan = PaperScan.Open(content) ?? throw new ReadingRefusal("damaged", "Tệp đã hỏng nên không mở được.", "Hãy quét lại văn bản rồi nhập lại."))
            {
                while (await NextAsync(id, stop) is { Count: > 0 } next)
                {
                    var read = await Task.WhenAll(next.Select(p => Task.Run(() => Read(scan, p), stop)));
                    foreach (var (page, found, picture) in read) await KeepAsync(import, page, found, picture, stop);
                    await store.SaveChangesAsync(stop);
                }
            }
            if (!await store.Imports.AnyAsync(i => i.Id == id && i.State == ImportState.Reading, stop)) return;
            var pages = await store.ImportPages.Where(p => p.ImportId == id).OrderBy(p => p.Number).ToListAsync(stop);
            var scanned = pages.Where(p => p.IsScan).Select(p => JsonSerializer.Deserialize<ScannedPage>(p.Scanned)!).ToList();
            var names = (await organisations.ListAsync(null, 5_000, stop)).Select(o => o.Name).ToList();
            var annexes = SheetAnnexes.Read(await importing.AnnexesAsync(import, stop));
            var reading = await Task.Run(() => PlanReader.Read(content, import.FileName, scanned: scanned, names: names, annexes: annexes), stop);
            await importing.FillAsync(import, reading, stop);
            foreach (var page in pages) page.Print(reading.Printed);
        }
        catch (ReadingRefusal refusal)
        {
            (import.State, import.Problem) = (ImportState.Failed, $"{refusal.Message} {refusal.Remedy}");
        }
        await store.SaveChangesAsync(stop);
    }

    async Task<byte[]> OriginalAsync(PlanFile import, CancellationToken stop)
    {
        await using var kept = await files.OpenAsync(import.OwnerId, import.FileHash, stop);
        using var copy = new MemoryStream();
        await kept.CopyToAsync(copy, stop);
        return copy.ToArray();
    }

    // The next pages to read; none once the import was cancelled.
    async Task<List<FilePage>> NextAsync(Guid id, CancellationToken stop)
    {
        if (!await store.Imports.AnyAsync(i => i.Id == id && i.State == ImportState.Reading, stop)) return [];
        var next = await store.ImportPages.Where(p => p.ImportId == id && p.IsScan && p.Scanned == "").OrderBy(p => p.Number).Take(SideBySide).ToListAsync(stop);
        foreach (var page in next) page.Attempts++;
        await store.SaveChangesAsync(stop);
        return next;
    }

    static (FilePage Page, ScannedPage Found, byte[]? Picture) Read(PaperScan scan, FilePage page)
    {
        if (page.Attempts > MostAttempts) return (page, Blank(page), null);
        try
        {
            var (found, picture) = scan.Read(page.Number);
            return (page, found, picture);
        }
        catch (ReadingRefusal refusal) when (refusal.Code is not "scan-program")
        {
            // One page that cannot be read must not cost the others; the review says that it is blank.
            return (page, Blank(page), null);
        }
    }

    static ScannedPage Blank(FilePage page) => new() { Number = page.Number, Width = page.Width, Height = page.Height, Words = [], Rules = [] };

    async Task KeepAsync(PlanFile import, FilePage page, ScannedPage found, byte[]? picture, CancellationToken stop)
    {
        page.Scanned = JsonSerializer.Serialize(found);
        (page.Width, page.Height) = ((int)Math.Ceiling(found.Width), (int)Math.Ceiling(found.Height));
        if (picture is not null) page.Image = (await files.PutAsync(import.OwnerId, new MemoryStream(picture, writable: false), 20L << 20, stop)).Hash;
    }
}
