using LienY.Contracts;

namespace LienY.Plans;

/// <summary>A plan of the family in one line: its owner, how its targets stand.</summary>
sealed record FamilyPlan(Plan Plan, string Owner, IReadOnlyList<TargetStatus> Targets);

/// <summary>A target as it stands: what is wanted, what evidence says.</summary>
sealed record StandingTarget(Plan Plan, Indicator Row, string Wanted, TargetStatus Status, decimal? Value);

/// <summary>A target and the one above that it carries out or may carry out.</summary>
sealed record TieRow(StandingTarget Own, StandingTarget Above, Tie? Tie, decimal Score);

/// <summary>A target of this plan with the targets of plans below that carry it out.</summary>
sealed record HandedDown(StandingTarget Own, IReadOnlyList<StandingTarget> Parts);

/// <summary>The page "Liên kết": what stands above, beside and below a plan, and where they do not say the same.</summary>
sealed class LinksView
{
    /// <summary>The plan.</summary>
    public required PlanHead Head { get; init; }

    /// <summary>Plans above, the highest first; only those the caller may see.</summary>
    public required IReadOnlyList<FamilyPlan> Above { get; init; }

    /// <summary>The plan is linked to one above that the caller may not see.</summary>
    public required bool HasHiddenParent { get; init; }

    /// <summary>The plan itself.</summary>
    public required FamilyPlan Self { get; init; }

    /// <summary>Other plans below the same parent.</summary>
    public required IReadOnlyList<FamilyPlan> Siblings { get; init; }

    /// <summary>Plans below.</summary>
    public required IReadOnlyList<FamilyPlan> Below { get; init; }

    /// <summary>How many plans below the caller may not see.</summary>
    public required int HiddenBelow { get; init; }

    /// <summary>The agreement it rests on, where the caller may see it.</summary>
    public required AgreementCard? Agreement { get; init; }

    /// <summary>Targets tied to the plan above.</summary>
    public required IReadOnlyList<TieRow> Tied { get; init; }

    /// <summary>Pairs that look alike and about which nothing was decided.</summary>
    public required IReadOnlyList<TieRow> Proposed { get; init; }

    /// <summary>Own targets with the parts of plans below.</summary>
    public required IReadOnlyList<HandedDown> Down { get; init; }

    /// <summary>What does not agree, open ones first.</summary>
    public required IReadOnlyList<Difference> Differences { get; init; }

    /// <summary>The caller may link, tie and settle.</summary>
    public required bool MayLink { get; init; }

    /// <summary>Plans that the paper seems to cite.</summary>
    public required IReadOnlyList<LinkSuggestion> Parents { get; init; }

    /// <summary>Agreements that the paper seems to cite.</summary>
    public required IReadOnlyList<LinkSuggestion> Agreements { get; init; }

    /// <summary>Plans to pick from.</summary>
    public required IReadOnlyList<(string Value, string Label)> ParentChoices { get; init; }

    /// <summary>Agreements to pick from.</summary>
    public required IReadOnlyList<(string Value, string Label)> AgreementChoices { get; init; }

    /// <summary>Targets of the plan and those above, to tie by hand.</summary>
    public required IReadOnlyList<(string Value, string Label)> OwnChoices { get; init; }

    /// <summary>Targets above, to tie by hand.</summary>
    public required IReadOnlyList<(string Value, string Label)> AboveChoices { get; init; }

    /// <summary>Differences about which nobody has said anything.</summary>
    public int Open => Differences.Count(d => d.Settled is null);
}
