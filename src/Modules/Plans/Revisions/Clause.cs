using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>What a plan says in one row, whatever its part; what a part does not have stays empty. Kept as JSON.</summary>
sealed record Clause
{
    static readonly JsonSerializerOptions Shape = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Name of a target or task, text of a duty, label of money, quote of an obligation.</summary>
    public string Name { get; init; } = "";

    /// <summary>Section.</summary>
    public string Path { get; init; } = "";

    /// <summary>Heading above a task.</summary>
    public string Content { get; init; } = "";

    /// <summary>How a target compares.</summary>
    public Comparator? Comparator { get; init; }

    /// <summary>Level of a target.</summary>
    public decimal? Value { get; init; }

    /// <summary>Upper end of a range.</summary>
    public decimal? High { get; init; }

    /// <summary>Unit of measure.</summary>
    public string Unit { get; init; } = "";

    /// <summary>First day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day, due day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Who answers, does or reports.</summary>
    public Guid? OrgId { get; init; }

    /// <summary>The unit as written, where it is no organisation.</summary>
    public string Written { get; init; } = "";

    /// <summary>To whom a report goes.</summary>
    public Guid? ToId { get; init; }

    /// <summary>Cadence of a report.</summary>
    public string Cadence { get; init; } = "";

    /// <summary>Due day of a report ("10/6").</summary>
    public string Due { get; init; } = "";

    /// <summary>Source of money.</summary>
    public string Source { get; init; } = "";

    /// <summary>Year of money.</summary>
    public int? Year { get; init; }

    /// <summary>Planned money, đồng.</summary>
    public long? Amount { get; init; }

    /// <summary>How a new target is measured, as on the review page.</summary>
    public string Measure { get; init; } = "";

    /// <summary>As JSON.</summary>
    public string Json() => JsonSerializer.Serialize(this, Shape);

    /// <summary>From JSON.</summary>
    public static Clause? Of(string? json) => json is null ? null : JsonSerializer.Deserialize<Clause>(json, Shape);

    /// <summary>Of a target.</summary>
    public static Clause Of(Indicator i) => new()
    {
        Name = i.Name,
        Path = i.Path,
        Comparator = i.Comparator,
        Value = i.Value,
        High = i.High,
        Unit = i.Unit,
        From = i.StartsOn,
        To = i.EndsOn,
        OrgId = i.OwnerId,
    };

    /// <summary>Of a task.</summary>
    public static Clause Of(PlanTask t) => new() { Name = t.Name, Path = t.Path, Content = t.Content, From = t.StartsOn, To = t.DueOn, OrgId = t.UnitId };

    /// <summary>Of a duty.</summary>
    public static Clause Of(Duty d) => new() { Name = d.Text, Path = d.Path, OrgId = d.OrgId, Written = d.OrgId is null ? d.Written : "" };

    /// <summary>Of a budget line.</summary>
    public static Clause Of(Budget b) => new() { Name = b.Label, Source = b.Source, Year = b.Year, Amount = b.Planned };

    /// <summary>Of a report owed.</summary>
    public static Clause Of(Obligation o) => new() { Name = o.Quote, OrgId = o.FromId, ToId = o.ToId, Cadence = o.Cadence, Due = o.Due ?? "" };

    /// <summary>Of the plan itself: its title and period.</summary>
    public static Clause Of(Plan p) => new() { Name = p.Title, From = p.StartsOn, To = p.EndsOn };

    /// <summary>Every organisation it names.</summary>
    public IEnumerable<Guid> Organisations => new[] { OrgId, ToId }.OfType<Guid>();
}

/// <summary>One field of a row, before and after, as a page shows it. <paramref name="IsText"/>: long enough to be compared word by word.</summary>
sealed record FieldChange(string Label, string Before, string After, bool IsText)
{
    /// <summary>It is not the same.</summary>
    public bool IsChanged => Before != After;
}

/// <summary>Rows of a plan in words.</summary>
static class ClauseWords
{
    /// <summary>Name of a part, a Vietnamese key.</summary>
    public static string Of(PlanPart part) => part switch
    {
        PlanPart.Target => Words.Key("Chỉ tiêu"),
        PlanPart.Task => Words.Key("Nhiệm vụ"),
        PlanPart.Duty => Words.Key("Phân công"),
        PlanPart.Budget => Words.Key("Kinh phí"),
        PlanPart.Plan => Words.Key("Tên và thời gian của kế hoạch"),
        _ => Words.Key("Báo cáo"),
    };

    /// <summary>Name of a deed, a Vietnamese key.</summary>
    public static string Of(Deed deed) => deed switch { Deed.Change => Words.Key("sửa đổi"), Deed.Add => Words.Key("bổ sung"), _ => Words.Key("bãi bỏ") };

    /// <summary>Colour of a deed.</summary>
    public static string Tone(Deed deed) => deed switch { Deed.Change => "warn", Deed.Add => "ok", _ => "bad" };

    /// <summary>Name of a state, a Vietnamese key.</summary>
    public static string Of(RevisionState state) => state switch
    {
        RevisionState.Draft => Words.Key("đang soạn"),
        RevisionState.Waiting => Words.Key("đã công bố, chờ hiệu lực"),
        RevisionState.Applied => Words.Key("đang có hiệu lực"),
        RevisionState.Discarded => Words.Key("đã bỏ"),
        _ => Words.Key("đã hủy việc thu hồi"),
    };

    /// <summary>The fields of a row before and after; unchanged ones too.</summary>
    public static IReadOnlyList<FieldChange> Fields(PlanPart part, Clause? before, Clause? after, IReadOnlyDictionary<Guid, string> names, Words words)
    {
        var rows = new List<FieldChange>();
        void Add(string label, Func<Clause, string> of, bool text = false)
        {
            var field = new FieldChange(label, before is null ? "" : of(before), after is null ? "" : of(after), text);
            if (field.Before.Length > 0 || field.After.Length > 0) rows.Add(field);
        }
        string Name(Guid? id, string written) => id is { } org ? names.GetValueOrDefault(org, "–") : written;
        Add(part is PlanPart.Plan ? Words.Key("Tên kế hoạch") : Words.Key("Nội dung"), c => c.Name, text: true);
        if (part is PlanPart.Target)
        {
            Add(Words.Key("Mức"), c => ComparatorWords.Of(words, c.Comparator ?? Comparator.None, c.Value, c.High, c.Unit));
            Add(Words.Key("Từ ngày"), c => Say.Day(c.From));
        }
        if (part is PlanPart.Task or PlanPart.Plan) Add(Words.Key("Từ ngày"), c => Say.Day(c.From));
        if (part is PlanPart.Plan) Add(Words.Key("Đến ngày"), c => Say.Day(c.To));
        if (part is PlanPart.Target or PlanPart.Task) Add(Words.Key("Hạn"), c => Say.Day(c.To));
        Add(Words.Key("Đơn vị"), c => Name(c.OrgId, c.Written));
        Add(Words.Key("Nơi nhận"), c => Name(c.ToId, ""));
        Add(Words.Key("Kỳ báo cáo"), c => c.Cadence.Length == 0 ? "" : words[Cadences.Name(c.Cadence)]);
        Add(Words.Key("Hạn gửi"), c => c.Due);
        Add(Words.Key("Nguồn"), c => c.Source);
        Add(Words.Key("Năm"), c => c.Year?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "");
        if (part is PlanPart.Budget) Add(Words.Key("Kế hoạch (đồng)"), c => Say.Number((decimal?)c.Amount));
        return rows;
    }
}
