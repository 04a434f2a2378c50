namespace LienY.Documents;

/// <summary>As what somebody stands on a routing slip.</summary>
enum SeatRole
{
    /// <summary>Answers for the paper (chủ trì).</summary>
    Lead,

    /// <summary>Works with them (phối hợp).</summary>
    With,

    /// <summary>The person whom the leading room has chosen (người xử lý).</summary>
    Handler,
}

/// <summary>A room or person to whom a paper was routed.</summary>
sealed class Seat
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PaperId { get; init; }
    public Guid OrganisationId { get; init; }
    public SeatRole Role { get; init; }
    public Guid? UnitId { get; init; }
    public Guid? UserId { get; init; }
    public string Name { get; init; } = "";
    public DateOnly? DueOn { get; set; }
    public string MadeByName { get; init; } = "";
    public DateTimeOffset MadeAt { get; init; }
    public DateTimeOffset? TakenAt { get; set; }
    public string TakenByName { get; set; } = "";
    public DateTimeOffset? EndedAt { get; set; }
}

/// <summary>Which part of the slip an opinion is (phiếu giải quyết văn bản đến).</summary>
enum SlipStage
{
    /// <summary>Ý kiến của lãnh đạo cơ quan.</summary>
    Leader,

    /// <summary>Ý kiến của lãnh đạo phòng, khoa.</summary>
    Room,

    /// <summary>Ý kiến đề xuất của người giải quyết.</summary>
    Handler,
}

/// <summary>What somebody wrote on the slip.</summary>
sealed class Opinion
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public Guid PaperId { get; init; }
    public SlipStage Stage { get; init; }
    public string Text { get; init; } = "";
    public DateOnly? DueOn { get; init; }
    public string ByName { get; init; } = "";
    public Guid? ById { get; init; }
    public DateTimeOffset At { get; init; }
}
