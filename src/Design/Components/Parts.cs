namespace LienY.Design.Components;

/// <summary>One part of a page with an address of its own.</summary>
public sealed record Tab(string Label, string Href, bool Current = false, int? Count = null)
{
    /// <summary>Head under which it stands in the menu of a line of parts.</summary>
    public string? Group { get; init; }
}

/// <summary>One bar of <see cref="Bars"/>: label, value, the text of the value where it is more than a number, kind of colour.</summary>
public sealed record Bar(string Label, decimal Value, string? Text = null, string? Href = null, string Kind = "");

/// <summary>One step of a way; <paramref name="State"/> is done, now, todo or bad.</summary>
public sealed record Step(string Label, string State, string? Href = null, string? Note = null);

/// <summary>
/// One row of a <see cref="Gantt"/>. <paramref name="State"/> is the colour of its bar: todo, doing, done, late or stopped; <paramref name="Says"/> is the state in words.
/// A row without days stands in the list and says so.
/// </summary>
public sealed record GanttRow(string Name, DateOnly? From, DateOnly? To, string State, string Says)
{
    /// <summary>Head under which the row stands, in the order of rows.</summary>
    public string? Group { get; init; }

    /// <summary>Where a click leads.</summary>
    public string? Href { get; init; }

    /// <summary>0–100, null where none is known.</summary>
    public int? Percent { get; init; }

    /// <summary>Who answers for it.</summary>
    public string? Who { get; init; }

    /// <summary>Name by which links find the row; null where none does.</summary>
    public string? Key { get; init; }

    /// <summary>On the critical path.</summary>
    public bool Critical { get; init; }

    /// <summary>The days as they were first set, where they are others now.</summary>
    public (DateOnly From, DateOnly To)? Base { get; init; }

    /// <summary>Level under its group, 0 first.</summary>
    public int Depth { get; init; }

    /// <summary>Milestones ◇ of the row.</summary>
    public IReadOnlyList<GanttMark> Marks { get; init; } = [];

    /// <summary>Stages within the bar, one after the other (khảo sát, chuyển giao, giám sát).</summary>
    public IReadOnlyList<GanttPart> Parts { get; init; } = [];
}

/// <summary>
/// One row of a Gantt waits for another. <paramref name="Kind"/> is fs, ss or ff (which ends are tied); <paramref name="Says"/> stands in words in the waiting row.
/// </summary>
public sealed record GanttLink(string From, string To, string Kind, string Says, bool Critical = false);

/// <summary>A milestone ◇; <paramref name="Done"/> fills it.</summary>
public sealed record GanttMark(DateOnly On, string Label, bool Done = false);

/// <summary>A stage within a bar.</summary>
public sealed record GanttPart(DateOnly From, DateOnly To, string Label, string State);
