using System.Globalization;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>What a form says of a budget line: money in đồng with the documents that prove it.</summary>
sealed record BudgetForm(long? Allocated, string AllocatedDocument, long? Spent, string SpentDocument, DateOnly On)
{
    /// <summary>Reads it; an amount needs its document.</summary>
    public static BudgetForm Read(Form form, DateOnly today)
    {
        var read = new BudgetForm(Dong(form, "allocated"), form.Text("allocated-document", 120), Dong(form, "spent"), form.Text("spent-document", 120), form.Day("on") ?? today);
        if (read.Allocated is not null && read.AllocatedDocument.Length == 0)
            throw new Refusal(RefusalKind.Invalid, "Xin nhập số văn bản giao kinh phí.") { Field = "allocated-document" };
        if (read.Spent is not null && read.SpentDocument.Length == 0)
            throw new Refusal(RefusalKind.Invalid, "Xin nhập số chứng từ hoặc văn bản xác nhận số đã chi.") { Field = "spent-document" };
        if (read.On > today) throw new Refusal(RefusalKind.Invalid, "Ngày ghi nhận không được sau hôm nay.") { Field = "on" };
        return read;
    }

    static long? Dong(Form form, string name) => form.Number(name) switch
    {
        null => null,
        < 0 => throw new Refusal(RefusalKind.Invalid, "Số tiền không được âm.") { Field = name },
        > 1_000_000_000_000_000 => throw new Refusal(RefusalKind.Invalid, "Số tiền quá lớn. Xin nhập theo đồng và kiểm tra lại.") { Field = name },
        { } n when n != decimal.Truncate(n) => throw new Refusal(RefusalKind.Invalid, "Xin nhập số tiền theo đồng, không có phần lẻ.") { Field = name },
        { } n => (long)n,
    };
}

/// <summary>Money of a plan: what was allocated and spent, each with its document; spending leaves a fact that stands.</summary>
static class BudgetWork
{
    /// <summary>Enters what was allocated and spent so far on a line.</summary>
    public static async Task EnterAsync(PlansStore store, Plan plan, Act act, Budget line, BudgetForm form, CancellationToken stop)
    {
        if (line.IsTotal) throw Refusal.Invalid("Đây là dòng tổng của văn bản; xin nhập ở các dòng chi tiết.");
        if (line.Allocated != form.Allocated || line.AllocatedDocument != form.AllocatedDocument)
            act.Remember(store, plan.Id, Words.Key("Kinh phí “{0}”: đã giao {1} đồng ({2})"), "budget", line.Id, Name(line), Amount(form.Allocated), form.AllocatedDocument);
        if (line.Spent != form.Spent || line.SpentDocument != form.SpentDocument)
            act.Remember(store, plan.Id, Words.Key("Kinh phí “{0}”: đã chi {1} đồng ({2})"), "budget", line.Id, Name(line), Amount(form.Spent), form.SpentDocument);
        var restate = line.Spent != form.Spent;
        (line.Allocated, line.AllocatedDocument, line.Spent, line.SpentDocument) = (form.Allocated, form.AllocatedDocument, form.Spent, form.SpentDocument);
        if (!restate) return;
        var source = $"budget/{line.Id}";
        await WorkFacts.ReverseAsync(store, WorkFacts.BudgetSpent, source, "Cập nhật số đã chi theo " + (form.SpentDocument.Length > 0 ? form.SpentDocument : "văn bản mới"), stop);
        if (form.Spent is { } spent)
            await WorkFacts.StateAsync(store, WorkFacts.BudgetSpent, source, plan.OwnerId, form.On, Millions(spent), plan.Id, line.Id,
                [("source", line.Source), ("year", line.Year?.ToString(CultureInfo.InvariantCulture) ?? "")], stop);
    }

    /// <summary>Triệu đồng with four decimals.</summary>
    public static decimal Millions(long dong) => decimal.Round(dong / 1_000_000m, 4, MidpointRounding.AwayFromZero);

    static string Name(Budget line) => line.Year is { } year ? line.Label + " " + year.ToString(CultureInfo.InvariantCulture) : line.Label;

    static string Amount(long? dong) => Say.Number((decimal?)dong);
}
