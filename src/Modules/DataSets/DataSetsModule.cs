using LienY.Kernel;

namespace LienY.DataSets;

/// <summary>Reported figures: data elements and data sets, values by unit and period, exchange with DHIS2 (dataValueSets, ADX, metadata), completeness, approval, validation.</summary>
public sealed class DataSetsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "datasets";
}
