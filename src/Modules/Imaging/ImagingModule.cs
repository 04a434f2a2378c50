using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Imaging;

/// <summary>Studies of images: received from devices, found, looked at, read and shared on a legal basis.</summary>
public sealed class ImagingModule : Module
{
    /// <inheritdoc/>
    public override string Name => "imaging";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => ImagingRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new("Chẩn đoán hình ảnh", "/imaging", 31, ImagingRights.Enter)];

    /// <inheritdoc/>
    public override IReadOnlyList<Command> Commands => [.. ImagingCommands.All, .. DeviceCommands.All];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(ImagingStore), typeof(DimseStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddSingleton<ArchiveFolder>().AddSingleton<IndexWriter>().AddSingleton<Seats>().AddSingleton<ReadTrail>().AddSingleton<ImageIndex>();
        services.AddSingleton<LocalArchive>().AddSingleton<IImageArchive>(s => s.GetRequiredService<LocalArchive>());
        services.AddSingleton<ImageBook>().AddSingleton<FrameForms>().AddSingleton<Transcoding>().AddSingleton<Metadata>().AddSingleton<FormCache>();
        services.AddHostedService<ArchiveOpening>();
        services.AddScoped<ImageReaders>().AddScoped<Stow>().AddScoped<Qido>().AddScoped<Wado>().AddScoped<Instances>().AddScoped<Frames>().AddScoped<BulkData>().AddScoped<Rendering>().AddScoped<WadoUri>();
        services.AddStore<ImagingStore>().AddSingleton<LookTables>().AddScoped<StudyDoor>();
        services.AddScoped<Settling>().AddScoped<ReconcileDesk>().AddScoped<StudyDesk>().AddScoped<Sharing>().AddScoped<Upload>();
        services.AddSingleton(Settling.Round);
        services.AddScoped<ITodaySource, ImagingToday>().AddScoped<ISearchSource, ImagingSearch>().AddScoped<IDemonstration, ImagingDemonstration>();
        services.AddDimse();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        WebRoutes.Map(routes);
        PageRoutes.Map(routes);
        DimseRoutes.Map(routes);
        ViewerRoutes.Map(routes);
    }
}
