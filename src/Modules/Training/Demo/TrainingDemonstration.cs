using LienY.Contracts;

namespace LienY.Training;

/// <summary>Training of the demonstration network.</summary>
sealed class TrainingDemonstration : IDemonstration
{
    public int Order => 52;

    public Task TellAsync(DemoWorld world, CancellationToken stop) => Task.CompletedTask;
}
