using LienY.Kernel;

namespace LienY.Outreach;

/// <summary>Seminars, delegations, exchanges and volunteer check-up campaigns.</summary>
public sealed class OutreachModule : Module
{
    /// <inheritdoc/>
    public override string Name => "outreach";
}
