using System.Text.Json.Nodes;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>
/// What officers changed in earlier papers of the same issuer and type is suggested for like rows of a new one: words and units, how a target is measured, rows
/// that were left out. Figures and days are never taken over; every suggestion is marked, waits for the reviewer, and can be taken back.
/// </summary>
sealed class Remembering(PlansStore store)
{
    const int Papers = 5;

    /// <summary>Mark of a row with suggested changes.</summary>
    public static readonly string Changed = Words.Key("Gợi ý theo lần sửa ở văn bản trước; xin xem lại trước khi chấp nhận.");

    /// <summary>Mark of a row that was left out before.</summary>
    public static readonly string LeftOut = Words.Key("Ở văn bản trước, dòng này đã bị bỏ.");

    // What a paper states anew each time.
    static readonly HashSet<string> Own = ["Value", "High", "Baseline", "From", "To", "Date", "Number", "Amount", "Year", "Time", "Due", "Quote", "Path", "Related", "ParentId", "ParentRef", "ParentDocument", "Restates", "AgreementId", "Code"];

    /// <summary>The note is one of ours.</summary>
    public static bool IsMark(string note) => note == Changed || note == LeftOut;

    /// <summary>The row waits with a suggestion.</summary>
    public static bool IsSuggested(ImportRow row) => row.State == RowState.Unreviewed && IsMark(row.Note);

    /// <summary>Puts suggestions into the rows of a new import.</summary>
    public async Task SuggestAsync(PlanFile import, List<ImportRow> rows, CancellationToken stop)
    {
        var kinds = Kinds(rows);
        if (kinds.Count == 0) return;
        var papers = await store.Imports.AsNoTracking().Where(i => i.OwnerId == import.OwnerId && i.Id != import.Id && (i.State == ImportState.Adopted || i.State == ImportState.Review))
            .OrderByDescending(i => i.CreatedAt).Select(i => i.Id).Take(Papers).ToListAsync(stop);
        foreach (var paper in papers)
        {
            var before = await store.ImportRows.AsNoTracking().Where(r => r.ImportId == paper).ToListAsync(stop);
            if (!Kinds(before).Overlaps(kinds)) continue;
            var known = before.Where(r => r.Kind is not (RowKind.Document or RowKind.Warning) && r.State is RowState.Changed or RowState.Rejected or RowState.Accepted).ToLookup(Key);
            foreach (var row in rows.Where(r => r.Kind is not (RowKind.Document or RowKind.Warning) && r.Edited is null && r.Note.Length == 0))
                if (known[Key(row)].FirstOrDefault() is { } like) Suggest(row, like);
        }
    }

    // Issuer and type of the plans of a paper.
    static HashSet<string> Kinds(IEnumerable<ImportRow> rows) =>
        [.. rows.Where(r => r.Kind == RowKind.Document).Select(r => RowFields.Of(r.Original)).Where(f => f.IsPlan && f.Owner.Length > 0).Select(f => Fold.Of(f.Owner) + "|" + Fold.Of(f.Type))];

    static (RowKind, string) Key(ImportRow row) => (row.Kind, Fold.Of(RowFields.Of(row.Original).Name));

    static void Suggest(ImportRow row, ImportRow like)
    {
        if (row.Kind == RowKind.Indicator && like.State != RowState.Rejected && like.Measure is { } measure) row.Measure = measure;
        if (like.State == RowState.Rejected) row.Note = LeftOut;
        else if (like is { State: RowState.Changed, Edited: { } edited } && Merged(row.Original, like.Original, edited) is { } json && json != row.Original) (row.Edited, row.Note) = (json, Changed);
    }

    // The fields that the officer changed then, in the fields as they stand now.
    static string? Merged(string now, string original, string edited)
    {
        if (JsonNode.Parse(now) is not JsonObject to || JsonNode.Parse(original) is not JsonObject was || JsonNode.Parse(edited) is not JsonObject become) return null;
        foreach (var name in was.Select(p => p.Key).Union(become.Select(p => p.Key)).Where(n => !Own.Contains(n)).ToList())
        {
            if (JsonNode.DeepEquals(was[name], become[name])) continue;
            if (become[name] is { } value) to[name] = value.DeepClone();
            else to.Remove(name);
        }
        return RowFields.Of(to.ToJsonString()).Json();
    }
}
