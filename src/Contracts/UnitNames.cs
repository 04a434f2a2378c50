namespace LienY.Contracts;

/// <summary>What other systems call organisations, at one moment.</summary>
/// <param name="Find">An organisation by uid or code; null where there is none.</param>
/// <param name="Uid">Eleven characters as DHIS2 writes them.</param>
public sealed record UnitNames(Func<string, Guid?> Find, Func<Guid, string> Uid);

/// <summary>Questions about names of organisations in other systems, answered by DataSets.</summary>
public interface IUnitNames
{
    /// <summary>The names as they stand.</summary>
    Task<UnitNames> NowAsync(CancellationToken stop);
}
