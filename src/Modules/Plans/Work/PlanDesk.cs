using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans;

/// <summary>What every page of a live plan knows: the plan, whose it is, what the caller may do, how much is overdue.</summary>
sealed record PlanHead(Plan Plan, string Owner, DateOnly Today, bool MayLead, bool MayWork, int Overdue)
{
    /// <summary>Number and subject, or the subject alone.</summary>
    public string Title => Plan.Number.Length > 0 ? Plan.Number + " · " + Plan.Title : Plan.Title;

    /// <summary>Address of a part of the plan.</summary>
    public string At(string part = "") => part.Length == 0 ? $"/plans/{Plan.Id}" : $"/plans/{Plan.Id}/{part}";
}

/// <summary>What the uses of a live plan need in one hand: its rows, who asks, the names of units and people.</summary>
sealed class PlanDesk(PlansStore store, Caller caller, TimeProvider clock, IOrganisations organisations, IPeople people, Words words, IServiceProvider services)
{
    /// <summary>Rows of the module.</summary>
    public PlansStore Store => store;

    /// <summary>Who asks.</summary>
    public Caller Caller => caller;

    /// <summary>Words in the language of the page.</summary>
    public Words Words => words;

    /// <summary>Today at Hà Nội.</summary>
    public DateOnly Today => clock.Today();

    /// <summary>The caller acting now.</summary>
    public Act Act => Act.Of(caller, clock);

    /// <summary>What may or may not be in the house.</summary>
    public IServiceProvider Services => services;

    /// <summary>Evidence, where that module is in the house.</summary>
    public IEvidence? Evidence => services.GetService<IEvidence>();

    /// <summary>What became of units that plans name.</summary>
    public Lineage Lineage => services.GetRequiredService<Lineage>();

    /// <summary>What tasks are measured by.</summary>
    public Gauges Gauges => services.GetRequiredService<Gauges>();

    /// <summary>Organisations.</summary>
    public IOrganisations Organisations => organisations;

    /// <summary>People.</summary>
    public IPeople People => people;

    /// <summary>A plan with its head; refused as missing where the caller may not see it.</summary>
    public async Task<PlanHead> HeadAsync(Guid id, CancellationToken stop)
    {
        var plan = await store.PlanAsync(id, stop);
        var today = Today;
        var overdue = plan.State is PlanState.Withdrawn ? 0 : await store.Tasks.CountAsync(t => t.PlanId == id && t.DueOn < today && (t.State == TaskState.Open || t.State == TaskState.Doing), stop);
        var names = await UnitsAsync(plan, [plan.OwnerId], stop);
        return new(plan, names.GetValueOrDefault(plan.OwnerId, plan.Issuer), today, WhoMay.Lead(caller, plan), caller.May(Rights.Work) && plan.State is PlanState.Active, overdue);
    }

    /// <summary>Names of units as they were called when the plan was issued; today's name for a unit that came later.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> UnitsAsync(Plan plan, IEnumerable<Guid?> ids, CancellationToken stop)
    {
        var wanted = ids.OfType<Guid>().ToHashSet();
        if (wanted.Count == 0) return new Dictionary<Guid, string>();
        var names = await organisations.NamesAsync(wanted, plan.IssuedOn ?? plan.StartsOn, stop);
        var rest = wanted.Where(id => !names.ContainsKey(id)).ToList();
        if (rest.Count == 0) return names;
        var all = new Dictionary<Guid, string>(names);
        foreach (var (id, name) in await organisations.NamesAsync(rest, null, stop)) all[id] = name;
        return all;
    }

    /// <summary>Names of people.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> PeopleAsync(IEnumerable<Guid?> ids, CancellationToken stop)
    {
        var wanted = ids.OfType<Guid>().ToHashSet();
        return wanted.Count == 0 ? new Dictionary<Guid, string>() : await people.NamesAsync(wanted, stop);
    }

    /// <summary>A task with its plan; refused as missing where the caller may not see it.</summary>
    public async Task<(Plan Plan, PlanTask Task)> TaskAsync(Guid id, CancellationToken stop)
    {
        var task = await store.Tasks.FirstOrDefaultAsync(t => t.Id == id, stop)
            ?? throw Refusal.Missing("Không có nhiệm vụ này, hoặc nhiệm vụ thuộc kế hoạch mà đơn vị của ông/bà không tham gia.");
        return (await store.PlanAsync(task.PlanId, stop), task);
    }
}
