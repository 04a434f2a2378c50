using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Evidence;

/// <summary>Something that can be put into a formula.</summary>
sealed record Offer(string Text, string Words);

/// <summary>One item of what is being written, with its value.</summary>
sealed record BenchItem(string Words, string Key, decimal? Value, int Facts, Grade? Grade, string Href);

/// <summary>What the workbench shows.</summary>
/// <param name="Field">Which field is at fault.</param>
sealed record BenchView(WorkbenchInput Input, CatalogueIndicator? Indicator, int DraftVersion, Outcome? Outcome, Grade? Grade, int Facts, string Above, string Below, IReadOnlyList<string> UnitSays,
    IReadOnlyList<BenchItem> Items, IReadOnlyList<CaseResult> Cases, Refusal? Trouble, string Field, IReadOnlyList<Offer> Offers, IReadOnlyList<(string, string)> Units, bool MayEdit);

/// <summary>The workbench: tries what is being written, on real figures and on test cases, and keeps it as a draft.</summary>
sealed class Bench(EvidenceStore store, Analysis analysis, Cataloguing cataloguing, Caller caller, Words words)
{
    const int MostOffers = 25;

    DateOnly Today => store.Clock.Today();

    /// <summary>What lies on it; an indicator of the catalogue is laid on it where nothing was written yet.</summary>
    public async Task<BenchView> OpenAsync(WorkbenchInput input, CancellationToken stop)
    {
        var indicator = input.Indicator is { } id ? await store.Indicators.AsNoTracking().FirstOrDefaultAsync(i => i.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy chỉ tiêu này trong danh mục.") : null;
        var newest = indicator is null ? null : await store.IndicatorVersions.AsNoTracking().Where(v => v.IndicatorId == indicator.Id).OrderByDescending(v => v.Number).FirstAsync(stop);
        var cases = indicator is null ? [] : await store.IndicatorCases.AsNoTracking().Where(c => c.IndicatorId == indicator.Id).OrderBy(c => c.Place).ToListAsync(stop);
        if (newest is not null && input.Numerator.Length == 0)
            input = input with { Numerator = newest.Numerator, Denominator = newest.Denominator, Factor = newest.Factor, IsAnnualised = newest.IsAnnualised, Missing = newest.Missing, Measured = newest.Unit, Name = newest.Name };
        if (input.Cases.Count == 0 && cases.Count > 0) input = input with { Cases = [.. cases.Select(c => new CaseInput(c.Name, c.Given, c.Days, c.Expected))] };
        input = input with { Unit = input.Unit ?? caller.OrganisationId, From = input.From ?? new(Today.Year, 1, 1), To = input.To ?? Today };
        var atlas = await analysis.AtlasAsync(null, stop);
        var view = new BenchView(input, indicator, newest is { IsDraft: true } ? newest.Version : 0, null, null, 0, "", "", [], [], [], null, "numerator", Offers(input.Q, atlas), UnitsOf(input, atlas), caller.May(EvidenceRights.Catalogue));
        return input.Numerator.Length == 0 ? view : await TryAsync(view, atlas, stop);
    }

    async Task<BenchView> TryAsync(BenchView view, Atlas atlas, CancellationToken stop)
    {
        var (input, field) = (view.Input, "numerator");
        try
        {
            var version = input.Version(Today);
            var above = FormulaShelf.Read(input.Numerator);
            field = "denominator";
            var below = input.Denominator.Length == 0 ? null : FormulaShelf.Read(input.Denominator);
            field = "numerator";
            var head = view.Indicator ?? new CatalogueIndicator { Code = input.Code.Length > 0 ? input.Code : "?", Uid = "?", MadeAt = default };
            // What is written refers to itself only through what is being written.
            var trial = atlas.With(atlas.Catalogue.With(head, version));
            var scene = new Scene(input.Unit!.Value, input.From!.Value, input.To!.Value, null);
            if (scene.To < scene.From) throw new Refusal(RefusalKind.Invalid, "Ngày đầu kỳ phải trước hoặc trùng ngày cuối kỳ.") { Field = "to" };
            var items = above.Items.Concat(below?.Items ?? []).DistinctBy(i => i.Key).ToList();
            var sheet = await analysis.SheetAsync([.. items.Select(i => new FigureAsk(i.Key, scene.Unit, scene.From, scene.To))], new(), trial, stop);
            var gathering = new Gathering(trial);
            gathering.Take(above, scene);
            field = "denominator";
            if (below is not null) gathering.Take(below, scene);
            var (outcome, facts, weakest) = sheet.Part(e => e.Of(version, scene));
            var names = new ItemNames(trial, words, scene.To);
            return view with
            {
                Outcome = outcome,
                Facts = facts,
                Grade = weakest,
                Above = names.Explain(above),
                Below = below is null ? "" : names.Explain(below),
                UnitSays = UnitSays.Of(version, trial, words, scene.To),
                Items = [.. items.Select(i => Item(i, scene, sheet, names))],
                Cases = [.. input.Cases.Select((c, i) => CaseResult.Of(c.Made(head.Id, i + 1, default), version))],
            };
        }
        catch (Refusal trouble)
        {
            return view with { Trouble = trouble, Field = field };
        }
    }

    static BenchItem Item(FormulaItem item, Scene scene, Sheet sheet, ItemNames names)
    {
        var (outcome, facts, weakest) = sheet.Part(e => new(e.Of(item, scene), null, null));
        return new(names.Whole(item), item.Key, outcome.Value, facts, weakest, IAnalytics.ExplainHref(new(item.Key, scene.Unit, scene.From, scene.To)));
    }

    /// <summary>Saves what is written as a draft of the catalogue, with its test cases; returns the indicator and the draft's number.</summary>
    public async Task<(Guid Id, int Number)> SaveAsync(WorkbenchInput input, CancellationToken stop)
    {
        var (id, number) = (Guid.Empty, 1);
        if (input.Indicator is { } known)
        {
            var newest = await store.IndicatorVersions.AsNoTracking().Where(v => v.IndicatorId == known).OrderByDescending(v => v.Number).FirstOrDefaultAsync(stop) ?? throw Refusal.Missing("Không tìm thấy chỉ tiêu này trong danh mục.");
            number = await cataloguing.SaveAsync(known, input.Seen, Written(input, IndicatorInput.Of(newest) with { ValidFrom = newest.IsDraft ? newest.ValidFrom : Today, Note = newest.IsDraft ? newest.Note : "" }), stop);
            id = known;
        }
        else
        {
            if (input.Name.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin đặt tên cho chỉ tiêu.") { Field = "name" };
            id = await cataloguing.CreateAsync(input.Code, null, Written(input, new() { Name = input.Name, ValidFrom = Today }), stop);
        }
        await cataloguing.CasesAsync(id, input.Cases, stop);
        return (id, number);
    }

    static IndicatorInput Written(WorkbenchInput input, IndicatorInput rest) => rest with
    {
        Name = input.Name.Length > 0 ? input.Name : rest.Name,
        Unit = input.Measured.Length > 0 ? input.Measured : rest.Unit,
        Kind = IndicatorKind.Formula,
        Numerator = input.Numerator,
        Denominator = input.Denominator,
        Factor = input.Factor,
        IsAnnualised = input.IsAnnualised,
        Missing = input.Missing,
    };

    /// <summary>Elements, indicators, data sets and kinds of facts whose names fit; without a search the kinds of facts.</summary>
    List<Offer> Offers(string q, Atlas atlas)
    {
        var folded = Fold.Of(q).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        bool Fits(params string[] texts) => folded.All(w => texts.Any(t => Fold.Of(t).Contains(w, StringComparison.Ordinal)));
        var facts = Kinds.All.Select(k => new Offer($"E{{{k.Key}}}", words[k.Value])).Where(o => Fits(o.Text, o.Words));
        if (folded.Length == 0) return [.. facts.Take(MostOffers)];
        var elements = atlas.Dictionary.Elements.Where(e => Fits(e.Code, e.Name)).Select(e => new Offer($"#{{{e.Code}}}", e.Unit.Length > 0 ? $"{e.Name} ({e.Unit})" : e.Name));
        var indicators = atlas.Catalogue.Ids.Select(id => (atlas.Catalogue.Head(id).Code, Version: atlas.Catalogue.Of(id, Today, null))).Where(i => i.Version is not null && Fits(i.Code, i.Version.Folded))
            .Select(i => new Offer($"N{{{i.Code}}}", $"{i.Version!.In(words.Language)} ({i.Version.Unit})"));
        var sets = atlas.Dictionary.Sets.Where(s => Fits(s.Code, s.Name)).Select(s => new Offer($"R{{{s.Code}.REPORTING_RATE}}", words[Words.Key("tỷ lệ báo cáo của bộ “{0}”"), s.Name]));
        var constant = q.Trim() is { Length: > 0 } name && atlas.Dictionary.Constant(name) is { } value ? new[] { new Offer($"C{{{name}}}", words[Words.Key("hằng số {0}"), name] + " = " + Say.Number(value)) } : [];
        return [.. elements.Concat(indicators).Concat(constant).Concat(sets).Concat(facts).Take(MostOffers)];
    }

    /// <summary>Units to try with: the caller's own, those above and those directly below, and the one asked for.</summary>
    IReadOnlyList<(string, string)> UnitsOf(WorkbenchInput input, Atlas atlas)
    {
        var own = atlas.Tree.Find(caller.OrganisationId);
        var around = own is null ? [] : own.Above.Append(own.Id).Concat(atlas.Tree.Children(own.Id).Select(u => u.Id));
        return [.. around.Append(input.Unit ?? caller.OrganisationId).Distinct().Select(atlas.Tree.Find).OfType<TreeUnit>().Take(300).Select(u => (u.Id.ToString(), u.Name))];
    }
}
