using LienY.Contracts;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans;

/// <summary>Services and routes of linking, revising, sharing out, measuring by facts and handing over.</summary>
static class LinkServices
{
    /// <summary>Adds the services.</summary>
    public static void Add(IServiceCollection services) => services.AddScoped<LinkWork>().AddScoped<LinkDesk>().AddScoped<IDemonstration, LinksDemonstration>();

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes) => LinkRoutes.Map(routes);
}
