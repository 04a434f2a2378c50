using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>Which figure is to be explained, and how deep.</summary>
/// <param name="Item">Key of the item whose facts are shown; null: the first that has some.</param>
sealed record FigureQuestion(string Formula, Guid Unit, DateOnly From, DateOnly To, DateOnly? KnownOn, DateOnly? TreeOn, string? Item, int Page)
{
    public FigureAsk Ask => new(Formula, Unit, From, To);

    public FigureOptions Options => new(KnownOn, TreeOn);

    /// <summary>Address of this page with other parts.</summary>
    public string Href(string? formula = null, Guid? unit = null, string? item = null, DateOnly? from = null, DateOnly? to = null, int page = 1) =>
        IAnalytics.ExplainHref(new(formula ?? Formula, unit ?? Unit, from ?? From, to ?? To), Options) + (item is null ? "" : "&item=" + Uri.EscapeDataString(item)) + (page > 1 ? $"&page={page}" : "");

    /// <summary>Address of a table of this figure.</summary>
    public string Export(string part, string item) => Href(item: item).Replace("/evidence/figure?", $"/evidence/figure/{part}.csv?", StringComparison.Ordinal);
}

/// <summary>One item of the figure with its value; what it can be opened to.</summary>
sealed record FigurePart(string Words, string Key, decimal? Value, int Facts, Grade? Grade, string Href, bool IsShown);

/// <summary>A unit or a half-month with its share.</summary>
sealed record FigureShare(string Name, decimal? Value, int Facts, string? Href);

/// <summary>A figure, explained.</summary>
/// <param name="Numbers">The formula in words with the numbers put in.</param>
/// <param name="Hidden">Facts of organisations beyond the caller's reach exist: they count, but are not listed.</param>
sealed record FigureView(FigureQuestion Question, TreeUnit Unit, IReadOnlyList<TreeUnit> Above, Figure Figure, string Title, string Measured, int Decimals, string Numbers, string? Below, IndicatorVersion? Indicator,
    IReadOnlyList<FigurePart> Parts, FigurePart? Shown, IReadOnlyList<FigureShare> Units, IReadOnlyList<FigureShare> Halves, IReadOnlyList<FactRow> Facts, bool More, bool Hidden, IReadOnlyDictionary<Guid, string> Names);

/// <summary>Brings together how a figure came about: formula, items, shares of units and half-months, facts.</summary>
sealed class FigureDesk(EvidenceStore store, Analysis analysis, ITreeCells cells, FactShelf shelf, Caller caller, Words words)
{
    const int MostHalves = 48;

    public async Task<FigureView> OpenAsync(FigureQuestion question, CancellationToken stop)
    {
        if (question.To < question.From) throw Refusal.Invalid("Ngày đầu kỳ phải trước hoặc trùng ngày cuối kỳ.");
        var atlas = await analysis.AtlasAsync(question.TreeOn, stop);
        var unit = atlas.Tree.Find(question.Unit) ?? throw Refusal.Missing("Không tìm thấy đơn vị này.");
        var formula = FormulaShelf.Read(question.Formula);
        var (scene, opened) = Opened(formula, new(question.Unit, question.From, question.To, question.KnownOn), atlas);
        var formulas = opened is null ? [formula] : new[] { opened.NumeratorText, opened.Denominator }.Where(f => f.Length > 0).Select(FormulaShelf.Read).ToList();
        var items = formulas.SelectMany(f => f.Items).DistinctBy(i => i.Key).ToList();
        var sheet = await analysis.SheetAsync([question.Ask], question.Options, atlas, stop);
        var figure = sheet.Of(question.Ask);
        var names = new ItemNames(atlas, words, question.To, question.KnownOn);
        if (figure.Trouble is not null)
            return new(question, unit, Line(unit, atlas), figure, names.Explain(formula), "", 2, "", null, opened, [], null, [], [], [], false, false, new Dictionary<Guid, string>());
        var parts = items.Select(i => Part(i, scene, sheet, atlas, names, question)).ToList();
        var chosen = parts.FindIndex(p => p.Key == question.Item) is var at and >= 0 ? at : parts.FindIndex(p => p.Facts > 0 && atlas.Of(items[parts.IndexOf(p)], scene) is not Deeper);
        if (chosen < 0 && items.Count > 0) chosen = 0;
        var values = items.Zip(parts).ToDictionary(p => p.First.Key, p => p.Second.Value);
        string Told(Formula f) => f.Explain(i => $"{names.Of(i)} [{Say.Number(values.GetValueOrDefault(i.Key))}]", key => words[Kinds.Dim(key)]);
        var view = new FigureView(question, unit, Line(unit, atlas), figure, opened?.In(words.Language) ?? names.Explain(formula), opened?.Unit ?? "", opened?.Decimals ?? 2, Told(formulas[0]),
            formulas.Count > 1 ? Told(formulas[1]) : null, opened, parts, null, [], [], [], false, false, new Dictionary<Guid, string>());
        return chosen < 0 ? view : await DeepAsync(view, items[chosen], chosen, scene, sheet, atlas, stop);
    }

    /// <summary>Shares and facts of the chosen item.</summary>
    async Task<FigureView> DeepAsync(FigureView view, FormulaItem item, int at, Scene scene, Sheet sheet, Atlas atlas, CancellationToken stop)
    {
        var parts = view.Parts.Select((p, i) => p with { IsShown = i == at }).ToList();
        view = view with { Parts = parts, Shown = parts[at] };
        var look = atlas.Of(item, scene) switch { Looked l => l.Look, Rated { Actual: { } actual } => actual, _ => null };
        view = view with { Units = await SharesAsync(view.Question, item, look, scene, atlas, stop) };
        if (look is null) return view;
        var (facts, more) = await shelf.BehindAsync(look, Allowed(look, atlas), view.Question.Page, stop);
        if (facts.Any(f => f.AboutPerson))
        {
            store.Trace("evidence.facts.read", "figure", $"{item.Key} {scene.Unit} {scene.From:yyyy-MM-dd} {scene.To:yyyy-MM-dd}");
            await store.SaveChangesAsync(stop);
        }
        var names = facts.Select(f => f.UnitId).Distinct().ToDictionary(u => u, u => atlas.Tree.Find(u)?.Name ?? "–");
        return view with { Halves = Halves(view.Question, look, sheet, view.Shown!.Key), Facts = facts, More = more, Hidden = Hides(look, atlas), Names = names };
    }

    /// <summary>All facts of an item that the caller may see, for a table.</summary>
    public async Task<(IReadOnlyList<FactRow> Facts, IReadOnlyDictionary<Guid, string> Names)> FactsAsync(FigureQuestion question, CancellationToken stop)
    {
        var view = await OpenAsync(question with { Page = 0 }, stop);
        return (view.Facts, view.Names);
    }

    static (Scene, IndicatorVersion?) Opened(Formula formula, Scene scene, Atlas atlas) =>
        formula.Items is [IndicatorItem only] && only.Key == formula.Text.Trim() && Answer(only, scene, atlas) is Deeper deeper ? (deeper.Scene, deeper.Indicator) : (scene, null);

    // Trouble is told by the figure itself.
    static Answer? Answer(FormulaItem item, Scene scene, Atlas atlas)
    {
        try
        {
            return atlas.Of(item, scene);
        }
        catch (Refusal)
        {
            return null;
        }
    }

    FigurePart Part(FormulaItem item, Scene scene, Sheet sheet, Atlas atlas, ItemNames names, FigureQuestion question)
    {
        var (outcome, facts, weakest) = sheet.Part(e => new(e.Of(item, scene), null, null));
        var href = atlas.Of(item, scene) is Deeper d
            ? question.Href($"N{{{atlas.Catalogue.Head(d.Indicator.IndicatorId).Code}}}", from: d.Scene.From, to: d.Scene.To)
            : question.Href(item: item.Key) + "#facts";
        return new(names.Whole(item), item.Key, outcome.Value, facts, weakest, href, false);
    }

    /// <summary>The share of every unit directly below, and of the unit's own facts.</summary>
    async Task<IReadOnlyList<FigureShare>> SharesAsync(FigureQuestion question, FormulaItem item, Look? look, Scene scene, Atlas atlas, CancellationToken stop)
    {
        if (look?.Only is not null) return [];
        // An organisation that ended counts below its successor, and so has a share there.
        var children = atlas.Tree.Below(scene.Unit).Select(atlas.Tree.Find).OfType<TreeUnit>().Where(u => u.Id != scene.Unit && u.Above.Count > 0 && u.Above[0] == scene.Unit).ToList();
        if (children.Count == 0) return [];
        var asks = children.Select(c => new FigureAsk(item.Key, c.Id, scene.From, scene.To)).ToList();
        var sheet = await analysis.SheetAsync(asks, question.Options, atlas, stop);
        var shares = children.Zip(asks).Select(c => (Unit: c.First, Figure: sheet.Of(c.Second))).Where(c => c.Figure.Value is not null)
            .OrderByDescending(c => c.Figure.Value).Select(c => new FigureShare(c.Unit.Name, c.Figure.Value, c.Figure.Facts, question.Href(unit: c.Unit.Id, item: item.Key))).ToList();
        if (look is null) return shares;
        var own = Look.Of(look.Series, look.How, scene.Unit, scene.Unit, look.Dims, (look.From, look.To), look.Known);
        var alone = Adding.Up(own, (await PieceBook.LoadAsync(cells, atlas.Tree, [own], question.TreeOn, stop)).Of(own));
        if (alone.Value is not null) shares.Insert(0, new(words["{0} (của chính đơn vị)", atlas.Tree.Find(scene.Unit)!.Name], alone.Value, alone.Facts, null));
        return shares;
    }

    /// <summary>The share of each half-month that has one, newest last.</summary>
    static List<FigureShare> Halves(FigureQuestion question, Look look, Sheet sheet, string key)
    {
        if (!sheet.Books.TryGetValue(look.Known ?? DateOnly.MaxValue, out var book)) return [];
        var (strand, halves) = (book.Of(look), new List<FigureShare>());
        for (var bucket = HalfMonth.Of(look.From); bucket <= look.To && halves.Count < 400; bucket = HalfMonth.Next(bucket))
        {
            var (from, to) = (bucket < look.From ? look.From : bucket, HalfMonth.Last(bucket) > look.To ? look.To : HalfMonth.Last(bucket));
            var amount = Adding.Up(look with { How = look.How.InWindow(), From = from, To = to, AnyLength = true }, strand);
            if (amount.Value is not null) halves.Add(new($"{Say.Day(from)} – {Say.Day(to)}", amount.Value, amount.Facts, question.Href(item: key, from: from, to: to)));
        }
        return halves.Count > MostHalves ? halves[^MostHalves..] : halves;
    }

    /// <summary>Units whose facts the caller may see one by one.</summary>
    List<Guid> Allowed(Look look, Atlas atlas) =>
        [.. (look.Only is { } only ? [only] : atlas.Tree.Below(look.Below)).Where(u => caller.IsHouse || caller.Organisations.Contains(u))];

    bool Hides(Look look, Atlas atlas) => !caller.IsHouse && atlas.Tree.Below(look.Only ?? look.Below).Any(u => !caller.Organisations.Contains(u));

    static List<TreeUnit> Line(TreeUnit unit, Atlas atlas) => [.. unit.Above.Select(atlas.Tree.Find).OfType<TreeUnit>().Reverse()];
}
