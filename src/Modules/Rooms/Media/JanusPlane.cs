using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LienY.Media;
using Microsoft.Extensions.Logging;

namespace LienY.Rooms;

/// <summary>A Janus server of one's own carries the media (its video room, several streams a connection). It shares out no line among pictures and records
/// nothing here. Janus is asked when somebody takes part, not before: it may be started, or started again, at any time.</summary>
sealed class JanusPlane(MediaSettings settings, TimeProvider clock, ILogger<JanusPlane> log) : IMediaPlane, IDisposable
{
    // Janus keeps the waiting GET for 30 seconds.
    readonly HttpClient http = new(new SocketsHttpHandler { ConnectTimeout = TimeSpan.FromSeconds(5) }) { Timeout = TimeSpan.FromSeconds(50) };
    readonly ConcurrentDictionary<Guid, JanusRoom> rooms = [];

    /// <inheritdoc/>
    public string Name => "janus";

    /// <inheritdoc/>
    public int MostSpeakers => 16;

    /// <inheritdoc/>
    public int MostSeats => 100;

    internal ILogger Log => log;

    internal JsonArray Relays() => settings.Relays(clock.GetUtcNow());

    internal Task<JanusLink> LinkAsync(Action lost) => JanusLink.OpenAsync(http, settings, lost, CancellationToken.None);

    internal void Close(JanusRoom room) => rooms.TryRemove(KeyValuePair.Create(room.Id, room));

    /// <inheritdoc/>
    public Task<IMediaRoom> OpenAsync(Guid room, CancellationToken stop) => Task.FromResult<IMediaRoom>(rooms.GetOrAdd(room, id => new(this, id)));

    /// <inheritdoc/>
    public void Dispose() => http.Dispose();
}
