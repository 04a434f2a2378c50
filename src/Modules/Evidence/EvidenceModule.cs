using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Evidence;

/// <summary>Figures with proof: how indicators are measured, values with their documents, roll-ups of the ledger, and the way from a figure to its source.</summary>
public sealed class EvidenceModule : Module
{
    /// <inheritdoc/>
    public override string Name => "evidence";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => [EvidenceRights.Read, EvidenceRights.Enter, EvidenceRights.Measure, EvidenceRights.Catalogue, EvidenceRights.Ledger];

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new Place("Minh chứng", "/evidence", 52, EvidenceRights.Read)];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(EvidenceStore)];

    /// <inheritdoc/>
    public override IReadOnlyList<Command> Commands => [.. Checking.Commands, .. CatalogueLoading.Commands];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<EvidenceStore>().AddSingleton<Readings>().AddSingleton<Replay>().AddSingleton<Comparison>().AddSingleton<WholeEvaluation>().AddSingleton<FactShelf>().AddSingleton<ITreeCells, TreeCells>();
        services.AddScoped<IndicatorDesk>().AddScoped<ValueEntry>().AddScoped<Subjects>().AddScoped<ValuesDesk>().AddScoped<MeasureEditing>();
        services.AddScoped<ITodaySource, Today>();
        services.AddScoped<IDemonstration, CatalogueDemonstration>().AddScoped<IDemonstration, MeasuresDemonstration>().AddScoped<IDemonstration, EvidenceDemonstration>().AddScoped<IDemonstration, OfficialDemonstration>();
        services.AddSingleton<IFactKinds, FactSums>();
        services.AddSingleton<IEvidence>(s => s.GetRequiredService<Readings>());
        services.AddSingleton<Analysis>().AddScoped<IAnalytics, Analyst>().AddScoped<Cataloguing>().AddScoped<CatalogueDesk>().AddScoped<FigureDesk>().AddScoped<Bench>();
        services.AddScoped<IIndicatorImport, IndicatorExchange>();
        services.AddSingleton(CatalogueLoading.AtStart);
        services.AddSingleton<IFollowLedger, Rollup>();
        services.AddSingleton(Listening.For<PlanAdopted, MeasuresFromPlan>()).AddSingleton(Listening.For<PlanRevised, MeasuresFromPlan>());
        services.AddSingleton(Checking.Nightly);
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes) => EvidenceRoutes.Map(routes);
}
