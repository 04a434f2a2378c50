using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Logbook;

/// <summary>The competency log: who did which technique, case by case, on the phone and in the feed.</summary>
public sealed class LogbookModule : Module
{
    /// <inheritdoc/>
    public override string Name => "logbook";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => LogbookRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new Place("Nhật ký tay nghề", "/logbook", 34, LogbookRights.See)];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(LogbookStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<LogbookStore>();
        services.AddSingleton<Encounters>().AddScoped<Seats>().AddScoped<RuleBook>().AddScoped<TechniqueShelf>().AddScoped<People>();
        services.AddScoped<Logging>().AddScoped<LogSigning>().AddScoped<EntryDesk>().AddScoped<LogDesk>().AddScoped<LogPaper>().AddScoped<SourcesDesk>();
        services.AddScoped<ICaseLog, CaseLog>().AddScoped<IEpisodeFollower, FeedFollower>().AddScoped<FeedSettling>();
        services.AddSingleton(Listening.For<FeedRowsCame, FeedSettling>()).AddSingleton(FeedSettling.Daily);
        services.AddScoped<ITodaySource, LogToday>().AddScoped<ISearchSource, LogSearch>();
        services.AddScoped<IDemonstration, WatchDemonstration>().AddScoped<IDemonstration, LogDemonstration>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        SeeingRoutes.Map(routes);
        EntryRoutes.Map(routes);
        SigningRoutes.Map(routes);
        SourcesRoutes.Map(routes);
    }
}
