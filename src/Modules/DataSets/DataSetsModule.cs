using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.DataSets;

/// <summary>Reported figures: data elements and data sets, values by unit and period, exchange with DHIS2 (dataValueSets, ADX, metadata), completeness, approval, validation.</summary>
public sealed class DataSetsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "datasets";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => [DataSetsRights.Read, DataSetsRights.Enter, DataSetsRights.Import, DataSetsRights.Define,
        DataSetsRights.Approve, DataSetsRights.ApproveLower, DataSetsRights.Accept, DataSetsRights.SetUpApproval];

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new("Số liệu", "/data", 53, DataSetsRights.Read)];

    /// <inheritdoc/>
    public override IReadOnlyList<Command> Commands => Commanding.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(DataSetsStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<DataSetsStore>();
        services.AddSingleton<GlossaryBook>().AddSingleton<UnitBook>().AddSingleton<IDataDictionary, Dictionaries>().AddSingleton<IUnitNames, NamesOfUnits>().AddSingleton<Exporting>();
        services.AddScoped<ValueBook>().AddScoped<Completing>().AddScoped<Importing>().AddScoped<MetadataImport>();
        services.AddScoped<Reporting>().AddScoped<EntryDesk>().AddScoped<Defining>().AddScoped<Populations>();
        services.AddScoped<FormulaGate>().AddScoped<RuleDesk>().AddScoped<PredictorDesk>().AddScoped<Checker>().AddScoped<CheckBook>().AddScoped<Checks>();
        services.AddScoped<Predicting>().AddScoped<Outliers>().AddScoped<Alerts>().AddScoped<Nightly>().AddSingleton(Nightly.Round);
        services.AddScoped<ITodaySource, QualityToday>().AddScoped<IDemonstration, QualityDemo>().AddScoped<IIndicatorUses, RuleUses>();
        services.AddSingleton<IReportLocks, ApprovalLocks>();
        services.AddScoped<ApprovalBoards>().AddScoped<Approving>().AddScoped<ApprovalDesk>().AddScoped<ApprovalSetUp>().AddScoped<ITodaySource, ApprovalToday>();
        services.AddScoped<ITodaySource, DataSetsToday>().AddScoped<IDemonstration, DemoFigures>().AddScoped<IDemonstration, DemoApprovals>().AddScoped<ISearchSource, DictionarySearch>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        DataValueSets.Map(routes);
        CompleteRegistrations.Map(routes);
        MetadataRoutes.Map(routes);
        EntryRoutes.Map(routes);
        CompletenessRoutes.Map(routes);
        ImportRoutes.Map(routes);
        DictionaryRoutes.Map(routes);
        ApprovalRoutes.Map(routes);
        ApprovalApi.Map(routes);
        RuleRoutes.Map(routes);
        CheckRoutes.Map(routes);
        PredictorRoutes.Map(routes);
        QualityApi.Map(routes);
    }
}
