using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans;

/// <summary>Services of the live plan.</summary>
static class WorkServices
{
    /// <summary>Adds them.</summary>
    public static void Add(IServiceCollection services)
    {
        services.AddScoped<PlanDesk>().AddSingleton<Outlines>();
        services.AddScoped<ITodaySource, WorkToday>().AddScoped<ICalendarSource, PlansCalendar>();
        services.AddScoped<IDemonstration, WorkDemonstration>();
        services.AddSingleton(new Job("plan-reminders", TimeSpan.FromMinutes(30), (scope, stop) =>
            Reminders.RunAsync(scope.GetRequiredService<PlansStore>(), scope.GetRequiredService<IOrganisations>(), scope.GetRequiredService<TimeProvider>(), stop)));
    }
}
