using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LienY.Messages;

/// <summary>Messages to people: mail, the daily digest, the calendar of obligations and its iCalendar feed.</summary>
public sealed class MessagesModule : Module
{
    /// <inheritdoc/>
    public override string Name => "messages";

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new Place("Lịch", "/calendar", 26), new Place("Thư điện tử", "/messages/outbox", 96, MessagesRights.Manage)];

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => MessagesRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(MessagesStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<MessagesStore>();
        services.AddScoped<CalendarDesk>().AddScoped<FeedSaying>().AddScoped<IMailDoor, MailDoor>();
        services.TryAddSingleton(MailRules.Off);
        services.AddSingleton<Postbox>().AddSingleton<Carrier>();
        services.AddSingleton(Posting.Often).AddSingleton(NoticeMail.EachMinute).AddSingleton(Digest.InTheMorning).AddSingleton(RiskWatch.FourTimesADay);
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        CalendarRoutes.Map(routes);
        FeedRoutes.Map(routes);
        WishesRoutes.Map(routes);
        OutboxRoutes.Map(routes);
    }
}
