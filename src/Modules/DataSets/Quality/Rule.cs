using LienY.Formulas;
using LienY.Kernel;
using LienY.Periods;

namespace LienY.DataSets;

/// <summary>What a rule is for.</summary>
enum RuleKind
{
    /// <summary>Figures that do not fit one another: somebody has to correct or explain them.</summary>
    Check,

    /// <summary>A figure beyond a predicted threshold: somebody has to act.</summary>
    Warning,
}

/// <summary>How much it matters when a rule fails.</summary>
enum Importance
{
    /// <summary>A report is not said to be complete without a reason.</summary>
    High,

    /// <summary>Is told.</summary>
    Medium,

    /// <summary>Is told last.</summary>
    Low,
}

/// <summary>A rule that figures of a unit and a period must keep: left side, comparison, right side.</summary>
sealed class Rule : Term
{
    /// <summary>Why there is this rule.</summary>
    public string Description { get; set; } = "";

    /// <summary>Group of rules that are run together.</summary>
    public string Heading { get; set; } = "";

    /// <summary>What it is for.</summary>
    public RuleKind Kind { get; set; }

    /// <summary>How much it matters.</summary>
    public Importance Importance { get; set; } = Importance.Medium;

    /// <summary>DHIS2 period type.</summary>
    public string PeriodType { get; set; } = "Monthly";

    /// <summary>Levels of the tree (1 at the top) separated by spaces; "": the units that report its figures.</summary>
    public string Levels { get; set; } = "";

    /// <summary>Left side.</summary>
    public string LeftFormula { get; set; } = "";

    /// <summary>What the left side is, in people's words.</summary>
    public string LeftAbout { get; set; } = "";

    /// <summary>Missing figures of the left side.</summary>
    public MissingPolicy LeftMissing { get; set; }

    /// <summary>How the sides must stand.</summary>
    public Comparison Comparison { get; set; } = Comparison.LessThanOrEqualTo;

    /// <summary>Right side.</summary>
    public string RightFormula { get; set; } = "";

    /// <summary>What the right side is, in people's words.</summary>
    public string RightAbout { get; set; } = "";

    /// <summary>Missing figures of the right side.</summary>
    public MissingPolicy RightMissing { get; set; }

    /// <summary>What to do when it fails.</summary>
    public string Instruction { get; set; } = "";

    /// <summary>Asked when a report is entered.</summary>
    public bool OnForm { get; set; } = true;

    /// <summary>In use.</summary>
    public bool IsActive { get; set; } = true;

    /// <summary>First day of periods for which it holds.</summary>
    public DateOnly? ValidFrom { get; set; }

    /// <summary>Last day of periods for which it holds.</summary>
    public DateOnly? ValidTo { get; set; }

    /// <summary>Its periods that end in the days.</summary>
    public IEnumerable<Period> Periods(DateOnly from, DateOnly to) =>
        LienY.Periods.PeriodType.Find(PeriodType)!.EndingIn(from, to).Where(p => p.Last >= from && ReportRules.Within(ValidFrom, ValidTo, p));
}

/// <summary>Words and names of what rules are made of.</summary>
static class RuleWords
{
    /// <summary>Policies as DHIS2 names them.</summary>
    public static readonly IReadOnlyDictionary<MissingPolicy, string> Policies = new Dictionary<MissingPolicy, string>
    {
        [MissingPolicy.SkipIfAnyMissing] = "SKIP_IF_ANY_VALUE_MISSING",
        [MissingPolicy.SkipIfAllMissing] = "SKIP_IF_ALL_VALUES_MISSING",
        [MissingPolicy.NeverSkip] = "NEVER_SKIP",
    };

    /// <summary>A policy in words (a Vietnamese key).</summary>
    public static string Of(MissingPolicy policy) => policy switch
    {
        MissingPolicy.SkipIfAnyMissing => Words.Key("bỏ qua nếu thiếu bất kỳ số nào"),
        MissingPolicy.NeverSkip => Words.Key("không bỏ qua, số thiếu tính là 0"),
        _ => Words.Key("bỏ qua nếu thiếu tất cả, số thiếu tính là 0"),
    };

    /// <summary>A comparison in words.</summary>
    public static string Of(Comparison comparison) => comparison switch
    {
        Comparison.EqualTo => Words.Key("phải bằng"),
        Comparison.NotEqualTo => Words.Key("phải khác"),
        Comparison.GreaterThan => Words.Key("phải lớn hơn"),
        Comparison.GreaterThanOrEqualTo => Words.Key("phải lớn hơn hoặc bằng"),
        Comparison.LessThan => Words.Key("phải nhỏ hơn"),
        Comparison.LessThanOrEqualTo => Words.Key("phải nhỏ hơn hoặc bằng"),
        Comparison.CompulsoryPair => Words.Key("có một vế thì phải có vế kia"),
        _ => Words.Key("có một vế thì không được có vế kia"),
    };

    /// <summary>An importance in words.</summary>
    public static string Of(Importance importance) => importance switch
    {
        Importance.High => Words.Key("cao"),
        Importance.Medium => Words.Key("trung bình"),
        _ => Words.Key("thấp"),
    };

    /// <summary>Its badge.</summary>
    public static string Badge(Importance importance) => importance switch
    {
        Importance.High => "bad",
        Importance.Medium => "warn",
        _ => "info",
    };

    /// <summary>A kind in words.</summary>
    public static string Of(RuleKind kind) => kind == RuleKind.Warning ? Words.Key("cảnh báo vượt ngưỡng") : Words.Key("kiểm tra số liệu");

    /// <summary>A state in words.</summary>
    public static string Of(ViolationState state) => state switch
    {
        ViolationState.Open => Words.Key("chưa xử lý"),
        ViolationState.Explained => Words.Key("đã giải trình"),
        _ => Words.Key("đã hết"),
    };

    /// <summary>Its badge.</summary>
    public static string Badge(ViolationState state) => state switch
    {
        ViolationState.Open => "bad",
        ViolationState.Explained => "warn",
        _ => "ok",
    };

    /// <summary>Levels as they are typed: "2 3" or "2, 3"; kept with single spaces. Null where it is no list of levels.</summary>
    public static string? Levels(string text)
    {
        var parts = text.Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries);
        var numbers = parts.Select(p => int.TryParse(p, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n)
            && n is > 0 and <= 20 ? n : 0).ToList();
        return numbers.Contains(0) ? null : string.Join(' ', numbers.Distinct().Order().Select(n => n.ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
