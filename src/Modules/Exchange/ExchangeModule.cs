using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Exchange;

/// <summary>HL7 v2 in and out over MLLP, mapped by tables to the record; the summary of a medical record as HoSoBenhAn.</summary>
public sealed class ExchangeModule : Module
{
    /// <inheritdoc/>
    public override string Name => "exchange";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => ExchangeRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new("Kết nối HL7", "/exchange", 79, ExchangeRights.See)];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(ExchangeStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<ExchangeStore>();
        services.AddScoped<Facilities>().AddScoped<Doorkeeper>().AddScoped<MapDesk>().AddScoped<Working>().AddScoped<Intake>();
        services.AddScoped<OutgoingText>().AddScoped<Courier>().AddScoped<ChangesListener>();
        services.AddScoped<ExchangeDesk>().AddScoped<Connecting>();
        services.AddSingleton(Listening.For<ResourcesChanged, ChangesListener>()).AddSingleton(Working.Round).AddSingleton(Courier.Round);
        services.AddScoped<ITodaySource, ExchangeToday>().AddScoped<IDemonstration, ExchangeDemonstration>();
        services.AddHostedService<MllpListener>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        ExchangeRoutes.Map(routes);
        SummaryRoutes.Map(routes);
    }
}
