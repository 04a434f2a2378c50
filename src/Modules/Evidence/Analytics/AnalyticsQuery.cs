using LienY.Contracts;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.AspNetCore.Http;

namespace LienY.Evidence;

/// <summary>
/// A question as DHIS2's analytics ask it: <c>dimension=dx:…;…&amp;dimension=pe:…&amp;dimension=ou:…</c>. A dimension given as <c>filter</c> narrows to one thing
/// and has no column.
/// </summary>
sealed record AnalyticsQuery(IReadOnlyList<(string Name, string Formula)> Data, IReadOnlyList<(string Code, DateOnly From, DateOnly To)> Periods, IReadOnlyList<(string Name, TreeUnit Unit)> Units,
    bool PeriodShown, bool UnitShown)
{
    /// <summary>More cells than this are refused.</summary>
    public const int Most = 200_000;

    public static AnalyticsQuery Read(IQueryCollection query, Atlas atlas, Caller caller, DateOnly today)
    {
        var shown = Dimensions(query["dimension"]);
        var filters = Dimensions(query["filter"]);
        IReadOnlyList<string> Of(string name) => shown.GetValueOrDefault(name) ?? filters.GetValueOrDefault(name)
            ?? throw Refusal.Invalid("Thiếu chiều “{0}”. Xin ghi cả ba chiều dx, pe, ou.", name);
        var data = Of("dx").Select(n => (n, Formula(n, atlas))).ToList();
        var periods = Of("pe").SelectMany(n => RelativePeriods.Of(n, today)).DistinctBy(p => p.Code).Select(p => (p.Code, p.First, p.Last)).ToList();
        if (!shown.ContainsKey("pe")) periods = [Whole(periods)];
        var units = Chosen(Of("ou"), atlas, caller);
        if (!shown.ContainsKey("ou") && units.Count != 1) throw Refusal.Invalid("Khi lọc theo đơn vị, xin chọn đúng một đơn vị.");
        if ((long)data.Count * periods.Count * units.Count > Most) throw Refusal.Invalid("Câu hỏi có hơn {0} ô. Xin bớt chỉ tiêu, kỳ hoặc đơn vị.", Most);
        return new(data, periods, units, shown.ContainsKey("pe"), shown.ContainsKey("ou"));
    }

    /// <summary>All cells, data first, then periods, then units.</summary>
    public IReadOnlyList<FigureAsk> Asks => [.. from d in Data from p in Periods from u in Units select new FigureAsk(d.Formula, u.Unit.Id, p.From, p.To)];

    /// <summary>What a name stands for: an indicator, an element (with option), a rate of a data set, or a formula as it is.</summary>
    public static string Formula(string name, Atlas atlas)
    {
        if (name.Contains('{', StringComparison.Ordinal)) return name;
        if (atlas.Catalogue.Id(name) is not null) return $"N{{{name}}}";
        if (atlas.Dictionary.Element(name) is not null) return $"#{{{name}}}";
        var at = name.LastIndexOf('.');
        if (at > 0 && Formulas.RateItem.Metrics.Contains(name[(at + 1)..])) return $"R{{{name}}}";
        if (name.Split('.') is { Length: 2 or 3 } parts && atlas.Dictionary.Element(parts[0]) is not null) return $"#{{{name}}}";
        throw Refusal.Invalid("Không có chỉ tiêu hoặc phần tử dữ liệu “{0}”.", name);
    }

    /// <summary>Units by id, code or uid (told by the name that was used), <c>USER_ORGUNIT</c> (and <c>_CHILDREN</c>), and whole levels below them (<c>LEVEL-2</c>).</summary>
    static List<(string Name, TreeUnit Unit)> Chosen(IReadOnlyList<string> names, Atlas atlas, Caller caller)
    {
        var (units, levels) = (new List<(string, TreeUnit Unit)>(), new List<int>());
        foreach (var name in names)
        {
            if (name.StartsWith("LEVEL-", StringComparison.Ordinal) && int.TryParse(name.AsSpan(6), System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var level)) levels.Add(level);
            else if (name == "USER_ORGUNIT") units.Add(Named(Own(atlas, caller), atlas));
            else if (name == "USER_ORGUNIT_CHILDREN") units.AddRange(atlas.Tree.Children(Own(atlas, caller).Id).Select(u => Named(u, atlas)));
            else units.Add((name, atlas.Unit(name) ?? throw Refusal.Invalid("Không có đơn vị “{0}”.", name)));
        }
        if (levels.Count == 0) return [.. units.DistinctBy(u => u.Unit.Id)];
        var within = units.Count == 0 ? atlas.Tree.Units : units.SelectMany(u => atlas.Tree.Below(u.Unit.Id)).Distinct().Select(i => atlas.Tree.Find(i)!);
        return [.. within.Where(u => u.IsOpen && levels.Contains(u.Above.Count + 1)).OrderBy(u => u.Name, StringComparer.Create(Say.Vietnam, true)).Select(u => Named(u, atlas))];
    }

    static (string, TreeUnit) Named(TreeUnit unit, Atlas atlas) => (atlas.NameOf(unit.Id), unit);

    static TreeUnit Own(Atlas atlas, Caller caller) => atlas.Tree.Find(caller.OrganisationId) ?? throw Refusal.Invalid("Tài khoản chưa thuộc đơn vị nào.");

    /// <summary>Periods that are only a filter become one window; they must follow one another.</summary>
    static (string, DateOnly, DateOnly) Whole(List<(string Code, DateOnly From, DateOnly To)> periods)
    {
        var ordered = periods.OrderBy(p => p.From).ToList();
        for (var i = 1; i < ordered.Count; i++)
            if (ordered[i].From != ordered[i - 1].To.AddDays(1)) throw Refusal.Invalid("Khi lọc theo kỳ, các kỳ phải liền nhau.");
        return (string.Join(';', ordered.Select(p => p.Code)), ordered[0].From, ordered[^1].To);
    }

    static Dictionary<string, IReadOnlyList<string>> Dimensions(IEnumerable<string?> texts)
    {
        var found = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var text in texts.OfType<string>())
        {
            var at = text.IndexOf(':', StringComparison.Ordinal);
            var (name, items) = at < 0 ? (text, "") : (text[..at], text[(at + 1)..]);
            if (items.Length > 0) found[name] = Split(items);
        }
        return found;
    }

    // A formula may hold semicolons inside its braces.
    static List<string> Split(string items)
    {
        var (parts, depth, start) = (new List<string>(), 0, 0);
        for (var i = 0; i <= items.Length; i++)
        {
            if (i == items.Length || items[i] == ';' && depth == 0)
            {
                if (items[start..i].Trim() is { Length: > 0 } part) parts.Add(part);
                start = i + 1;
            }
            else if (items[i] == '{') depth++;
            else if (items[i] == '}') depth--;
        }
        return parts;
    }
}
