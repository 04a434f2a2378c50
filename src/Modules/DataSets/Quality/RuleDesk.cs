using LienY.Contracts;
using LienY.Formulas;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>Writes rules down: everything is checked before it is kept, each fault beside its field.</summary>
sealed class RuleDesk(DataSetsStore store, FormulaGate gate, GlossaryBook glossaries, CheckBook book)
{
    /// <summary>Creates or changes a rule; returns its id.</summary>
    public async Task<Guid> SaveAsync(Guid? id, int version, Told told, CancellationToken stop)
    {
        var rule = await Opening.OpenAsync(store, store.Rules, id, version, told, stop);
        rule.PeriodType = (PeriodType.Find(told.Text("periodType", 40)) ?? throw new Refusal(RefusalKind.Invalid,
            "Lựa chọn này không có trong danh sách.")
        { Field = "periodType" }).Name;
        rule.Kind = told.Has("kind") ? told.One("kind", t => Enum.TryParse<RuleKind>(t, ignoreCase: true, out var kind) ? kind : (RuleKind?)null) : RuleKind.Check;
        rule.Importance = told.One("importance", t => Enum.TryParse<Importance>(t, ignoreCase: true, out var importance) && Enum.IsDefined(importance) ? importance
            : (Importance?)null);
        rule.Comparison = told.One("comparison", Comparisons.Find);
        rule.Levels = RuleWords.Levels(told.Text("levels", 100)) ?? throw new Refusal(RefusalKind.Invalid,
            "Cấp đơn vị viết như “2 3”: số từ 1 đến 20, cách nhau bằng dấu cách.")
        { Field = "levels" };
        (rule.LeftMissing, rule.RightMissing) = (Policy(told, "leftMissing"), Policy(told, "rightMissing"));
        (rule.LeftAbout, rule.RightAbout) = (told.Text("leftAbout", 500), told.Text("rightAbout", 500));
        (rule.Description, rule.Instruction, rule.Heading) = (told.Text("description", 4000), told.Text("instruction", 2000), told.Text("heading", 120));
        (rule.OnForm, rule.IsActive) = (!told.Has("onForm") || told.Ticked("onForm"), id is null || rule.IsActive);
        (rule.ValidFrom, rule.ValidTo) = (told.Day("validFrom"), told.Day("validTo"));
        if (rule.ValidTo < rule.ValidFrom) throw new Refusal(RefusalKind.Invalid, "Ngày hết áp dụng phải sau ngày bắt đầu áp dụng.") { Field = "validTo" };
        rule.LeftFormula = told.Required("left", Formula.Longest);
        rule.RightFormula = told.Required("right", Formula.Longest);
        var left = await gate.ReadAsync(rule.LeftFormula, "left", samples: false, stop);
        var right = await gate.ReadAsync(rule.RightFormula, "right", samples: false, stop);
        if (left.Items.Count == 0 && right.Items.Count == 0) throw new Refusal(RefusalKind.Invalid, "Quy tắc cần ít nhất một mục số liệu, ví dụ {0}.",
            "#{tc-day-du}")
        { Field = "left" };
        if (rule.Comparison.IsPair() && (left.Items.Count == 0 || right.Items.Count == 0))
            throw new Refusal(RefusalKind.Invalid, "So sánh từng cặp cần mục số liệu ở cả hai vế.") { Field = left.Items.Count == 0 ? "left" : "right" };
        if (rule.Kind == RuleKind.Warning) await ThresholdAsync(left, right, stop);
        await store.SaveChangesAsync(stop);
        return rule.Id;
    }

    /// <summary>Switches a rule off (what it had found closes) or on again.</summary>
    public async Task SwitchAsync(Guid id, int version, CancellationToken stop)
    {
        var rule = await store.Rules.FirstOrDefaultAsync(r => r.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy quy tắc này.");
        store.Expect(rule, version);
        rule.IsActive = !rule.IsActive;
        if (!rule.IsActive)
            await book.CloseAsync(await store.Violations.IgnoreQueryFilters(["unit"]).Where(v => v.RuleId == id && v.State != ViolationState.Closed).ToListAsync(stop),
                Words.Key("Quy tắc đã ngừng dùng."), stop);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>A warning compares with what a predictor writes.</summary>
    async Task ThresholdAsync(Formula left, Formula right, CancellationToken stop)
    {
        var elements = (await glossaries.NowAsync(stop)).Elements;
        var named = left.Items.Concat(right.Items).OfType<DataItem>().Select(i => elements.Find(i.Element, IdScheme.Any)?.Id).OfType<Guid>().ToList();
        if (!await store.Predictors.AnyAsync(p => named.Contains(p.OutputId), stop))
            throw new Refusal(RefusalKind.Invalid, "Cảnh báo vượt ngưỡng cần một vế là yếu tố do một dự báo ghi (ngưỡng). Xin tạo dự báo trước.") { Field = "right" };
    }

    static MissingPolicy Policy(Told told, string name) => FormulaGate.Policy(told.Text(name, 60)) ?? throw new Refusal(RefusalKind.Invalid,
        "Lựa chọn này không có trong danh sách.")
    { Field = name };
}

/// <summary>Lets formulas in: what cannot be read, names something that is not there, or asks for samples where there are none, is refused at its field.</summary>
sealed class FormulaGate(IAnalytics analytics, IOrganisationTree trees, TimeProvider clock)
{
    /// <summary>The formula, checked.</summary>
    public async Task<Formula> ReadAsync(string text, string field, bool samples, CancellationToken stop)
    {
        Formula formula;
        try
        {
            formula = Formula.Parse(text);
        }
        catch (FormulaError error)
        {
            throw FormulaFaults.Of(error, field);
        }
        if (formula.LooksAtSamples && !samples)
            throw new Refusal(RefusalKind.Invalid,
                "Hàm qua các kỳ mẫu (avg, stddev …) chỉ dùng trong dự báo. Xin tạo dự báo ghi ngưỡng vào một yếu tố rồi so sánh với yếu tố đó.")
            { Field = field };
        var unit = (await trees.OnAsync(null, stop)).Units.FirstOrDefault()?.Id ?? Guid.Empty;
        var today = clock.Today();
        // Each item is asked for once, for one day: a word that means nothing answers with its sentence.
        foreach (var figure in await analytics.ReadAsync([.. formula.Items.Select(i => new FigureAsk(i.Key, unit, today, today))], new(), stop))
            if (figure.Trouble is { } trouble) throw new Refusal(trouble.Kind, trouble.Text, trouble.Args) { Field = field, Code = trouble.Code };
        return formula;
    }

    /// <summary>A policy by our name or DHIS2's; the default where nothing is said.</summary>
    public static MissingPolicy? Policy(string text) =>
        text.Length == 0 ? MissingPolicy.SkipIfAllMissing
        : Enum.TryParse<MissingPolicy>(text, out var own) && Enum.IsDefined(own) ? own
        : RuleWords.Policies.Where(p => p.Value == text).Select(p => (MissingPolicy?)p.Key).FirstOrDefault();
}
