using LienY.Kernel;

namespace LienY.Plans;

/// <summary>
/// Who may change what of a live plan: officers of the owner everything; others the tasks of units in their reach; a doctor the tasks of the own unit
/// and those that bear the own name.
/// </summary>
static class WhoMay
{
    /// <summary>Leads the plan for its owner: any task, acceptance, money, meetings.</summary>
    public static bool Lead(Caller caller, Plan plan) => caller.IsHouse || caller.Posts.Any(p =>
        p.Role is not Role.Doctor && Rights.Work.Roles.Contains(p.Role) && p.Reach.Contains(plan.OwnerId));

    /// <summary>Works for a unit.</summary>
    public static bool WorkFor(Caller caller, Guid unit) => caller.IsHouse || caller.Posts.Any(p =>
        Rights.Work.Roles.Contains(p.Role) && (p.Role is Role.Doctor ? p.OrganisationId == unit : p.Reach.Contains(unit)));

    /// <summary>May change the task.</summary>
    public static bool Change(Caller caller, Plan plan, PlanTask task) =>
        Lead(caller, plan) || (task.UnitId is { } unit && WorkFor(caller, unit)) || (caller.UserId is { } me && task.OwnerUserId == me && caller.May(Rights.Work));

    /// <summary>
    /// May accept or return a product: never who delivered it; an officer of the plan's owner, or of a party that cooperates in the work
    /// (<paramref name="partners"/>).
    /// </summary>
    public static bool Accept(Caller caller, Plan plan, Product product, IEnumerable<Guid?> partners) =>
        !(caller.UserId is { } me && product.DeliveredBy == me) && (Lead(caller, plan) || partners.OfType<Guid>().Any(p => WorkFor(caller, p)));

    /// <summary>Refuses unless the product may be accepted.</summary>
    public static void MustAccept(Caller caller, Plan plan, Product product, IEnumerable<Guid?> partners)
    {
        if (caller.UserId is { } me && product.DeliveredBy == me)
            throw Refusal.Forbidden("Người nộp sản phẩm không tự nghiệm thu. Xin để người khác của cơ quan chủ trì hoặc đơn vị phối hợp nghiệm thu.");
        if (!Accept(caller, plan, product, partners)) throw Refusal.Forbidden("Sản phẩm này do cơ quan chủ trì hoặc đơn vị phối hợp nghiệm thu.");
    }

    /// <summary>Refuses unless the task may be changed.</summary>
    public static void MustChange(Caller caller, Plan plan, PlanTask task)
    {
        if (!Change(caller, plan, task))
            throw Refusal.Forbidden("Nhiệm vụ này do đơn vị khác thực hiện nên ông/bà chỉ được xem. Xin trao đổi với đơn vị chủ trì.");
    }

    /// <summary>Refuses unless the caller leads the plan for its owner.</summary>
    public static void MustLead(Caller caller, Plan plan)
    {
        if (!Lead(caller, plan))
            throw Refusal.Forbidden("Việc này do cơ quan chủ trì kế hoạch thực hiện. Xin trao đổi với cơ quan chủ trì.");
    }

    /// <summary>Refuses where the plan is no longer worked on.</summary>
    public static void MustBeLive(Plan plan)
    {
        if (plan.State is not PlanState.Active)
            throw Refusal.Conflict("Kế hoạch này không còn thực hiện nên không ghi thêm được. Có thể xem và tải về mọi nội dung.");
    }
}
