using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Evidence;

/// <summary>What an officer chooses as the measure of an indicator.</summary>
sealed record MeasureInput(MeasureKind Kind, string Formula, OverTime OverTime, OverUnits OverUnits, decimal Factor, DateOnly? FromDay, string Note)
{
    /// <summary>Reads the fields of the page.</summary>
    public static MeasureInput Of(Form form) => new(form.One<MeasureKind>("kind"), form.Text("kind") == nameof(MeasureKind.Catalogue) ? form.Text("catalogue", 60) : form.Text("formula"), form.One<OverTime>("overTime"), form.One<OverUnits>("overUnits"),
        form.Number("factor") ?? 1, form.Day("fromDay"), form.Text("note", 500));

    /// <summary>What stands now, for the first showing of the page.</summary>
    public static MeasureInput Of(IndicatorMeasure m) => new(m.Kind, m.Formula ?? "", m.OverTime, m.OverUnits, m.Factor, null, "");
}

/// <summary>Sets a new measure of an indicator; older ones stay, and reports keep the number they used.</summary>
sealed class MeasureEditing(EvidenceStore store, IPlans plans, Caller caller, Readings readings, Analysis analysis)
{
    /// <summary>Saves the next version.</summary>
    public async Task SetAsync(Guid indicatorId, int seen, MeasureInput input, CancellationToken stop)
    {
        var target = await plans.TargetAsync(indicatorId, stop);
        caller.Must(EvidenceRights.Measure, target.OwnerId);
        var last = await store.Measures.Where(m => m.IndicatorId == indicatorId).MaxAsync(m => (int?)m.Number, stop) ?? 0;
        if (last != seen)
            throw new Refusal(RefusalKind.Conflict, "Cách đo của chỉ tiêu vừa được người khác đổi. Xin xem bản mới rồi lưu lại.") { Code = "stale" };
        store.Measures.Add(await MadeAsync(target, input, last + 1, stop));
        store.Trace("evidence.measure", "indicator", indicatorId.ToString());
        await store.SaveChangesAsync(stop);
    }

    /// <summary>What the measure would give today, without saving it.</summary>
    public async Task<FullReading> TryAsync(Target target, MeasureInput input, CancellationToken stop) =>
        await readings.TryAsync(target, await MadeAsync(target, input, 0, stop), store.Clock.Today(), stop);

    async Task<IndicatorMeasure> MadeAsync(Target target, MeasureInput input, int number, CancellationToken stop)
    {
        if (input.Factor == 0 || Math.Abs(input.Factor) > 1_000_000_000 || decimal.Round(input.Factor, 4) != input.Factor)
            throw new Refusal(RefusalKind.Invalid, "Hệ số phải khác 0 và có tối đa bốn chữ số thập phân.") { Field = "factor" };
        if (input.Kind == MeasureKind.Catalogue && input.Formula.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn một chỉ tiêu của danh mục.") { Field = "catalogue" };
        if (input.Kind is MeasureKind.Formula or MeasureKind.Catalogue) await CheckAsync(input.Kind == MeasureKind.Formula ? input.Formula : $"N{{{input.Formula}}}", target, stop);
        return new()
        {
            IndicatorId = target.IndicatorId,
            PlanId = target.PlanId,
            Number = number,
            Kind = input.Kind,
            Formula = input.Kind is MeasureKind.Formula or MeasureKind.Catalogue ? input.Formula : null,
            OverTime = input.OverTime,
            OverUnits = input.OverUnits,
            Factor = input.Factor,
            FromDay = input.FromDay ?? target.From,
            AuthorId = caller.UserId,
            Author = caller.Name,
            MadeAt = store.Clock.GetUtcNow(),
            Note = input.Note,
        };
    }

    /// <summary>A formula must be readable, must look at some evidence, and every word of it must mean something.</summary>
    async Task CheckAsync(string text, Target target, CancellationToken stop)
    {
        var formula = FormulaShelf.Read(text);
        var items = formula.Items;
        if (formula.LooksAtSamples || formula.Sets.Count > 0)
            throw new Refusal(RefusalKind.Invalid, "Hàm qua các kỳ mẫu (avg, stddev…) và orgUnit.dataSet chỉ dùng được trong công thức của danh mục.")
            {
                Field = "formula",
            };
        if (items.Count == 0)
            throw new Refusal(RefusalKind.Invalid, "Công thức cần ít nhất một minh chứng, ví dụ {0}.", "E{plan.task.done}") { Field = "formula" };
        if (items.FirstOrDefault(i => i is EvidenceItem && (i.Aggregation ?? (object?)i.AsOf) is not null) is { } narrow)
            throw new Refusal(RefusalKind.Invalid, "“{0}” chỉ dùng được trong công thức của danh mục, không dùng được cho minh chứng của một kế hoạch.", narrow.Key) { Field = "formula" };
        if (items.All(i => i is EvidenceItem)) return;
        var (gathering, scene) = (new Gathering(await analysis.AtlasAsync(null, stop)), new Scene(target.OwnerId, target.From, target.To, null));
        foreach (var item in items.Where(i => i is not EvidenceItem)) gathering.Take(FormulaShelf.Read(item.Key), scene);
    }
}

/// <summary>Turns the error of a formula into a refusal that says where.</summary>
static class FormulaTrouble
{
    /// <summary>Texts of the engine, known here for their translations.</summary>
    public static readonly string[] Texts =
    [
        Words.Key("Công thức còn trống."), Words.Key("Công thức kết thúc giữa chừng."), Words.Key("Không hiểu phần “{0}”."), Words.Key("Cần dấu “{0}” ở đây."),
        Words.Key("Không có hàm “{0}”."), Words.Key("Thiếu dấu “{0}” để đóng."), Words.Key("Điều kiện “{0}” viết chưa đúng, ví dụ topic=this hoặc on_time=true."),
        Words.Key("Điều kiện “{0}” ghi hai lần."), Words.Key("“{0}” phải là this hoặc một mã định danh."), Words.Key("Loại sự kiện “{0}” viết chưa đúng, ví dụ plan.task.done."),
        Words.Key("Chỗ này cần một số."), Words.Key("Chỗ này cần một điều kiện đúng hoặc sai."), Words.Key("Hàm “{0}” cần đúng một minh chứng, ví dụ {0}(E{{plan.task.done}})."),
        Words.Key("Hàm “{0}” nhận từ {1} đến {2} giá trị."), Words.Key("Không có đơn vị thời gian “{0}”. Dùng được: days, weeks, months, quarters, years."),
        Words.Key("Không có cách tính “{0}”. Dùng được: {1}."), Words.Key("Ký hiệu “{0}” không dùng được trong công thức."), Words.Key("Số “{0}” quá lớn."),
        Words.Key("Công thức lồng quá sâu."), Words.Key("Công thức dài quá {0} ký tự."), Words.Key("Cửa sổ thời gian dài quá 100 năm."),
        Words.Key("Cửa sổ thời gian viết như window(24 months) hoặc window(2 năm)."), Words.Key("Sau dấu chấm cần tên, ví dụ .window(24 months) hoặc .yearToDate()."),
    ];

    /// <summary>The sentence of the error; its code names the character at fault (from 0), so that the page can mark it.</summary>
    public static Refusal Of(FormulaError error) => new(RefusalKind.Invalid, error.Text, [.. error.Args]) { Field = "formula", Code = FormattableString.Invariant($"formula-{error.Position}") };

    /// <summary>The character at fault of a refused formula; null for another refusal.</summary>
    public static int? Position(Refusal refusal) =>
        refusal.Code.StartsWith("formula-", StringComparison.Ordinal) && int.TryParse(refusal.Code.AsSpan(8), System.Globalization.CultureInfo.InvariantCulture, out var at) ? at : null;
}
