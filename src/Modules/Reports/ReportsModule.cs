using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LienY.Reports;

/// <summary>Reports that write themselves from the ledger: due by the plan and the law, drafted, sent, accepted, issued in the layout of Nghị định 30/2020.</summary>
public sealed class ReportsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "reports";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => [.. ReportsRights.All, .. PapersRights.All];

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new Place("Báo cáo", "/reports", 24, ReportsRights.Read) { OnPhone = true },
        new Place("Soạn văn bản", "/papers", 42, PapersRights.Read)];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(ReportsStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<ReportsStore>();
        services.AddSingleton(Listening.For<PlanAdopted, ReportsFromPlan>()).AddSingleton(Listening.For<PlanRevised, ReportsRevised>())
            .AddSingleton(Listening.For<PlanWithdrawn, ReportsWithdrawn>());
        services.AddSingleton(Listening.For<PlanRestored, ReportsRestored>()).AddSingleton(Listening.For<PlanHandedOver, ReportsHandedOver>());
        services.AddScoped<ObligationBook>().AddScoped<Shifts>().AddScoped<IReportShifts>(s => s.GetRequiredService<Shifts>()).AddScoped<Passing>();
        services.AddScoped<IReportClock, NextReports>().AddScoped<IWorkdays, WorkdayAnswers>();
        services.AddScoped<Figures>().AddScoped<Drafting>().AddScoped<Sending>().AddScoped<EarlierReports>().AddScoped<Finals>().AddScoped<Gathering>();
        services.AddScoped<TemplateDesk>().AddScoped<RuleChoice>().AddScoped<Chains>().AddScoped<ChainDesk>().AddScoped<ApprovalDesk>().AddScoped<PaperDesk>();
        services.AddScoped<PaperSigning>().AddScoped<ITodaySource, PapersToday>().AddScoped<ISearchSource, PapersSearch>().AddScoped<ReportPapers>()
            .AddScoped<Pdfs>().AddScoped<Shelf>().AddScoped<Issuing>().AddScoped<Rebuilding>().AddScoped<PaperRebuilding>()
            .AddScoped<Signatures>().AddScoped<ReportSigning>().AddScoped<ReportDesk>();
        services.AddScoped<IDemonstration, ReportsDemonstration>().AddScoped<IDemonstration, PapersDemonstration>()
            .AddScoped<ITodaySource, ReportsToday>().AddScoped<ICalendarSource, ReportsCalendar>().AddScoped<ISearchSource, ReportsSearch>();
        services.AddSingleton(Reminders.Hourly).AddSingleton(Passing.Hourly).AddSingleton(Watching.Often);
        // The door may set the program; without it, environment or configuration do.
        services.TryAddSingleton(s => new PdfOptions { Program = s.GetService<IConfiguration>() is { } c ? c["LIENY_SOFFICE"] ?? c["Soffice"] ?? "soffice" : "soffice" });
        services.TryAddSingleton<PdfConverter>();
        services.TryAddSingleton(s => new PdfPages("", s.GetRequiredService<TimeProvider>()));
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        ReportList.Map(routes);
        DeskRoutes.Map(routes);
        ClosingRoutes.Map(routes);
        TemplateRoutes.Map(routes);
        RuleChoice.Map(routes);
        ChainRoutes.Map(routes);
        PaperRoutes.Map(routes);
        ReportApi.Map(routes);
    }
}
