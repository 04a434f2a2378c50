using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using LienY.Contracts;

namespace LienY.Plans;

/// <summary>The fields of a row under review, whatever its kind; what a kind does not have stays empty. Kept as JSON, once as read and once as changed.</summary>
sealed record RowFields
{
    static readonly JsonSerializerOptions Shape = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Name of a target or activity, items of a duty (one a line), label of money, subject of a document, sentence of a warning.</summary>
    public string Name { get; init; } = "";

    /// <summary>Section.</summary>
    public string Path { get; init; } = "";

    /// <summary>Heading above.</summary>
    public string Section { get; init; } = "";

    /// <summary>How a target compares.</summary>
    public Comparator? Comparator { get; init; }

    /// <summary>Figure of a target.</summary>
    public decimal? Value { get; init; }

    /// <summary>Upper end of a range.</summary>
    public decimal? High { get; init; }

    /// <summary>Starting value.</summary>
    public decimal? Baseline { get; init; }

    /// <summary>Unit of measure.</summary>
    public string Unit { get; init; } = "";

    /// <summary>First day.</summary>
    public DateOnly? From { get; init; }

    /// <summary>Last day.</summary>
    public DateOnly? To { get; init; }

    /// <summary>Time as written.</summary>
    public string Time { get; init; } = "";

    /// <summary>Whom or where it covers.</summary>
    public string Scope { get; init; } = "";

    /// <summary>The organisation as written: issuer, owner of a target, unit of a duty or task, who reports.</summary>
    public string Owner { get; init; } = "";

    /// <summary>Units that lead, as written.</summary>
    public IReadOnlyList<string> Lead { get; init; } = [];

    /// <summary>Units that cooperate, as written.</summary>
    public IReadOnlyList<string> Cooperating { get; init; } = [];

    /// <summary>Expected product.</summary>
    public string Product { get; init; } = "";

    /// <summary>Whom an activity is for.</summary>
    public string Audience { get; init; } = "";

    /// <summary>Where it is held; place of a document.</summary>
    public string Place { get; init; } = "";

    /// <summary>How often, as written.</summary>
    public string Frequency { get; init; } = "";

    /// <summary>Money of an activity, as written.</summary>
    public string Funding { get; init; } = "";

    /// <summary>Remark; role of a duty's unit.</summary>
    public string Note { get; init; } = "";

    /// <summary>Axis of money: item, project, source, total.</summary>
    public string Axis { get; init; } = "";

    /// <summary>Source of money.</summary>
    public string Source { get; init; } = "";

    /// <summary>Year of money.</summary>
    public int? Year { get; init; }

    /// <summary>A stated total.</summary>
    public bool Total { get; init; }

    /// <summary>Đồng.</summary>
    public long? Amount { get; init; }

    /// <summary>Cadences of a report (month, quarter, half, year, midterm, final, once).</summary>
    public IReadOnlyList<string> Cadences { get; init; } = [];

    /// <summary>Due days of a report ("10/6"), parted by ";".</summary>
    public string Due { get; init; } = "";

    /// <summary>To whom a report goes, as written.</summary>
    public string Recipient { get; init; } = "";

    /// <summary>Type of a document.</summary>
    public string Type { get; init; } = "";

    /// <summary>Number of a document.</summary>
    public string Number { get; init; } = "";

    /// <summary>Day of a document.</summary>
    public DateOnly? Date { get; init; }

    /// <summary>Signer.</summary>
    public string Signer { get; init; } = "";

    /// <summary>Position of the signer.</summary>
    public string Position { get; init; } = "";

    /// <summary>The document becomes a plan (otherwise it is only kept with the file).</summary>
    public bool IsPlan { get; init; }

    /// <summary>The plan it carries out, as cited.</summary>
    public string ParentRef { get; init; } = "";

    /// <summary>Id of its parent in the same file.</summary>
    public string ParentDocument { get; init; } = "";

    /// <summary>The adopted plan it carries out.</summary>
    public Guid? ParentId { get; init; }

    /// <summary>The agreement it rests on.</summary>
    public Guid? AgreementId { get; init; }

    /// <summary>The words it was read from.</summary>
    public string Quote { get; init; } = "";

    /// <summary>Code of a warning.</summary>
    public string Code { get; init; } = "";

    /// <summary>Item that states the same target earlier.</summary>
    public string Restates { get; init; } = "";

    /// <summary>Other places a warning speaks of: first and last line.</summary>
    public IReadOnlyList<int[]> Related { get; init; } = [];

    /// <summary>As JSON.</summary>
    public string Json() => JsonSerializer.Serialize(this, Shape);

    /// <summary>From JSON.</summary>
    public static RowFields Of(string json) => JsonSerializer.Deserialize<RowFields>(json, Shape)!;

    /// <summary>The fields of a row as they stand.</summary>
    public static RowFields Of(ImportRow row) => Of(row.Edited ?? row.Original);

    /// <summary>Every organisation the row names, as written, with whether it must be known before adoption.</summary>
    public IEnumerable<string> Units() => Lead.Concat(Cooperating).Append(Owner).Append(Recipient).Where(u => u.Length > 0);
}
