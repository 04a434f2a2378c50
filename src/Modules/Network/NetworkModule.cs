using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Network;

/// <summary>The module Network: organisations and places with their dated lineage, and agreements between organisations.</summary>
public sealed class NetworkModule : Module
{
    /// <inheritdoc/>
    public override string Name => "network";

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(NetworkStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<NetworkStore>();
        services.AddSingleton<AtlasBook>();
        services.AddScoped<IOrganisations, Organisations>().AddScoped<IAgreements, Agreements>();
        services.AddScoped<IDemonstration, DemoNetwork>();
    }
}
