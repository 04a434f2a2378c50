using LienY.Contracts;

namespace LienY.Boards.Pages;

/// <summary>A board in the list.</summary>
sealed record BoardsRow(Guid Id, string Name, string Note, string Organisation, Sharing Sharing, DateTimeOffset ChangedAt, string ChangedBy, bool Favourite, bool Mine, bool Ready);

/// <summary>The list of boards.</summary>
sealed record BoardsView(string Q, string Which, IReadOnlyList<BoardsRow> Rows, bool MayWrite);

/// <summary>A board with its figures.</summary>
sealed record BoardView(Board Board, IReadOnlyList<ReadItem> Items, bool IsFavourite, bool IsToday, bool MayEdit, bool MayCopy, string Organisation);

/// <summary>A public board.</summary>
sealed record OpenBoardView(Board Board, IReadOnlyList<ReadItem> Items, string Organisation);

/// <summary>The form of a board; none is a new one.</summary>
sealed record BoardFormView(Board? Board, IReadOnlyList<(string Value, string Label, string Group)> Organisations)
{
    /// <summary>Its items.</summary>
    public IReadOnlyList<Item> Items { get; init; } = [];

    /// <summary>The caller may make it public.</summary>
    public bool MayPublish { get; init; }
}

/// <summary>The form of an item with its preview.</summary>
sealed record ItemFormView(
    Board Board, Item Item, bool IsNew, ReadItem? Preview, IReadOnlyList<(string Value, string Label, string Group)> Measures, IReadOnlyList<(string Value, string Label)> Units,
    IReadOnlyList<string> Kinds, IReadOnlyList<(string Value, string Label)> Plans, string SeekMeasure, string SeekUnit, IReadOnlyList<(string Value, string Label)> Places);

/// <summary>One item alone.</summary>
sealed record OneItemView(Board Board, ReadItem Read, Picks Picks, string Query);

/// <summary>An earlier state of a board.</summary>
sealed record EditionRow(int Number, DateTimeOffset At, string By, string Name, int Items);

/// <summary>Earlier states of a board.</summary>
sealed record EditionsView(Board Board, IReadOnlyList<EditionRow> Rows);

/// <summary>A target of a plan with what evidence says of it, and its value in the same days a year earlier.</summary>
sealed record PlanLine(Target Target, IndicatorReading Reading, decimal? Before);

/// <summary>An organisation in a plan: its targets and tasks.</summary>
sealed record PlanUnit(Guid Id, string Name, IReadOnlyList<PlanLine> Lines, int Tasks, int Done, int Late);

/// <summary>The board of a plan.</summary>
sealed record PlanBoardView(PlanCard Plan, IReadOnlyList<PlanUnit> Units);
