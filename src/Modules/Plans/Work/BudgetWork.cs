using System.Globalization;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>What a form or a row of a file says of a movement of money.</summary>
sealed record MoneyForm(MoneyKind Kind, long Amount, DateOnly On, string Document, DateOnly? DocumentOn, string Note, Guid? OrderId)
{
    /// <summary>Largest amount, one million tỷ.</summary>
    public const long Most = 1_000_000_000_000_000;

    /// <summary>Reads it; an amount needs its document.</summary>
    public static MoneyForm Read(Form form, DateOnly today)
    {
        var amount = form.Number("amount") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập số tiền.") { Field = "amount" };
        return new MoneyForm(form.One<MoneyKind>("kind"), Dong(amount), form.Day("on") ?? today, form.Text("document", 120), form.Day("document-on"), form.Text("note", 500), form.Id("order")).Checked(today);
    }

    /// <summary>Đồng without fractions, within reason.</summary>
    public static long Dong(decimal amount) => amount switch
    {
        0 => throw new Refusal(RefusalKind.Invalid, "Số tiền phải khác 0.") { Field = "amount" },
        > Most or < -Most => throw new Refusal(RefusalKind.Invalid, "Số tiền quá lớn. Xin nhập theo đồng và kiểm tra lại.") { Field = "amount" },
        _ when amount != decimal.Truncate(amount) => throw new Refusal(RefusalKind.Invalid, "Xin nhập số tiền theo đồng, không có phần lẻ.") { Field = "amount" },
        _ => (long)amount,
    };

    /// <summary>The same where it may stand; refused otherwise.</summary>
    public MoneyForm Checked(DateOnly today)
    {
        if (Document.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin nhập số văn bản hoặc chứng từ của khoản này.") { Field = "document" };
        if (On > today) throw new Refusal(RefusalKind.Invalid, "Ngày ghi nhận không được sau hôm nay.") { Field = "on" };
        if (DocumentOn > today) throw new Refusal(RefusalKind.Invalid, "Ngày văn bản không được sau hôm nay.") { Field = "document-on" };
        return this;
    }
}

/// <summary>Money of a plan as a ledger: every movement is an entry with its document; a wrong one is reversed, never changed. Entries leave facts.</summary>
static class BudgetWork
{
    /// <summary>Enters a movement on a line; no sum may fall below zero.</summary>
    public static async Task<MoneyEntry> EnterAsync(PlansStore store, Plan plan, Act act, Budget line, MoneyForm form, KeptUpload? file, CancellationToken stop)
    {
        if (line.IsTotal) throw Refusal.Invalid("Đây là dòng tổng của văn bản; xin nhập ở các dòng chi tiết.");
        var before = await SumAsync(store, line, form.Kind, stop);
        if (before + form.Amount < 0) throw new Refusal(RefusalKind.Invalid, "Số tiền này làm cho tổng còn {0} đồng; tổng không được âm.", (decimal)(before + form.Amount)) { Field = "amount" };
        var entry = new MoneyEntry
        {
            PlanId = plan.Id,
            LineId = line.Id,
            Kind = form.Kind,
            Amount = form.Amount,
            MadeOn = form.On,
            Document = form.Document,
            DocumentOn = form.DocumentOn,
            FileOrgId = file is null ? null : plan.OwnerId,
            FileName = file?.Name ?? "",
            FileHash = file?.Hash ?? "",
            Note = form.Note,
            OrderId = form.OrderId,
            RecordedBy = act.UserId,
            RecordedName = act.UserName,
            RecordedAt = act.At,
        };
        store.Money.Add(entry);
        Sum(line, entry);
        act.Remember(store, plan.Id, Words.Key("Kinh phí “{0}”: {1} {2} đồng ({3})"), "budget", line.Id, Name(line), MoneyEntry.Word(form.Kind), Say.Number(form.Amount), form.Document);
        if (FactOf(form.Kind) is { } kind)
            await WorkFacts.StateAsync(store, kind, Source(entry), plan.OwnerId, form.On, Millions(form.Amount), plan.Id, line.Id, Dims(line), stop);
        return entry;
    }

    /// <summary>Takes an entry back by another of the opposite amount; its fact is reversed.</summary>
    public static async Task ReverseAsync(PlansStore store, Plan plan, Act act, Budget line, MoneyEntry wrong, string reason, CancellationToken stop)
    {
        if (wrong.ReversesId is not null) throw Refusal.Conflict("Đây là bút toán đảo nên không đảo tiếp được.");
        if (await store.Money.AnyAsync(m => m.ReversesId == wrong.Id, stop)) throw Refusal.Conflict("Khoản này đã được đảo.");
        if (await SumAsync(store, line, wrong.Kind, stop) - wrong.Amount < 0) throw Refusal.Conflict("Đảo khoản này làm cho tổng bị âm. Xin đảo các khoản giảm trước.");
        var entry = new MoneyEntry
        {
            PlanId = plan.Id,
            LineId = line.Id,
            Kind = wrong.Kind,
            Amount = -wrong.Amount,
            MadeOn = wrong.MadeOn,
            Document = wrong.Document,
            DocumentOn = wrong.DocumentOn,
            Note = reason,
            OrderId = wrong.OrderId,
            ReversesId = wrong.Id,
            RecordedBy = act.UserId,
            RecordedName = act.UserName,
            RecordedAt = act.At,
        };
        store.Money.Add(entry);
        Sum(line, entry);
        act.Remember(store, plan.Id, Words.Key("Kinh phí “{0}”: đảo khoản {1} đồng ({2}): {3}"), "budget", line.Id, Name(line), Say.Number(wrong.Amount), wrong.Document, reason);
        if (FactOf(wrong.Kind) is { } kind) await WorkFacts.ReverseAsync(store, kind, Source(wrong), reason, stop);
    }

    /// <summary>Adds a line of project, source and year that the paper does not have.</summary>
    public static async Task<Budget> AddLineAsync(PlansStore store, Plan plan, Act act, string project, string source, int? year, long? planned, CancellationToken stop)
    {
        var all = await store.Budgets.Where(b => b.PlanId == plan.Id).ToListAsync(stop);
        var axis = BudgetSheet.Main(all) is "source" ? "project" : BudgetSheet.Main(all);
        if (all.Any(b => !b.IsTotal && b.Year == year && Fold.Of(b.Label) == Fold.Of(project) && Fold.Of(b.Source) == Fold.Of(source)))
            throw new Refusal(RefusalKind.Conflict, "Đã có dòng kinh phí của nội dung, nguồn và năm này.") { Field = "project" };
        var line = new Budget
        {
            PlanId = plan.Id,
            Ordinal = all.Select(b => b.Ordinal).DefaultIfEmpty().Max() + 1,
            Label = project,
            Source = source,
            Axis = axis,
            Year = year,
            IsTotal = false,
            Planned = planned,
            LineFirst = 0,
            LineLast = 0,
        };
        store.Budgets.Add(line);
        act.Remember(store, plan.Id, Words.Key("Thêm dòng kinh phí “{0}”: kế hoạch {1} đồng"), "budget", line.Id, Name(line), Say.Number((decimal?)planned));
        return line;
    }

    /// <summary>Triệu đồng with four decimals.</summary>
    public static decimal Millions(long dong) => decimal.Round(dong / 1_000_000m, 4, MidpointRounding.AwayFromZero);

    static async Task<long> SumAsync(PlansStore store, Budget line, MoneyKind kind, CancellationToken stop)
    {
        if (kind is MoneyKind.Allocated) return line.Allocated ?? 0;
        if (kind is MoneyKind.Spent) return line.Spent ?? 0;
        // What this unit of work has entered but not yet saved counts as well.
        var adjusted = await store.Money.Where(m => m.LineId == line.Id && m.Kind == MoneyKind.Planned).ToListAsync(stop);
        return (line.Planned ?? 0) + adjusted.Concat(store.Money.Local.Where(m => m.LineId == line.Id && m.Kind == MoneyKind.Planned)).DistinctBy(m => m.Id).Sum(m => m.Amount);
    }

    // The line keeps the running sums of its entries.
    static void Sum(Budget line, MoneyEntry entry)
    {
        if (entry.Kind is MoneyKind.Allocated) (line.Allocated, line.AllocatedDocument) = ((line.Allocated ?? 0) + entry.Amount, entry.Document);
        if (entry.Kind is MoneyKind.Spent) (line.Spent, line.SpentDocument) = ((line.Spent ?? 0) + entry.Amount, entry.Document);
    }

    static string? FactOf(MoneyKind kind) => kind switch { MoneyKind.Allocated => WorkFacts.BudgetAllocated, MoneyKind.Spent => WorkFacts.BudgetSpent, _ => null };

    static (string, string)[] Dims(Budget line) => [("source", line.Source), ("year", line.Year?.ToString(CultureInfo.InvariantCulture) ?? ""), ("project", line.Label)];

    // The opening entry stands for the fact of the running sum.
    static string Source(MoneyEntry entry) => entry.IsOpening ? $"budget/{entry.LineId}" : $"money/{entry.Id}";

    /// <summary>The line in words: project and year.</summary>
    public static string Name(Budget line) => line.Year is { } year ? line.Label + " " + year.ToString(CultureInfo.InvariantCulture) : line.Label;
}
