using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Logbook;

/// <summary>What may be done with the competency log. A person sees their own cases without any of these.</summary>
static class LogbookRights
{
    /// <summary>See the cases of the own facility and those below it; never who the patient is.</summary>
    public static readonly Right See = new("logbook.see", Role.Doctor, Role.UnitOfficer, Role.Director, Role.DepartmentOfficer, Role.DataOfficer)
    {
        Title = "Xem nhật ký tay nghề của đơn vị",
    };

    /// <summary>Enter cases of the own facility.</summary>
    public static readonly Right Log = new("logbook.log", Role.Doctor, Role.UnitOfficer) { Title = "Ghi nhật ký tay nghề" };

    /// <summary>Confirm what was done alone, allow a late entry, take a signed case back.</summary>
    public static readonly Right Confirm = new("logbook.confirm", Role.Director) { Title = "Xác nhận ca làm độc lập" };

    /// <summary>Settle differences between the log and the feed.</summary>
    public static readonly Right Compare = new("logbook.compare", Role.UnitOfficer, Role.Director,
        Role.DataOfficer)
    { Title = "Đối chiếu nhật ký với dữ liệu khám chữa bệnh" };

    /// <summary>Set the rules: what the head confirms, from when an entry is late.</summary>
    public static readonly Right Rules = new("logbook.rules", Role.DepartmentOfficer) { Title = "Đặt quy định nhật ký tay nghề" };

    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Right> All = [See, Log, Confirm, Compare, Rules];
}

/// <summary>In whose name the caller works: facilities where a post is held directly; a post in a ward is a post of its hospital.</summary>
sealed class Seats(Caller caller, IOrganisationTree trees)
{
    OrganisationTree? tree;

    /// <summary>Facilities where the right is held.</summary>
    public async Task<IReadOnlyList<Guid>> OfAsync(Right right, CancellationToken stop)
    {
        tree ??= await trees.OnAsync(null, stop);
        return [.. caller.Posts.Where(p => right.Roles.Contains(p.Role)).Select(p => Legal(tree, p.OrganisationId)).Distinct()];
    }

    /// <summary>Whether the right is held at the facility itself; the house may everything.</summary>
    public async Task<bool> HoldsAsync(Right right, Guid facility, CancellationToken stop) => caller.IsHouse || (await OfAsync(right, stop)).Contains(facility);

    /// <summary>Refuses (403) unless the right is held at the facility itself.</summary>
    public async Task MustAsync(Right right, Guid facility, CancellationToken stop)
    {
        if (!await HoldsAsync(right, facility, stop))
            throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}” tại đơn vị này. Xin liên hệ quản trị viên của đơn vị.", right.Title);
    }

    static Guid Legal(OrganisationTree tree, Guid id)
    {
        var unit = tree.Find(id);
        while (unit is { Kind: "division", Above.Count: > 0 } && tree.Find(unit.Above[0]) is { } above) unit = above;
        return unit?.Id ?? id;
    }
}
