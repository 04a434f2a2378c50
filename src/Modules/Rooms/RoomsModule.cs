using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Rooms;

/// <summary>Rooms for live meetings: presence, roles, sound and picture, shared view, chat, recording with consent. Knows no patient.</summary>
public sealed class RoomsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "rooms";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => RoomsRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new("Phòng họp", "/rooms", 36, RoomsRights.Make)];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(RoomsStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<RoomsStore>();
        services.AddMedia().AddSingleton<TapeShelf>();
        services.AddSingleton<RoomBook>().AddSingleton<RoomHall>().AddHostedService(s => s.GetRequiredService<RoomHall>());
        services.AddSingleton<Passes>().AddSingleton<Passage>().AddSingleton<GuestGate>().AddSingleton<ShownLink>().AddSingleton<ShownShelf>();
        services.AddSingleton(s => new PdfPages("", s.GetRequiredService<TimeProvider>())).AddSingleton<DrawnPages>();
        services.AddSingleton(RecordingRoutes.Round).AddSingleton(ShownShelf.Round);
        services.AddScoped<IRooms, RoomDesk>().AddScoped<RoomDoor>().AddScoped<Table>().AddScoped<RoomFiles>().AddScoped<RoomPlanning>().AddScoped<MyRooms>().AddScoped<GuestEyes>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        LiveRoute.Map(routes);
        RoomRoutes.Map(routes);
        PlanRoutes.Map(routes);
        GuestRoutes.Map(routes);
        RecordingRoutes.Map(routes);
    }
}
