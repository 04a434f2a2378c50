using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>The operations of the FHIR server that say what something means: validation, terminology, matching, meta.</summary>
static class OperationsPart
{
    /// <summary>Adds them.</summary>
    public static void Add(IServiceCollection services)
    {
        const FhirLevels both = FhirLevels.Type | FhirLevels.Instance;
        services.AddSingleton<ShippedProfiles>().AddSingleton<DefinitionBook>();
        void Put(string name, string[] types, FhirLevels levels, Func<FhirCall, Task<FhirReply>> run) =>
            services.AddSingleton(new FhirOperation(name, types, levels, true, run));
        Put("$validate", [], both | FhirLevels.System, ValidateOperation.RunAsync);
        Put("$lookup", ["CodeSystem"], both, CodeSystemOperations.LookupAsync);
        Put("$validate-code", ["CodeSystem"], both, CodeSystemOperations.ValidateAsync);
        Put("$subsumes", ["CodeSystem"], both, CodeSystemOperations.SubsumesAsync);
        Put("$expand", ["ValueSet"], both, ValueSetOperations.ExpandAsync);
        Put("$validate-code", ["ValueSet"], both, ValueSetOperations.ValidateAsync);
        Put("$translate", ["ConceptMap"], both, TranslateOperation.RunAsync);
        Put("$document", ["Composition"], FhirLevels.Instance, DocumentOperation.RunAsync);
        services.AddSingleton(new FhirOperation("$meta-add", [], FhirLevels.Instance, false, MetaChange.AddAsync));
        services.AddSingleton(new FhirOperation("$meta-delete", [], FhirLevels.Instance, false, MetaChange.DeleteAsync));
        Put("$meta", [], FhirLevels.Instance, MetaOperation.RunAsync);
        services.AddSingleton(new FhirOperation("$match", ["Patient"], FhirLevels.Type, false, MatchOperation.RunAsync));
    }
}
