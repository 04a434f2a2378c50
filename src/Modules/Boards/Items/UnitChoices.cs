using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Boards;

/// <summary>Organisations of an item, for a reader.</summary>
sealed class UnitChoices(IOrganisationTree trees, IPlans plans)
{
    /// <summary>Organisations in one item, at most.</summary>
    public const int Most = 700;

    /// <summary>The tree as it stands.</summary>
    public Task<OrganisationTree> TreeAsync(CancellationToken stop) => trees.OnAsync(null, stop);

    /// <summary>The organisations, open ones only, in the order of their names unless they were named one by one.</summary>
    public async Task<IReadOnlyList<UnitHead>> OfAsync(UnitChoice choice, Reader reader, CancellationToken stop)
    {
        var tree = await TreeAsync(stop);
        var of = choice.Of ?? reader.Home;
        IEnumerable<TreeUnit?> units = choice.Way switch
        {
            UnitWay.Mine => [tree.Find(of)],
            UnitWay.Children => Named(tree.Children(of)),
            UnitWay.Kind => Named(tree.Below(of).Select(tree.Find).OfType<TreeUnit>().Where(u => u.IsOpen && u.Kind == choice.Kind)),
            UnitWay.Plan => choice.Plan is { } plan ? Named((await OfPlanAsync(plan, stop)).Select(tree.Find).OfType<TreeUnit>()) : [],
            _ => choice.Ids.Select(tree.Find),
        };
        return [.. units.OfType<TreeUnit>().Take(Most).Select(u => new UnitHead(u.Id, u.Name, reader.Sees(u.Id), u.PlaceCode ?? ""))];
    }

    /// <summary>Kinds of organisations below one, for the choice.</summary>
    public async Task<IReadOnlyList<string>> KindsAsync(Guid of, CancellationToken stop)
    {
        var tree = await TreeAsync(stop);
        return [.. tree.Below(of).Select(tree.Find).OfType<TreeUnit>().Where(u => u.IsOpen).Select(u => u.Kind).Distinct().Order(StringComparer.Ordinal)];
    }

    /// <summary>True where none of the organisations lies below another.</summary>
    public async Task<bool> ApartAsync(IReadOnlyList<UnitHead> units, CancellationToken stop)
    {
        var tree = await TreeAsync(stop);
        var ids = units.Select(u => u.Id).OfType<Guid>().ToHashSet();
        return !ids.Any(id => tree.Find(id)?.Above.Any(ids.Contains) == true);
    }

    async Task<IEnumerable<Guid>> OfPlanAsync(Guid plan, CancellationToken stop)
    {
        try
        {
            var targets = await plans.TargetsAsync(plan, stop);
            var tasks = await plans.TasksAsync(plan, stop);
            return targets.Select(t => t.OwnerId).Concat(tasks.Select(t => t.UnitId).OfType<Guid>()).Distinct();
        }
        catch (Refusal problem) when (problem.Kind is RefusalKind.Missing or RefusalKind.Forbidden)
        {
            // Sharing a board never shows a plan of others.
            return [];
        }
    }

    static IEnumerable<TreeUnit> Named(IEnumerable<TreeUnit> units) => units.OrderBy(u => u.Name, StringComparer.Create(Say.Vietnam, true));
}
