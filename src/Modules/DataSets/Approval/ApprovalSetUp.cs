using LienY.DataSets.Pages;
using LienY.Design;
using LienY.Kernel;
using LienY.Periods;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>Sets up levels and workflows of approval; what is approved by a workflow keeps its data sets and its levels.</summary>
sealed class ApprovalSetUp(DataSetsStore store, Defining defining)
{
    /// <summary>Kinds of organisations that may stand at a level, with their names (Vietnamese keys).</summary>
    public static readonly IReadOnlyDictionary<string, string> Kinds = new Dictionary<string, string>
    {
        ["ministry"] = Words.Key("Bộ"),
        ["committee"] = Words.Key("Ủy ban nhân dân"),
        ["department"] = Words.Key("Sở, cục"),
        ["hospital"] = Words.Key("Bệnh viện"),
        ["centre"] = Words.Key("Trung tâm"),
        ["station"] = Words.Key("Trạm"),
        ["institute"] = Words.Key("Viện"),
        ["school"] = Words.Key("Trường"),
        ["branch"] = Words.Key("Chi cục"),
        ["division"] = Words.Key("Phòng, khoa"),
    };

    public static void Map(IEndpointRouteBuilder routes)
    {
        const string Home = "/data/approvals/set-up";
        routes.MapGet(Home, async (GlossaryBook glossaries, CancellationToken stop) =>
            Show.Page<ApprovalSetUpPage>(new { Model = await glossaries.NowAsync(stop) })).Needs(DataSetsRights.SetUpApproval);
        routes.MapExport(Home + "/export", async (GlossaryBook glossaries, Words words, CancellationToken stop) =>
        {
            var glossary = await glossaries.NowAsync(stop);
            return Export.Of("quy-trinh-duyet", [new object?[] { words["Mã"], "UID", words["Tên"], words["Loại kỳ"], words["Cấp duyệt"], words["Bộ số liệu"] },
                .. glossary.Workflows.All.Select(w => new object?[]
                {
                    w.Code, w.Uid, w.Title(words.Language), w.PeriodType, string.Join(" › ", glossary.LevelsOf(w).Reverse().Select(l => l.Title(words.Language))),
                    string.Join("; ", glossary.SetsIn(w).Select(s => s.Title(words.Language))),
                })]);
        }).Needs(DataSetsRights.SetUpApproval);
        foreach (var (path, level) in new[] { ("levels", true), ("workflows", false) })
        {
            Delegate form = async (Guid? id, GlossaryBook glossaries, CancellationToken stop) =>
            {
                var glossary = await glossaries.NowAsync(stop);
                if (level) return Show.Page<ApprovalLevelForm>(new
                {
                    Model = (glossary, id is { } a
                    ? glossary.Levels.Find(a) ?? throw Refusal.Missing("Không tìm thấy mục này.") : null)
                });
                return Show.Page<WorkflowForm>(new
                {
                    Model = (glossary, id is { } b ? glossary.Workflows.Find(b) ?? throw Refusal.Missing("Không tìm thấy mục này.")
                    : null)
                });
            };
            Delegate take = async (Guid? id, HttpContext context, ApprovalSetUp setUp, CancellationToken stop) =>
            {
                var fields = await Form.ReadAsync(context.Request, stop);
                if (level) await setUp.LevelAsync(id, fields, stop);
                else await setUp.WorkflowAsync(id, fields, stop);
                return Show.Done(context, Home, level ? Words.Key("Đã lưu cấp duyệt.") : Words.Key("Đã lưu quy trình duyệt."));
            };
            foreach (var which in new[] { "/new", "/{id:guid}" })
            {
                routes.MapGet($"/data/approvals/{path}{which}", form).Needs(DataSetsRights.SetUpApproval);
                routes.MapPost($"/data/approvals/{path}{which}", take).Needs(DataSetsRights.SetUpApproval);
            }
            routes.MapPost($"/data/approvals/{path}/{{id:guid}}/delete", async (Guid id, HttpContext context, ApprovalSetUp setUp, CancellationToken stop) =>
            {
                await (level ? setUp.DropLevelAsync(id, stop) : setUp.DropWorkflowAsync(id, stop));
                return Show.Done(context, Home, Words.Key("Đã xóa."));
            }).Needs(DataSetsRights.SetUpApproval);
        }
    }

    /// <summary>Creates or changes a level.</summary>
    public async Task LevelAsync(Guid? id, Form form, CancellationToken stop)
    {
        var level = await defining.OpenAsync(store.ApprovalLevels, id, form, () => new ApprovalLevel(), stop);
        level.Position = form.Whole("position") is >= 1 and <= 20 and var position ? position : throw new Refusal(RefusalKind.Invalid,
            "Xin nhập số từ {0} đến {1}.", 1, 20)
        { Field = "position" };
        var kinds = form.All("kind").Where(Kinds.ContainsKey).Distinct().ToList();
        if (kinds.Count == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn ít nhất một loại đơn vị đứng ở cấp này.") { Field = "kind" };
        level.Kinds = string.Join(' ', kinds);
        var others = await store.Workflows.AsNoTracking().Include(w => w.Levels).Where(w => w.Levels.Any(l => l.LevelId == level.Id)).ToListAsync(stop);
        foreach (var workflow in others) await MustFitAsync([.. workflow.Levels.Select(l => l.LevelId)], level, stop);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Creates or changes a workflow with its levels and data sets.</summary>
    public async Task WorkflowAsync(Guid? id, Form form, CancellationToken stop)
    {
        var workflow = await defining.OpenAsync(store.Workflows.Include(w => w.Levels), id, form, () => new Workflow(), stop);
        var type = PeriodType.Find(form.Text("periodType", 40)) ?? throw new Refusal(RefusalKind.Invalid,
            "Lựa chọn này không có trong danh sách.")
        { Field = "periodType" };
        var levels = Ids(form, "level");
        if (levels.Count == 0) throw new Refusal(RefusalKind.Invalid, "Xin chọn ít nhất một cấp duyệt.") { Field = "level" };
        await MustFitAsync(levels, null, stop);
        var approved = await store.Approvals.IgnoreQueryFilters().AnyAsync(a => a.WorkflowId == workflow.Id && a.IsApproved, stop);
        var sets = await store.Sets.ToListAsync(stop);
        var wanted = Ids(form, "set");
        if (approved && (type.Name != workflow.PeriodType || workflow.Levels.Any(l => !levels.Contains(l.LevelId)) || sets.Any(s => s.WorkflowId == workflow.Id
            && !wanted.Contains(s.Id))))
            throw new Refusal(RefusalKind.Conflict, "Quy trình này đang có kỳ đã duyệt nên không đổi loại kỳ, không bỏ cấp duyệt hay bộ số liệu. Xin thu hồi duyệt trước, hoặc lập quy trình mới.") { Field = "set" };
        (workflow.PeriodType, workflow.AcceptFirst, workflow.CompleteFirst) = (type.Name, form.Ticked("acceptFirst"), form.Ticked("completeFirst"));
        foreach (var gone in workflow.Levels.Where(l => !levels.Contains(l.LevelId)).ToList())
        {
            workflow.Levels.Remove(gone);
            store.Remove(gone);
        }
        foreach (var one in levels)
        {
            var days = form.Whole($"days-{one}", 20);
            if (days is < 0 or > 3650) throw new Refusal(RefusalKind.Invalid, "Xin nhập số từ {0} đến {1}.", 0, 3650) { Field = $"days-{one}" };
            if (workflow.Levels.FirstOrDefault(l => l.LevelId == one) is { } there) there.TimelyDays = days;
            else
            {
                var link = new WorkflowLevel { WorkflowId = workflow.Id, LevelId = one, TimelyDays = days };
                workflow.Levels.Add(link);
                store.Add(link);
            }
        }
        foreach (var set in sets.Where(s => wanted.Contains(s.Id)))
        {
            if (set.PeriodType != type.Name) throw new Refusal(RefusalKind.Invalid, "Bộ số liệu “{0}” báo cáo theo loại kỳ khác với quy trình này.",
                set.Name)
            { Field = "set" };
            if (set.WorkflowId is { } other && other != workflow.Id) throw new Refusal(RefusalKind.Conflict,
                "Bộ số liệu “{0}” đã thuộc quy trình khác. Xin bỏ ở quy trình đó trước.", set.Name)
            { Field = "set" };
        }
        // The workflow first: data sets point to it.
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        await Importing.LockAsync(store.Database.GetDbConnection(), stop);
        await store.SaveChangesAsync(stop);
        foreach (var set in sets) set.WorkflowId = wanted.Contains(set.Id) ? workflow.Id : set.WorkflowId == workflow.Id ? null : set.WorkflowId;
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    async Task DropLevelAsync(Guid id, CancellationToken stop)
    {
        var level = await store.ApprovalLevels.FirstOrDefaultAsync(l => l.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy mục này.");
        if (await store.Workflows.AnyAsync(w => w.Levels.Any(l => l.LevelId == id), stop) || await store.Approvals.IgnoreQueryFilters().AnyAsync(a =>
            a.LevelId == id, stop))
            throw Refusal.Conflict("Cấp duyệt “{0}” đang được dùng nên không xóa được.", level.Name);
        store.Remove(level);
        await store.SaveChangesAsync(stop);
    }

    async Task DropWorkflowAsync(Guid id, CancellationToken stop)
    {
        var workflow = await store.Workflows.Include(w => w.Levels).FirstOrDefaultAsync(w => w.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy mục này.");
        if (await store.Sets.AnyAsync(s => s.WorkflowId == id, stop) || await store.Approvals.IgnoreQueryFilters().AnyAsync(a => a.WorkflowId == id, stop))
            throw Refusal.Conflict("Quy trình “{0}” đang được dùng nên không xóa được.", workflow.Name);
        store.RemoveRange(workflow.Levels);
        store.Remove(workflow);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>A kind of organisation stands at one level of a workflow only; each level exists.</summary>
    async Task MustFitAsync(IReadOnlyCollection<Guid> ids, ApprovalLevel? changed, CancellationToken stop)
    {
        var levels = (await store.ApprovalLevels.AsNoTracking().Where(l => ids.Contains(l.Id)).ToListAsync(stop)).ConvertAll(l => l.Id == changed?.Id ? changed : l);
        if (levels.Count != ids.Count) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "level" };
        if (levels.SelectMany(l => l.KindList).GroupBy(k => k).Any(g => g.Count() > 1) || levels.GroupBy(l => l.Position).Any(g => g.Count() > 1))
            throw new Refusal(RefusalKind.Invalid, "Hai cấp của một quy trình không được trùng thứ tự hay trùng loại đơn vị.")
            {
                Field = changed is null ? "level"
                : "kind"
            };
    }

    static List<Guid> Ids(Form form, string name) => [.. form.All(name).Select(v => Guid.TryParse(v, out var id) ? id : throw new Refusal(RefusalKind.Invalid,
        "Lựa chọn này không có trong danh sách.") { Field = name }).Distinct()];
}
