using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Training;

/// <summary>Training: from a unit's need to a class that was held, attended and graded.</summary>
public sealed class TrainingModule : Module
{
    /// <inheritdoc/>
    public override string Name => "training";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => TrainingRights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Place> Places => [new Place("Đào tạo", "/training", 31, TrainingRights.See)];

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(TrainingStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<TrainingStore>();
        services.AddScoped<NeedDesk>().AddScoped<YearPlanning>().AddScoped<YearPlanDesk>().AddScoped<Techniques>().AddScoped<Units>();
        services.AddScoped<ClassBook>().AddScoped<ClassDesk>().AddScoped<ClassEditing>().AddScoped<Timetabling>().AddScoped<Materials>();
        services.AddScoped<Nominating>().AddScoped<Overlaps>().AddScoped<RosterImport>();
        services.AddScoped<Marking>().AddScoped<AttendanceBook>().AddScoped<ClassRoom>().AddScoped<RotatingCode>().AddScoped<Prompts>();
        services.AddScoped<Testing>().AddScoped<Examining>().AddScoped<FeedbackBox>();
        services.AddScoped<Concluding>().AddScoped<ResultBook>().AddScoped<AfterCourse>().AddScoped<MineDesk>();
        services.AddScoped<IClasses, ClassAnswers>();
        services.AddScoped<ITodaySource, TrainingToday>().AddScoped<ICalendarSource, TrainingCalendar>().AddScoped<ISearchSource, TrainingSearch>();
        services.AddScoped<IRoomSubject, ClassSubject>().AddScoped<IDemonstration, TrainingDemonstration>();
        services.AddSingleton(Listening.For<RoomClosed, RoomHours>());
        services.AddSingleton(Listening.For<CertificateIssued, CertificateNews>()).AddSingleton(Listening.For<CertificateEnded, CertificateNews>());
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        NeedRoutes.Map(routes);
        YearPlanRoutes.Map(routes);
        ClassRoutes.Map(routes);
        TimetableRoutes.Map(routes);
        NominationRoutes.Map(routes);
        AttendRoutes.Map(routes);
        AssessRoutes.Map(routes);
        ConcludeRoutes.Map(routes);
        MineRoutes.Map(routes);
    }
}
