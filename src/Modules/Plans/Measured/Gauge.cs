using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>A task whose progress is counted from facts instead of told by hand ("đo bằng").</summary>
sealed class Gauge : IVersioned
{
    /// <summary>The task.</summary>
    public required Guid TaskId { get; init; }

    /// <summary>The plan.</summary>
    public required Guid PlanId { get; init; }

    /// <summary>Kind of facts.</summary>
    public required string Kind { get; set; }

    /// <summary>Dimensions that must say so, as JSON.</summary>
    public required string Dims { get; set; }

    /// <summary>Only facts of this unit and those below it; null: of all.</summary>
    public Guid? UnitId { get; set; }

    /// <summary>Only facts that belong to the plan.</summary>
    public required bool OwnPlan { get; set; }

    /// <summary>How many are wanted.</summary>
    public required decimal Goal { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Dimensions by name.</summary>
    public IReadOnlyDictionary<string, string> DimList() => JsonSerializer.Deserialize<Dictionary<string, string>>(Dims) ?? [];
}

/// <summary>What a task's facts say.</summary>
/// <param name="Count">How many so far; null: nothing of that kind has ever been reported.</param>
/// <param name="Says">"12/20 buổi hội chẩn đã ghi nhận", or that there is no data.</param>
sealed record GaugeReading(Gauge Gauge, GaugeKind? Kind, decimal? Count, string Says, string? Href)
{
    /// <summary>0–100 of the goal; null without data.</summary>
    public int? Percent => Count is { } count && Gauge.Goal > 0 ? (int)Math.Clamp(Math.Floor(count / Gauge.Goal * 100), 0, 100) : null;
}

/// <summary>Reads and sets what tasks are measured by.</summary>
sealed class Gauges(PlansStore store, IFactKinds facts, IOrganisationTree trees, Words words, TimeProvider clock)
{
    /// <summary>Readings of the measured tasks of a plan, by task, with facts up to a day (today when null).</summary>
    public async Task<IReadOnlyDictionary<Guid, GaugeReading>> OfPlanAsync(Plan plan, CancellationToken stop, DateOnly? on = null) =>
        await ReadAsync(plan, await store.Gauges.AsNoTracking().Where(g => g.PlanId == plan.Id).ToListAsync(stop), stop, on);

    /// <summary>What a task counts, in Vietnamese.</summary>
    public string Thing(Gauge gauge) => GaugeBook.Find(gauge.Kind)?.Thing ?? facts.Known.GetValueOrDefault(gauge.Kind, gauge.Kind);

    /// <summary>The reading of one task; null where nothing measures it.</summary>
    public async Task<GaugeReading?> OfTaskAsync(Plan plan, Guid taskId, CancellationToken stop) =>
        (await ReadAsync(plan, await store.Gauges.AsNoTracking().Where(g => g.TaskId == taskId).ToListAsync(stop), stop)).GetValueOrDefault(taskId);

    /// <summary>Kinds to choose from: those that fit the words first, then the rest of the table, then whatever else the house reports; with a mark where nothing has arrived.</summary>
    public async Task<IReadOnlyList<(string Value, string Label)>> ChoicesAsync(string about, CancellationToken stop)
    {
        var fitting = GaugeBook.For(about);
        var known = fitting.Concat(GaugeBook.All.Except(fitting)).Select(g => (g.Kind, words[g.Name])).Concat(facts.Known.Where(k => GaugeBook.Find(k.Key) is null).Select(k => (k.Key, words[k.Value]))).ToList();
        var arrived = await facts.ArrivedAsync([.. known.Select(k => k.Item1)], stop);
        return known.ConvertAll(k => (k.Item1, arrived.Contains(k.Item1) ? k.Item2 : $"{k.Item2} ({words["chưa có dữ liệu"]})"));
    }

    /// <summary>Ties a task to facts; an empty kind unties it.</summary>
    public async Task SetAsync(PlanTask task, int version, string kind, string dims, Guid? unit, bool ownPlan, decimal goal, CancellationToken stop)
    {
        var gauge = await store.Gauges.FirstOrDefaultAsync(g => g.TaskId == task.Id, stop);
        if (kind.Length == 0)
        {
            if (gauge is null) return;
            store.Expect(gauge, version);
            store.Gauges.Remove(gauge);
            store.Remember(task.PlanId, Words.Key("Nhiệm vụ “{0}”: không đo bằng số liệu ghi nhận nữa"), "task", task.Id, task.Name);
        }
        else
        {
            if (GaugeBook.Find(kind) is null && !facts.Known.ContainsKey(kind)) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "kind" };
            if (goal <= 0) throw new Refusal(RefusalKind.Invalid, "Xin nhập số lượng cần đạt, lớn hơn 0.") { Field = "goal" };
            var filter = Filter(dims.Trim().Length == 0 && unit is null ? GaugeBook.Find(kind)?.Whole ?? "" : dims);
            if (gauge is null) store.Gauges.Add(new Gauge { TaskId = task.Id, PlanId = task.PlanId, Kind = kind, Dims = filter, UnitId = unit, OwnPlan = ownPlan, Goal = goal });
            else
            {
                store.Expect(gauge, version);
                (gauge.Kind, gauge.Dims, gauge.UnitId, gauge.OwnPlan, gauge.Goal) = (kind, filter, unit, ownPlan, goal);
            }
            store.Remember(task.PlanId, Words.Key("Nhiệm vụ “{0}”: đo bằng {1}, cần {2}"), "task", task.Id, task.Name, GaugeBook.Find(kind)?.Name ?? facts.Known[kind], Say.Number(goal));
        }
        await store.SaveChangesAsync(stop);
    }

    async Task<IReadOnlyDictionary<Guid, GaugeReading>> ReadAsync(Plan plan, List<Gauge> gauges, CancellationToken stop, DateOnly? on = null)
    {
        if (gauges.Count == 0) return new Dictionary<Guid, GaugeReading>();
        var tree = await trees.OnAsync(null, stop);
        var today = on ?? clock.Today();
        var to = today < plan.EndsOn ? today : plan.EndsOn;
        var sums = await facts.SumAsync([.. gauges.Select(g => new FactSum(g.Kind, g.DimList(), g.UnitId is { } unit ? tree.Below(unit).ToList() : null, g.OwnPlan ? plan.Id : null, plan.StartsOn, to))], stop);
        var arrived = await facts.ArrivedAsync([.. gauges.Select(g => g.Kind)], stop);
        return gauges.Select((g, i) => Reading(plan, g, arrived.Contains(g.Kind) ? sums[i] : null)).ToDictionary(r => r.Gauge.TaskId);
    }

    GaugeReading Reading(Plan plan, Gauge gauge, decimal? count)
    {
        var kind = GaugeBook.Find(gauge.Kind);
        var thing = words[Thing(gauge)];
        return count is { } n
            ? new(gauge, kind, n, words["{0}/{1} {2} đã ghi nhận", n, gauge.Goal, thing], $"/evidence/ledger?kind={Uri.EscapeDataString(gauge.Kind)}" + (gauge.OwnPlan ? $"&plan={plan.Id}" : ""))
            : new(gauge, kind, null, words["chưa có dữ liệu: {0} chưa ghi nhận lần nào", thing], null);
    }

    // "loại=sơ kết; on_time=true", one pair a semicolon.
    static string Filter(string text)
    {
        var pairs = new List<(string, string)>();
        foreach (var part in text.Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (part.Split('=', 2, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, { Length: > 0 } value])
                throw new Refusal(RefusalKind.Invalid, "Điều kiện “{0}” viết chưa đúng. Ví dụ đúng: kind=Sơ kết.", part) { Field = "dims" };
            if (pairs.Exists(p => p.Item1 == name)) throw new Refusal(RefusalKind.Invalid, "Điều kiện “{0}” ghi hai lần.", name) { Field = "dims" };
            pairs.Add((name, value));
        }
        return Fact.DimsOf([.. pairs]);
    }
}
