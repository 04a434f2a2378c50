using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>The person index within the module: its services and routes.</summary>
static class PersonsPart
{
    /// <summary>Adds its services.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddStore<PersonsStore>();
        services.AddSingleton<Linking>();
        services.AddScoped<IPersons, PersonIndex>().AddScoped<IPersonLookup, PersonLookup>().AddScoped<PersonReading>().AddScoped<Searching>().AddScoped<Matching>();
        services.AddScoped<Merging>().AddScoped<IMergeProposals, MergeProposals>().AddScoped<UnknownPatients>().AddScoped<Corrections>();
        services.AddScoped<PersonShowing>().AddScoped<CompareShowing>().AddScoped<ITodaySource, PersonsToday>();
    }

    /// <summary>Adds its routes.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        PersonRoutes.Map(routes);
        MatchRoutes.Map(routes);
    }
}
