using System.Text.Json;
using System.Text.Json.Serialization;

namespace LienY.Boards;

/// <summary>What an item draws.</summary>
enum ItemKind
{
    /// <summary>Pivot table.</summary>
    Table,

    /// <summary>Lines over periods.</summary>
    Line,

    /// <summary>Bars side by side.</summary>
    Bars,

    /// <summary>Bars of parts.</summary>
    Stacked,

    /// <summary>Units by rank.</summary>
    League,

    /// <summary>Places coloured by classes.</summary>
    Map,

    /// <summary>One figure with its comparison.</summary>
    Figure,

    /// <summary>Text.</summary>
    Text,
}

/// <summary>A side of the cube of figures.</summary>
enum Axis
{
    /// <summary>Indicators, elements, formulas.</summary>
    Measure,

    /// <summary>Organisations.</summary>
    Unit,

    /// <summary>Periods.</summary>
    Period,
}

/// <summary>How the organisations of an item are chosen.</summary>
enum UnitWay
{
    /// <summary>The organisation for which the reader acts.</summary>
    Mine,

    /// <summary>Those directly below one (the reader's own where none is named).</summary>
    Children,

    /// <summary>Those of a kind anywhere below one.</summary>
    Kind,

    /// <summary>Named ones.</summary>
    Chosen,

    /// <summary>Those that answer for targets and tasks of a plan.</summary>
    Plan,
}

/// <summary>One line of what is shown: a formula, and its name where the catalogue has none.</summary>
sealed record Asked(string Formula, string Label = "");

/// <summary>Which organisations.</summary>
sealed record UnitChoice(UnitWay Way, Guid? Of = null, string Kind = "", IReadOnlyList<Guid>? Chosen = null, Guid? Plan = null)
{
    /// <summary>Named organisations; empty where the way is another.</summary>
    public IReadOnlyList<Guid> Ids => Chosen ?? [];
}

/// <summary>Which periods: relative to the day of reading (<see cref="Spans"/>), or from one code to another of a type of LienY.Periods.</summary>
sealed record PeriodChoice(string Key, string Type = "", string From = "", string To = "", bool Compare = false);

/// <summary>One item of a board.</summary>
sealed record Item
{
    public Guid Id { get; init; }
    public ItemKind Kind { get; init; }
    public string Title { get; init; } = "";
    /// <summary>What a text says, or a remark under a drawing.</summary>
    public string Text { get; init; } = "";
    public IReadOnlyList<Asked> Measures { get; init; } = [];
    public UnitChoice Units { get; init; } = new(UnitWay.Mine);
    public PeriodChoice Periods { get; init; } = new("last12m");
    /// <summary>Sides that make rows, outer first.</summary>
    public IReadOnlyList<Axis> Rows { get; init; } = [Axis.Unit];
    /// <summary>Sides that make columns, outer first; a side in neither shows one member at a time.</summary>
    public IReadOnlyList<Axis> Columns { get; init; } = [Axis.Period];
    public bool Totals { get; init; }
    public bool Heat { get; init; }
    /// <summary>Empty as told, <c>down</c> or <c>up</c> by the last column.</summary>
    public string Sort { get; init; } = "";
    public decimal? Target { get; init; }
    /// <summary>Takes the whole width.</summary>
    public bool Wide { get; init; }
    /// <summary>Map: code of the province whose communes are shown; empty for the country.</summary>
    public string Place { get; init; } = "";
}

/// <summary>Items as the text in which they are kept.</summary>
static class ItemText
{
    static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Writes items.</summary>
    public static string Write(IReadOnlyList<Item> items) => JsonSerializer.Serialize(items, Options);

    /// <summary>Reads items.</summary>
    public static IReadOnlyList<Item> Read(string text) => JsonSerializer.Deserialize<List<Item>>(text, Options) ?? [];
}
