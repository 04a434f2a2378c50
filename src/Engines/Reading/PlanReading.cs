using System.Text.Json.Serialization;

namespace LienY.Reading;

/// <summary>What one file holds, as read: its text, its documents and every row found in them; nothing repaired, every row with its lines.</summary>
public sealed record PlanReading
{
    /// <summary>Name of the file as given.</summary>
    public required string FileName { get; init; }

    /// <summary>"text", "docx", "odt", "html", "pdf" or "scan".</summary>
    public required string Format { get; init; }

    /// <summary>Encoding of the bytes: utf-8, utf-16, tcvn3, vni or docx.</summary>
    public required string Encoding { get; init; }

    /// <summary>The lines all line numbers count (1-based): those of the text file, or those derived from the DOCX (cells parted by TAB).</summary>
    public required IReadOnlyList<string> Text { get; init; }

    /// <summary>Where each line stands on the pages, and the words of scans that want a look; not part of the JSON.</summary>
    [JsonIgnore]
    public PrintedText Printed { get; init; } = new([], [], []);

    /// <summary>Documents of the bundle in file order.</summary>
    public required IReadOnlyList<PlanDocument> Documents { get; init; }

    /// <summary>Headings in file order.</summary>
    public required IReadOnlyList<OutlineSection> Sections { get; init; }

    /// <summary>Aims stated without a figure (mục đích, mục tiêu chung, qualitative targets).</summary>
    public required IReadOnlyList<Objective> Objectives { get; init; }

    /// <summary>Targets with their comparator.</summary>
    public required IReadOnlyList<IndicatorRow> Indicators { get; init; }

    /// <summary>Rows of activity tables.</summary>
    public required IReadOnlyList<ActivityRow> Activities { get; init; }

    /// <summary>Content items of the nội dung, nhiệm vụ and giải pháp sections.</summary>
    public required IReadOnlyList<TaskRow> Tasks { get; init; }

    /// <summary>What each unit has to do.</summary>
    public required IReadOnlyList<DutyRow> Duties { get; init; }

    /// <summary>Money by label, year and source.</summary>
    public required IReadOnlyList<BudgetRow> Budgets { get; init; }

    /// <summary>Reports and reviews owed.</summary>
    public required IReadOnlyList<ReportObligation> ReportObligations { get; init; }

    /// <summary>Tables as found, cells exact, for the review page and for mapping columns anew.</summary>
    public required IReadOnlyList<TableSource> Tables { get; init; }

    /// <summary>Sums that were checked, with the outcome.</summary>
    public required IReadOnlyList<SumCheck> Checks { get; init; }

    /// <summary>What does not add up or could not be read surely.</summary>
    public required IReadOnlyList<ReadingWarning> Warnings { get; init; }
}

/// <summary>First and last line, 1-based and inclusive; in JSON [first, last].</summary>
public readonly record struct LineSpan(int First, int Last);

/// <summary>A stretch of days; an open end is null; the label is the text it was read from.</summary>
public sealed record Period(DateOnly? From, DateOnly? To, string Label);

/// <summary>A heading: its path (markers joined by dots, "II.3.a"), its title and what kind of section it opens.</summary>
public sealed record OutlineSection(string Document, string Path, string Marker, string Title, string Kind, LineSpan Lines);

/// <summary>An aim without a figure; kind is "purpose", "goal" or "target".</summary>
public sealed record Objective(string Document, string Path, string Kind, string Text, Period? Period, LineSpan Lines);

/// <summary>A table as found: header cells per column (levels joined by " | "), and rows with their cells.</summary>
public sealed record TableSource(string Id, string Document, string Kind, string Title, IReadOnlyList<string> Columns,
    IReadOnlyList<TableSourceRow> Rows, LineSpan Lines);

/// <summary>One row of a table; cells in column order.</summary>
public sealed record TableSourceRow(IReadOnlyList<string> Cells, LineSpan Lines);

/// <summary>One sum checked: what, whether it holds, where.</summary>
public sealed record SumCheck(string Code, string Message, bool Ok, LineSpan Lines);

/// <summary>A warning with a stable code, a Vietnamese sentence, its lines and the other lines it speaks of.</summary>
public sealed record ReadingWarning(string Code, string Message, LineSpan Lines, IReadOnlyList<LineSpan> Related);
