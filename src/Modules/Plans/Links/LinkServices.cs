using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans;

/// <summary>Services and routes of linking, revising, sharing out, measuring by facts and handing over.</summary>
static class LinkServices
{
    /// <summary>Adds the services.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<LinkWork>().AddScoped<LinkDesk>().AddScoped<IDemonstration, LinksDemonstration>();
        services.AddScoped<Revising>().AddScoped<Publishing>().AddScoped<Withdrawing>().AddScoped<RevisionDesk>();
        services.AddScoped<Lineage>().AddScoped<PlanUnits>().AddScoped<ShareDesk>().AddScoped<ShareWork>().AddScoped<Populations>().AddScoped<Gauges>().AddScoped<ITodaySource, SharesToday>().AddScoped<IDemonstration, RevisionsDemonstration>();
        services.AddSingleton(new Job("plan-revisions", TimeSpan.FromMinutes(20), (scope, stop) => scope.GetRequiredService<Publishing>().ApplyDueAsync(stop)));
    }

    /// <summary>Adds the routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        LinkRoutes.Map(routes);
        RevisionRoutes.Map(routes);
        LineageRoutes.Map(routes);
        ShareRoutes.Map(routes);
        GaugeRoutes.Map(routes);
    }
}
