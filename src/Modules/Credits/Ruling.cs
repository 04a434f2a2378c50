using LienY.Kernel;

namespace LienY.Credits;

/// <summary>Enters rules with their days; hours that were posted keep the rule by which they were counted.</summary>
sealed class Ruling(CreditsStore store, CreditLedger ledger, Caller caller, TimeProvider clock)
{
    static readonly string[] Sureness = ["đọc", "dẫn lại", "suy ra"];

    /// <summary>Adds a rule, or a later or corrected version of one of the same code; what waited for it is posted.</summary>
    public async Task EnterAsync(Form form, CancellationToken stop)
    {
        var kind = form.Text("kind", 10) is "window" or "worth" ? form.Text("kind", 10) : throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "kind" };
        var hours = form.Number("hours") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập số giờ.") { Field = "hours" };
        if (hours is < 0 or > 10_000) throw new Refusal(RefusalKind.Invalid, "Số giờ không hợp lệ.") { Field = "hours" };
        var from = form.Day("from") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày bắt đầu.") { Field = "from" };
        var to = form.Day("to");
        if (to < from) throw new Refusal(RefusalKind.Invalid, "Ngày kết thúc phải sau ngày bắt đầu.") { Field = "to" };
        var years = form.Whole("years");
        if (kind == "window" && years is < 1 or > 20) throw new Refusal(RefusalKind.Invalid, "Xin nhập số năm của chu kỳ, từ 1 đến 20.") { Field = "years" };
        if (kind == "worth" && !CreditWords.Activities.ContainsKey(form.Text("activity", 30)))
            throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "activity" };
        store.Rules.Add(new()
        {
            Code = form.Required("code", 30).ToUpperInvariant(),
            Kind = kind,
            Name = form.Required("name", 200),
            Who = kind == "window" ? One(form, "who", ["licensed", "other"]) : "",
            Activity = kind == "worth" ? form.Text("activity", 30) : "",
            Form = kind == "worth" ? One(form, "form", ["a", "b", "c", "d"]) : "",
            Hundredths = (long)decimal.Round(hours * 100, MidpointRounding.AwayFromZero),
            Unit = kind == "worth" ? One(form, "unit", ["hour", "case", "session"]) : "",
            Years = kind == "window" ? years : 0,
            Anchor = kind == "window" ? One(form, "anchor", ["licence", "calendar"]) : "",
            FromDay = from,
            ToDay = to,
            Source = form.Required("source", 300),
            Sureness = One(form, "sureness", Sureness),
            Note = form.Text("note", 500),
            MadeAt = clock.GetUtcNow(),
            MadeBy = caller.Name,
        });
        await store.SaveChangesAsync(stop);
        await ledger.RuledAsync(stop);
    }

    static string One(Form form, string field, string[] known) =>
        known.Contains(form.Text(field, 30)) ? form.Text(field, 30) : throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = field };
}
