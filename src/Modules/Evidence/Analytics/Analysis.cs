using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Evidence;

/// <summary>
/// Computes figures. All that many asks need is loaded at once: words (dictionary, catalogue, tree), cells, facts where cells do not suffice, expected
/// reports; then everything is computed in memory.
/// </summary>
sealed class Analysis(Database database, ITreeCells cells, IOrganisationTree trees, IServiceScopeFactory scopes)
{
    static readonly DataDictionary NoWords = new([], [], [], new Dictionary<string, decimal>(), new Dictionary<string, IReadOnlySet<Guid>>());

    /// <summary>The catalogue as it was last read; null before the first time.</summary>
    public CatalogueBook? Latest { get; private set; }

    /// <summary>Figures in the order of the asks.</summary>
    public async Task<IReadOnlyList<Figure>> ReadAsync(IReadOnlyList<FigureAsk> asks, FigureOptions options, CancellationToken stop)
    {
        if (asks.Count == 0) return [];
        var sheet = await SheetAsync(asks, options, await AtlasAsync(options.TreeOn, stop), stop);
        return [.. asks.Select(sheet.Of)];
    }

    /// <summary>Everything loaded for some asks, so that a page can also show the parts.</summary>
    public async Task<Sheet> SheetAsync(IReadOnlyList<FigureAsk> asks, FigureOptions options, Atlas atlas, CancellationToken stop)
    {
        var sheet = new Sheet(atlas, options.KnownOn);
        var gathering = new Gathering(atlas);
        foreach (var ask in asks) sheet.Prepare(ask, gathering);
        foreach (var group in gathering.Looks.GroupBy(l => l.Known))
            sheet.Books[group.Key ?? DateOnly.MaxValue] = await PieceBook.LoadAsync(cells, atlas.Tree, [.. group], options.TreeOn, stop);
        if (gathering.Expected.Count > 0) await ExpectAsync(sheet, [.. gathering.Expected], stop);
        return sheet;
    }

    /// <summary>The words as they stand.</summary>
    public async Task<Atlas> AtlasAsync(DateOnly? treeOn, CancellationToken stop)
    {
        await using var scope = HouseScope();
        var dictionary = scope.ServiceProvider.GetService<IDataDictionary>() is { } data ? await data.LoadAsync(stop) : NoWords;
        var units = scope.ServiceProvider.GetService<IUnitNames>() is { } names ? await names.NowAsync(stop) : null;
        await using var connection = await database.OpenAsync(stop);
        Latest = await CatalogueBook.LoadAsync(connection, stop);
        return new(dictionary, Latest, await trees.OnAsync(treeOn, stop), units);
    }

    async Task ExpectAsync(Sheet sheet, List<Expectation> asks, CancellationToken stop)
    {
        await using var scope = HouseScope();
        if (scope.ServiceProvider.GetService<IDataDictionary>() is not { } data) return;
        var counts = await data.ExpectedAsync(asks, stop);
        for (var i = 0; i < asks.Count; i++) sheet.Expected[asks[i]] = counts[i];
    }

    // Whoever asks, the sums are the same: what a caller may see of single facts is decided where facts are shown.
    AsyncServiceScope HouseScope()
    {
        var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        return scope;
    }
}

/// <summary>What was loaded for some asks; computes each of them.</summary>
sealed class Sheet
{
    readonly Dictionary<FigureAsk, Refusal> troubles = [];
    readonly Dictionary<Look, Amount> read = [];
    readonly DateOnly? known;
    readonly Evaluation evaluation;
    HashSet<Look>? touched;

    public Sheet(Atlas atlas, DateOnly? known)
    {
        Atlas = atlas;
        this.known = known;
        evaluation = new(atlas, Read, ask => Expected.GetValueOrDefault(ask));
    }

    public Atlas Atlas { get; }

    /// <summary>Pieces by what was known; now is the last day there is.</summary>
    public Dictionary<DateOnly, PieceBook> Books { get; } = [];

    /// <summary>Expected reports.</summary>
    public Dictionary<Expectation, int> Expected { get; } = [];

    /// <summary>The scene of an ask.</summary>
    public Scene SceneOf(FigureAsk ask) => new(ask.UnitId, ask.From, ask.To, known);

    /// <summary>Notes what an ask needs; trouble stays with that ask alone.</summary>
    public void Prepare(FigureAsk ask, Gathering gathering)
    {
        try
        {
            if (ask.To < ask.From) throw new Refusal(RefusalKind.Invalid, "Ngày đầu kỳ phải trước hoặc trùng ngày cuối kỳ.");
            gathering.Take(FormulaShelf.Read(ask.Formula), SceneOf(ask));
        }
        catch (Refusal trouble)
        {
            troubles[ask] = trouble;
        }
    }

    /// <summary>The figure of an ask.</summary>
    public Figure Of(FigureAsk ask)
    {
        if (troubles.TryGetValue(ask, out var trouble)) return new(null, null, null, null, 0, trouble);
        touched = [];
        var outcome = evaluation.Of(FormulaShelf.Read(ask.Formula), SceneOf(ask));
        var (facts, weakest) = Behind(touched);
        touched = null;
        return new(outcome.Value, outcome.Numerator, outcome.Denominator, weakest, facts);
    }

    /// <summary>The figure of one indicator's formula or of one item, with what stands behind it.</summary>
    public (Outcome Outcome, int Facts, Grade? Weakest) Part(Func<Evaluation, Outcome> part)
    {
        touched = [];
        var outcome = part(evaluation);
        var (facts, weakest) = Behind(touched);
        touched = null;
        return (outcome, facts, weakest);
    }

    (int, Grade?) Behind(HashSet<Look> looks) => (looks.Sum(l => Math.Max(0, Read(l).Facts)), looks.Max(l => Read(l).Weakest));

    /// <summary>What a look found.</summary>
    public Amount Read(Look look)
    {
        touched?.Add(look);
        if (read.TryGetValue(look, out var amount)) return amount;
        return read[look] = Books.TryGetValue(look.Known ?? DateOnly.MaxValue, out var book) && look.To >= look.From ? Adding.Up(look, book.Of(look)) : Amount.Nothing;
    }
}
