using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Milestones: set one by one or as the four phases of a technique transfer, reached, moved, taken away.</summary>
static class MilestoneWork
{
    /// <summary>Adds what the form says: one named milestone, or the phases that have a day.</summary>
    public static async Task AddAsync(PlansStore store, Plan plan, Act act, Form form, CancellationToken stop)
    {
        var task = form.Id("task");
        if (task is not null && !await store.Tasks.AnyAsync(t => t.Id == task && t.PlanId == plan.Id, stop))
            throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "task" };
        var name = form.Text("name", 200);
        var before = DateOnly.MinValue;
        var added = 0;
        foreach (var (code, word) in Milestone.Phases)
        {
            if (form.Day(code) is not { } on) continue;
            if (on < before) throw new Refusal(RefusalKind.Invalid, "Các pha chuyển giao phải theo thứ tự: khảo sát, đào tạo, chuyển giao, giám sát.") { Field = code };
            Add(store, plan, act, task, name.Length > 0 ? word + ": " + name : word, code, on);
            (before, added) = (on, added + 1);
        }
        if (added > 0) return;
        if (name.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = "name" };
        Add(store, plan, act, task, name, "", form.Day("on") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày của mốc.") { Field = "on" });
    }

    /// <summary>Adds one.</summary>
    public static Milestone Add(PlansStore store, Plan plan, Act act, Guid? task, string name, string phase, DateOnly on)
    {
        if (on < plan.StartsOn.AddYears(-1) || on > plan.EndsOn.AddYears(2))
            throw new Refusal(RefusalKind.Invalid, "Ngày {0} ở quá xa thời gian của kế hoạch. Xin kiểm tra lại.", on) { Field = phase.Length > 0 ? phase : "on" };
        var milestone = new Milestone { PlanId = plan.Id, TaskId = task, Name = name, Phase = phase, DueOn = on };
        store.Milestones.Add(milestone);
        act.Remember(store, plan.Id, Words.Key("Đặt mốc “{0}” ngày {1}"), "milestone", milestone.Id, name, Say.Day(on));
        return milestone;
    }

    /// <summary>Reached on a day, or taken away.</summary>
    public static async Task StepAsync(PlansStore store, Plan plan, Act act, Form form, CancellationToken stop)
    {
        var id = form.Id("milestone");
        var milestone = await store.Milestones.FirstOrDefaultAsync(m => m.Id == id && m.PlanId == plan.Id, stop) ?? throw Refusal.Missing("Mốc này không còn nữa.");
        store.Expect(milestone, form.Whole("version"));
        if (form.Text("step", 10) == "remove")
        {
            store.Milestones.Remove(milestone);
            act.Remember(store, plan.Id, Words.Key("Bỏ mốc “{0}”"), "milestone", milestone.Id, milestone.Name);
            return;
        }
        var on = form.Day("on") ?? act.Today;
        if (on > act.Today) throw new Refusal(RefusalKind.Invalid, "Ngày đạt mốc không được sau hôm nay.") { Field = "on" };
        milestone.DoneOn = on;
        act.Remember(store, plan.Id, Words.Key("Đạt mốc “{0}” ngày {1}"), "milestone", milestone.Id, milestone.Name, Say.Day(on));
    }
}
