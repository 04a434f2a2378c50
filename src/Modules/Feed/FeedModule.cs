using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Feed;

/// <summary>The feed of hospitals: insurance XML that their HIS already exports, checked, kept, stored as records, told as facts.</summary>
public sealed class FeedModule : Module
{
    /// <inheritdoc/>
    public override string Name => "feed";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => FeedRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new("Liên thông dữ liệu", "/feed", 55, FeedRights.See)];

    /// <inheritdoc/>
    public override IReadOnlyList<Command> Commands => [Importing.Command, .. TrustCommands.All];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(FeedStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<FeedStore>();
        services.AddSingleton<KeyRing>().AddSingleton<Receipts>().AddSingleton<FileAnswers>().AddSingleton<FeedWork>().AddSingleton<Taking>();
        services.AddScoped<Facilities>().AddScoped<KeyDesk>().AddScoped<ShownOnce>().AddScoped<PlainShape.Door>();
        services.AddScoped<EpisodeBook>().AddScoped<Intake>().AddScoped<FeedNews>().AddScoped<WatchedFolder>();
        services.AddScoped<TrustBook>().AddScoped<TrustDesk>().AddScoped<ITrustedSigners, TrustedSigners>();
        services.AddScoped<Overview>().AddScoped<FeedDesk>().AddScoped<EpisodeDesk>();
        services.AddScoped<ITodaySource, FeedToday>().AddScoped<IDemonstration, FeedDemonstration>();
        services.AddSingleton(FeedWork.Round).AddSingleton(FeedNews.Round).AddSingleton(WatchedFolder.Round);
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        HanoiShape.Map(routes);
        DienBienShape.Map(routes);
        PlainShape.Map(routes);
        FeedRoutes.Map(routes);
        JoinRoutes.Map(routes);
        TrustRoutes.Map(routes);
    }
}
