using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Imaging;

/// <summary>
/// The present caller as a reader and a sender of images: in the name of the legal organisations where the right is held directly, with their wards (kind
/// <c>division</c>); a department does not hold what its hospitals hold.
/// </summary>
sealed class ImageReaders(Caller caller, IOrganisationTree trees, TimeProvider clock)
{
    /// <summary>The reader; <paramref name="purpose"/> narrows to one purpose, empty: those of care. Refused (403) where the caller holds no right to images.</summary>
    public async Task<ImageReader> ReaderAsync(string? purpose, CancellationToken stop)
    {
        if (caller.IsHouse) return new(caller, [], ImageReader.Care, clock.GetUtcNow());
        var homes = await HomesAsync(ImagingRights.See, stop);
        if (homes.Count == 0) throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}”. Xin liên hệ quản trị viên của đơn vị.", ImagingRights.See.Title);
        var purposes = string.IsNullOrEmpty(purpose) ? ImageReader.Care : ImageReader.Care.Contains(purpose) ? [purpose]
            : throw new Refusal(RefusalKind.Invalid, "Mục đích “{0}” không có trong danh sách.", purpose) { Field = "purpose" };
        return new(caller, homes, purposes, clock.GetUtcNow());
    }

    /// <summary>Organisations in whose name the caller holds a right over images.</summary>
    public async Task<IReadOnlyList<Guid>> HomesAsync(Right right, CancellationToken stop)
    {
        var held = caller.Posts.Where(p => right.Roles.Contains(p.Role)).Select(p => p.OrganisationId).Distinct().ToList();
        if (held.Count == 0) return [];
        var tree = await trees.OnAsync(null, stop);
        return [.. held.Select(h => Legal(tree, h)).Distinct().SelectMany(l => Wards(tree, l).Prepend(l)).Distinct()];
    }

    /// <summary>For which facility the caller sends: the legal organisation of the post that is open, where it carries the right; else the first that does.</summary>
    public async Task<Guid> SendingForAsync(CancellationToken stop)
    {
        var posts = caller.Posts.Where(p => ImagingRights.Send.Roles.Contains(p.Role)).ToList();
        if (posts.Count == 0) throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}”. Xin liên hệ quản trị viên của đơn vị.", ImagingRights.Send.Title);
        var post = posts.Find(p => p.OrganisationId == caller.OrganisationId) ?? posts[0];
        return Legal(await trees.OnAsync(null, stop), post.OrganisationId);
    }

    static Guid Legal(OrganisationTree tree, Guid id)
    {
        var unit = tree.Find(id);
        while (unit is { Kind: "division", Above.Count: > 0 } && tree.Find(unit.Above[0]) is { } above) unit = above;
        return unit?.Id ?? id;
    }

    static IEnumerable<Guid> Wards(OrganisationTree tree, Guid legal) => tree.Below(legal).Select(tree.Find).OfType<TreeUnit>()
        .Where(u => u.Kind == "division" && Legal(tree, u.Id) == legal).Select(u => u.Id);
}
