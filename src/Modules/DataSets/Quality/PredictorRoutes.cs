using LienY.Contracts;
using LienY.DataSets.Pages;
using LienY.Design;
using LienY.Formulas;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>Predictors: the list, one with its runs, writing one down, running it; and the warnings that stand.</summary>
static class PredictorRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/data/predictors", ListAsync).Needs(DataSetsRights.Read);
        routes.MapExport("/data/predictors/export", ExportAsync).Needs(DataSetsRights.Read);
        routes.MapGet("/data/predictors/new", (DataSetsStore store, GlossaryBook glossaries, CancellationToken stop) => FormAsync(null, store, glossaries,
            stop)).Needs(DataSetsRights.Define);
        routes.MapGet("/data/predictors/{id:guid}/edit", (Guid id, DataSetsStore store, GlossaryBook glossaries, CancellationToken stop) => FormAsync(id, store,
            glossaries, stop)).Needs(DataSetsRights.Define);
        routes.MapGet("/data/predictors/{id:guid}", OneAsync).Needs(DataSetsRights.Read);
        routes.MapPost("/data/predictors/new", (HttpContext context, PredictorDesk desk, CancellationToken stop) => TakeAsync(null, context, desk,
            stop)).Needs(DataSetsRights.Define);
        routes.MapPost("/data/predictors/{id:guid}/edit", (Guid id, HttpContext context, PredictorDesk desk, CancellationToken stop) => TakeAsync(id, context, desk,
            stop)).Needs(DataSetsRights.Define);
        routes.MapPost("/data/predictors/{id:guid}/switch", async (Guid id, HttpContext context, PredictorDesk desk, CancellationToken stop) =>
        {
            await desk.SwitchAsync(id, (await Form.ReadAsync(context.Request, stop)).Whole("version"), stop);
            return Show.Done(context, $"/data/predictors/{id}", Words.Key("Đã lưu dự báo."));
        }).Needs(DataSetsRights.Define);
        routes.MapPost("/data/predictors/{id:guid}/run", RunAsync).Needs(DataSetsRights.Define);
        routes.MapGet("/data/alerts", AlertsAsync).Needs(DataSetsRights.Read);
        routes.MapExport("/data/alerts/export", ExportAlertsAsync).Needs(DataSetsRights.Read);
    }

    static async Task<IResult> ListAsync(DataSetsStore store, GlossaryBook glossaries, Caller caller, CancellationToken stop)
    {
        var predictors = await store.Predictors.AsNoTracking().OrderBy(p => p.Code).ToListAsync(stop);
        var last = (await store.Predictions.AsNoTracking().GroupBy(p => p.PredictorId).Select(g => g.OrderByDescending(p => p.At).First()).ToListAsync(stop))
            .ToDictionary(p => p.PredictorId);
        return Show.Page<PredictorsPage>(new { Model = new PredictorsView(await glossaries.NowAsync(stop), predictors, last, caller.May(DataSetsRights.Define)) });
    }

    static async Task<IResult> ExportAsync(DataSetsStore store, GlossaryBook glossaries, Words words, CancellationToken stop)
    {
        var glossary = await glossaries.NowAsync(stop);
        return Export.Of("du-bao", [new object?[] { words["Mã"], words["Tên"], words["Ghi vào"], words["Công thức"], words["Loại kỳ"], words["Cấp đơn vị"],
            words["Kỳ liền trước"], words["Năm trước"], words["Bỏ qua (kỳ)"], words["Đang dùng"] },
            .. (await store.Predictors.AsNoTracking().OrderBy(p => p.Code).ToListAsync(stop)).Select(p => new object?[] { p.Code, p.Title(words.Language),
                glossary.Elements[p.OutputId].Code, p.Generator, p.PeriodType, p.Levels, p.Sequential, p.Annual, p.Skip, p.IsActive })]);
    }

    static async Task<IResult> OneAsync(Guid id, DataSetsStore store, Checker checker, IAnalytics analytics, Caller caller, TimeProvider clock, CancellationToken stop)
    {
        var predictor = await store.Predictors.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy dự báo này.");
        var runs = await store.Predictions.AsNoTracking().Where(p => p.PredictorId == id).OrderByDescending(p => p.At).Take(20).ToListAsync(stop);
        var ground = await checker.GroundAsync(stop);
        var period = PeriodType.Find(predictor.PeriodType)!.Of(clock.Today());
        return Show.Page<PredictorPage>(new
        {
            Model = new PredictorView(predictor, ground.Glossary.Elements[predictor.OutputId], await Explained.OfAsync(predictor.Generator, ground, analytics, stop),
                predictor.SkipTest.Length == 0 ? null : await Explained.OfAsync(predictor.SkipTest, ground, analytics, stop), period, Sampling.Of(period,
                    predictor.Sequential, predictor.Annual, predictor.Skip), runs,
                caller.May(DataSetsRights.Define), Predicting.Usual(predictor, clock.Today())),
        });
    }

    static async Task<IResult> FormAsync(Guid? id, DataSetsStore store, GlossaryBook glossaries, CancellationToken stop)
    {
        var predictor = id is null ? null : await store.Predictors.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id,
            stop) ?? throw Refusal.Missing("Không tìm thấy dự báo này.");
        return Show.Page<PredictorForm>(new { Model = (await glossaries.NowAsync(stop), predictor) });
    }

    static async Task<IResult> TakeAsync(Guid? id, HttpContext context, PredictorDesk desk, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        return Show.Done(context, $"/data/predictors/{await desk.SaveAsync(id, form.Whole("version"), Told.Of(form), stop)}", Words.Key("Đã lưu dự báo."));
    }

    static async Task<IResult> RunAsync(Guid id, HttpContext context, DataSetsStore store, Predicting predicting, TimeProvider clock, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var predictor = await store.Predictors.AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy dự báo này.");
        var usual = Predicting.Usual(predictor, clock.Today());
        var (from, to) = (form.Day("from") ?? usual.From, form.Day("to") ?? usual.To);
        if (to < from) throw new Refusal(RefusalKind.Invalid, "Ngày đầu kỳ phải trước hoặc trùng ngày cuối kỳ.") { Field = "to" };
        if (to > clock.Today().AddYears(1) || from < clock.Today().AddYears(-20)) throw new Refusal(RefusalKind.Invalid,
            "Xin chọn kỳ từ 20 năm trước đến một năm tới.")
        { Field = "from" };
        await predicting.RunAsync(predictor, from, to, stop);
        return Show.Done(context, $"/data/predictors/{id}", Words.Key("Đã chạy dự báo."));
    }

    static async Task<IResult> AlertsAsync(Alerts alerts, CancellationToken stop) => Show.Page<AlertsPage>(new { Model = await alerts.NowAsync(stop) });

    static async Task<IResult> ExportAlertsAsync(Alerts alerts, Words words, CancellationToken stop) =>
        Export.Of("canh-bao", [new object?[] { words["Cảnh báo"], words["Đơn vị"], words["Kỳ"], words["Giá trị"], words["Ngưỡng"], words["Tình trạng"],
            words["Hướng dẫn xử lý"] },
            .. (await alerts.NowAsync(stop)).Rows.Select(a => new object?[] { a.Row.Rule.Title(words.Language), a.Row.Unit, a.Row.Period.Code, a.Value, a.Threshold,
                words[RuleWords.Of(a.Row.Violation.State)], a.Row.Rule.Instruction })]);
}

/// <summary>A warning that stands, with the run of its figures.</summary>
/// <param name="Value">The figure that passed the threshold.</param>
sealed record Alert(CheckRow Row, decimal? Value, decimal? Threshold, IReadOnlyList<SeriesPoint> Series);

/// <summary>Warnings that stand; without any, whether there are rules at all.</summary>
sealed record AlertsView(IReadOnlyList<Alert> Rows, int Rules, bool MayDefine);

/// <summary>Warnings of the last half year within the caller's reach, each with thirteen periods of its figures; read together.</summary>
sealed class Alerts(Checks checks, Checker checker, DataSetsStore store, Caller caller, TimeProvider clock)
{
    const int Days = 183;
    const int Points = 12;
    const int Most = 200;

    /// <summary>The warnings as they stand.</summary>
    public async Task<AlertsView> NowAsync(CancellationToken stop)
    {
        var rows = (await checks.WarningsAsync(clock.Today().AddDays(-Days), stop)).Take(Most).ToList();
        var rules = await store.Rules.AsNoTracking().CountAsync(r => r.Kind == RuleKind.Warning && r.IsActive, stop);
        if (rows.Count == 0) return new([], rules, caller.May(DataSetsRights.Define));
        var ground = await checker.GroundAsync(stop);
        var outputs = (await store.Predictors.AsNoTracking().Select(p => p.OutputId).ToListAsync(stop)).ToHashSet();
        var read = new List<Reading>();
        foreach (var group in rows.GroupBy(r => r.Rule.PeriodType))
        {
            var first = group.MinBy(r => r.Violation.EndsOn)!.Period;
            for (var i = 0; i < Points; i++) first = first.Previous;
            await checker.EachAsync(ground, [.. group.Select(r => r.Rule).DistinctBy(r => r.Id)], [.. group.Select(r => r.Violation.UnitId).Distinct()], first.Last,
                group.Max(r => r.Violation.EndsOn), [], read.Add, stop);
        }
        var series = read.ToLookup(r => (r.Rule.Id, r.UnitId));
        return new([.. rows.Select(row => Told(row, series[(row.Rule.Id, row.Violation.UnitId)], IsThreshold(ground, row.Rule.LeftFormula, outputs)))], rules,
            caller.May(DataSetsRights.Define));
    }

    static Alert Told(CheckRow row, IEnumerable<Reading> readings, bool leftIsThreshold)
    {
        var v = row.Violation;
        var points = readings.Where(r => r.Period.Last <= v.EndsOn).OrderByDescending(r => r.Period.Last).Take(Points + 1).Reverse()
            .Select(r => (r.Period, Value: leftIsThreshold ? r.Right : r.Left)).Where(p => p.Value is not null).Select(p => new SeriesPoint(p.Period.Last,
                p.Value!.Value));
        return new(row, leftIsThreshold ? v.RightValue : v.LeftValue, leftIsThreshold ? v.LeftValue : v.RightValue, [.. points]);
    }

    static bool IsThreshold(Ground ground, string formula, HashSet<Guid> outputs)
    {
        try
        {
            return Formula.Parse(formula).Items.OfType<DataItem>().Any(i => ground.ElementOf(i) is { } e && outputs.Contains(e.Id));
        }
        catch (FormulaError)
        {
            return false;
        }
    }
}

/// <summary>The list of predictors with the last run of each.</summary>
sealed record PredictorsView(Glossary Glossary, IReadOnlyList<Predictor> Rows, IReadOnlyDictionary<Guid, Prediction> Last, bool MayDefine);

/// <summary>One predictor with its samples for the running period and its runs.</summary>
sealed record PredictorView(Predictor Predictor, Element Output, Explained Generator, Explained? Skip, Period Period, IReadOnlyList<Period> Samples,
    IReadOnlyList<Prediction> Runs, bool MayDefine, (DateOnly From, DateOnly To) Usual);
