using LienY.Kernel;

namespace LienY.Records;

/// <summary>Records of persons: who they are, what facilities did for them, and who may read it on which legal basis.</summary>
public sealed class RecordsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "records";
}
