using LienY.Media;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

// The bench measures the plane without pages around it.
[assembly: System.Runtime.CompilerServices.InternalsVisibleTo("LienY.Bench")]

namespace LienY.Rooms;

/// <summary>Registers the media plane of this installation.</summary>
static class MediaServices
{
    /// <summary>Adds <see cref="IMediaPlane"/> as the settings and the machine allow it; nothing is opened before the first room.</summary>
    public static IServiceCollection AddMedia(this IServiceCollection services) => services
        .AddSingleton(s => MediaSettings.Read(s.GetService<IConfiguration>()))
        .AddSingleton(Choose);

    static IMediaPlane Choose(IServiceProvider services)
    {
        var settings = services.GetRequiredService<MediaSettings>();
        var (clock, logs) = (services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILoggerFactory>());
        switch (settings.Plane)
        {
            case "janus" or "" when settings.JanusUrl.Length > 0:
                return new JanusPlane(settings, clock, logs.CreateLogger<JanusPlane>());
            case "mesh":
                return new MeshPlane(settings, clock);
            case "" or "embedded" when !DtlsIdentity.IsPossible:
                logs.CreateLogger<MeshPlane>().LogWarning(
                    "libssl.so.3 was not found: only calls of up to three people, from browser to browser, are possible. Install OpenSSL 3.");
                return new MeshPlane(settings, clock);
            case "" or "embedded" when !UdpGate.IsPossible:
                logs.CreateLogger<MeshPlane>().LogWarning("No UDP port can be opened: only calls of up to three people, from browser to browser, are possible.");
                return new MeshPlane(settings, clock);
            case "" or "embedded":
                return new EmbeddedPlane(settings, clock, logs.CreateLogger<EmbeddedPlane>());
            default:
                throw new InvalidOperationException($"LIENY_MEDIA_PLANE is '{settings.Plane}'; it may be 'embedded', 'mesh', or 'janus' with LIENY_JANUS_URL.");
        }
    }
}
