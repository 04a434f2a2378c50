using LienY.Kernel;

namespace LienY.Transfer;

/// <summary>Technique transfer: packages in four phases, gates opened by evidence, techniques at facilities.</summary>
public sealed class TransferModule : Module
{
    /// <inheritdoc/>
    public override string Name => "transfer";
}
