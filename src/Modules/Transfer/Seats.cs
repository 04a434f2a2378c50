using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Transfer;

/// <summary>Who does something, in the name of which facility.</summary>
sealed record Actor(Guid? UserId, string Name);

/// <summary>
/// In whose name the caller works: the facilities where a post is held directly (a post in a ward is a post of its hospital). A department sees the
/// packages of its hospitals, but neither arranges nor signs them.
/// </summary>
sealed class Seats(Caller caller, IOrganisationTree trees)
{
    OrganisationTree? tree;

    /// <summary>Facilities where the right is held.</summary>
    public async Task<IReadOnlyList<Guid>> OfAsync(Right right, CancellationToken stop)
    {
        tree ??= await trees.OnAsync(null, stop);
        return [.. caller.Posts.Where(p => right.Roles.Contains(p.Role)).Select(p => Legal(tree, p.OrganisationId)).Distinct()];
    }

    /// <summary>Whether the right is held at the facility; the house may everything.</summary>
    public async Task<bool> HoldsAsync(Right right, Guid facility, CancellationToken stop) => caller.IsHouse || (await OfAsync(right, stop)).Contains(facility);

    /// <summary>Refuses (403) unless the right is held at one of the two sides of a package.</summary>
    public async Task MustAsync(Right right, Package package, CancellationToken stop)
    {
        if (!await HoldsAsync(right, package.GiverId, stop)) await MustAsync(right, package.ReceiverId, stop);
    }

    /// <summary>Refuses (403) unless the right is held at the facility.</summary>
    public async Task MustAsync(Right right, Guid facility, CancellationToken stop)
    {
        if (!await HoldsAsync(right, facility, stop))
            throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}” tại đơn vị này. Xin liên hệ quản trị viên của đơn vị.", right.Title);
    }

    /// <summary>The caller as somebody who does something.</summary>
    public Actor Me => new(caller.UserId, caller.Name);

    static Guid Legal(OrganisationTree tree, Guid id)
    {
        var unit = tree.Find(id);
        while (unit is { Kind: "division", Above.Count: > 0 } && tree.Find(unit.Above[0]) is { } above) unit = above;
        return unit?.Id ?? id;
    }
}
