using System.Collections.Concurrent;
using LienY.Reading;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>The headings of plans' papers by path; a paper never changes, so each is read once in the life of the process.</summary>
sealed class Outlines
{
    readonly ConcurrentDictionary<Guid, IReadOnlyDictionary<string, string>> read = new();

    /// <summary>Title by path of a plan that the caller may see; empty where the plan came from no paper.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(PlansStore store, Plan plan, CancellationToken stop)
    {
        if (plan.ImportId is not { } import) return new Dictionary<string, string>();
        if (read.TryGetValue(import, out var titles)) return titles;
        var json = await store.Imports.IgnoreQueryFilters(["org"]).Where(i => i.Id == import).Select(i => i.Reading).FirstOrDefaultAsync(stop);
        var found = new Dictionary<string, string>();
        if (!string.IsNullOrEmpty(json))
            foreach (var section in PlanJson.Read(json).Sections) found.TryAdd(section.Path, section.Title);
        return read.GetOrAdd(import, found);
    }

    /// <summary>The heading for a path: its own, or the nearest above it.</summary>
    public static (string Path, string Title) Nearest(IReadOnlyDictionary<string, string> titles, string path)
    {
        for (var at = path; at.Length > 0; at = at.LastIndexOf('.') is > 0 and var dot ? at[..dot] : "")
            if (titles.TryGetValue(at, out var title)) return (path, title);
        return (path, "");
    }
}
