using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// In whose name a caller works with records: the legal organisations where a post with the right is held directly, with their rooms and wards
/// (kind <c>division</c>) and the facilities that were merged into them; never the hospitals below a department.
/// </summary>
sealed class Homes(Caller caller, IOrganisationTree trees, IOrganisations organisations, TimeProvider clock)
{
    /// <summary>Homes for reading: a post in a ward is a post of its hospital.</summary>
    public Task<IReadOnlyList<Guid>> ReadingAsync(Right right, CancellationToken stop) => OfAsync(right, climb: true, stop);

    /// <summary>Homes for deciding (bases, reviews): a post in a ward decides nothing for its hospital.</summary>
    public Task<IReadOnlyList<Guid>> DecidingAsync(Right right, CancellationToken stop) => OfAsync(right, climb: false, stop);

    /// <summary>Refuses unless the caller decides for the organisation.</summary>
    public async Task MustAsync(Right right, Guid organisation, CancellationToken stop)
    {
        if (!(await DecidingAsync(right, stop)).Contains(organisation))
            throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}” tại đơn vị này. Xin liên hệ quản trị viên của đơn vị.", right.Title);
    }

    async Task<IReadOnlyList<Guid>> OfAsync(Right right, bool climb, CancellationToken stop)
    {
        var held = caller.Posts.Where(p => right.Roles.Contains(p.Role)).Select(p => p.OrganisationId).Distinct().ToList();
        if (held.Count == 0) return [];
        var tree = await trees.OnAsync(null, stop);
        var homes = new HashSet<Guid>();
        foreach (var post in held) await AddAsync(homes, tree, climb ? Legal(tree, post) : post, stop);
        return [.. homes];
    }

    /// <summary>The legal organisation of a room or ward.</summary>
    public static Guid Legal(OrganisationTree tree, Guid id)
    {
        var unit = tree.Find(id);
        while (unit is { Kind: "division", Above.Count: > 0 } && tree.Find(unit.Above[0]) is { } above) unit = above;
        return unit?.Id ?? id;
    }

    async Task AddAsync(HashSet<Guid> homes, OrganisationTree tree, Guid legal, CancellationToken stop)
    {
        if (!homes.Add(legal)) return;
        foreach (var unit in tree.Below(legal).Select(tree.Find).OfType<TreeUnit>().Where(u => u.Above.Count > 0 && u.Above[0] == legal))
        {
            // Records of a facility that was merged pass to the one that carries on; one that merely ended leaves its records to nobody above it.
            var carriesOn = !unit.IsOpen && (await organisations.SuccessorsAsync(unit.Id, clock.Today(), stop)) is [var only] && only == legal;
            if (unit.Kind == "division" || carriesOn) await AddAsync(homes, tree, unit.Id, stop);
        }
    }
}
