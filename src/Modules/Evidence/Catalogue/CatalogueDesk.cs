using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Evidence;

/// <summary>An indicator in the list.</summary>
sealed record CatalogueRow(Guid Id, string Code, string Uid, IndicatorVersion Version, bool HasDraft);

/// <summary>The catalogue as a list.</summary>
sealed record CatalogueView(IReadOnlyList<CatalogueRow> Rows, int Total, string Q, string Topic, string Law, IReadOnlyList<string> Topics, IReadOnlyList<string> Laws, bool MayEdit);

/// <summary>One item of an indicator's formulas: in words, as written, and where it is described.</summary>
sealed record ItemLine(string Words, string Text, string? Href, string? Fault);

/// <summary>A month of an indicator beside the same month of the year before.</summary>
sealed record MonthLine(DateOnly From, DateOnly To, Figure Now, Figure Before);

/// <summary>A target of a plan that is measured by an indicator.</summary>
sealed record UseLine(string Title, string Detail, string Href);

/// <summary>One indicator of the catalogue.</summary>
sealed record EntryView(CatalogueIndicator Indicator, IndicatorVersion Version, IReadOnlyList<IndicatorVersion> Versions, string Numerator, string Denominator, IReadOnlyList<string> UnitSays, IReadOnlyList<ItemLine> Items,
    TreeUnit? Unit, IReadOnlyList<MonthLine> Months, IReadOnlyList<CaseResult> Cases, IReadOnlyList<UseLine> Uses, Refusal? Trouble, bool MayEdit, bool MayEnter)
{
    /// <summary>Values of the months that have one.</summary>
    public IReadOnlyList<SeriesPoint> Series => [.. Months.Where(m => m.Now.Value is not null).Select(m => new SeriesPoint(m.To, m.Now.Value!.Value))];
}

/// <summary>The draft of an indicator as a form.</summary>
sealed record EntryForm(CatalogueIndicator? Indicator, IndicatorInput Input, int DraftVersion, IReadOnlyList<string> Topics, IReadOnlyList<string> Units);

/// <summary>Two versions side by side; only what differs.</summary>
sealed record CompareView(CatalogueIndicator Indicator, IndicatorVersion Old, IndicatorVersion New, IReadOnlyList<(string Label, string Old, string New)> Lines);

/// <summary>Brings together what the pages of the catalogue show.</summary>
sealed class CatalogueDesk(EvidenceStore store, Analysis analysis, IPlans plans, Caller caller, Words words, IEnumerable<IIndicatorUses> users)
{
    public bool MayEdit => caller.May(EvidenceRights.Catalogue);

    public async Task<CatalogueView> ListAsync(string q, string topic, string law, CancellationToken stop)
    {
        var all = await RowsAsync(stop);
        var folded = Fold.Of(q).Split(' ');
        var found = all.Where(r => folded.All(w => r.Version.Folded.Contains(w, StringComparison.Ordinal)) && (topic.Length == 0 || r.Version.Topic == topic) && (law.Length == 0 || r.Version.LawNumber == law)).ToList();
        return new(found, all.Count, q, topic, law, [.. all.Select(r => r.Version.Topic).Where(t => t.Length > 0).Distinct().Order(StringComparer.Create(Say.Vietnam, true))],
            [.. all.Select(r => r.Version.LawNumber).Where(t => t.Length > 0).Distinct().Order(StringComparer.Ordinal)], MayEdit);
    }

    public async Task<EntryView> OneAsync(Guid id, int? number, Guid? unitId, CancellationToken stop)
    {
        var indicator = await FindAsync(id, stop);
        var versions = await VersionsAsync(id, stop);
        var shown = (number is { } n ? versions.FirstOrDefault(v => v.Number == n) : null) ?? versions.FirstOrDefault(v => !v.IsDraft) ?? versions[0];
        var atlas = await analysis.AtlasAsync(null, stop);
        var trial = atlas.With(atlas.Catalogue.With(indicator, shown));
        var names = new ItemNames(trial, words, store.Clock.Today());
        var unit = atlas.Tree.Find(unitId ?? caller.OrganisationId);
        var trouble = Check(trial, indicator.Code, unit?.Id ?? Guid.Empty);
        var months = trouble is null && unit is not null ? await MonthsAsync(indicator, shown, atlas, unit.Id, stop) : [];
        var cases = await store.IndicatorCases.AsNoTracking().Where(c => c.IndicatorId == id).OrderBy(c => c.Place).ToListAsync(stop);
        return new(indicator, shown, versions, Explain(names, shown.NumeratorText), Explain(names, shown.Denominator), UnitSays.Of(shown, trial, words, store.Clock.Today()), [.. Items(shown).Select(i => Line(i, trial, names, unit?.Id ?? Guid.Empty))],
            unit, months, [.. cases.Select(c => CaseResult.Of(c, shown))], await UsesAsync(indicator.Code, stop), trouble, MayEdit, caller.May(EvidenceRights.Enter));
    }

    public async Task<EntryForm> FormAsync(Guid? id, CancellationToken stop)
    {
        var all = await RowsAsync(stop);
        var (topics, units) = (all.Select(r => r.Version.Topic).Distinct().Order(StringComparer.Ordinal).ToList(), all.Select(r => r.Version.Unit).Distinct().Order(StringComparer.Ordinal).ToList());
        if (id is not { } one) return new(null, new() { ValidFrom = store.Clock.Today() }, 0, topics, units);
        var newest = (await VersionsAsync(one, stop))[0];
        var input = IndicatorInput.Of(newest);
        return new(await FindAsync(one, stop), newest.IsDraft ? input : input with { ValidFrom = store.Clock.Today(), Note = "" }, newest.IsDraft ? newest.Version : 0, topics, units);
    }

    public async Task<CompareView> CompareAsync(Guid id, int a, int b, CancellationToken stop)
    {
        var versions = await VersionsAsync(id, stop);
        var (old, other) = (versions.FirstOrDefault(v => v.Number == Math.Min(a, b)), versions.FirstOrDefault(v => v.Number == Math.Max(a, b)));
        if (old is null || other is null) throw Missing();
        return new(await FindAsync(id, stop), old, other, [.. VersionLines.Of(old, words).Zip(VersionLines.Of(other, words)).Where(l => l.First.Text != l.Second.Text).Select(l => (l.First.Label, l.First.Text, l.Second.Text))]);
    }

    /// <summary>Every indicator with its newest published version, else its draft.</summary>
    public async Task<List<CatalogueRow>> RowsAsync(CancellationToken stop)
    {
        var heads = await store.Indicators.AsNoTracking().ToDictionaryAsync(i => i.Id, stop);
        var versions = await store.IndicatorVersions.AsNoTracking().ToListAsync(stop);
        return
        [
            .. versions.GroupBy(v => v.IndicatorId).Select(g => new CatalogueRow(g.Key, heads[g.Key].Code, heads[g.Key].Uid,
                g.Where(v => !v.IsDraft).MaxBy(v => v.Number) ?? g.MaxBy(v => v.Number)!, g.Any(v => v.IsDraft)))
                .OrderBy(r => r.Version.Topic, StringComparer.Create(Say.Vietnam, true)).ThenBy(r => r.Code, StringComparer.Ordinal),
        ];
    }

    /// <summary>Why the indicator cannot be computed; null where it can.</summary>
    static Refusal? Check(Atlas atlas, string code, Guid unit)
    {
        try
        {
            new Gathering(atlas).Take(FormulaShelf.Read($"N{{{code}}}"), new Scene(unit, new(2025, 1, 1), new(2025, 12, 31), null));
            return null;
        }
        catch (Refusal trouble)
        {
            return trouble;
        }
    }

    async Task<IReadOnlyList<MonthLine>> MonthsAsync(CatalogueIndicator indicator, IndicatorVersion shown, Atlas atlas, Guid unit, CancellationToken stop)
    {
        var today = store.Clock.Today();
        var first = new DateOnly(today.Year, today.Month, 1).AddMonths(-11);
        var months = Enumerable.Range(0, 12).Select(i => (From: first.AddMonths(i), To: first.AddMonths(i + 1).AddDays(-1))).ToList();
        var asks = months.Concat(months.Select(m => (From: m.From.AddYears(-1), To: m.To.AddYears(-1)))).Select(m => new FigureAsk($"N{{{indicator.Code}}}", unit, m.From, m.To)).ToList();
        // A draft or an old version on show is computed as if it were the one in force.
        var sheet = await analysis.SheetAsync(asks, new(), atlas.With(atlas.Catalogue.With(indicator, shown)), stop);
        return [.. months.Select((m, i) => new MonthLine(m.From, m.To, sheet.Of(asks[i]), sheet.Of(asks[i + 12])))];
    }

    async Task<IReadOnlyList<UseLine>> UsesAsync(string code, CancellationToken stop)
    {
        var measured = await store.Measures.AsNoTracking().Where(m => m.Kind == MeasureKind.Catalogue && m.Formula == code).Select(m => new { m.PlanId, m.IndicatorId }).Distinct().ToListAsync(stop);
        var uses = new List<UseLine>();
        var seen = (await plans.ListAsync(stop)).ToDictionary(p => p.Id);
        foreach (var plan in measured.GroupBy(m => m.PlanId).Where(g => seen.ContainsKey(g.Key)))
            foreach (var target in (await plans.TargetsAsync(plan.Key, stop)).Where(t => plan.Any(m => m.IndicatorId == t.IndicatorId)))
                uses.Add(new(target.Name, seen[plan.Key].Title, $"/evidence/indicators/{target.IndicatorId}"));
        foreach (var user in users) uses.AddRange((await user.UsesAsync(code, stop)).Select(u => new UseLine(u.Title, u.Where, u.Href)));
        return uses;
    }

    static List<FormulaItem> Items(IndicatorVersion v) =>
        [.. new[] { v.NumeratorText, v.Denominator }.Where(f => f.Length > 0).SelectMany(f => FormulaShelf.Read(f).Items).DistinctBy(i => i.Key)];

    static ItemLine Line(FormulaItem item, Atlas atlas, ItemNames names, Guid unit)
    {
        try
        {
            var answer = atlas.Of(item, new Scene(unit, new(2025, 1, 1), new(2025, 12, 31), null));
            return new(names.Whole(item), item.Key, answer is Deeper d ? $"/evidence/catalogue/{d.Indicator.IndicatorId}" : item is DataItem ? "/data/elements" : null, null);
        }
        catch (Refusal trouble)
        {
            return new(names.Whole(item), item.Key, null, trouble.Text.Length > 0 ? names.Say(trouble) : null);
        }
    }

    static string Explain(ItemNames names, string formula) => formula.Length == 0 ? "" : names.Explain(FormulaShelf.Read(formula));

    async Task<CatalogueIndicator> FindAsync(Guid id, CancellationToken stop) => await store.Indicators.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, stop) ?? throw Missing();

    async Task<List<IndicatorVersion>> VersionsAsync(Guid id, CancellationToken stop) =>
        await store.IndicatorVersions.AsNoTracking().Where(v => v.IndicatorId == id).OrderByDescending(v => v.Number).ToListAsync(stop) is { Count: > 0 } all ? all : throw Missing();

    static Refusal Missing() => Refusal.Missing("Không tìm thấy chỉ tiêu này trong danh mục.");
}
