using LienY.Kernel;

namespace LienY.Outreach;

/// <summary>A research topic: who leads it, from when to when, its milestones, its acceptance.</summary>
sealed class ResearchTopic : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }
    public required string Title { get; init; }
    public required string Lead { get; init; }
    public Guid? PractitionerId { get; init; }
    public required DateOnly FromDay { get; init; }
    public required DateOnly ToDay { get; init; }
    public Guid? PlanId { get; init; }
    public Guid? TopicId { get; init; }
    public DateOnly? AcceptedOn { get; private set; }
    public string Acceptance { get; private set; } = "";
    public required DateTimeOffset MadeAt { get; init; }
    public required string Folded { get; init; }
    public int Version { get; set; }
    public List<Milestone> Milestones { get; } = [];

    /// <summary>Accepted by a council.</summary>
    public void Accept(DateOnly on, string acceptance, DateOnly today)
    {
        if (AcceptedOn is not null) throw Refusal.Conflict("Đề tài này đã nghiệm thu.");
        if (on > today || on < FromDay) throw new Refusal(RefusalKind.Invalid, "Ngày nghiệm thu phải từ ngày bắt đầu đề tài đến hôm nay.") { Field = "on" };
        if (Milestones.Exists(m => m.DoneOn is null)) throw Refusal.Conflict("Còn mốc chưa xong nên chưa nghiệm thu được.");
        if (acceptance.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi hội đồng, quyết định và kết luận nghiệm thu.") { Field = "acceptance" };
        (AcceptedOn, Acceptance) = (on, acceptance);
    }
}

/// <summary>A step of a research topic.</summary>
sealed class Milestone
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid ResearchId { get; init; }
    public required string Name { get; init; }
    public required DateOnly DueOn { get; init; }
    public DateOnly? DoneOn { get; private set; }

    /// <summary>What shows that it is done.</summary>
    public string Product { get; private set; } = "";

    /// <summary>Done, with what shows it.</summary>
    public void Do(DateOnly on, string product, DateOnly today)
    {
        if (DoneOn is not null) throw Refusal.Conflict("Mốc này đã ghi xong.");
        if (on > today) throw new Refusal(RefusalKind.Invalid, "Ngày xong không được sau hôm nay.") { Field = "on" };
        if (product.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi sản phẩm hoặc văn bản chứng minh.") { Field = "product" };
        (DoneOn, Product) = (on, product);
    }
}
