using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Lays out what the review page shows; loads one page of rows and the lines around the selected one, never the whole paper.</summary>
sealed class ReviewDesk(PlansStore store, IOrganisations organisations, IAgreements agreements, IEvidence evidence, Caller caller, Words words)
{
    const int PageSize = 20;
    const int Before = 12;
    const int Window = 110;
    const int MostGrouped = 600;

    /// <summary>The page for a kind, a row, or a line of the text.</summary>
    public async Task<ReviewView> LayAsync(Guid id, RowKind? kind, Guid? row, int page, int at, int sheet, bool edit, CancellationToken stop)
    {
        var import = await store.Imports.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, stop)
            ?? throw Refusal.Missing("Không có lần nhập này, hoặc nó thuộc đơn vị khác.");
        var all = store.ImportRows.AsNoTracking().Where(r => r.ImportId == id);
        var counts = (await all.GroupBy(r => new { r.Kind, r.State }).Select(g => new { g.Key.Kind, g.Key.State, Count = g.Count() }).ToListAsync(stop))
            .GroupBy(g => g.Kind).ToDictionary(g => g.Key, g => (g.Sum(x => x.Count), g.Where(x => x.State == RowState.Unreviewed).Sum(x => x.Count)));
        var selected = row is { } wanted ? await all.FirstOrDefaultAsync(r => r.Id == wanted, stop) ?? throw Refusal.Missing("Không có dòng này trong lần nhập.") : null;
        var shownKind = selected?.Kind ?? kind ?? FirstKind(counts);
        var ofKind = all.Where(r => r.Kind == shownKind);
        if (selected is not null && page < 1) page = await ofKind.CountAsync(r => r.Ordinal < selected.Ordinal, stop) / PageSize + 1;
        var count = counts.GetValueOrDefault(shownKind).Item1;
        var pages = Math.Max(1, (count + PageSize - 1) / PageSize);
        page = Math.Clamp(page, 1, pages);
        var rows = await ofKind.OrderBy(r => r.Ordinal).Skip((page - 1) * PageSize).Take(PageSize).ToListAsync(stop);
        selected ??= rows.Find(r => r.State == RowState.Unreviewed) ?? rows.FirstOrDefault();
        var lines = import.Text.Split('\n');
        var first = Math.Clamp(at > 0 ? at : (selected?.LineFirst ?? 1) - Before, 1, Math.Max(1, lines.Length));
        var isOpen = import.State == ImportState.Review;
        var mayReview = (isOpen || import.State is ImportState.Reading or ImportState.Failed) && caller.May(Rights.Review, import.OwnerId);
        edit = edit && mayReview && selected is { Kind: not RowKind.Warning };
        var warnings = await all.Where(r => r.Kind == RowKind.Warning && r.State == RowState.Unreviewed).OrderBy(r => r.Ordinal).Take(5).ToListAsync(stop);
        var open = mayReview && isOpen && counts.Values.Sum(c => c.Item2) <= MostGrouped ? await all.Where(r => r.State == RowState.Unreviewed).ToListAsync(stop) : [];
        var printed = await store.ImportPages.AsNoTracking().Where(p => p.ImportId == id && p.LineFirst > 0).OrderBy(p => p.Number).Select(p => new { p.Number, p.LineLast }).ToListAsync(stop);
        int PageOf(int line) => printed.Find(p => p.LineLast >= line)?.Number ?? 0;
        ShownRow Shown(ImportRow r) => ReviewDesk.Shown(r, lines, PageOf);
        return new()
        {
            Import = import,
            Owner = await NameAsync(import.OwnerId, import.IssuedOn, stop),
            Kind = shownKind,
            Counts = counts,
            Page = page,
            Pages = pages,
            Rows = [.. rows.Select(Shown)],
            Selected = selected is null ? null : Shown(selected),
            IsAsked = row is not null,
            Editing = edit,
            Lines = [.. lines.Skip(first - 1).Take(Window)],
            FirstLine = first,
            TotalLines = lines.Length,
            Open = await OpenMatters.OfAsync(store, id, stop),
            Warnings = [.. warnings.Select(Shown)],
            Groups = open.Count == 0 ? [] : (await RowDoubts.OfAsync(store, id, open, stop)).Groups(open),
            Units = await UnitsAsync(import, stop),
            Measures = selected?.Kind == RowKind.Indicator ? Choices(selected) : [],
            Others = mayReview && selected is not null ? await OthersAsync(all, selected, stop) : [],
            Parents = edit && selected!.Kind == RowKind.Document ? await ParentsAsync(stop) : [],
            Agreements = edit && selected!.Kind == RowKind.Document ? [.. (await agreements.ListAsync(stop)).Select(a => (a.Id.ToString(), a.Title))] : [],
            Alike = selected is { Kind: RowKind.Warning, State: RowState.Unreviewed } ? await AlikeAsync(all, selected, stop) : 0,
            Sheet = await SheetAsync(id, selected, at, sheet, stop),
            Progress = import.State == ImportState.Reading ? await ProgressAsync(id, stop) : (0, 0),
            MayReview = mayReview,
            MayAdopt = isOpen && caller.May(Rights.Adopt, import.OwnerId),
        };
    }

    // The page asked for, or that of the line at hand; a document's frame stands in its first lines.
    async Task<PageSheet?> SheetAsync(Guid id, ImportRow? selected, int at, int sheet, CancellationToken stop)
    {
        var pages = store.ImportPages.AsNoTracking().Where(p => p.ImportId == id);
        var count = await pages.CountAsync(stop);
        if (count == 0) return null;
        var line = at > 0 ? at : selected?.LineFirst ?? 1;
        var page = sheet > 0 ? await pages.FirstOrDefaultAsync(p => p.Number == sheet, stop)
            : await pages.Where(p => p.LineFirst > 0 && p.LineLast >= line).OrderBy(p => p.Number).FirstOrDefaultAsync(stop) ?? await pages.OrderBy(p => p.Number).FirstAsync(stop);
        if (page is null) return null;
        var last = selected?.Kind == RowKind.Document ? Math.Min(selected.LineLast, selected.LineFirst + 15) : selected?.LineLast ?? 0;
        return new(page, count, selected?.LineFirst ?? 0, last);
    }

    async Task<(int, int)> ProgressAsync(Guid id, CancellationToken stop)
    {
        var pages = await store.ImportPages.AsNoTracking().Where(p => p.ImportId == id && p.IsScan).Select(p => p.Scanned != "").ToListAsync(stop);
        return (pages.Count(r => r), pages.Count);
    }

    static RowKind FirstKind(Dictionary<RowKind, (int All, int Left)> counts) =>
        counts.Where(c => c.Value.Left > 0 && c.Key != RowKind.Warning).OrderBy(c => c.Key).Select(c => (RowKind?)c.Key).FirstOrDefault()
        ?? counts.Where(c => c.Value.Left > 0).Select(c => (RowKind?)c.Key).FirstOrDefault() ?? RowKind.Document;

    static ShownRow Shown(ImportRow row, string[] lines, Func<int, int> page)
    {
        var fields = RowFields.Of(row);
        if (row.Kind != RowKind.Warning || row.Item == "W0") return new(row, fields);
        var spans = fields.Related.Prepend([row.LineFirst, row.LineLast]).Where(s => s[0] >= 1);
        return new(row, fields) { Quotes = [.. spans.Select(s => (s[0], page(s[0]), Quoting.Of(lines, s[0], s[1]))).Where(q => q.Item3.Length > 0).DistinctBy(q => q.Item1)] };
    }

    async Task<string> NameAsync(Guid organisation, DateOnly? on, CancellationToken stop) =>
        (await organisations.FindAsync(organisation, on, stop))?.Name ?? "–";

    async Task<Dictionary<string, MappedUnit>> UnitsAsync(PlanFile import, CancellationToken stop)
    {
        var units = await store.ImportUnits.AsNoTracking().Where(u => u.ImportId == import.Id).ToListAsync(stop);
        var names = await organisations.NamesAsync(units.Select(u => u.OrganisationId).OfType<Guid>().Distinct(), import.IssuedOn, stop);
        return units.ToDictionary(u => u.Folded, u => new MappedUnit(u, u.OrganisationId is { } o ? names.GetValueOrDefault(o) : null));
    }

    List<(string, string)> Choices(ImportRow row)
    {
        var fields = RowFields.Of(row);
        var choices = evidence.Suggest(fields.Name, fields.Unit).Select(s => (Measures.Text(s.Choice), words[s.Words])).ToList();
        choices.Add((Measures.Official, words["số liệu chính thức kèm văn bản"]));
        choices.Add((Measures.Declared, words["đơn vị tự khai, kèm minh chứng"]));
        if (row.Measure is { } now && choices.TrueForAll(c => c.Item1 != now)) choices.Insert(0, (now, now.TrimStart('=')));
        return [.. choices.DistinctBy(c => c.Item1)];
    }

    static async Task<List<(string, string)>> OthersAsync(IQueryable<ImportRow> all, ImportRow selected, CancellationToken stop)
    {
        if (selected.Kind is RowKind.Warning or RowKind.Document) return [];
        var rows = await all.Where(r => r.Kind == selected.Kind && r.Id != selected.Id && r.State != RowState.Merged && r.State != RowState.Rejected)
            .OrderBy(r => r.Ordinal).Take(200).ToListAsync(stop);
        return [.. rows.Select(r => (r.Id.ToString(), $"{r.Item} · {Cut(RowFields.Of(r).Name)}"))];
    }

    static async Task<int> AlikeAsync(IQueryable<ImportRow> all, ImportRow selected, CancellationToken stop)
    {
        var code = RowFields.Of(selected).Code;
        var open = await all.Where(r => r.Kind == RowKind.Warning && r.State == RowState.Unreviewed && r.Id != selected.Id).ToListAsync(stop);
        return open.Count(r => RowFields.Of(r).Code == code);
    }

    static string Cut(string text) => text.Length > 70 ? text[..70] + "…" : text;

    async Task<List<(string, string)>> ParentsAsync(CancellationToken stop) =>
        [.. (await store.Plans.AsNoTracking().OrderByDescending(p => p.CreatedAt).Take(100).ToListAsync(stop)).Select(p => (p.Id.ToString(), Cut($"{p.Number} {p.Title}".Trim())))];
}
