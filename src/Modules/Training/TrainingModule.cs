using LienY.Kernel;

namespace LienY.Training;

/// <summary>Training: from a unit's need to a class that was held, attended and graded.</summary>
public sealed class TrainingModule : Module
{
    /// <inheritdoc/>
    public override string Name => "training";
}
