using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults;

/// <summary>Remote consultation between facilities (hội chẩn từ xa): from a doctor's question to signed minutes, a followed-up patient and a settled account.</summary>
public sealed partial class ConsultsModule : Module
{
    /// <inheritdoc/>
    public override string Name => "consults";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => [.. ConsultsRights.All, MeetingRights.Watch];

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new Place("Hội chẩn từ xa", "/consults", 30, ConsultsRights.See) { OnPhone = true }];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(ConsultsStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<ConsultsStore>();
        services.AddScoped<Seats>().AddScoped<CaseBook>().AddScoped<Facilities>().AddScoped<Abroad>().AddScoped<CaseShowing>().AddScoped<CaseListing>();
        services.AddScoped<FromRecord>().AddScoped<Drafting>().AddScoped<Essentials>().AddScoped<Releasing>().AddScoped<Sending>().AddScoped<Filing>()
            .AddScoped<Uploading>().AddScoped<LicenceGuard>();
        services.AddScoped<Clocks>().AddScoped<Telling>().AddScoped<RosterDesk>().AddScoped<Replying>().AddSingleton<Escalating>();
        services.AddSingleton(Escalating.Round).AddSingleton(Uploading.Clearing);
        services.AddScoped<ITodaySource, ConsultsToday>().AddScoped<ISearchSource, ConsultsSearch>().AddScoped<IPatientAction,
            AskAction>().AddScoped<IDemonstration, AskingDemonstration>();
        AddMeeting(services);
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        CaseRoutes.Map(routes);
        AskRoutes.Map(routes);
        FileRoutes.Map(routes);
        AnswerRoutes.Map(routes);
        RosterRoutes.Map(routes);
        MapMeeting(routes);
    }

    /// <summary>Services of the second half: meeting, minutes, follow-up, settlement.</summary>
    static partial void AddMeeting(IServiceCollection services);

    /// <summary>Routes of the second half.</summary>
    static partial void MapMeeting(IEndpointRouteBuilder routes);
}
