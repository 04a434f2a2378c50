using LienY.Kernel;

namespace LienY.Credits;

/// <summary>Hours of continuing education (cập nhật kiến thức y khoa liên tục): an append-only ledger by dated rules.</summary>
public sealed class CreditsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "credits";
}
