using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Network;

/// <summary>The module Network: organisations and places with their dated lineage, and agreements between organisations.</summary>
public sealed class NetworkModule : Module
{
    /// <inheritdoc/>
    public override string Name => "network";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => [Network.Rights.Read, Network.Rights.Edit, Network.Rights.Agree];

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new("Mạng lưới", "/network", 60, Network.Rights.Read)];

    /// <inheritdoc/>
    public override IReadOnlyList<Command> Commands => LoadCommands.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(NetworkStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<NetworkStore>();
        services.AddSingleton<AtlasBook>().AddSingleton<IOrganisationTree, OrganisationTrees>();
        services.AddScoped<IOrganisations, Organisations>().AddScoped<IAgreements, Agreements>();
        services.AddScoped<Editing>().AddScoped<Listing>().AddScoped<Showing>();
        services.AddScoped<PlaceShowing>().AddScoped<AgreementShowing>().AddScoped<AgreementWriting>();
        services.AddScoped<ITodaySource, NetworkToday>().AddScoped<ISearchSource, NetworkSearch>();
        services.AddScoped<IDemonstration, DemoNetwork>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        OrganisationRoutes.Map(routes);
        PlaceRoutes.Map(routes);
        AgreementRoutes.Map(routes);
    }
}
