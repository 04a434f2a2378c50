namespace LienY.Reading;

/// <summary>How a target compares; in JSON &lt;, &lt;=, =, &gt;=, &gt;, between, maintain, none.</summary>
public enum Comparator
{
    /// <summary>No value stated.</summary>
    None,

    /// <summary>dưới, &lt;.</summary>
    LessThan,

    /// <summary>không quá, tối đa, ≤.</summary>
    AtMost,

    /// <summary>A plain figure.</summary>
    Equal,

    /// <summary>ít nhất, tối thiểu, trở lên, ≥.</summary>
    AtLeast,

    /// <summary>trên, hơn, &gt;.</summary>
    GreaterThan,

    /// <summary>From value to high.</summary>
    Between,

    /// <summary>Keep what there is (duy trì).</summary>
    Maintain,
}

/// <summary>A target as stated; value and high in the stated unit ("%", "giường/vạn dân").</summary>
public sealed record IndicatorRow
{
    /// <summary>"I1", "I2" … in file order.</summary>
    public required string Id { get; init; }

    /// <summary>What is measured.</summary>
    public required string Name { get; init; }

    /// <summary>How the figure compares.</summary>
    public required Comparator Comparator { get; init; }

    /// <summary>The figure; null for a target still to be set.</summary>
    public decimal? Value { get; init; }

    /// <summary>Upper end of a range.</summary>
    public decimal? High { get; init; }

    /// <summary>Unit as stated, with its denominator.</summary>
    public string? Unit { get; init; }

    /// <summary>When it is due.</summary>
    public Period? Period { get; init; }

    /// <summary>Whom or where it covers, where stated.</summary>
    public string? Scope { get; init; }

    /// <summary>Id of the document.</summary>
    public required string Document { get; init; }

    /// <summary>Path of the section.</summary>
    public required string Path { get; init; }

    /// <summary>Where it stands.</summary>
    public required LineSpan Lines { get; init; }

    /// <summary>The words it was read from.</summary>
    public required string Quote { get; init; }

    /// <summary>Starting value where stated ("từ 70% lên 85%", column "Hiện trạng").</summary>
    public decimal? Baseline { get; init; }

    /// <summary>Stated fraction "146/152".</summary>
    public string? Fraction { get; init; }

    /// <summary>"increase", "decrease" or "times" where the figure is a change, not a level.</summary>
    public string? Change { get; init; }

    /// <summary>What a change is measured against, as written: "năm trước", "cùng kỳ", "năm 2023".</summary>
    public string? Against { get; init; }

    /// <summary>The span that it is counted over, wherever that ends: "12 tháng", "1 quý".</summary>
    public string? Window { get; init; }

    /// <summary>Key shared by the years of one series.</summary>
    public string? Series { get; init; }

    /// <summary>Id of the earlier row that states the same target.</summary>
    public string? RestatementOf { get; init; }
}

/// <summary>A row of an activity table.</summary>
public sealed record ActivityRow
{
    /// <summary>"A1", "A2" … in file order.</summary>
    public required string Id { get; init; }

    /// <summary>"PL.3" for row 3 of the annex, otherwise section path and row number.</summary>
    public required string Path { get; init; }

    /// <summary>Content of the activity.</summary>
    public required string Name { get; init; }

    /// <summary>Time as written.</summary>
    public string? Time { get; init; }

    /// <summary>First day, where the text tells.</summary>
    public DateOnly? Start { get; init; }

    /// <summary>Last day, where the text tells.</summary>
    public DateOnly? End { get; init; }

    /// <summary>Single months ("2025-09") where the text names months.</summary>
    public IReadOnlyList<string> Months { get; init; } = [];

    /// <summary>Thường xuyên, theo đợt, hằng quý … as written.</summary>
    public string? Frequency { get; init; }

    /// <summary>Units that lead.</summary>
    public IReadOnlyList<string> Lead { get; init; } = [];

    /// <summary>Units that cooperate.</summary>
    public IReadOnlyList<string> Cooperating { get; init; } = [];

    /// <summary>Expected product or result; items on lines of their own.</summary>
    public string? Product { get; init; }

    /// <summary>Whom it is for.</summary>
    public string? Audience { get; init; }

    /// <summary>Where it is held.</summary>
    public string? Place { get; init; }

    /// <summary>Number of classes, learners and the like as the columns state them.</summary>
    public string? Quantity { get; init; }

    /// <summary>Money as written.</summary>
    public string? Funding { get; init; }

    /// <summary>Remark.</summary>
    public string? Note { get; init; }

    /// <summary>Title of the section row above ("I. Đào tạo").</summary>
    public string? Section { get; init; }

    /// <summary>Id of the document.</summary>
    public required string Document { get; init; }

    /// <summary>Id of the table.</summary>
    public string? Table { get; init; }

    /// <summary>Where it stands.</summary>
    public required LineSpan Lines { get; init; }
}

/// <summary>A content item of the nội dung or nhiệm vụ sections; path is that of its section, number its place in it.</summary>
public sealed record TaskRow(string Id, string Path, int Number, string Section, string Name, Period? Period, string Document, LineSpan Lines);

/// <summary>What one unit has to do.</summary>
public sealed record DutyRow(string Id, string Unit, IReadOnlyList<string> Items, IReadOnlyList<LineSpan> ItemLines, string? Role,
    string Document, string Path, LineSpan Lines);

/// <summary>Money: axis says what the label is (item, project, source, total); a null year is the sum over years or an unstated one.</summary>
public sealed record BudgetRow
{
    /// <summary>"B1", "B2" … in file order.</summary>
    public required string Id { get; init; }

    /// <summary>What the money is for, or from.</summary>
    public required string Label { get; init; }

    /// <summary>item, project, source or total.</summary>
    public required string Axis { get; init; }

    /// <summary>Year; null for a total over years.</summary>
    public int? Year { get; init; }

    /// <summary>Whether the amount is a stated total over years.</summary>
    public bool Total { get; init; }

    /// <summary>Amount in the stated unit; null when the cell is blank.</summary>
    public decimal? Amount { get; init; }

    /// <summary>đồng, nghìn đồng, triệu đồng, tỷ đồng.</summary>
    public string? Unit { get; init; }

    /// <summary>Amount in đồng.</summary>
    public long? AmountVnd { get; init; }

    /// <summary>Where the money comes from.</summary>
    public string? Source { get; init; }

    /// <summary>Id of the document.</summary>
    public required string Document { get; init; }

    /// <summary>Row number in its table, or null in prose.</summary>
    public string? Row { get; init; }

    /// <summary>Id of the table.</summary>
    public string? Table { get; init; }

    /// <summary>Where it stands.</summary>
    public required LineSpan Lines { get; init; }
}

/// <summary>A report or review owed: by whom, to whom, how often, by when ("trước ngày 10/6"; due days as "06-10").</summary>
public sealed record ReportObligation(string Id, string? From, string? To, IReadOnlyList<string> Cadence, string? Due,
    IReadOnlyList<string> DueDays, string Document, string Path, string Quote, LineSpan Lines);
