using LienY.Formulas;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>Writes predictors down: everything is checked before it is kept.</summary>
sealed class PredictorDesk(DataSetsStore store, FormulaGate gate, GlossaryBook glossaries)
{
    const int MostSequential = 120;
    const int MostAnnual = 20;

    /// <summary>Creates or changes a predictor; returns its id.</summary>
    public async Task<Guid> SaveAsync(Guid? id, int version, Told told, CancellationToken stop)
    {
        var predictor = await Opening.OpenAsync(store, store.Predictors, id, version, told, stop);
        var glossary = await glossaries.NowAsync(stop);
        predictor.PeriodType = (PeriodType.Find(told.Text("periodType", 40)) ?? throw new Refusal(RefusalKind.Invalid,
            "Lựa chọn này không có trong danh sách.")
        { Field = "periodType" }).Name;
        predictor.OutputId = Output(glossary, told).Id;
        predictor.Levels = RuleWords.Levels(told.Text("levels", 100)) ?? throw new Refusal(RefusalKind.Invalid,
            "Cấp đơn vị viết như “2 3”: số từ 1 đến 20, cách nhau bằng dấu cách.")
        { Field = "levels" };
        predictor.Missing = FormulaGate.Policy(told.Text("missing", 60)) ?? throw new Refusal(RefusalKind.Invalid,
            "Lựa chọn này không có trong danh sách.")
        { Field = "missing" };
        (predictor.Sequential, predictor.Annual, predictor.Skip) = (told.Whole("sequential", MostSequential), told.Whole("annual", MostAnnual), told.Whole("skip",
            MostSequential));
        predictor.Description = told.Text("description", 4000);
        predictor.IsActive = id is null || predictor.IsActive;
        predictor.Generator = told.Required("generator", Formula.Longest);
        var generator = await gate.ReadAsync(predictor.Generator, "generator", samples: true, stop);
        if (generator.Items.Count == 0) throw new Refusal(RefusalKind.Invalid, "Công thức dự báo cần ít nhất một mục số liệu, ví dụ {0}.",
            "avg(#{sxh-mac}) + 2 * stddev(#{sxh-mac})")
        { Field = "generator" };
        if (generator.LooksAtSamples && predictor.Sequential == 0 && predictor.Annual == 0) throw new Refusal(RefusalKind.Invalid,
            "Công thức lấy số qua các kỳ mẫu: xin cho biết số kỳ liền trước hoặc số năm trước.")
        { Field = "sequential" };
        if (predictor.Skip > 0 && predictor.Skip >= predictor.Sequential) throw new Refusal(RefusalKind.Invalid,
            "Số kỳ bỏ qua phải nhỏ hơn số kỳ liền trước.")
        { Field = "skip" };
        predictor.SkipTest = told.Text("skipTest", Formula.Longest);
        if (predictor.SkipTest.Length > 0 && !(await gate.ReadAsync(predictor.SkipTest, "skipTest", samples: false, stop)).IsCondition)
            throw new Refusal(RefusalKind.Invalid, "Chỗ này cần một điều kiện đúng hoặc sai.") { Field = "skipTest" };
        if (generator.Items.OfType<DataItem>().Any(i => i.PeriodOffset == 0 && glossary.Elements.Find(i.Element, IdScheme.Any)?.Id == predictor.OutputId))
            throw new Refusal(RefusalKind.Invalid, "Dự báo không được tính từ chính yếu tố mà nó ghi.") { Field = "generator" };
        await store.SaveChangesAsync(stop);
        return predictor.Id;
    }

    /// <summary>Switches a predictor off or on again; what it has written stays.</summary>
    public async Task SwitchAsync(Guid id, int version, CancellationToken stop)
    {
        var predictor = await store.Predictors.FirstOrDefaultAsync(p => p.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy dự báo này.");
        store.Expect(predictor, version);
        predictor.IsActive = !predictor.IsActive;
        await store.SaveChangesAsync(stop);
    }

    static Element Output(Glossary glossary, Told told)
    {
        var name = told.Required("output", 60);
        var element = (Guid.TryParse(name, out var id) ? glossary.Elements.Find(id) : glossary.Elements.Find(name, IdScheme.Any))
            ?? throw new Refusal(RefusalKind.Invalid, "Chưa có phần tử dữ liệu “{0}”.", name) { Field = "output" };
        if (!ValueTypes.IsNumber(element.ValueType)) throw new Refusal(RefusalKind.Invalid, "Yếu tố “{0}” không phải là số nên dự báo không ghi vào được.",
            element.Name)
        { Field = "output" };
        if (element.CombinationId != Combination.DefaultId) throw new Refusal(RefusalKind.Invalid,
            "Yếu tố “{0}” có phân tổ; xin chọn yếu tố không phân tổ để ghi dự báo.", element.Name)
        { Field = "output" };
        // What people enter must not be overwritten, nor what was approved.
        if (glossary.SetsOf[element.Id].FirstOrDefault() is { } set)
            throw new Refusal(RefusalKind.Invalid, "Yếu tố “{0}” thuộc bộ “{1}” mà đơn vị nhập; xin tạo một yếu tố riêng cho dự báo.", element.Name,
                set.Name)
            { Field = "output" };
        return element;
    }
}
