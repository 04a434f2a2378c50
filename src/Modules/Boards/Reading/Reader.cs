using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Boards;

/// <summary>For whom figures are read: where they stand, how far they see, and whether a figure is a door for them.</summary>
/// <param name="Home">The organisation that "my organisation" means.</param>
/// <param name="Reach">Organisations whose figures are shown; null for every one.</param>
/// <param name="Doors">Figures lead to their sources.</param>
sealed record Reader(Guid Home, IReadOnlySet<Guid>? Reach, bool Doors)
{
    /// <summary>The caller.</summary>
    public static Reader Of(Caller caller) => new(caller.OrganisationId, caller.IsHouse ? null : caller.Organisations, true);

    /// <summary>The public, who see what the board's organisation sees, in sums only.</summary>
    public static async Task<Reader> PublicAsync(Guid organisation, IOrganisations organisations, CancellationToken stop) => new(organisation, await organisations.ReachAsync(organisation, stop), false);

    /// <summary>May this organisation's figures be shown?</summary>
    public bool Sees(Guid unit) => Reach is null || Reach.Contains(unit);
}

/// <summary>An organisation (or a place) as a line of an item.</summary>
/// <param name="Id">The organisation; null where a place has none here.</param>
/// <param name="Sees">The reader may see its figures.</param>
sealed record UnitHead(Guid? Id, string Name, bool Sees, string Place = "");
