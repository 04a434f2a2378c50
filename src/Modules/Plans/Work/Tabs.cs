using System.Text.Json;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Meetings of a plan, newest first.</summary>
sealed record MeetingsView(PlanHead Head, IReadOnlyList<Meeting> Meetings);

/// <summary>The form of a meeting; null for a new one.</summary>
sealed record MeetingFormView(PlanHead Head, Meeting? Meeting);

/// <summary>Remarks on a plan and its tasks, newest first.</summary>
sealed record CommentsView(PlanHead Head, IReadOnlyList<(Comment Comment, string Task)> Comments);

/// <summary>The paper: its lines, and what was said about them.</summary>
sealed record SourceView(PlanHead Head, string FileName, IReadOnlyList<string> Lines, ILookup<int, Warning> Warnings);

/// <summary>History of a plan, newest first, one page of it.</summary>
sealed record HistoryView(PlanHead Head, IReadOnlyList<Change> Changes, int Page, int Pages);

/// <summary>Loads the smaller parts of a live plan.</summary>
static class Tabs
{
    const int HistoryPage = 60;

    /// <summary>Meetings.</summary>
    public static async Task<MeetingsView> MeetingsAsync(PlanDesk desk, Guid id, CancellationToken stop) => new(await desk.HeadAsync(id, stop),
        await desk.Store.Meetings.AsNoTracking().Where(m => m.PlanId == id).OrderByDescending(m => m.HeldOn).ThenByDescending(m => m.Id).ToListAsync(stop));

    /// <summary>Remarks, the newest two hundred.</summary>
    public static async Task<CommentsView> CommentsAsync(PlanDesk desk, Guid id, CancellationToken stop)
    {
        var head = await desk.HeadAsync(id, stop);
        var comments = await desk.Store.Comments.AsNoTracking().Where(c => c.PlanId == id).OrderByDescending(c => c.CreatedAt).Take(200).ToListAsync(stop);
        var ids = comments.Select(c => c.TaskId).OfType<Guid>().Distinct().ToList();
        var names = await desk.Store.Tasks.Where(t => ids.Contains(t.Id)).Select(t => new { t.Id, t.Name }).ToDictionaryAsync(t => t.Id, t => t.Name, stop);
        return new(head, comments.ConvertAll(c => (c, c.TaskId is { } t ? names.GetValueOrDefault(t, "") : "")));
    }

    /// <summary>The paper with its warnings.</summary>
    public static async Task<SourceView> SourceAsync(PlanDesk desk, Guid id, CancellationToken stop)
    {
        var head = await desk.HeadAsync(id, stop);
        var text = head.Plan.ImportId is { } import
            ? await desk.Store.Imports.IgnoreQueryFilters(["org"]).Where(i => i.Id == import).Select(i => i.Text).FirstOrDefaultAsync(stop) : null;
        var warnings = await desk.Store.Warnings.AsNoTracking().Where(w => w.PlanId == id).OrderBy(w => w.Ordinal).ToListAsync(stop);
        return new(head, head.Plan.FileName, string.IsNullOrEmpty(text) ? [] : text.Split('\n'), warnings.ToLookup(w => w.LineFirst));
    }

    /// <summary>History, a page of it; all of it where <paramref name="page"/> is 0.</summary>
    public static async Task<HistoryView> HistoryAsync(PlanDesk desk, Guid id, int page, CancellationToken stop)
    {
        var head = await desk.HeadAsync(id, stop);
        var all = desk.Store.Changes.AsNoTracking().Where(c => c.PlanId == id);
        var count = await all.CountAsync(stop);
        var newest = all.OrderByDescending(c => c.At).ThenByDescending(c => c.Id);
        return new(head, await (page == 0 ? newest : newest.Skip((page - 1) * HistoryPage).Take(HistoryPage)).ToListAsync(stop), page, (count + HistoryPage - 1) / HistoryPage);
    }

    /// <summary>A change as a sentence in the language of the page.</summary>
    public static string Say(Change change, Words words) => words[change.What, JsonSerializer.Deserialize<string[]>(change.Args) ?? []];

    /// <summary>Where a change leads.</summary>
    public static string? Href(Change change) => change switch
    {
        { ObjectKind: "task", ObjectId: { } id } => $"/tasks/{id}",
        { ObjectKind: "product", ObjectId: { } id } => $"/products/{id}",
        { ObjectKind: "risk", ObjectId: { } id } => $"/risks/{id}",
        { ObjectKind: "issue", ObjectId: { } id } => $"/issues/{id}",
        { ObjectKind: "order" or "equipment", ObjectId: { } id } => $"/{(change.ObjectKind == "order" ? "orders" : "equipment")}/{id}",
        { ObjectKind: "link" or "milestone" } => $"/plans/{change.PlanId}/dependencies",
        { ObjectKind: "meeting", ObjectId: { } id } => $"/meetings/{id}",
        { ObjectKind: "budget" } => $"/plans/{change.PlanId}/budget",
        _ => null,
    };
}
