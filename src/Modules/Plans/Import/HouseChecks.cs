using System.Globalization;
using System.Text.RegularExpressions;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Sets a new paper beside the plans that the house follows already: one target with two figures for one time, one plan cited with another day.</summary>
sealed partial class HouseChecks(PlansStore store, Caller caller)
{
    /// <summary>Code of a target that another plan states otherwise.</summary>
    public const string Target = "house-target";

    /// <summary>Code of a cited plan that bears another day.</summary>
    public const string Cited = "house-date";

    const int Most = 40, FewestWords = 4;
    const double Alike = 0.8;

    /// <summary>Warnings about the rows of an import, to be added to them.</summary>
    public async Task<List<ImportRow>> FindAsync(PlanFile import, IReadOnlyList<ImportRow> rows, CancellationToken stop)
    {
        var parents = rows.Where(r => r.Kind == RowKind.Document).Select(r => RowFields.Of(r).ParentId).OfType<Guid>().ToList();
        // A scan is read by the house itself: what its reviewers may not see is not told to them.
        var plans = await store.Plans.AsNoTracking().Where(p => p.State == PlanState.Active && p.Id != import.RevisesId && (p.OwnerId == import.OwnerId || (!caller.IsHouse && parents.Contains(p.Id)))
            && !(p.Number == import.Number && p.IssuedOn == import.IssuedOn)).OrderByDescending(p => p.CreatedAt).Take(50).ToListAsync(stop);
        var found = await TargetsAsync(plans, rows, stop);
        found.AddRange(await CitedAsync(import, rows, stop));
        var before = rows.Count(r => r.Kind == RowKind.Warning);
        return [.. found.Take(Most).Select((f, i) => new ImportRow
        {
            ImportId = import.Id,
            Kind = RowKind.Warning,
            Ordinal = before + i + 1,
            Item = string.Create(CultureInfo.InvariantCulture, $"W{before + i + 1}"),
            Document = f.Row.Document,
            LineFirst = f.Row.LineFirst,
            LineLast = f.Row.LineLast,
            Original = f.Fields.Json(),
        })];
    }

    async Task<List<(ImportRow Row, RowFields Fields)>> TargetsAsync(List<Plan> plans, IReadOnlyList<ImportRow> rows, CancellationToken stop)
    {
        var found = new List<(ImportRow, RowFields)>();
        if (plans.Count == 0) return found;
        var ids = plans.Select(p => p.Id).ToList();
        var known = (await store.Indicators.AsNoTracking().Where(i => ids.Contains(i.PlanId) && i.EndedOn == null && i.Value != null).Take(5_000).ToListAsync(stop))
            .Select(i => (Target: i, Words: Telling(i.Name))).Where(i => i.Words.Count >= FewestWords).ToLookup(i => (Fold.Of(i.Target.Unit), i.Target.EndsOn.Year));
        foreach (var row in rows.Where(r => r.Kind == RowKind.Indicator))
        {
            var f = RowFields.Of(row);
            if (f.Value is null || f.To is not { } to || Telling(f.Name) is not { Count: >= FewestWords } words) continue;
            var like = known[(Fold.Of(f.Unit), to.Year)].Where(k => Digits(k.Target.Name) == Digits(f.Name)).Select(k => (k.Target, Score: Likeness(words, k.Words)))
                .Where(k => k.Score >= Alike).OrderByDescending(k => k.Score).Select(k => k.Target).FirstOrDefault();
            if (like is null || (like.Value == f.Value && like.High == f.High)) continue;
            var plan = plans.First(p => p.Id == like.PlanId);
            found.Add((row, new RowFields
            {
                Code = Target,
                Name = $"Chỉ tiêu “{f.Name}” ghi {Figure(f.Value, f.High)} {f.Unit}, còn {plan.Kind} {plan.Number} đang theo dõi ghi {Figure(like.Value, like.High)} {like.Unit} cho cùng thời gian.",
                Number = plan.Number,
                ParentId = plan.Id,
                Note = string.Create(CultureInfo.InvariantCulture, $"{plan.Number}, mục {like.Path}, dòng {like.LineFirst}: “{like.Quote}”"),
            }));
        }
        return found;
    }

    async Task<List<(ImportRow Row, RowFields Fields)>> CitedAsync(PlanFile import, IReadOnlyList<ImportRow> rows, CancellationToken stop)
    {
        var found = new List<(ImportRow, RowFields)>();
        foreach (var row in rows.Where(r => r.Kind == RowKind.Document))
        {
            var f = RowFields.Of(row);
            if (DayOf().Match(f.ParentRef) is not { Success: true } m || !DateOnly.TryParseExact(m.Groups[1].Value, "dd/MM/yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                || f.ParentRef.Split(' ').FirstOrDefault(w => w.Contains('/') && w.Any(char.IsLetter)) is not { } number) continue;
            var known = await store.Plans.AsNoTracking().Where(p => p.Number == number && p.IssuedOn != null && (!caller.IsHouse || p.OwnerId == import.OwnerId)).ToListAsync(stop);
            if (known.Count == 0 || known.Exists(p => p.IssuedOn == day) || known.Find(p => p.IssuedOn!.Value.Year == day.Year) is not { } plan) continue;
            found.Add((row, new RowFields
            {
                Code = Cited,
                Name = $"Văn bản dẫn {f.ParentRef}, còn {plan.Kind} {plan.Number} trong hệ thống ghi ngày {Say.Day(plan.IssuedOn!.Value)}.",
                Number = plan.Number,
                ParentId = plan.Id,
            }));
        }
        return found;
    }

    static string Figure(decimal? value, decimal? high) => high is null ? Say.Number(value!.Value) : $"{Say.Number(value!.Value)}–{Say.Number(high.Value)}";

    static HashSet<string> Telling(string name) => [.. Fold.Of(name).Split([' ', ',', '.', '(', ')', '/', ':', ';', '-'], StringSplitOptions.RemoveEmptyEntries)];

    static string Digits(string name) => string.Concat(name.Where(char.IsDigit));

    static double Likeness(HashSet<string> a, HashSet<string> b) => a.Intersect(b).Count() is var common ? (double)common / (a.Count + b.Count - common) : 0;

    [GeneratedRegex(@"ngày (\d{2}/\d{2}/\d{4})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DayOf();
}
