using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans;

/// <summary>Signed plans: import, review, adoption, and the live plan with its tasks, products, meetings and money.</summary>
public sealed class PlansModule : Module
{
    /// <inheritdoc/>
    public override string Name => "plans";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => Plans.Rights.All;

    /// <inheritdoc/>
    public override IReadOnlyList<Type> Stores => [typeof(PlansStore)];

    /// <inheritdoc/>
    public override void Add(IServiceCollection services)
    {
        services.AddStore<PlansStore>();
        WorkServices.Add(services);
    }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes)
    {
        WorkRoutes.Map(routes);
    }
}
