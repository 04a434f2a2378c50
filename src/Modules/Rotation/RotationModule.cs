using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Rotation;

/// <summary>Rotation of staff: QĐ 1816, Đề án 585, doctors to communes.</summary>
public sealed class RotationModule : Module
{
    /// <inheritdoc/>
    public override string Name => "rotation";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => RotationRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new Place("Luân phiên", "/rotation", 33, RotationRights.See)];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(RotationStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<RotationStore>();
        services.AddSingleton<PlaceCode>().AddScoped<SchemeBook>().AddScoped<Arranging>().AddScoped<Keeping>().AddScoped<RotationDesk>().AddScoped<Overview>()
            .AddScoped<OrderPaper>();
        services.AddScoped<ITodaySource, RotationToday>().AddScoped<ICalendarSource, RotationCalendar>();
        services.AddSingleton(DayFacts.Hourly).AddScoped<IDemonstration, RotationDemonstration>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes) => RotationRoutes.Map(routes);
}
