using LienY.Contracts;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Imaging;

/// <summary>What the line needs of the container.</summary>
static class DimseServices
{
    /// <summary>Adds devices, orders, and the listener.</summary>
    public static void AddDimse(this IServiceCollection services)
    {
        services.AddStore<DimseStore>();
        services.AddSingleton<DimseGate>().AddHostedService<DimseHost>();
        services.AddScoped<DeviceDesk>().AddScoped<OrderDesk>().AddScoped<Worklist>().AddScoped<Steps>().AddScoped<Commitments>();
        services.AddSingleton(Commitments.Round).AddScoped<ITodaySource, DeviceToday>();
    }
}
