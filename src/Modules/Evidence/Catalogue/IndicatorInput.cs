using LienY.Formulas;
using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>What somebody writes down about an indicator: in the page, in a table to load, in an exchange file.</summary>
sealed record IndicatorInput
{
    public string Name { get; init; } = "";
    public string NameEn { get; init; } = "";
    public string NameZh { get; init; } = "";
    public string Definition { get; init; } = "";
    public string Unit { get; init; } = "";
    public string Topic { get; init; } = "";
    public Direction Direction { get; init; } = Direction.Higher;
    public IndicatorKind Kind { get; init; }
    public string Numerator { get; init; } = "";
    public string Denominator { get; init; } = "";
    public decimal Factor { get; init; } = 1;
    public bool IsAnnualised { get; init; }
    public MissingPolicy Missing { get; init; }
    public int Decimals { get; init; } = 2;
    public string Aggregation { get; init; } = "";
    public string Source { get; init; } = "";
    public string LawNumber { get; init; } = "";
    public DateOnly? LawDate { get; init; }
    public string LawClause { get; init; } = "";
    public DateOnly? ValidFrom { get; init; }
    public DateOnly? ValidTo { get; init; }
    public string Note { get; init; } = "";

    /// <summary>Reads the fields of the page.</summary>
    public static IndicatorInput Of(Form form) => new()
    {
        Name = form.Required("name", 300),
        NameEn = form.Text("nameEn", 300),
        NameZh = form.Text("nameZh", 300),
        Definition = form.Text("definition", 4000),
        Unit = form.Required("unit", 60),
        Topic = form.Text("topic", 120),
        Direction = form.One<Direction>("direction"),
        Kind = form.One<IndicatorKind>("kind"),
        Numerator = form.Text("numerator"),
        Denominator = form.Text("denominator"),
        Factor = form.Number("factor") ?? 1,
        IsAnnualised = form.Ticked("isAnnualised"),
        Missing = form.One<MissingPolicy>("missing"),
        Decimals = form.Whole("decimals", 2),
        Aggregation = form.Text("aggregation", 1000),
        Source = form.Text("source", 300),
        LawNumber = form.Text("lawNumber", 120),
        LawDate = form.Day("lawDate"),
        LawClause = form.Text("lawClause", 300),
        ValidFrom = form.Day("validFrom"),
        ValidTo = form.Day("validTo"),
        Note = form.Text("note", 500),
    };

    /// <summary>What a version says.</summary>
    public static IndicatorInput Of(IndicatorVersion v) => new()
    {
        Name = v.Name,
        NameEn = v.NameEn,
        NameZh = v.NameZh,
        Definition = v.Definition,
        Unit = v.Unit,
        Topic = v.Topic,
        Direction = v.Direction,
        Kind = v.Kind,
        Numerator = v.Numerator,
        Denominator = v.Denominator,
        Factor = v.Factor,
        IsAnnualised = v.IsAnnualised,
        Missing = v.Missing,
        Decimals = v.Decimals,
        Aggregation = v.Aggregation,
        Source = v.Source,
        LawNumber = v.LawNumber,
        LawDate = v.LawDate,
        LawClause = v.LawClause,
        ValidFrom = v.ValidFrom,
        ValidTo = v.ValidTo,
        Note = v.Note,
    };

    /// <summary>Writes all of it into a draft. What cannot be is refused with the field's name.</summary>
    public void Into(IndicatorVersion draft, string code, DateOnly today)
    {
        if (Factor == 0 || Math.Abs(Factor) > 1_000_000_000 || decimal.Round(Factor, 4) != Factor)
            throw new Refusal(RefusalKind.Invalid, "Hệ số phải khác 0 và có tối đa bốn chữ số thập phân.") { Field = "factor" };
        if (Decimals is < 0 or > 6) throw new Refusal(RefusalKind.Invalid, "Số chữ số thập phân khi hiển thị từ 0 đến 6.") { Field = "decimals" };
        if (ValidTo is { } to && to < (ValidFrom ?? today)) throw new Refusal(RefusalKind.Invalid, "Ngày hết hiệu lực phải sau ngày có hiệu lực.") { Field = "validTo" };
        Readable(Numerator, "numerator", Kind == IndicatorKind.Formula);
        Readable(Denominator, "denominator", false);
        draft.Name = Name;
        draft.NameEn = NameEn;
        draft.NameZh = NameZh;
        draft.Definition = Definition;
        draft.Unit = Unit;
        draft.Topic = Topic;
        draft.Direction = Direction;
        draft.Kind = Kind;
        draft.Numerator = Kind == IndicatorKind.Formula ? Numerator : "";
        draft.Denominator = Kind == IndicatorKind.Formula ? Denominator : "";
        draft.Factor = Kind == IndicatorKind.Formula ? Factor : 1;
        draft.IsAnnualised = Kind == IndicatorKind.Formula && IsAnnualised;
        draft.Missing = Missing;
        draft.Decimals = Decimals;
        draft.Aggregation = Aggregation;
        draft.Source = Source;
        draft.LawNumber = LawNumber;
        draft.LawDate = LawDate;
        draft.LawClause = LawClause;
        draft.ValidFrom = ValidFrom ?? today;
        draft.ValidTo = ValidTo;
        draft.Note = Note;
        draft.FoldWords(code);
    }

    static void Readable(string formula, string field, bool must)
    {
        if (formula.Length == 0 && !must) return;
        try
        {
            FormulaShelf.Read(formula);
        }
        catch (Refusal trouble)
        {
            throw new Refusal(trouble.Kind, trouble.Text, trouble.Args) { Field = field, Code = trouble.Code };
        }
    }
}
