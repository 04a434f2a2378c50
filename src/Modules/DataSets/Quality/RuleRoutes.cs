using LienY.Contracts;
using LienY.DataSets.Pages;
using LienY.Design;
using LienY.Formulas;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>The list of rules; one rule explained; writing one down; switching it off.</summary>
static class RuleRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/data/rules", ListAsync).Needs(DataSetsRights.Read);
        routes.MapExport("/data/rules/export", ExportAsync).Needs(DataSetsRights.Read);
        routes.MapGet("/data/rules/new", (DataSetsStore store, GlossaryBook glossaries, CancellationToken stop) => FormAsync(null, store, glossaries,
            stop)).Needs(DataSetsRights.Define);
        routes.MapGet("/data/rules/{id:guid}/edit", (Guid id, DataSetsStore store, GlossaryBook glossaries, CancellationToken stop) => FormAsync(id, store, glossaries,
            stop)).Needs(DataSetsRights.Define);
        routes.MapGet("/data/rules/{id:guid}", OneAsync).Needs(DataSetsRights.Read);
        routes.MapPost("/data/rules/new", (HttpContext context, RuleDesk desk, CancellationToken stop) => TakeAsync(null, context, desk,
            stop)).Needs(DataSetsRights.Define);
        routes.MapPost("/data/rules/{id:guid}/edit", (Guid id, HttpContext context, RuleDesk desk, CancellationToken stop) => TakeAsync(id, context, desk,
            stop)).Needs(DataSetsRights.Define);
        routes.MapPost("/data/rules/{id:guid}/switch", async (Guid id, HttpContext context, RuleDesk desk, CancellationToken stop) =>
        {
            await desk.SwitchAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, $"/data/rules/{id}", Words.Key("Đã lưu quy tắc."));
        }).Needs(DataSetsRights.Define);
    }

    static async Task<List<Rule>> FoundAsync(DataSetsStore store, string? q, string? heading, CancellationToken stop)
    {
        var parts = Fold.Of(q).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. (await store.Rules.AsNoTracking().ToListAsync(stop)).Where(r => parts.All(p => r.Folded.Contains(p, StringComparison.Ordinal))
            && (string.IsNullOrEmpty(heading) || r.Heading == heading))
            .OrderBy(r => r.Heading, StringComparer.Ordinal).ThenBy(r => r.Importance).ThenBy(r => r.Code, StringComparer.Ordinal)];
    }

    static async Task<IResult> ListAsync(string? q, string? heading, DataSetsStore store, Caller caller, CancellationToken stop)
    {
        var rules = await FoundAsync(store, q, heading, stop);
        var open = (await store.Violations.AsNoTracking().Where(v => v.State != ViolationState.Closed).GroupBy(v => v.RuleId).Select(g => new
        {
            g.Key,
            Count = g.Count()
        }).ToListAsync(stop)).ToDictionary(g => g.Key, g => g.Count);
        var headings = await store.Rules.AsNoTracking().Where(r => r.Heading != "").Select(r => r.Heading).Distinct().OrderBy(h => h).ToListAsync(stop);
        return Show.Page<RulesPage>(new { Model = new RulesView(rules, open, headings, q ?? "", heading ?? "", caller.May(DataSetsRights.Define)) });
    }

    static async Task<IResult> ExportAsync(string? q, string? heading, DataSetsStore store, Words words, CancellationToken stop) =>
        Export.Of("quy-tac-kiem-tra", [new object?[] { words["Mã"], words["Tên"], words["Nhóm"], words["Loại"], words["Mức độ"], words["Loại kỳ"], words["Cấp đơn vị"],
            words["Vế trái"], words["So sánh"], words["Vế phải"], words["Hướng dẫn xử lý"], words["Đang dùng"], words["Áp dụng từ"], words["Áp dụng đến"] },
            .. (await FoundAsync(store, q, heading, stop)).Select(r => new object?[]
            {
                r.Code, r.Title(words.Language), r.Heading, words[RuleWords.Of(r.Kind)], words[RuleWords.Of(r.Importance)], r.PeriodType, r.Levels, r.LeftFormula,
                    r.Comparison.Name(), r.RightFormula, r.Instruction, r.IsActive, r.ValidFrom, r.ValidTo,
            })]);

    static async Task<IResult> OneAsync(Guid id, DataSetsStore store, Checker checker, IAnalytics analytics, Caller caller, CancellationToken stop)
    {
        var rule = await store.Rules.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy quy tắc này.");
        var open = await store.Violations.AsNoTracking().CountAsync(v => v.RuleId == id && v.State != ViolationState.Closed, stop);
        var ground = await checker.GroundAsync(stop);
        var (left, right) = (await Explained.OfAsync(rule.LeftFormula, ground, analytics, stop), await Explained.OfAsync(rule.RightFormula, ground, analytics, stop));
        return Show.Page<RulePage>(new { Model = new RuleView(rule, left, right, Checks.SetsOf(ground, rule), open, caller.May(DataSetsRights.Define)) });
    }

    static async Task<IResult> FormAsync(Guid? id, DataSetsStore store, GlossaryBook glossaries, CancellationToken stop)
    {
        var rule = id is null ? null : await store.Rules.AsNoTracking().FirstOrDefaultAsync(r => r.Id == id,
            stop) ?? throw Refusal.Missing("Không tìm thấy quy tắc này.");
        var headings = await store.Rules.AsNoTracking().Where(r => r.Heading != "").Select(r => r.Heading).Distinct().OrderBy(h => h).ToListAsync(stop);
        return Show.Page<RuleForm>(new { Model = new RuleFormView(await glossaries.NowAsync(stop), rule, headings) });
    }

    static async Task<IResult> TakeAsync(Guid? id, HttpContext context, RuleDesk desk, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        return Show.Done(context, $"/data/rules/{await desk.SaveAsync(id, form.Whole("version"), Told.Of(form), stop)}", Words.Key("Đã lưu quy tắc."));
    }
}

/// <summary>A formula in words; or why it cannot be read any more.</summary>
sealed record Explained(string Formula, string Text, Refusal? Trouble)
{
    /// <summary>Explains a formula in the caller's language; an element that is gone is told.</summary>
    public static async Task<Explained> OfAsync(string formula, Ground ground, IAnalytics analytics, CancellationToken stop)
    {
        try
        {
            var text = await analytics.ExplainAsync(formula, stop);
            var gone = Formulas.Formula.Parse(formula).Items.OfType<DataItem>().FirstOrDefault(i => !i.Element.StartsWith("deGroup:", StringComparison.Ordinal)
                && ground.ElementOf(i) is null);
            return new(formula, text, gone is null ? null : Refusal.Invalid("Chưa có phần tử dữ liệu “{0}”.", gone.Element));
        }
        catch (Refusal trouble)
        {
            return new(formula, formula, trouble);
        }
    }
}

/// <summary>The list of rules, with how many violations of each stand within the caller's reach.</summary>
sealed record RulesView(IReadOnlyList<Rule> Rows, IReadOnlyDictionary<Guid, int> Open, IReadOnlyList<string> Headings, string Q, string Heading, bool MayDefine);

/// <summary>One rule in words.</summary>
sealed record RuleView(Rule Rule, Explained Left, Explained Right, IReadOnlyList<DataSet> Sets, int Open, bool MayDefine);

/// <summary>The form of a rule.</summary>
sealed record RuleFormView(Glossary Glossary, Rule? Rule, IReadOnlyList<string> Headings);
