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
    public override IReadOnlyList<Place> Places =>
    [
        new Place("Người bệnh", "/persons", 50, RecordsRights.Read),
        new Place("Chia sẻ hồ sơ", "/records/bases", 51, RecordsRights.Bases),
        new Place("Tích hợp hệ thống", "/integration", 78, RecordsRights.Exchange),
        new Place("Chuyển dữ liệu ra nước ngoài", "/records/abroad", 56, RecordsRights.Abroad),
        new Place("Sổ của tôi", "/my/record", 28, RecordsRights.Own) { OnPhone = true },
    ];

    /// <inheritdoc/>
    public override IReadOnlyList<Command> Commands => [AbroadSetting.Turning, Reindexing.Doing];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(PersonsStore), typeof(ReleaseStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddScoped<Homes>().AddScoped<RecordReaders>().AddScoped<IRecordReaders>(s => s.GetRequiredService<RecordReaders>());
        services.AddScoped<IEpisodeIntake, EpisodeIntake>().AddScoped<RecordBook>().AddScoped<IRecordExport, RecordExport>().AddScoped<RecordShowing>().AddScoped<Releases>();
        services.AddSingleton<IPatientIds, PatientIds>();
        services.AddSingleton<Masking>().AddSingleton<AbroadSetting>().AddSingleton<IAbroad>(s => s.GetRequiredService<AbroadSetting>()).AddSingleton<PersonNames>();
        services.AddStore<ReleaseStore>();
        services.AddScoped<BasisWriting>().AddScoped<BasisShowing>().AddScoped<Requesting>().AddScoped<BreakGlass>().AddScoped<Openings>().AddScoped<OwnBook>().AddScoped<Officers>();
        services.AddScoped<IFollowMerges, RecordMoves>();
        services.AddScoped<ITodaySource, ReleaseToday>().AddScoped<IDemonstration, RecordsDemonstration>();
        PersonsPart.Add(services);
        FhirPart.Add(services);
        SearchPart.Add(services);
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        PersonsPart.Map(routes);
        RecordRoutes.Map(routes);
        ReleaseRoutes.Map(routes);
        OpeningRoutes.Map(routes);
        BulkRoutes.Map(routes);
        FhirRoutes.Map(routes);
        CapabilityRoutes.Map(routes);
        IntegrationRoutes.Map(routes);
    }
}
