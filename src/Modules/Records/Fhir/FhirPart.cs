using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>The FHIR server within the module: its services.</summary>
static class FhirPart
{
    /// <summary>Adds them.</summary>
    public static void Add(IServiceCollection services)
    {
        OperationsPart.Add(services);
        services.AddScoped<FhirSeats>().AddSingleton<FhirDesk>().AddSingleton<IProgramProblems, FhirProblems>().AddScoped<IFhirDoor, FhirDoor>();
        services.AddSingleton<SeatCache>().AddSingleton<FhirAnswering>().AddSingleton<IStartupFilter, FhirFrontDoor>();
        services.AddSingleton<ReadSeats>().AddSingleton<FhirReads>().AddSingleton<FhirHistories>();
        services.AddSingleton<CommitQueue>().AddSingleton<FhirCheck>().AddSingleton<FhirWrites>().AddSingleton<FhirBundles>();
        services.AddSingleton<AbsentSeats>().AddSingleton<HookBook>().AddSingleton<HookPosting>().AddScoped<HookShowing>().AddSingleton(HookPosting.Round);
        services.AddSingleton(Listening.For<ResourcesChanged, HookListening>()).AddSingleton(Listening.For<ResourcesChanged, VisitFacts>());
        services.AddSingleton<BulkBook>().AddSingleton<BulkWork>().AddSingleton(BulkWork.Round).AddSingleton<BulkAsking>().AddSingleton<BulkImport>().AddScoped<Integration>();
        services.AddSingleton(s => new FhirOperation("$export", ["Patient", "Group"], FhirLevels.System | FhirLevels.Type | FhirLevels.Instance, IsSafe: true, s.GetRequiredService<BulkAsking>().StartAsync));
        services.AddScoped<ReadingFacts>().AddSingleton(ReadingFacts.Round);
        services.AddSingleton<Reindexing>();
        services.AddSingleton(new Job("records/index", TimeSpan.FromMinutes(10), (s, stop) => s.GetRequiredService<Reindexing>().RunAsync(stop)));
    }
}
