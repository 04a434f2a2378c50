using LienY.Contracts;
using LienY.Kernel;

namespace LienY.DataSets;

/// <summary>What a caller may do about a unit's approval: DHIS2's authorities "approve data", "approve data at lower levels" and "accept data at lower levels",
/// held by posts.</summary>
static class ApprovalPowers
{
    /// <summary>The power over a unit; <paramref name="today"/> tells who carries on for a unit that has ended since.</summary>
    public static ApprovalPower Of(Caller caller, Guid unit, OrganisationTree today)
    {
        if (caller.IsHouse) return ApprovalPower.Approve | ApprovalPower.Accept;
        var holder = today.Find(unit) is { IsOpen: false } ended ? ended.Above.FirstOrDefault(a => today.Find(a) is { IsOpen: true }) : unit;
        var power = ApprovalPower.None;
        foreach (var post in caller.Posts.Where(p => p.Reach.Contains(unit)))
        {
            var own = post.OrganisationId == unit || post.OrganisationId == holder;
            if ((own ? DataSetsRights.Approve : DataSetsRights.ApproveLower).Roles.Contains(post.Role)) power |= ApprovalPower.Approve;
            if (!own && DataSetsRights.Accept.Roles.Contains(post.Role)) power |= ApprovalPower.Accept;
        }
        return power;
    }

    /// <summary>The caller's own organisation is the one that approves here.</summary>
    public static bool IsOwn(Caller caller, Guid unit, OrganisationTree today)
    {
        var holder = today.Find(unit) is { IsOpen: false } ended ? ended.Above.FirstOrDefault(a => today.Find(a) is { IsOpen: true }) : unit;
        return caller.Posts.Any(p => (p.OrganisationId == unit || p.OrganisationId == holder) && DataSetsRights.Approve.Roles.Contains(p.Role));
    }
}
