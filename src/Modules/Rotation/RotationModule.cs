using LienY.Kernel;

namespace LienY.Rotation;

/// <summary>Rotation of staff: QĐ 1816, Đề án 585, doctors to communes.</summary>
public sealed class RotationModule : Module
{
    /// <inheritdoc/>
    public override string Name => "rotation";
}
