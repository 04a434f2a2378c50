namespace LienY.Transfer;

/// <summary>What a package asks of its gates.</summary>
/// <param name="Href">Address of the package.</param>
sealed record GateTerms(string Href, IReadOnlyList<string> Roles, int RequiredCases, int AloneCases, int ComplicationPercent)
{
    /// <summary>The terms of a package.</summary>
    public static GateTerms Of(Package p) => new(p.Href(), p.RoleKeys, p.RequiredCases, p.AloneCases, p.ComplicationPercent);
}

/// <summary>A sealed paper and who signed it.</summary>
sealed record PaperProof(Guid Id, string Text, bool GiverSigned, bool ReceiverSigned, bool IsIntact);

/// <summary>The contract that both directors signed, with its last extension.</summary>
sealed record ContractProof(string Number, DateOnly From, DateOnly To, string Href);

/// <summary>Somebody in a team and the certificate that says they learnt it; null: none that is valid.</summary>
sealed record SeatProof(string Role, string Name, Proof? Certificate);

/// <summary>A team with those who are in it on the day.</summary>
sealed record EkipProof(string Name, IReadOnlyList<SeatProof> Seats);

/// <summary>A round with what the log says of its days.</summary>
sealed record RoundProof(int Number, string Text, string Href, bool IsHeld, int Experts, int Cases);

/// <summary>How many cases at level 4 or higher somebody has.</summary>
sealed record ProgressProof(string Ekip, string Name, int Cases, string Href);

/// <summary>A team's run of independent cases.</summary>
sealed record RunProof(string Ekip, int Cases, int Complications, string Href);

/// <summary>The decision on a technique; null: none.</summary>
sealed record DecisionProof(string Technique, Proof? Found);

/// <summary>Every record that the gates of a package ask for, as it stands, for a day.</summary>
sealed record GateEvidence(DateOnly On)
{
    public ContractProof? Contract { get; init; }
    public PaperProof? Survey { get; init; }
    public IReadOnlySet<SurveySection> Sections { get; init; } = new HashSet<SurveySection>();

    /// <summary>Gaps without owner or day.</summary>
    public IReadOnlyList<string> Orphans { get; init; } = [];
    public IReadOnlyList<EkipProof> Ekips { get; init; } = [];

    /// <summary>Approved and not withdrawn.</summary>
    public IReadOnlyList<Proof> Protocols { get; init; } = [];

    /// <summary>Accepted and not withdrawn.</summary>
    public IReadOnlyList<Proof> Equipment { get; init; } = [];

    /// <summary>Devices that wait for acceptance.</summary>
    public IReadOnlyList<string> Unaccepted { get; init; } = [];
    public IReadOnlyList<RoundProof> Rounds { get; init; } = [];
    public IReadOnlyList<string> OpenSafety { get; init; } = [];
    public IReadOnlyList<ProgressProof> Progress { get; init; } = [];
    public IReadOnlyList<RunProof> Runs { get; init; } = [];
    public IReadOnlyList<DecisionProof> Decisions { get; init; } = [];
    public PaperProof? Council { get; init; }
}

/// <summary>Addresses of a package.</summary>
static class PackageAddress
{
    /// <summary>Its page.</summary>
    public static string Href(this Package package) => "/transfer/packages/" + package.Id;
}
