using LienY.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>Searching within the FHIR server: its services.</summary>
static class SearchPart
{
    /// <summary>Adds them.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddSingleton(s => new SearchLimits(TimeSpan.FromSeconds(s.GetRequiredService<FhirRules>().SearchSeconds)));
        services.AddSingleton<Cursors>().AddSingleton<FhirMask>().AddSingleton<Including>().AddSingleton<ValueSets>().AddSingleton<FhirReading>();
        services.AddSingleton<IFhirSearch, FhirSearch>().AddSingleton<Everything>().AddSingleton<Capability>();
        services.AddSingleton(s => s.GetRequiredService<Everything>().Operation);
    }
}
