using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>Records of persons: who they are, what facilities did for them, and who may read it on which legal basis.</summary>
public sealed class RecordsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "records";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => [.. RecordsRights.All, .. PersonsRights.All];

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new("Người bệnh", "/persons", 34, RecordsRights.Read)];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(PersonsStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddScoped<Homes>().AddScoped<RecordReaders>().AddScoped<IRecordReaders>(s => s.GetRequiredService<RecordReaders>());
        PersonsPart.Add(services);
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes) => PersonsPart.Map(routes);
}
