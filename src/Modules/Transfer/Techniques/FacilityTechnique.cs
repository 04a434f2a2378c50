using LienY.Kernel;

namespace LienY.Transfer;

/// <summary>The state of a technique at a facility from a day on, with the decision that says so. The newest row that has begun and was not withdrawn holds.</summary>
sealed class FacilityTechnique
{
    /// <summary>States, as <see cref="LienY.Contracts.ITransfers"/> tells them.</summary>
    public static readonly IReadOnlyList<string> States = ["none", "transferring", "permitted", "performed", "stopped"];

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid FacilityId { get; init; }
    public required string Technique { get; init; }
    public required string Name { get; init; }
    public required string Folded { get; init; }
    public required string State { get; init; }
    public required DateOnly FromDay { get; init; }
    public string DecisionNumber { get; init; } = "";
    public DateOnly? DecisionDay { get; init; }
    public string FileName { get; init; } = "";
    public string FileHash { get; init; } = "";
    public long FileSize { get; init; }
    public string Note { get; init; } = "";

    /// <summary>The package that brought it; null: entered or imported.</summary>
    public Guid? PackageId { get; init; }
    public required DateTimeOffset MadeAt { get; init; }
    public required string MadeByName { get; init; }
    public DateTimeOffset? WithdrawnAt { get; private set; }
    public string WithdrawnWhy { get; private set; } = "";

    /// <summary>The facility may do the technique in this state.</summary>
    public static bool MayDo(string state) => state is "permitted" or "performed";

    /// <summary>It was wrong.</summary>
    public void Withdraw(string why, DateTimeOffset at)
    {
        if (WithdrawnAt is not null) throw Refusal.Conflict("Dòng này đã được rút lại rồi.");
        if (why.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "reason" };
        (WithdrawnAt, WithdrawnWhy) = (at, why);
    }

    /// <summary>The row that holds on a day, among rows of one technique at one facility; null: none.</summary>
    public static FacilityTechnique? On(IEnumerable<FacilityTechnique> rows, DateOnly day) =>
        rows.Where(r => r.WithdrawnAt is null && r.FromDay <= day).OrderBy(r => r.FromDay).ThenBy(r => r.MadeAt).ThenBy(r => r.Id).LastOrDefault();
}
