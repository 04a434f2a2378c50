using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Boards;

/// <summary>Boards: pivot tables, charts, league tables and maps of figures, saved, shared, printed; every cell is a door to its source.</summary>
public sealed class BoardsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "boards";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => BoardsRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new Place("Phân tích", "/boards", 54, BoardsRights.Read)];

    /// <inheritdoc/>
    public override IReadOnlyList<Command> Commands => ShapeCommands.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(BoardsStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<BoardsStore>();
        services.AddScoped<Measures>().AddScoped<UnitChoices>().AddScoped<ShapeBook>().AddScoped<MapDrawing>().AddScoped<BoardReading>();
        services.AddScoped<ReadyBoards>().AddScoped<BoardShowing>().AddScoped<BoardWriting>().AddScoped<PlanBoards>();
        services.AddScoped<ITodaySource, BoardsToday>().AddScoped<ISearchSource, BoardsSearch>();
        services.AddScoped<IDemonstration, BoardsDemonstration>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        BoardRoutes.Map(routes);
        ItemRoutes.Map(routes);
        BoardsApi.Map(routes);
    }
}
