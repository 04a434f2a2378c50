using LienY.Kernel;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Imaging;

/// <summary>Studies of images: received from devices, found, looked at, read and shared on a legal basis.</summary>
public sealed class ImagingModule : Module
{
    /// <inheritdoc/>
    public override string Name => "imaging";

    /// <inheritdoc/>
    public override IReadOnlyList<Right> Rights => ImagingRights.All;

    /// <inheritdoc/>
    public override void Add(IServiceCollection services) { }

    /// <inheritdoc/>
    public override void Map(IEndpointRouteBuilder routes) { }
}
