using LienY.Formulas;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.Evidence;

/// <summary>What lies on the workbench: formulas, for whom and when they are tried, test cases, a search for items.</summary>
sealed record WorkbenchInput
{
    public Guid? Indicator { get; init; }
    public string Code { get; init; } = "";
    public string Name { get; init; } = "";
    public string Measured { get; init; } = "";
    public string Numerator { get; init; } = "";
    public string Denominator { get; init; } = "";
    public decimal Factor { get; init; } = 1;
    public bool IsAnnualised { get; init; }
    public MissingPolicy Missing { get; init; }
    public Guid? Unit { get; init; }
    public DateOnly? From { get; init; }
    public DateOnly? To { get; init; }
    public string Q { get; init; } = "";
    public IReadOnlyList<CaseInput> Cases { get; init; } = [];
    public int Seen { get; init; }

    /// <summary>Reads form or address; a number or day that cannot be read is refused with its field.</summary>
    public static WorkbenchInput Of(Form form) => new()
    {
        Indicator = form.Id("indicator"),
        Code = form.Text("code", 60),
        Name = form.Text("name", 300),
        Measured = form.Text("measured", 60),
        Numerator = form.Text("numerator"),
        Denominator = form.Text("denominator"),
        Factor = form.Number("factor") ?? 1,
        IsAnnualised = form.Ticked("isAnnualised"),
        Missing = Enum.TryParse<MissingPolicy>(form.Text("missing", 40), out var missing) ? missing : MissingPolicy.SkipIfAllMissing,
        Unit = form.Id("unit"),
        From = form.Day("from"),
        To = form.Day("to"),
        Q = form.Text("q", 100),
        Cases = CaseInput.Of(form),
        Seen = form.Whole("version"),
    };

    public static WorkbenchInput Of(IQueryCollection query) => Of(new Form(new FormCollection(query.ToDictionary(q => q.Key, q => q.Value))));

    /// <summary>The formulas as a version that is nowhere stored.</summary>
    public IndicatorVersion Version(DateOnly today) => new()
    {
        IndicatorId = Indicator ?? Guid.Empty,
        Number = 0,
        Author = "",
        MadeAt = default,
        Name = Name,
        Unit = Measured,
        Numerator = Numerator,
        Denominator = Denominator,
        Factor = Factor,
        IsAnnualised = IsAnnualised,
        Missing = Missing,
        ValidFrom = today,
    };
}
