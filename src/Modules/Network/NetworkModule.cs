using LienY.Kernel;

namespace LienY.Network;

/// <summary>The module Network.</summary>
public sealed class NetworkModule : Module
{
    /// <inheritdoc/>
    public override string Name => "network";
}
