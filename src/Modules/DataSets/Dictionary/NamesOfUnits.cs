using LienY.Contracts;

namespace LienY.DataSets;

/// <summary>Tells other modules what other systems call organisations.</summary>
sealed class NamesOfUnits(UnitBook book) : IUnitNames
{
    /// <inheritdoc/>
    public async Task<UnitNames> NowAsync(CancellationToken stop)
    {
        var index = await book.NowAsync(stop);
        return new(name => (index.Find(name, IdScheme.Uid) ?? index.Find(name, IdScheme.Code))?.Id, index.Uid);
    }
}
