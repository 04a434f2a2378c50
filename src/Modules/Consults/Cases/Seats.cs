using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Consults;

/// <summary>
/// In whose name the caller works: the facilities where a post is held directly (a post in a ward is a post of its hospital). A department reaches its
/// hospitals, but does not sit in their consultations.
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
    public async Task<bool> HoldsAsync(Right right, Guid? facility, CancellationToken stop) =>
        facility is { } id && (caller.IsHouse || (await OfAsync(right, stop)).Contains(id));

    /// <summary>Refuses (403) unless the right is held at the facility.</summary>
    public async Task MustAsync(Right right, Guid? facility, CancellationToken stop)
    {
        if (!await HoldsAsync(right, facility, stop))
            throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}” tại đơn vị này. Xin liên hệ quản trị viên của đơn vị.", right.Title);
    }

    /// <summary>Who the caller is in the name of a facility.</summary>
    public Actor At(Guid facility) => new(caller.UserId, caller.Name, facility);

    /// <summary>The legal organisation of a room or ward.</summary>
    static Guid Legal(OrganisationTree tree, Guid id)
    {
        var unit = tree.Find(id);
        while (unit is { Kind: "division", Above.Count: > 0 } && tree.Find(unit.Above[0]) is { } above) unit = above;
        return unit?.Id ?? id;
    }
}
