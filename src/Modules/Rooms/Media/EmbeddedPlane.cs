using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using LienY.Media;
using Microsoft.Extensions.Logging;

namespace LienY.Rooms;

/// <summary>The media plane inside this process: one UDP port and one TCP port for all rooms, opened with the first room.</summary>
sealed class EmbeddedPlane(MediaSettings settings, TimeProvider clock, ILogger<EmbeddedPlane> log) : IMediaPlane, IAsyncDisposable
{
    readonly ConcurrentDictionary<Guid, EmbeddedRoom> rooms = [];
    readonly ConcurrentDictionary<ulong, EmbeddedSeat> seats = [];
    readonly CancellationTokenSource stop = new();
    readonly Lock opening = new();
    DtlsIdentity? identity;
    UdpGate? udp;
    TcpGate? tcp;

    /// <inheritdoc/>
    public string Name => "embedded";

    /// <inheritdoc/>
    public int MostSpeakers => 16;

    /// <inheritdoc/>
    public int MostSeats => 300;

    /// <summary>Steady time in microseconds.</summary>
    public static long Now => (long)(Stopwatch.GetTimestamp() * (1e6 / Stopwatch.Frequency));

    internal MediaSettings Settings => settings;

    internal TimeProvider Clock => clock;

    internal ILogger Log => log;

    internal DtlsIdentity Identity => identity!;

    internal IReadOnlyList<string> Candidates { get; private set; } = [];

    /// <summary>The UDP port in use; 0 before the first room.</summary>
    public int Port => udp?.Port ?? 0;

    /// <inheritdoc/>
    public Task<IMediaRoom> OpenAsync(Guid room, CancellationToken stop)
    {
        Start();
        return Task.FromResult<IMediaRoom>(rooms.GetOrAdd(room, id => new(this, id)));
    }

    void Start()
    {
        lock (opening)
        {
            ObjectDisposedException.ThrowIf(stop.IsCancellationRequested, this);
            if (udp is not null) return;
            identity = new(clock.GetUtcNow());
            udp = new(settings.Port, Find, Hear, log);
            tcp = settings.TcpPort < 0 ? null : TcpGate.TryOpen(settings.TcpPort, Find, Hear, log, stop.Token);
            Candidates = [.. Addresses().SelectMany((address, i) => Candidate(address, i))];
            new Thread(Beat) { IsBackground = true, Name = "media beat" }.Start();
            log.LogInformation("Media plane listens on UDP port {Port} and TCP port {TcpPort}; browsers are told {Candidates}.", udp.Port, tcp?.Port,
                string.Join(" | ", Candidates));
        }
    }

    IEnumerable<string> Candidate(IPAddress address, int i)
    {
        // Priorities of RFC 8445 §5.1.2.1: hosts, IPv6 and the first address a little ahead, TCP far behind.
        var local = 65535 - 10 * i - (address.AddressFamily == AddressFamily.InterNetwork ? 5 : 0);
        yield return FormattableString.Invariant($"{2 * i + 1} 1 udp {(126L << 24) + (local << 8) + 255} {address} {udp!.Port} typ host");
        if (tcp is not null)
            yield return FormattableString.Invariant($"{2 * i + 2} 1 tcp {(90L << 24) + ((long)local << 8) + 255} {address} {tcp.Port} typ host tcptype passive");
    }

    IEnumerable<IPAddress> Addresses()
    {
        var given = settings.Address.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (given.Length > 0) return given.Select(IPAddress.Parse);
        var own = NetworkInterface.GetAllNetworkInterfaces().Where(n => n.OperationalStatus == OperationalStatus.Up || n.OperationalStatus == OperationalStatus.Unknown)
            .SelectMany(n => n.GetIPProperties().UnicastAddresses).Select(a => a.Address)
            .Where(a => !IPAddress.IsLoopback(a) && !a.IsIPv6LinkLocal && (a.AddressFamily == AddressFamily.InterNetwork || udp!.HasIpv6)).Distinct().Take(8).ToList();
        return own.Count > 0 ? own : [IPAddress.Loopback];
    }

    // Every 5 ms each room does what is due; a room that is busy does it when it has finished.
    void Beat()
    {
        while (!stop.IsCancellationRequested)
        {
            Thread.Sleep(5);
            foreach (var room in rooms.Values) room.Beat();
        }
    }

    EmbeddedSeat? Find(ulong key) => seats.GetValueOrDefault(key);

    static void Hear(EmbeddedSeat seat, GatePath path, Span<byte> datagram) => seat.Room.Hear(seat, path, datagram, Now);

    internal void Register(ulong key, EmbeddedSeat seat) => seats[key] = seat;

    internal void Unregister(ulong key) => seats.TryRemove(key, out _);

    internal void Close(EmbeddedRoom room) => rooms.TryRemove(KeyValuePair.Create(room.Id, room));

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        lock (opening) stop.Cancel();
        foreach (var room in rooms.Values) await room.DisposeAsync();
        udp?.Dispose();
        tcp?.Dispose();
        identity?.Dispose();
    }
}
