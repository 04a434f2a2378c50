using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>Reads the form of a changed row, each kind with its own fields.</summary>
static class RowForm
{
    /// <summary>The fields as typed; what the form of this kind does not ask stays as it was.</summary>
    public static RowFields Read(RowKind kind, Form form, RowFields now)
    {
        var fields = kind switch
        {
            RowKind.Document => Document(form, now),
            RowKind.Indicator => Indicator(form, now),
            RowKind.Activity => now with
            {
                Name = form.Required("name"),
                Section = form.Text("section", 400),
                Time = form.Text("time", 400),
                From = form.Day("from"),
                To = form.Day("to"),
                Frequency = form.Text("frequency", 200),
                Lead = Lines(form, "lead"),
                Cooperating = Lines(form, "cooperating"),
                Product = form.Text("product"),
                Audience = form.Text("audience"),
                Place = form.Text("place", 400),
                Funding = form.Text("funding", 400),
                Note = form.Text("note"),
            },
            RowKind.Task => now with
            {
                Name = form.Required("name"),
                Section = form.Text("section", 600),
                From = form.Day("from"),
                To = form.Day("to"),
                Owner = form.Text("owner", 400),
            },
            RowKind.Duty => now with { Name = form.Required("name", 8000), Owner = form.Required("owner", 400), Note = form.Text("note", 400) },
            RowKind.Budget => Budget(form, now),
            RowKind.Obligation => Obligation(form, now),
            _ => throw Refusal.Invalid("Cảnh báo không sửa được; xin ghi cách giải quyết."),
        };
        if (fields.From > fields.To) throw new Refusal(RefusalKind.Invalid, "Ngày cuối phải từ ngày đầu trở đi.") { Field = "to" };
        return fields;
    }

    static RowFields Document(Form form, RowFields now)
    {
        var fields = now with
        {
            IsPlan = form.Ticked("isPlan"),
            Name = form.Text("name"),
            Number = form.Text("number", 100),
            Date = form.Day("date"),
            Owner = form.Text("owner", 400),
            From = form.Day("from"),
            To = form.Day("to"),
            Signer = form.Text("signer", 200),
            Position = form.Text("position", 200),
            ParentRef = form.Text("parentRef", 400),
            ParentId = form.Id("parent"),
            AgreementId = form.Id("agreement"),
        };
        if (!fields.IsPlan) return fields;
        if (fields.Name.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = "name" };
        if (fields.From is null) throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày đầu của kế hoạch.") { Field = "from" };
        if (fields.To is null) throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày cuối của kế hoạch.") { Field = "to" };
        return fields;
    }

    static RowFields Indicator(Form form, RowFields now)
    {
        var fields = now with
        {
            Name = form.Required("name"),
            Comparator = form.One<Comparator>("comparator"),
            Value = form.Number("value"),
            High = form.Number("high"),
            Unit = form.Text("unit", 200),
            From = form.Day("from"),
            To = form.Day("to"),
            Scope = form.Text("scope", 400),
            Owner = form.Text("owner", 400),
        };
        if (fields.Value is null && fields.Comparator is not (Comparator.None or Comparator.Maintain))
            throw new Refusal(RefusalKind.Invalid, "Chỉ tiêu có phép so sánh thì phải có giá trị.") { Field = "value" };
        if (fields.Comparator == Comparator.Between && (fields.High is null || fields.High < fields.Value))
            throw new Refusal(RefusalKind.Invalid, "Khoảng giá trị cần số trên không nhỏ hơn số dưới.") { Field = "high" };
        return fields.Comparator == Comparator.Between ? fields : fields with { High = null };
    }

    static RowFields Budget(Form form, RowFields now)
    {
        var amount = form.Number("amount");
        if (amount is < 0 or > 1_000_000_000_000_000 || (amount is { } a && a != decimal.Truncate(a)))
            throw new Refusal(RefusalKind.Invalid, "Số tiền là số đồng chẵn, không âm.") { Field = "amount" };
        var year = form.Whole("year");
        if (year is not 0 and (< 1990 or > 2100)) throw new Refusal(RefusalKind.Invalid, "Năm phải từ 1990 đến 2100.") { Field = "year" };
        return now with
        {
            Name = form.Required("name"),
            Source = form.Text("source", 400),
            Year = year == 0 ? null : year,
            Amount = (long?)amount,
            Total = form.Ticked("total"),
        };
    }

    static RowFields Obligation(Form form, RowFields now)
    {
        var chosen = form.All("cadence").Where(c => Cadences.All.Any(k => k.Code == c)).ToList();
        if (chosen.Count == 0) throw NoCadence();
        return now with { Owner = form.Text("owner", 400), Recipient = form.Text("recipient", 400), Cadences = chosen, Due = form.Text("due", 100) };
    }

    /// <summary>A report without a cadence cannot be watched.</summary>
    public static Refusal NoCadence() => new(RefusalKind.Invalid, "Văn bản không nêu kỳ báo cáo. Xin chọn ít nhất một kỳ, hoặc bỏ dòng này.") { Field = "cadence" };

    static IReadOnlyList<string> Lines(Form form, string name) =>
        [.. form.Text(name, 4000).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];
}
