using LienY.Kernel;

namespace LienY.Accounts;

/// <summary>The module Accounts.</summary>
public sealed class AccountsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "accounts";
}
