using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>The module Evidence.</summary>
public sealed class EvidenceModule : Module
{
    /// <inheritdoc/>
    public override string Name => "evidence";
}
