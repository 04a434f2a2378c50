using LienY.Design;
using LienY.Kernel;
using LienY.Training.Pages;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>The list of yearly plans.</summary>
sealed record YearPlansView(IReadOnlyList<YearPlan> Rows, IReadOnlyDictionary<Guid, string> Names, IReadOnlyDictionary<Guid, int> Lines,
    IReadOnlyList<(string Value, string Label)> Departments, int Year);

/// <summary>A line with the needs that it serves.</summary>
sealed record LineView(PlanLine Line, IReadOnlyList<Need> Needs);

/// <summary>A yearly plan.</summary>
sealed record YearPlanView(YearPlan Plan, IReadOnlyList<LineView> Lines, IReadOnlyList<Need> Waiting, IReadOnlyList<Amendment> Amendments,
    IReadOnlyDictionary<Guid, string> Names, IReadOnlyList<(string Value, string Label)> Hosts, bool MayPlan, bool MayApprove, Guid? Editing);

/// <summary>Yearly plans for pages; units see those that were published.</summary>
sealed class YearPlanDesk(TrainingStore store, NeedDesk needs, Units units, LienY.Contracts.IOrganisations organisations, Caller caller, TimeProvider clock)
{
    /// <summary>All that the caller may see.</summary>
    public async Task<YearPlansView> ListAsync(CancellationToken stop)
    {
        var rows = await (await SeenAsync(stop)).AsNoTracking().OrderByDescending(p => p.Year).Take(200).ToListAsync(stop);
        var ids = rows.ConvertAll(r => r.Id);
        var lines = await store.Lines.Where(l => ids.Contains(l.PlanId) && l.RemovedAt == null).GroupBy(l => l.PlanId).Select(g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        return new(rows, await units.NamesAsync(rows.Select(r => r.DepartmentId), stop), lines, await units.OwnAsync(TrainingRights.Plan, stop),
            clock.Today().Year + (clock.Today().Month > 9 ? 1 : 0));
    }

    /// <summary>One of them.</summary>
    public async Task<YearPlanView> FindAsync(Guid id, Guid? editing, CancellationToken stop)
    {
        var plan = await (await SeenAsync(stop)).AsNoTracking().SingleOrDefaultAsync(p => p.Id == id, stop)
            ?? throw Refusal.Missing("Không tìm thấy kế hoạch đào tạo này.");
        var lines = await store.Lines.AsNoTracking().Where(l => l.PlanId == id && l.RemovedAt == null).OrderBy(l => l.Ordinal).ToListAsync(stop);
        var ids = lines.ConvertAll(l => l.Id);
        var served = (await store.Needs.AsNoTracking().Where(n => n.LineId != null && ids.Contains(n.LineId.Value)).ToListAsync(stop)).ToLookup(n => n.LineId!.Value);
        var may = caller.May(TrainingRights.Plan, plan.DepartmentId);
        var waiting = may ? await needs.RowsAsync(new(plan.Year, NeedState.Open, null, null, ""), stop) : [];
        var amendments = await store.Amendments.AsNoTracking().Where(a => a.PlanId == id).OrderByDescending(a => a.MadeAt).ToListAsync(stop);
        var names = await units.NamesAsync(lines.Select(l => l.HostId).Concat(served.SelectMany(s => s).Select(n => n.UnitId)).Concat(waiting.Select(w => w.UnitId))
            .Append(plan.DepartmentId), stop);
        return new(plan, lines.ConvertAll(l => new LineView(l, [.. served[l.Id]])), waiting, amendments, names, may ? await units.AllAsync(stop) : [], may,
            caller.May(TrainingRights.Approve, plan.DepartmentId), editing);
    }

    // A unit sees the plan of a department above it once it is published.
    async Task<IQueryable<YearPlan>> SeenAsync(CancellationToken stop)
    {
        if (caller.IsHouse) return store.Plans;
        var mine = caller.Organisations.ToList();
        var above = new HashSet<Guid>();
        foreach (var post in caller.Posts.Select(p => p.OrganisationId).Distinct())
            above.UnionWith((await organisations.AboveAsync(post, stop)).Select(o => o.Id));
        var over = above.ToList();
        return store.Plans.Where(p => mine.Contains(p.DepartmentId) || (p.State == YearPlanState.Published && over.Contains(p.DepartmentId)));
    }
}

/// <summary>Addresses of yearly plans.</summary>
static class YearPlanRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/training/plans", async (YearPlanDesk desk, CancellationToken stop) =>
            Show.Page<YearPlansPage>(new { Model = (object)await desk.ListAsync(stop) })).Needs(TrainingRights.See);
        routes.MapPost("/training/plans", async (HttpContext context, YearPlanning use, CancellationToken stop) =>
        {
            var form = await Form.ReadAsync(context.Request, stop);
            var department = form.Id("department") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị.") { Field = "department" };
            return Show.Done(context, "/training/plans/" + await use.MakeAsync(department, form.Whole("year"), stop));
        }).Needs(TrainingRights.Plan);
        routes.MapGet("/training/plans/{id:guid}", async (Guid id, Guid? line, YearPlanDesk desk, CancellationToken stop) =>
            Show.Page<YearPlanPage>(new { Model = (object)await desk.FindAsync(id, line, stop) })).Needs(TrainingRights.See);
        routes.MapExport("/training/plans/{id:guid}/export", ExportAsync).Needs(TrainingRights.See);
        Change(routes, "take", TrainingRights.Plan, (form, id, use, stop) => use.TakeAsync(id,
            [.. form.All("needs").Select(n => Guid.TryParse(n, out var known) ? known : Guid.Empty)], form.Text("reason", 500), stop),
                Words.Key("Đã đưa nhu cầu vào kế hoạch."));
        Change(routes, "lines", TrainingRights.Plan, (form, id, use, stop) => use.AddAsync(id, Input(form), form.Text("reason", 500), stop),
            Words.Key("Đã thêm lớp vào kế hoạch."));
        Change(routes, "change", TrainingRights.Plan, (form, id, use, stop) => use.ChangeAsync(id, form.Id("line") ?? default, form.Whole("version"), Input(form),
            form.Text("reason", 500), stop), Words.Key("Đã lưu."));
        Change(routes, "remove", TrainingRights.Plan, (form, id, use, stop) => use.RemoveAsync(id, form.Id("line") ?? default, form.Whole("version"),
            form.Text("reason", 500),
            stop), Words.Key("Đã bỏ lớp khỏi kế hoạch; nhu cầu trở lại danh sách chờ."));
        Change(routes, "submit", TrainingRights.Plan, (form, id, use, stop) => use.SubmitAsync(id, form.Whole("version"), stop), Words.Key("Đã trình lãnh đạo."));
        Change(routes, "approve", TrainingRights.Approve, (form, id, use, stop) => use.DecideAsync(id, form.Whole("version"), form.Text("number", 60), null, stop),
            Words.Key("Đã duyệt kế hoạch."));
        Change(routes, "return", TrainingRights.Approve, (form, id, use, stop) => use.DecideAsync(id, form.Whole("version"), "", form.Text("reason", 500), stop),
            Words.Key("Đã trả lại kế hoạch."));
        Change(routes, "publish", TrainingRights.Plan, (form, id, use, stop) => use.PublishAsync(id, form.Whole("version"), stop), Words.Key("Đã gửi các đơn vị."));
        routes.MapPost("/training/plans/{id:guid}/open", async (Guid id, HttpContext context, YearPlanning use, CancellationToken stop) =>
        {
            var line = (await Form.ReadAsync(context.Request, stop)).Id("line") ?? default;
            return Show.Done(context, $"/training/classes/{await use.OpenClassAsync(id, line, stop)}/edit",
                Words.Key("Đã tạo lớp từ kế hoạch. Xin xem lại ngày, nơi học và chương trình."));
        }).Needs(TrainingRights.Plan);
    }

    static void Change(IEndpointRouteBuilder routes, string what, Right right, Func<Form, Guid, YearPlanning, CancellationToken, Task> work, string said) =>
        routes.MapPost("/training/plans/{id:guid}/" + what, async (Guid id, HttpContext context, YearPlanning use, CancellationToken stop) =>
        {
            await work(await Form.ReadAsync(context.Request, stop), id, use, stop);
            return Show.Done(context, "/training/plans/" + id, said);
        }).Needs(right);

    static LineInput Input(Form form) => new(form.Required("name", 300), form.One<ClassMode>("mode"), form.Id("host") ?? default, form.Whole("people"),
        form.One<Payer>("payer"),
        form.One<Paper>("paper"), form.Whole("quarter"));

    static async Task<IResult> ExportAsync(Guid id, YearPlanDesk desk, Words words, CancellationToken stop)
    {
        var view = await desk.FindAsync(id, null, stop);
        string[] heads = [Words.Key("STT"), Words.Key("Tên lớp"), Words.Key("Mã kỹ thuật"), Words.Key("Hình thức"), Words.Key("Cơ sở đào tạo"), Words.Key("Số học viên"),
            Words.Key("Các đơn vị"), Words.Key("Nguồn chi trả"), Words.Key("Văn bằng"), Words.Key("Quý")];
        return Export.Of("ke-hoach-dao-tao", [.. heads.Select(h => new LienY.Sheets.Column(words[h]))], view.Lines.Select((l, i) => (IReadOnlyList<object?>)
            [i + 1, l.Line.Name, l.Line.Technique, words[TrainingWords.Of(l.Line.Mode)], view.Names.GetValueOrDefault(l.Line.HostId), l.Line.People,
                string.Join("; ", l.Needs.Select(n => $"{view.Names.GetValueOrDefault(n.UnitId)} ({n.People})")), words[TrainingWords.Of(l.Line.Payer)],
                words[TrainingWords.Of(l.Line.Paper)], words[TrainingWords.Quarter(l.Line.Quarter)]]));
    }
}
