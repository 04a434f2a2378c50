using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LienY.Transfer;

/// <summary>Technique transfer: packages in four phases, gates opened by evidence, techniques at facilities.</summary>
public sealed class TransferModule : Module
{
    /// <inheritdoc/>
    public override string Name => "transfer";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => TransferRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new Place("Chuyển giao kỹ thuật", "/transfer", 32, TransferRights.See)];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(TransferStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<TransferStore>();
        services.AddSingleton<HouseQuestions>().AddSingleton<TechniqueIndex>();
        services.TryAddSingleton<PdfConverter>();
        services.AddScoped<Seats>().AddScoped<PackageBook>().AddScoped<Drafting>().AddScoped<Agreeing>().AddScoped<Signing>().AddScoped<Surveying>();
        services.AddScoped<RecordKeeping>().AddScoped<RoundWork>().AddScoped<Accepting>().AddScoped<Gathering>().AddScoped<Passing>().AddScoped<Shaking>();
        services.AddScoped<Recounting>().AddScoped<Telling>().AddScoped<Refreshing>().AddScoped<ListKeeping>();
        services.AddScoped<PackageDesk>().AddScoped<PaperDesk>().AddScoped<TechniqueDesk>().AddScoped<TransferDocument>();
        services.AddScoped<ITransfers, TransferAnswers>();
        services.AddScoped<IDemonstration, PackagesDemonstration>().AddScoped<IDemonstration, TrainedDemonstration>().AddScoped<IDemonstration, GatesDemonstration>();
        services.AddSingleton(Listening.For<CaseCounted, EvidenceMoved>()).AddSingleton(Listening.For<CertificateEnded, EvidenceMoved>())
            .AddSingleton(Listening.For<CertificateIssued, EvidenceMoved>()).AddSingleton(Listening.For<TechniquesChanged, Watching>());
        services.AddSingleton(TransferRound.Often);
        services.AddScoped<ITodaySource, TransferToday>().AddScoped<ICalendarSource, TransferCalendar>().AddScoped<ISearchSource, TransferSearch>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        PackageRoutes.Map(routes);
        PaperRoutes.Map(routes);
        TechniqueRoutes.Map(routes);
    }
}
