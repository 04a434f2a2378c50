using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans;

/// <summary>Services of the live plan.</summary>
static class WorkServices
{
    /// <summary>Adds them.</summary>
    public static void Add(IServiceCollection services)
    {
    }
}
