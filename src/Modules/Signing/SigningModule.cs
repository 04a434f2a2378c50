using LienY.Kernel;

namespace LienY.Signing;

/// <summary>Certificates and seals: who may sign what with which certificate, signing of PDF and XML, and the check of any signed file.</summary>
public sealed class SigningModule : Module
{
    /// <inheritdoc/>
    public override string Name => "signing";
}
