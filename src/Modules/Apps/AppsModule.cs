using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Apps;

/// <summary>Applications that work with records through FHIR: registered, let in by people, counted (SMART App Launch 2.2, OAuth 2.1).</summary>
public sealed class AppsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "apps";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => AppsRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new Place("Ứng dụng kết nối", "/apps", 82, AppsRights.See)];

    /// <inheritdoc/>
    public override IReadOnlyList<Command> Commands => AppCommands.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(AppsStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<AppsStore>();
        services.AddSingleton<Site>().AddSingleton<SeenTokens>().AddSingleton<Tokens>().AddSingleton<SigningKeys>().AddSingleton<ClientSignIn>();
        services.AddSingleton<IAppCallers, AppCallers>().AddSingleton<AppOrigins>();
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter, CrossOriginDoor>());
        services.AddSingleton<ClientMeter>().AddSingleton<IClientMeter>(s => s.GetRequiredService<ClientMeter>())
            .AddHostedService(s => s.GetRequiredService<ClientMeter>());
        services.AddScoped<AppDesk>().AddScoped<LoadDesk>().AddScoped<ShownOnce>().AddScoped<TokenDoor>().AddScoped<TokenLooks>();
        services.AddScoped<Authorizing>().AddScoped<Choosing>().AddScoped<Launching>().AddScoped<OwnApps>();
        services.AddScoped<ITodaySource, AppsToday>().AddScoped<IDemonstration, AppsDemonstration>();
        services.AddSingleton(ExchangeFacts.Round);
        services.AddSingleton(new Job("apps-sweep", TimeSpan.FromHours(1), (s, stop) => s.GetRequiredService<Tokens>().SweepAsync(stop)));
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        Discovery.Map(routes);
        Authorizing.Map(routes);
        TokenDoor.Map(routes);
        TokenLooks.Map(routes);
        Launching.Map(routes);
        AppRoutes.Map(routes);
        OwnApps.Map(routes);
    }
}
