namespace LienY.Consults;

/// <summary>Something that can be done with a case next. <paramref name="Label"/>: ready to show, a verb.</summary>
/// <param name="IsNext">It is what comes next for the caller: shown as the one primary button.</param>
sealed record CaseDoor(string Label, string Href, bool IsNext);

/// <summary>What the second half of the module offers on the page of a case: scheduling, room, minutes, signature, decision, follow-up.</summary>
interface ICaseDoors
{
    /// <summary>What the present caller may do with the case from their side.</summary>
    Task<IReadOnlyList<CaseDoor>> OfAsync(Case of, Side side, CancellationToken stop);
}
