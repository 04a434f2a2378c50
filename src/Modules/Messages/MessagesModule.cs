using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Messages;

/// <summary>Messages to people: mail, the daily digest, the calendar of obligations and its iCalendar feed.</summary>
public sealed class MessagesModule : Module
{
    /// <inheritdoc/>
    public override string Name => "messages";

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new Place("Lịch", "/calendar", 45)];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(MessagesStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<MessagesStore>();
        services.AddScoped<CalendarDesk>().AddScoped<FeedSaying>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        CalendarRoutes.Map(routes);
        FeedRoutes.Map(routes);
    }
}
