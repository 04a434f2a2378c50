using LienY.Kernel;

namespace LienY.Boards;

/// <summary>Boards: pivot tables, charts, league tables and maps of figures, saved, shared, printed; every cell is a door to its source.</summary>
public sealed class BoardsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "boards";
}
