using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Practitioners;

/// <summary>The register of people who practise: licences, titles, where they work.</summary>
public sealed class PractitionersModule : Module
{
    /// <inheritdoc/>
    public override string Name => "practitioners";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => PractitionersRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new Place("Người hành nghề", "/practitioners", 37, PractitionersRights.See)];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(PractitionersStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<PractitionersStore>();
        services.AddSingleton<NationalNumber>().AddScoped<Listing>().AddScoped<Keeping>().AddScoped<Importing>();
        services.AddScoped<IPractitioners, Register>();
        services.AddScoped<ITodaySource, PractitionersToday>().AddScoped<ISearchSource, PractitionersSearch>().AddScoped<IDemonstration, PractitionersDemonstration>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes) => PractitionersRoutes.Map(routes);
}
