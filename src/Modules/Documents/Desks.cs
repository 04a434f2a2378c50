using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Documents;

/// <summary>
/// In whose name the caller works: the organisations where a post is held directly (a post in a room is a post of its organisation). The house, telling its
/// demonstration, works for everybody.
/// </summary>
sealed class Desks(Caller caller, IOrganisationTree trees, TrailBook trail)
{
    OrganisationTree? tree;

    /// <summary>Who does something.</summary>
    public Caller Me => caller;

    /// <summary>The units where the caller holds a post: rooms and organisations to which a paper may be routed.</summary>
    public IReadOnlyList<Guid> Units { get; } = [.. caller.Posts.Where(p => DocumentsRights.Own.Roles.Contains(p.Role) && p.Role != Role.Doctor)
        .Select(p => p.OrganisationId).Distinct()];

    /// <summary>Organisations where the right is held, the one acted for first.</summary>
    public async Task<IReadOnlyList<Guid>> OfAsync(Right right, CancellationToken stop)
    {
        tree ??= await trees.OnAsync(null, stop);
        var own = Legal(tree, caller.OrganisationId);
        return [.. caller.Posts.Where(p => right.Roles.Contains(p.Role)).Select(p => Legal(tree, p.OrganisationId)).Distinct().OrderBy(o => o == own ? 0 : 1)];
    }

    /// <summary>Whether the right is held there.</summary>
    public async Task<bool> HoldsAsync(Right right, Guid organisation, CancellationToken stop) => caller.IsHouse || (await OfAsync(right, stop)).Contains(organisation);

    /// <summary>Refuses (403) unless the right is held there.</summary>
    public async Task MustAsync(Right right, Guid organisation, CancellationToken stop)
    {
        if (!await HoldsAsync(right, organisation, stop))
            throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}” tại đơn vị này. Xin liên hệ quản trị viên của đơn vị.", right.Title);
    }

    /// <summary>What is there and not theirs is missing for them; that they asked for it stays in the trail.</summary>
    public async Task<Refusal> HiddenAsync(string kind, Guid id, Refusal missing, CancellationToken stop)
    {
        await trail.WriteAsync(caller, kind + ".read", kind, id.ToString(), "refused", missing.Text, stop);
        return missing;
    }

    /// <summary>The organisation asked for where the right is held there, else the first where it is; refused where it is held nowhere.</summary>
    public async Task<Guid> ChosenAsync(Right right, Guid? asked, CancellationToken stop)
    {
        if (asked is { } one)
        {
            await MustAsync(right, one, stop);
            return one;
        }
        var all = await OfAsync(right, stop);
        return all.Count > 0 ? all[0] : throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}”. Xin liên hệ quản trị viên của đơn vị.", right.Title);
    }

    static Guid Legal(OrganisationTree tree, Guid id)
    {
        var unit = tree.Find(id);
        while (unit is { Kind: "division", Above.Count: > 0 } && tree.Find(unit.Above[0]) is { } above) unit = above;
        return unit?.Id ?? id;
    }
}
