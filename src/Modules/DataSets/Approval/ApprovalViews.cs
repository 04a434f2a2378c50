using LienY.Periods;

namespace LienY.DataSets;

/// <summary>A unit that approves, as it stands in a period.</summary>
sealed record ApprovalLine(Guid UnitId, string Unit, ApprovalLevel Level, ApprovalState State, ApprovalPower Power, bool HasAbove, bool IsOwn, Approval? Row)
{
    /// <summary>Reports expected of it and of what is below.</summary>
    public int Expected { get; init; }

    /// <summary>Those that are complete.</summary>
    public int Complete { get; init; }

    /// <summary>Those that were complete in time.</summary>
    public int OnTime { get; init; }

    /// <summary>Figures of its own reports that differ much from the period before.</summary>
    public int Doubts { get; init; }

    /// <summary>Rules that its reports, and those below, do not keep.</summary>
    public int Violations { get; init; }

    /// <summary>The caller may do it now.</summary>
    public bool May(ApprovalAction action) => ApprovalRules.May(State, action, Power, HasAbove);

    /// <summary>A page offers it: acceptance only where the workflow asks for it.</summary>
    public bool Offers(ApprovalAction action, Workflow workflow) => May(action) && (action != ApprovalAction.Accept || workflow.AcceptFirst);

    /// <summary>It is the caller's turn: his own organisation can approve, or has to accept.</summary>
    public bool WaitsForMe(Workflow workflow) => (IsOwn && May(ApprovalAction.Approve)) || (workflow.AcceptFirst && State == ApprovalState.ApprovedHere
        && May(ApprovalAction.Accept));
}

/// <summary>The list of what is approved and what waits.</summary>
sealed record ApprovalsView(
    IReadOnlyList<Workflow> Workflows, Workflow? Workflow, IReadOnlyList<Period> Periods, Period? Period, string Show, IReadOnlyList<ApprovalLine> Lines, int Page,
        int Pages, int Approved, int All, bool MaySetUp)
{
    /// <summary>Address of a page of the list.</summary>
    public string Href(int page) => $"/data/approvals?workflow={Workflow?.Id}&period={Period?.Code}&show={Show}" + (page > 1 ? $"&page={page}" : "");
}

/// <summary>One figure of a report, or a sum over units, beside the period before.</summary>
sealed record FigureLine(Element Element, Combo Combo, string Now, string Before, Difference Difference, Guid? ValueId);

/// <summary>Figures of a data set under a heading.</summary>
sealed record FigurePart(DataSet Set, string Heading, IReadOnlyList<FigureLine> Lines);

/// <summary>A unit's figures of a period as they are to be approved: state, chain, reports, figures, history.</summary>
sealed record ApprovalView(
    Workflow Workflow, Period Period, ApprovalLine Line, IReadOnlyList<(string Unit, ApprovalState State, Approval? Row)> Chain, IReadOnlyList<ApprovalLine> Below,
    IReadOnlyList<(DataSet Set, ReportLine Report)> Reports, IReadOnlyList<FigurePart> Parts, int Units, IReadOnlyList<ApprovalStep> Steps, bool MayAskBack)
{
    /// <summary>Rules that its own reports do not keep: the violation, name of the rule, name of the unit.</summary>
    public IReadOnlyList<(Violation Violation, Rule Rule, string Unit)> Violations { get; init; } = [];

    /// <summary>Figures of more units than these are not added up on a page.</summary>
    public const int MostUnits = 300;
}

/// <summary>What the entry form says about approval.</summary>
sealed record ApprovalNote(Workflow Workflow, Guid? Approver, ApprovalState State, IReadOnlyList<(string Unit, string By, DateTimeOffset At)> Approved,
    ApprovalStep? Returned, bool MayAskBack);
