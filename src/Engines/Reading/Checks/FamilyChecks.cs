namespace LienY.Reading;

/// <summary>Sets a child plan beside its parent row by row: times, names, products, leads that differ.</summary>
static class FamilyChecks
{
    public static void Run(IReadOnlyList<ReadDocument> documents, Harvest harvest)
    {
        foreach (var child in documents.Where(d => d.Document.ParentDocument is not null))
        {
            var parent = documents.First(d => d.Id == child.Document.ParentDocument).Document;
            var theirs = harvest.Activities.Where(a => a.Document == parent.Id).ToList();
            foreach (var row in harvest.Activities.Where(a => a.Document == child.Id).ToList())
                if (Match(row, theirs) is { } other) Compare(row, other, child.Document, parent, harvest);
        }
    }

    static ActivityRow? Match(ActivityRow row, List<ActivityRow> rows)
    {
        var best = rows.Select(r => (Row: r, Likeness: Aliases.Likeness(r.Name, row.Name) + (r.Path == row.Path ? 0.15 : 0))).OrderByDescending(r => r.Likeness).FirstOrDefault();
        return best.Row is not null && best.Likeness >= 0.6 ? best.Row : null;
    }

    static void Compare(ActivityRow mine, ActivityRow theirs, PlanDocument child, PlanDocument parent, Harvest harvest)
    {
        if (mine.Time is not null && theirs.Time is not null && (mine.Start != theirs.Start || mine.End != theirs.End || !mine.Months.SequenceEqual(theirs.Months)))
            harvest.Warn("time-differs", $"“{mine.Name}”: {child.Number} ghi “{mine.Time}”, {parent.Number} ghi “{theirs.Time}”.", mine.Lines, theirs.Lines);
        if (string.IsNullOrEmpty(theirs.Product) && !string.IsNullOrEmpty(mine.Product))
            harvest.Warn("product-missing", $"“{theirs.Name}”: {parent.Number} không ghi sản phẩm, {child.Number} ghi “{mine.Product}”.", theirs.Lines, mine.Lines);
        else if (!string.IsNullOrEmpty(theirs.Product) && string.IsNullOrEmpty(mine.Product))
            harvest.Warn("product-missing", $"“{mine.Name}”: {child.Number} không ghi sản phẩm, {parent.Number} ghi “{theirs.Product}”.", mine.Lines, theirs.Lines);
        if (!Aliases.Words(mine.Name).ToHashSet().SetEquals(Aliases.Words(theirs.Name)))
            harvest.Warn("name-differs", $"Tên nội dung khác nhau: {child.Number} ghi “{mine.Name}”, {parent.Number} ghi “{theirs.Name}”.", mine.Lines, theirs.Lines);
        if (mine.Lead.Count == 1 && theirs.Lead.Count == 1 && Aliases.Likeness(mine.Lead[0], theirs.Lead[0]) < 0.6)
            harvest.Warn("lead-differs", $"“{mine.Name}”: {child.Number} giao {mine.Lead[0]} chủ trì, {parent.Number} giao {theirs.Lead[0]}.", mine.Lines, theirs.Lines);
    }
}
