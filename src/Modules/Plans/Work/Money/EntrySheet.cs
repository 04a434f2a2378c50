using System.Globalization;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>What the list of entries is narrowed to; it stands in the address.</summary>
sealed record EntryFilter(Guid? Line, string Project, string Source, int? Year, MoneyKind? Kind)
{
    /// <summary>Reads it from the address; what does not fit is left out.</summary>
    public static EntryFilter Of(IQueryCollection query) => new(Guid.TryParse(query["line"], out var line) ? line : null, Text(query["project"]), Text(query["source"]),
        int.TryParse(query["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year) ? year : null, Enum.TryParse<MoneyKind>(query["kind"], true, out var kind) && Enum.IsDefined(kind) ? kind : null);

    /// <summary>As it stands in the address.</summary>
    public string Query => "?" + string.Join('&', new[]
    {
        Line is { } l ? "line=" + l : "", Project.Length > 0 ? "project=" + Uri.EscapeDataString(Project) : "", Source.Length > 0 ? "source=" + Uri.EscapeDataString(Source) : "",
        Year is { } y ? "year=" + y.ToString(CultureInfo.InvariantCulture) : "", Kind is { } k ? "kind=" + k.ToString().ToLowerInvariant() : "",
    }.Where(p => p.Length > 0));

    /// <summary>The line and what moves on it fits.</summary>
    public bool Fits(Budget line) => (Line is null || line.Id == Line) && (Project.Length == 0 || Fold.Of(line.Label) == Fold.Of(Project)) && (Source.Length == 0 || Fold.Of(line.Source) == Fold.Of(Source))
        && (Year is null || line.Year == Year);

    static string Text(string? text) => text is { Length: <= 300 } t ? t.Trim() : "";
}

/// <summary>One entry with its line.</summary>
sealed record EntryRow(MoneyEntry Entry, Budget Line, bool IsReversed);

/// <summary>Entries of a plan, newest first, and the form where one line is open.</summary>
sealed record EntriesView(PlanHead Head, EntryFilter Filter, IReadOnlyList<EntryRow> Rows, IReadOnlyList<Budget> Lines, Budget? Open, IReadOnlyList<(string Value, string Label)> Orders)
{
    /// <summary>May enter money.</summary>
    public bool May => Head is { MayLead: true, MayWork: true };

    /// <summary>Sum of one kind.</summary>
    public long Sum(MoneyKind kind) => Rows.Where(r => r.Entry.Kind == kind).Sum(r => r.Entry.Amount);
}

/// <summary>Loads entries.</summary>
static class EntrySheet
{
    /// <summary>The page.</summary>
    public static async Task<EntriesView> LoadAsync(PlanDesk desk, Guid id, EntryFilter filter, CancellationToken stop)
    {
        var head = await desk.HeadAsync(id, stop);
        var all = await desk.Store.Budgets.AsNoTracking().Where(b => b.PlanId == id).OrderBy(b => b.Ordinal).ToListAsync(stop);
        var lines = all.Where(filter.Fits).ToDictionary(b => b.Id);
        var entries = (await desk.Store.Money.AsNoTracking().Where(m => m.PlanId == id).ToListAsync(stop)).Where(m => lines.ContainsKey(m.LineId) && (filter.Kind is null || m.Kind == filter.Kind)).ToList();
        var reversed = entries.Select(e => e.ReversesId).OfType<Guid>().ToHashSet();
        var open = lines.Values.Where(l => !l.IsTotal).ToList() is [var only] ? only : null;
        return new(head, filter, [.. entries.OrderByDescending(e => e.MadeOn).ThenByDescending(e => e.RecordedAt).Select(e => new EntryRow(e, lines[e.LineId], reversed.Contains(e.Id)))],
            [.. all.Where(b => !b.IsTotal && b.Axis == BudgetSheet.Main(all))], open,
            [.. (await desk.Store.Orders.AsNoTracking().Where(o => o.PlanId == id).ToListAsync(stop)).Select(o => (o.Id.ToString(), o.Name))]);
    }

    /// <summary>The entries as a file, in the form that can be read in again.</summary>
    public static IEnumerable<object?[]> Table(EntriesView view, Words words) => view.Rows.Select(r => new object?[]
    {
        r.Line.Label, r.Line.Source, r.Line.Year?.ToString(CultureInfo.InvariantCulture), words[MoneyEntry.Word(r.Entry.Kind)], r.Entry.Amount, r.Entry.MadeOn, r.Entry.Document, r.Entry.DocumentOn, r.Entry.Note, r.Entry.FileName,
        r.Entry.RecordedName, r.Entry.RecordedAt, r.Entry.ReversesId is not null ? words["bút toán đảo"] : r.IsReversed ? words["đã đảo"] : r.Entry.IsOpening ? words["số mở sổ"] : "",
    }).Prepend([words["Nội dung"], words["Nguồn"], words["Năm"], words["Loại"], words["Số tiền (đồng)"], words["Ngày"], words["Số văn bản"], words["Ngày văn bản"], words["Ghi chú"], words["Tệp"], words["Người ghi"], words["Ghi lúc"],
        words["Tình trạng"]]);
}
