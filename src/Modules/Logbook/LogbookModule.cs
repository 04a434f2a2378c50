using LienY.Kernel;

namespace LienY.Logbook;

/// <summary>The competency log: who did which technique, case by case, on the phone and in the feed.</summary>
public sealed class LogbookModule : Module
{
    /// <inheritdoc/>
    public override string Name => "logbook";
}
