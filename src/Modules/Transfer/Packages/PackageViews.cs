using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Transfer;

/// <summary>A package in the list.</summary>
sealed record PackageLine(Package Package, string Giver, string Receiver, IReadOnlyList<string> Phases, bool IsOverdue, bool IsLapsed, bool IsShaken);

/// <summary>What the list of packages was asked for.</summary>
sealed record PackagesAsk(string Q, string State, Guid? Side, bool Overdue, int Page)
{
    /// <summary>The address' query with another page.</summary>
    public string Query(int page) => FormattableString.Invariant($"q={Uri.EscapeDataString(Q)}&state={State}&side={Side}&overdue={(Overdue ? "on" : "")}&page={page}");
}

/// <summary>The list of packages.</summary>
sealed record PackagesView(PackagesAsk Asked, IReadOnlyList<PackageLine> Lines, int Total, int Pages, IReadOnlyList<(string Value, string Label)> Sides, bool MayArrange);

/// <summary>The form of a package.</summary>
sealed record PackageFormView(Package? Package, IReadOnlyList<(string Value, string Label)> Organisations, IReadOnlyList<(string Value, string Label)> People,
    IReadOnlyList<(string Value, string Label)> Agreements, IReadOnlyList<(string Value, string Label)> Targets, Guid? Mine, DateOnly Today);

/// <summary>Somebody in a team with the cases they have.</summary>
sealed record MemberLine(Member Member, int AtFour, int All, bool IsIn);

/// <summary>A team with its people and its run.</summary>
sealed record EkipLine(Ekip Ekip, IReadOnlyList<MemberLine> Members, EkipRun Run);

/// <summary>A round with what the log says of its days.</summary>
sealed record RoundLine(Round Round, int Guided, int Supported, IReadOnlyList<SafetyEvent> Safety);

/// <summary>A month of cases.</summary>
sealed record MonthCases(DateOnly Month, int Guided, int Supported, int Independent);

/// <summary>A package on its page.</summary>
sealed record PackageView(Package Package, string Giver, string Receiver, string Agreement, IReadOnlyList<PackageStep> Steps, IReadOnlyList<Condition> Gate,
    IReadOnlyList<EkipLine> Ekips, IReadOnlyList<RoundLine> Rounds, IReadOnlyList<Paper> Papers, IReadOnlyList<PaperSignature> Signatures,
        IReadOnlyList<Standing> Standings,
    IReadOnlyList<MonthCases> Months, IReadOnlyList<Shake> Shakes, IReadOnlyList<SurveyLine> OpenGaps, IReadOnlyList<(string Value, string Label)> Practitioners,
    IReadOnlyList<(string Value, string Label)> Experts, string Plan, bool MayArrange, bool MaySign, bool MayDecide, DateOnly Today);

/// <summary>The survey of a package.</summary>
sealed record SurveyView(Package Package, IReadOnlyList<SurveyLine> Lines, Paper? Paper, IReadOnlyList<PaperSignature> Signatures, bool MayArrange, DateOnly Today);

/// <summary>Documents of phase 2.</summary>
sealed record RecordsView(Package Package, IReadOnlyList<TransferRecord> Records, bool MayArrange, bool MayApprove, DateOnly Today);

/// <summary>One document.</summary>
sealed record RecordView(Package Package, TransferRecord Record, bool MayApprove);

/// <summary>One round.</summary>
sealed record RoundView(Package Package, Round Round, IReadOnlyList<SafetyEvent> Safety, IReadOnlyList<PerformedCase> Guided, IReadOnlyList<PerformedCase> Supported,
    IReadOnlyDictionary<string, string> Techniques, IReadOnlyDictionary<Guid, string> People, bool MayArrange, DateOnly Today);

/// <summary>The council of acceptance.</summary>
sealed record CouncilView(Package Package, CouncilDraft? Draft, Paper? Paper, IReadOnlyList<PaperSignature> Signatures, IReadOnlyList<RunProof> Runs,
    bool MayArrange, DateOnly Today);

/// <summary>A paper to read and to sign.</summary>
sealed record PaperView(Package Package, Paper Paper, IReadOnlyList<PaperSignature> Signatures, IReadOnlyList<(string Label, string Text)> Lines, string Giver,
    string Receiver,
    bool MaySign, bool MayWithdraw, ProofWays? Ways, bool IsSound);

/// <summary>The page of the extension.</summary>
sealed record ExtensionView(Package Package, Paper? Open, bool MayArrange, DateOnly Today);

/// <summary>Cases of a package, perhaps of one team and one person.</summary>
sealed record CasesView(Package Package, string Head, IReadOnlyList<PerformedCase> Cases, IReadOnlyDictionary<string, string> Techniques, IReadOnlyDictionary<Guid,
    string> People,
    IReadOnlyDictionary<Guid, string> Ekips, string Query);

/// <summary>A technique of a package after hand-over, down to its cases.</summary>
sealed record StandingView(Package Package, Standing Standing, IReadOnlyList<(DateOnly From, int Count)> Quarters, IReadOnlyList<PerformedCase> Cases,
    IReadOnlyDictionary<Guid, string> People, string Receiver, DateOnly Today);

/// <summary>Techniques of packages by facility.</summary>
sealed record AfterLine(Guid FacilityId, string Facility, int Transferred, int Applied, int Sustained, int Stalled, int Lapsed);

/// <summary>A technique in the drill-down.</summary>
sealed record AfterItem(Standing Standing, Package Package, string Facility);

/// <summary>What became of techniques after hand-over.</summary>
sealed record AfterView(IReadOnlyList<AfterLine> Lines, IReadOnlyList<AfterItem> Items, Guid? Facility, string State, DateOnly Today);
