using LienY.Kernel;

namespace LienY.Practitioners;

/// <summary>The register of people who practise: licences, titles, where they work.</summary>
public sealed class PractitionersModule : Module
{
    /// <inheritdoc/>
    public override string Name => "practitioners";
}
