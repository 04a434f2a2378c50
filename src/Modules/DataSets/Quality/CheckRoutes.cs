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

/// <summary>Checking figures: run rules, see what does not fit, say why; figures far from their own past.</summary>
static class CheckRoutes
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/data/checks", ListAsync).Needs(DataSetsRights.Read);
        routes.MapPost("/data/checks", RunAsync).Needs(DataSetsRights.Enter);
        routes.MapExport("/data/checks/export", ExportAsync).Needs(DataSetsRights.Read);
        routes.MapGet("/data/checks/{id:guid}", OneAsync).Needs(DataSetsRights.Read);
        routes.MapPost("/data/checks/{id:guid}/note", NoteAsync).Needs(DataSetsRights.Enter);
        routes.MapGet("/data/outliers", OutliersAsync).Needs(DataSetsRights.Read);
        routes.MapExport("/data/outliers/export", ExportOutliersAsync).Needs(DataSetsRights.Read);
    }

    /// <summary>The ask of a page: by default the caller's own unit with everything below it and the last three months.</summary>
    public static CheckAsk Ask(IQueryCollection query, Caller caller, TimeProvider clock)
    {
        var today = clock.Today();
        DateOnly Day(string name, DateOnly otherwise) => Say.TryDay(query[name], out var day) ? day : otherwise;
        return new(Guid.TryParse(query["set"], out var set) ? set : null, query["group"].ToString(), Guid.TryParse(query["unit"], out var unit) ? unit
            : caller.OrganisationId, query["below"] != "off",
            Day("from", new DateOnly(today.Year, today.Month, 1).AddMonths(-3)), Day("to", today), query["state"].ToString(), query["importance"].ToString());
    }

    /// <summary>Units to choose from: the caller's reach, or what stands around where that is too much for a list.</summary>
    public static IReadOnlyList<TreeUnit> Offered(OrganisationTree tree, Caller caller, Guid chosen)
    {
        const int Most = 400;
        var reach = (caller.Organisations.Count <= Most ? caller.Organisations : tree.Children(caller.OrganisationId)
            .Select(u => u.Id).Append(caller.OrganisationId).Append(chosen).Take(Most)).Distinct();
        return [.. reach.Select(tree.Find).OfType<TreeUnit>().Where(u => u.IsOpen).OrderBy(u => u.Above.Count)
            .ThenBy(u => u.Name, StringComparer.Create(Say.Vietnam, ignoreCase: true))];
    }

    static async Task<IResult> ListAsync(HttpContext context, Checks checks, Checker checker, DataSetsStore store, Caller caller, TimeProvider clock, int page = 1,
        CancellationToken stop = default)
    {
        var ask = Ask(context.Request.Query, caller, clock);
        var rows = await checks.RowsAsync(ask, stop);
        var ground = await checker.GroundAsync(stop);
        var rules = await store.Rules.AsNoTracking().ToListAsync(stop);
        var pages = Math.Max(1, (rows.Count + Checks.Size - 1) / Checks.Size);
        page = Math.Clamp(page, 1, pages);
        var ran = context.Request.Query["asked"].Count == 0 ? null : Ran.Of(context.Request.Query, rules);
        return Show.Page<ChecksPage>(new
        {
            Model = new ChecksView(ask, [.. rows.Skip((page - 1) * Checks.Size).Take(Checks.Size)], rows.Count, page, pages, [.. ground.Glossary.Sets.All], [.. rules
                .Select(r => r.Heading).Where(h => h.Length > 0).Distinct().Order(StringComparer.Ordinal)],
                Offered(ground.Tree, caller, ask.Unit), rules.Count(r => r.IsActive), ran, caller.May(DataSetsRights.Enter, ask.Unit), caller.May(DataSetsRights.Define)),
        });
    }

    static async Task<IResult> RunAsync(HttpContext context, Checks checks, Caller caller, TimeProvider clock, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        var today = clock.Today();
        var ask = new CheckAsk(form.Id("set"), form.Text("group", 120), form.Id("unit") ?? caller.OrganisationId, form.Text("below", 5) != "off",
            form.Day("from") ?? today.AddMonths(-3), form.Day("to") ?? today, form.Text("state", 20), form.Text("importance", 20));
        var run = await checks.RunAsync(ask, stop);
        return Show.Done(context, $"/data/checks?{ask.Query}&{Ran.Query(run)}", Words.Key("Đã kiểm tra xong."));
    }

    static async Task<IResult> ExportAsync(HttpContext context, Checks checks, Caller caller, Words words, TimeProvider clock, CancellationToken stop) =>
        Export.Of("kiem-tra-so-lieu", [new object?[] { words["Quy tắc"], words["Mã"], words["Mức độ"], words["Đơn vị"], words["Kỳ"], words["Vế trái"], words["So sánh"],
            words["Vế phải"], words["Chênh lệch"], words["Tình trạng"], words["Hướng dẫn xử lý"], words["Số ghi chú"] },
            .. (await checks.RowsAsync(Ask(context.Request.Query, caller, clock), stop)).Select(r => new object?[]
            {
                r.Rule.Title(words.Language), r.Rule.Code, words[RuleWords.Of(r.Violation.Importance)], r.Unit, r.Period.Code, r.Violation.LeftValue,
                    r.Rule.Comparison.Sign(), r.Violation.RightValue, r.Violation.Difference,
                words[RuleWords.Of(r.Violation.State)], r.Rule.Instruction, r.Notes,
            })]);

    static async Task<IResult> OneAsync(Guid id, DataSetsStore store, Checker checker, IAnalytics analytics, Caller caller, CancellationToken stop)
    {
        var row = await store.Violations.AsNoTracking().FirstOrDefaultAsync(v => v.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy lỗi số liệu này.");
        var rule = await store.Rules.AsNoTracking().FirstAsync(r => r.Id == row.RuleId, stop);
        var notes = await store.ViolationNotes.AsNoTracking().Where(n => n.ViolationId == id).ToListAsync(stop);
        var ground = await checker.GroundAsync(stop);
        var period = Period.Parse(row.Period);
        var set = Checks.SetsOf(ground, rule).FirstOrDefault(s => s.PeriodType == period.Type.Name && ground.Glossary.SetsOfUnit[row.UnitId].Any(u => u.SetId == s.Id));
        return Show.Page<ViolationPage>(new
        {
            Model = new ViolationView(new(row, rule, ground.Tree.Find(row.UnitId)?.Name ?? "", period, notes.Count, set?.Id), [.. notes.OrderByDescending(n => n.At)],
                await Explained.OfAsync(rule.LeftFormula, ground, analytics, stop), await Explained.OfAsync(rule.RightFormula, ground, analytics, stop),
                    caller.May(DataSetsRights.Enter, row.UnitId)),
        });
    }

    static async Task<IResult> NoteAsync(Guid id, HttpContext context, Checks checks, CancellationToken stop)
    {
        var form = await Form.ReadAsync(context.Request, stop);
        await checks.NoteAsync(id, form.Whole("version"), form.Text("text", 2000), form.Text("then", 20), stop);
        return Show.Done(context, $"/data/checks/{id}", Words.Key("Đã lưu ghi chú."));
    }

    static OutlierAsk? Ask(IQueryCollection query, Ground ground, Caller caller, TimeProvider clock)
    {
        var today = clock.Today();
        DateOnly Day(string name, DateOnly otherwise) => Say.TryDay(query[name], out var day) ? day : otherwise;
        var set = Guid.TryParse(query["set"], out var id) ? ground.Glossary.Sets.Find(id) : ground.Glossary.Sets.All.FirstOrDefault();
        var threshold = Say.TryNumber(query["threshold"], out var k) && k is >= 1 and <= 20 ? k : 3;
        return set is null ? null : new(set.Id, Guid.TryParse(query["unit"], out var unit) ? unit : caller.OrganisationId, query["below"] != "off", Day("from",
            today.AddMonths(-6)), Day("to", today), query["algorithm"] == "MOD_Z_SCORE", threshold);
    }

    static async Task<IResult> OutliersAsync(HttpContext context, Outliers outliers, Checker checker, Caller caller, TimeProvider clock, CancellationToken stop)
    {
        var ground = await checker.GroundAsync(stop);
        var ask = Ask(context.Request.Query, ground, caller, clock);
        return Show.Page<OutliersPage>(new
        {
            Model = new OutliersView(ask, ask is null ? [] : await outliers.FindAsync(ask, stop), [.. ground.Glossary.Sets.All],
            Offered(ground.Tree, caller, ask?.Unit ?? caller.OrganisationId))
        });
    }

    static async Task<IResult> ExportOutliersAsync(HttpContext context, Outliers outliers, Checker checker, Caller caller, Words words, TimeProvider clock,
        CancellationToken stop)
    {
        var ask = Ask(context.Request.Query, await checker.GroundAsync(stop), caller, clock);
        return Export.Of("so-lieu-bat-thuong", [new object?[] { words["Yếu tố"], words["Phân tổ"], words["Đơn vị"], words["Kỳ"], words["Giá trị"], words["Trung bình"],
            words["Độ lệch chuẩn"], words["Trung vị"], words["Điểm lệch"], words["Cận dưới"], words["Cận trên"] },
            .. (ask is null ? [] : await outliers.FindAsync(ask, stop)).Select(o => new object?[]
            {
                o.Element.Title(words.Language), o.Combo.IsDefault ? null : o.Combo.Title(words.Language), o.Unit, o.Period.Code, o.Value, Round(o.Past.Mean),
                    Round(o.Past.Deviation), Round(o.Past.Median), Round(o.Score), Round(o.Low), Round(o.High),
            })]);
    }

    /// <summary>Two decimals, for eyes.</summary>
    public static decimal Round(decimal value) => decimal.Round(value, 2);
}

/// <summary>What the last run came to, carried by the address of the page after it.</summary>
sealed record Ran(int Asked, int Skipped, int Opened, int Standing, int Closed, IReadOnlyList<Rule> Troubled)
{
    public static string Query(CheckRun run) => FormattableString.Invariant(
        $"asked={run.Result.Asked}&skipped={run.Result.Skipped}&opened={run.Opened}&standing={run.Standing}&closed={run.Closed}&troubled={string.Join('.', run.Result.Troubles.Keys.Take(20))}");

    public static Ran Of(IQueryCollection query, IReadOnlyList<Rule> rules)
    {
        int Number(string name) => int.TryParse(query[name], System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var n) ? n
            : 0;
        var troubled = query["troubled"].ToString().Split('.').ToHashSet();
        return new(Number("asked"), Number("skipped"), Number("opened"), Number("standing"), Number("closed"), [.. rules.Where(r => troubled.Contains(r.Id.ToString()))]);
    }
}

/// <summary>The page of checks.</summary>
sealed record ChecksView(CheckAsk Ask, IReadOnlyList<CheckRow> Rows, int Total, int Page, int Pages, IReadOnlyList<DataSet> Sets, IReadOnlyList<string> Groups,
    IReadOnlyList<TreeUnit> Units, int Rules, Ran? Ran, bool MayRun, bool MayDefine);

/// <summary>One violation.</summary>
sealed record ViolationView(CheckRow Row, IReadOnlyList<ViolationNote> Notes, Explained Left, Explained Right, bool MayNote);

/// <summary>Figures far from their own past.</summary>
sealed record OutliersView(OutlierAsk? Ask, IReadOnlyList<Outlier> Rows, IReadOnlyList<DataSet> Sets, IReadOnlyList<TreeUnit> Units);
