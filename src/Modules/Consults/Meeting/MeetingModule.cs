using LienY.Contracts;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace LienY.Consults;

/// <summary>The second half of the module: meeting, minutes, follow-up, settlement.</summary>
public sealed partial class ConsultsModule
{
    static partial void AddMeeting(IServiceCollection services)
    {
        services.AddScoped<Scheduling>().AddScoped<SeriesPlanning>().AddScoped<RoomDoor>().AddScoped<MeetingEnd>().AddScoped<MeetingDesk>();
        services.AddScoped<MinutesDrafting>().AddScoped<MinutesSigning>().AddScoped<MinutesPapers>().AddScoped<Deciding>().AddScoped<MinutesDesk>();
        services.AddScoped<FollowingUp>().AddScoped<Settling>().AddScoped<StatementPaper>();
        services.TryAddSingleton<PdfConverter>();
        services.AddScoped<IDemonstration, MeetingDemonstration>().AddScoped<ICaseDoors, MeetingDoors>().AddScoped<IRoomSubject, ConsultSubject>().AddScoped<GuestLook>().AddScoped<SpokenLines>()
            .AddScoped<ICalendarSource, ConsultsCalendar>().AddScoped<ITodaySource, MeetingToday>();
        services.AddSingleton(Listening.For<RoomOpened, RoomEvents>()).AddSingleton(Listening.For<RoomClosed, RoomEvents>());
        services.AddSingleton(Listening.For<SessionCalled, Inviting>()).AddSingleton(Listening.For<MinutesCompleted, IntoRecord>());
        services.AddSingleton(ReminderBook.EachMinute).AddSingleton(WeekBook.Hourly).AddSingleton(LateMinutes.Often);
    }

    static partial void MapMeeting(IEndpointRouteBuilder routes)
    {
        MeetingRoutes.Map(routes);
        MinutesRoutes.Map(routes);
        FollowUpRoutes.Map(routes);
        SettlingRoutes.Map(routes);
        WeekRoutes.Map(routes);
    }
}
