using LienY.Kernel;

namespace LienY.Plans;

/// <summary>The module Plans.</summary>
public sealed class PlansModule : Module
{
    /// <inheritdoc/>
    public override string Name => "plans";
}
