using LienY.Kernel;

namespace LienY.Outreach;

/// <summary>A campaign of volunteer check-ups: how many children are to be examined, when, where, by whom, and what is looked for.</summary>
sealed class Campaign : IVersioned
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid OrganisationId { get; init; }
    public required string Title { get; init; }

    /// <summary>Fewest children to be examined.</summary>
    public required int Least { get; init; }

    /// <summary>Most; the same as <see cref="Least"/> where the plan names one number.</summary>
    public required int Most { get; init; }

    public required DateOnly FromDay { get; init; }
    public required DateOnly ToDay { get; init; }

    /// <summary>Problems to tick, one a line.</summary>
    public required string Problems { get; init; }

    public string Team { get; init; } = "";
    public Guid? PlanId { get; init; }
    public Guid? TopicId { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required string Folded { get; init; }
    public int Version { get; set; }
    public List<CampaignSite> Sites { get; } = [];

    /// <summary>Problems to tick.</summary>
    public IReadOnlyList<string> ProblemList => [.. Problems.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()];

    /// <summary>What children in the highlands are mostly examined for, to begin with.</summary>
    public const string Usual = "Suy dinh dưỡng\nTim bẩm sinh (nghi ngờ)\nNhiễm khuẩn hô hấp\nBệnh răng miệng\nBệnh da\nTật khúc xạ\nViêm tai\nThoát vị, tinh hoàn ẩn\nChậm phát triển\nKhác";
}

/// <summary>A place and a day of a campaign.</summary>
sealed class CampaignSite
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid CampaignId { get; init; }
    public required string Name { get; init; }
    public required string Commune { get; init; }
    public required DateOnly Day { get; init; }
    public required string Team { get; init; }
}
