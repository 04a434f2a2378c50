using LienY.Kernel;

namespace LienY.Reports;

/// <summary>The module Reports.</summary>
public sealed class ReportsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "reports";
}
