using LienY.Kernel;

namespace LienY.Certificates;

/// <summary>Certificates with a gapless number, signed, verified by anybody.</summary>
public sealed class CertificatesModule : Module
{
    /// <inheritdoc/>
    public override string Name => "certificates";
}
