using LienY.Server;

namespace LienY.Shape;

/// <summary>Steps of the schema are the same for both databases, so that a backup of one goes into the other.</summary>
public sealed class StepTests
{
    [Fact]
    public void A_step_stands_for_both_databases() =>
        Assert.Equal(House.Schema(postgres: false).Select(s => $"{s.Module}/{s.Name}"), House.Schema(postgres: true).Select(s => $"{s.Module}/{s.Name}"));
}
