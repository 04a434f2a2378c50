using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>Reads what a form says of one row of a plan.</summary>
static class ClauseForm
{
    /// <summary>The row as the form makes it; fields that the part does not have stay.</summary>
    public static Clause Read(PlanPart part, Form form, Clause now) => part switch
    {
        PlanPart.Target => Target(form, now),
        PlanPart.Task => Days(now with
        {
            Name = form.Required("name"),
            Content = form.Text("content", 300),
            OrgId = form.Id("unit"),
            From = form.Day("from"),
            To = form.Day("to"),
        }),
        PlanPart.Duty => now with { Name = form.Required("name", 4000), OrgId = form.Id("unit") ?? (now.Written.Length > 0 ? null : now.OrgId) },
        PlanPart.Budget => Budget(form, now),
        PlanPart.Plan => Period(form, now),
        _ => Obligation(form, now),
    };

    static Clause Period(Form form, Clause now)
    {
        var (from, to) = (form.Day("from"), form.Day("to"));
        if (from is null) throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày bắt đầu của kế hoạch.") { Field = "from" };
        if (to is null) throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày kết thúc của kế hoạch.") { Field = "to" };
        if (to < from) throw new Refusal(RefusalKind.Invalid, "Ngày kết thúc của kế hoạch phải từ ngày bắt đầu trở đi.") { Field = "to" };
        return now with { Name = form.Required("name", 1000), From = from, To = to };
    }

    static Clause Target(Form form, Clause now)
    {
        var read = Days(now with
        {
            Name = form.Required("name"),
            Comparator = form.One<Comparator>("comparator"),
            Value = form.Number("value"),
            High = form.Number("high"),
            Unit = form.Text("measure-unit", 200),
            From = form.Day("from"),
            To = form.Day("to"),
            OrgId = form.Id("unit") ?? now.OrgId,
            Measure = form.Text("measure", 400) is { Length: > 0 } measure ? measure : now.Measure,
        });
        if (read.Value is null && read.Comparator is not (Comparator.None or Comparator.Maintain))
            throw new Refusal(RefusalKind.Invalid, "Chỉ tiêu có phép so sánh thì phải có giá trị.") { Field = "value" };
        if (read.Comparator == Comparator.Between && (read.High is null || read.High < read.Value))
            throw new Refusal(RefusalKind.Invalid, "Khoảng giá trị cần số trên không nhỏ hơn số dưới.") { Field = "high" };
        return read.Comparator == Comparator.Between ? read : read with { High = null };
    }

    static Clause Budget(Form form, Clause now)
    {
        var amount = form.Number("amount");
        if (amount is < 0 or > 1_000_000_000_000_000 || (amount is { } a && a != decimal.Truncate(a)))
            throw new Refusal(RefusalKind.Invalid, "Số tiền là số đồng chẵn, không âm.") { Field = "amount" };
        var year = form.Whole("year");
        if (year is not 0 and (< 1990 or > 2100)) throw new Refusal(RefusalKind.Invalid, "Năm phải từ 1990 đến 2100.") { Field = "year" };
        return now with { Name = form.Required("name"), Source = form.Text("source", 400), Year = year == 0 ? null : year, Amount = (long?)amount };
    }

    static Clause Obligation(Form form, Clause now)
    {
        var cadence = form.Text("cadence", 20);
        if (Cadences.All.All(c => c.Code != cadence)) throw new Refusal(RefusalKind.Invalid, "Xin chọn kỳ báo cáo.") { Field = "cadence" };
        return now with { Name = form.Required("name"), OrgId = form.Id("unit") ?? now.OrgId, ToId = form.Id("to-unit") ?? now.ToId, Cadence = cadence, Due = form.Text("due", 100) };
    }

    static Clause Days(Clause clause) => clause is { From: { } from, To: { } to } && to < from
        ? throw new Refusal(RefusalKind.Invalid, "Hạn hoàn thành phải từ ngày bắt đầu trở đi.") { Field = "to" } : clause;
}
