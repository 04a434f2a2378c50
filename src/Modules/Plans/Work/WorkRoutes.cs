using Microsoft.AspNetCore.Routing;

namespace LienY.Plans;

/// <summary>Routes of the live plan.</summary>
static class WorkRoutes
{
    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
    }
}
