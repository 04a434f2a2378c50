using System.Globalization;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>The choice between two places that contradict each other: what follows for the rows read from them.</summary>
static class Choosing
{
    /// <summary>Codes whose two places are each a target of its own; the one that is not chosen is merged into the other.</summary>
    static readonly string[] OfTargets = ["target-conflict", "target-restated"];

    /// <summary>Settles the rows and says in words what was chosen. <paramref name="keep"/>: a line of the paper, or -1 for the plan that the house has.</summary>
    public static string Settle(ImportRow warning, int keep, List<ImportRow> all)
    {
        var fields = RowFields.Of(warning);
        if (fields.Code == HouseChecks.Target)
        {
            if (keep > 0) return "Lấy theo văn bản này.";
            if (At([warning.LineFirst, warning.LineLast], fields, all) is { } row) (row.State, row.Note) = (RowState.Rejected, $"Theo kế hoạch {fields.Number} đang theo dõi.");
            return $"Lấy theo kế hoạch {fields.Number} đang theo dõi.";
        }
        var places = fields.Related.Prepend([warning.LineFirst, warning.LineLast]).ToList();
        if (places.Find(p => p[0] == keep) is not { } chosen) throw new Refusal(RefusalKind.Invalid, "Xin chọn một trong các chỗ đã nêu.") { Field = "keep" };
        if (OfTargets.Contains(fields.Code) && At(chosen, fields, all) is { } kept)
            foreach (var place in places.Where(p => p != chosen))
                if (At(place, fields, all, kept) is { } other) (other.State, other.MergedInto) = (RowState.Merged, kept.Id);
        return string.Create(CultureInfo.InvariantCulture, $"Lấy theo dòng {keep}.");
    }

    // Of the targets read from a place the one that the warning names, with the figure that it tells.
    static ImportRow? At(int[] place, RowFields warning, List<ImportRow> all, ImportRow? not = null)
    {
        var said = Fold.Of(warning.Name);
        return all.Where(r => r.Kind == RowKind.Indicator && r != not && r.State is not (RowState.Merged or RowState.Rejected) && r.LineFirst <= place[1] && r.LineLast >= place[0])
            .Select(r => (Row: r, F: RowFields.Of(r)))
            .OrderByDescending(r => (said.Contains(Fold.Of(r.F.Name), StringComparison.Ordinal) ? 2 : 0) + (r.F.Value is { } v && said.Contains($"{Say.Number(v)} {Fold.Of(r.F.Unit)}", StringComparison.Ordinal) ? 1 : 0))
            .Select(r => r.Row).FirstOrDefault();
    }
}
