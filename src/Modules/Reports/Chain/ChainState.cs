namespace LienY.Reports;

/// <summary>What a paper's page shows about its chain of approval.</summary>
/// <param name="Steps">Every step of every round, in order.</param>
/// <param name="Mine">The step at which the present person may decide now; null: none.</param>
/// <param name="HasChain">The organisation has a chain for this type.</param>
sealed record ChainState(IReadOnlyList<Approval> Steps, Approval? Mine, bool HasChain)
{
    /// <summary>No chain and no steps.</summary>
    public static readonly ChainState None = new([], null, false);

    /// <summary>The state of a paper.</summary>
    public static async Task<ChainState> LoadAsync(Chains chains, Guid subject, Guid organisation, string type, CancellationToken stop)
    {
        var steps = await chains.OfAsync(subject, stop);
        var now = steps.FirstOrDefault(s => s.State == ApprovalState.Now);
        return new(steps, now is not null && await chains.MayDecideAsync(now, stop) ? now : null, (await chains.StepsAsync(organisation, type, stop)).Count > 0);
    }
}
