using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LienY.Documents;

/// <summary>Incoming and outgoing documents: registers, routing slips, follow-up, and the exchange with other agencies by edXML (QCVN 102:2016).</summary>
public sealed class DocumentsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "documents";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => DocumentsRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new Place("Văn bản", "/documents", 42, DocumentsRights.Own)];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(DocumentsStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<DocumentsStore>();
        services.TryAddSingleton<PdfConverter>();
        services.AddScoped<Desks>().AddScoped<PaperBook>().AddScoped<RegisterSettings>().AddScoped<Numbering>().AddScoped<PaperIndex>().AddScoped<Keeping>();
        services.AddScoped<Entering>().AddScoped<IncomingListing>().AddScoped<PaperShowing>().AddScoped<SlipChoices>().AddScoped<Routing>().AddScoped<SlipPaper>();
        services.AddScoped<Issuing>().AddScoped<OutgoingListing>().AddScoped<IRegisters, Registers>();
        services.AddScoped<SimulatedAxis>().AddScoped<FolderAxis>().AddScoped<Axes>().AddScoped<StatusReplies>().AddScoped<Sending>()
            .AddScoped<Handing>().AddScoped<Accepting>().AddScoped<Unpacking>().AddScoped<Taking>().AddScoped<Receiving>();
        services.AddSingleton(ExchangeJob.Round);
        services.AddScoped<IDemonstration, DocumentsDemonstration>();
        services.AddScoped<ITodaySource, DocumentsToday>().AddScoped<ISearchSource, DocumentsSearch>().AddScoped<ICalendarSource, DocumentsCalendar>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        IncomingRoutes.Map(routes);
        SlipRoutes.Map(routes);
        OutgoingRoutes.Map(routes);
        ExchangeRoutes.Map(routes);
        SettingRoutes.Map(routes);
    }
}
