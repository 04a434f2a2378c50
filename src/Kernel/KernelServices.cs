using Microsoft.Extensions.DependencyInjection;

namespace LienY.Kernel;

/// <summary>Registers the kernel.</summary>
public static class KernelServices
{
    /// <summary>Everything below the modules.</summary>
    public static IServiceCollection AddKernel(this IServiceCollection services, Database database, Keys keys)
    {
        services.AddSingleton(database).AddSingleton(keys).AddSingleton<Wake>().AddSingleton<CallerChanges>().AddSingleton<IFiles, LocalFiles>();
        services.AddSingleton<Ledger>().AddSingleton<Following>().AddSingleton<RootKey>().AddSingleton<Roots>().AddSingleton<Sealing>().AddSingleton<Outbox>().AddSingleton<JobRunner>().AddSingleton<Migrator>().AddSingleton<TrailBook>();
        services.AddSingleton<Node>().AddSingleton<Leases>().AddSingleton<Signals>();
        services.AddScoped<CallerSeat>().AddScoped(s => s.GetRequiredService<CallerSeat>().Caller).AddScoped<StoreScope>();
        services.AddSingleton(new Job("seal", TimeSpan.FromSeconds(30), (s, stop) => s.GetRequiredService<Sealing>().RunAsync(stop)));
        return services;
    }
}
