using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Outreach;

/// <summary>Seminars, delegations, exchanges, research topics, and volunteer check-up campaigns with a form that works without a line.</summary>
public sealed class OutreachModule : Module
{
    /// <inheritdoc/>
    public override string Name => "outreach";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => OutreachRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new Place("Hội thảo, đoàn, khám lưu động", "/outreach", 35, OutreachRights.See)];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(OutreachStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<OutreachStore>();
        services.AddScoped<Choices>().AddScoped<EventDesk>().AddScoped<ResearchDesk>().AddScoped<CampaignDesk>().AddScoped<Receiving>();
        services.AddSingleton(Listening.For<ExaminationTaken, IntoRecord>());
        services.AddScoped<ITodaySource, OutreachToday>().AddScoped<ISearchSource, OutreachSearch>().AddScoped<ICalendarSource, OutreachCalendar>();
        services.AddScoped<IDemonstration, OutreachDemonstration>();
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        EventRoutes.Map(routes);
        CampaignRoutes.Map(routes);
    }
}
