using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using LienY.Media;
using Microsoft.Extensions.Logging;

namespace LienY.Rooms;

/// <summary>A path that came in through a gate; trusted once a check on it was signed with the seat's password.</summary>
abstract class GatePath(IPEndPoint address) : MediaPath
{
    /// <inheritdoc/>
    public override IPEndPoint Address { get; } = address;

    /// <summary>Called once a check on it was found right.</summary>
    public abstract void Trust(EmbeddedSeat seat);

    /// <summary>Called when the seat leaves or moves.</summary>
    public abstract void Forget();
}

/// <summary>The one UDP socket of all rooms. Whose a datagram is follows from its address once that is trusted; before, only signed checks are looked at, and not
/// many a second.</summary>
sealed class UdpGate : IDisposable
{
    const int StrangersPerSecond = 4000, MostRoutes = 20_000;
    readonly Socket socket;
    readonly Func<ulong, EmbeddedSeat?> find;
    readonly Hearing hear;
    readonly ConcurrentDictionary<SocketAddress, (EmbeddedSeat Seat, UdpPath Path)> routes = new();
    readonly ILogger log;
    long second;
    int strangers;

    /// <summary>Takes a datagram of a seat.</summary>
    public delegate void Hearing(EmbeddedSeat seat, GatePath path, Span<byte> datagram);

    /// <summary>Opens the port, or another free one where it is in use.</summary>
    public UdpGate(int port, Func<ulong, EmbeddedSeat?> find, Hearing hear, ILogger log)
    {
        (this.find, this.hear, this.log) = (find, hear, log);
        socket = Open(port, log);
        Port = ((IPEndPoint)socket.LocalEndPoint!).Port;
        new Thread(Receive) { IsBackground = true, Name = "media udp" }.Start();
    }

    /// <summary>Whether this machine lets a UDP port be opened at all.</summary>
    public static bool IsPossible
    {
        get
        {
            try
            {
                using var attempt = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
                attempt.Bind(new IPEndPoint(IPAddress.Any, 0));
                return true;
            }
            catch (SocketException)
            {
                return false;
            }
        }
    }

    /// <summary>The port in use.</summary>
    public int Port { get; }

    /// <summary>Whether it takes IPv6 as well.</summary>
    public bool HasIpv6 => socket.AddressFamily == AddressFamily.InterNetworkV6;

    static Socket Open(int port, ILogger log)
    {
        foreach (var family in Socket.OSSupportsIPv6 ? new[] { AddressFamily.InterNetworkV6, AddressFamily.InterNetwork } : [AddressFamily.InterNetwork])
        {
            foreach (var number in new[] { port, 0 })
            {
                Socket? made = null;
                try
                {
                    made = new(family, SocketType.Dgram, ProtocolType.Udp) { ReceiveBufferSize = 4 << 20, SendBufferSize = 4 << 20 };
                    if (family == AddressFamily.InterNetworkV6) made.DualMode = true;
                    made.Bind(new IPEndPoint(family == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, number));
                    if (number != port) log.LogWarning("UDP port {Port} is in use; media takes another one. Set LIENY_MEDIA_PORT to a free port.", port);
                    return made;
                }
                catch (SocketException)
                {
                    made?.Dispose();
                }
            }
        }
        throw new InvalidOperationException("No UDP port can be opened for media.");
    }

    void Receive()
    {
        var buffer = GC.AllocateUninitializedArray<byte>(2048, pinned: true);
        var from = new SocketAddress(socket.AddressFamily);
        while (true)
        {
            int length;
            try
            {
                length = socket.ReceiveFrom(buffer, SocketFlags.None, from);
            }
            catch (SocketException fault) when (fault.SocketErrorCode is not (SocketError.OperationAborted or SocketError.Interrupted or SocketError.NotSocket))
            {
                // What another host's refusal (ICMP) leaves in the socket concerns one peer only.
                continue;
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                return;
            }
            Take(buffer.AsSpan(0, length), from);
        }
    }

    void Take(Span<byte> datagram, SocketAddress from)
    {
        var check = StunMessage.Looks(datagram);
        var known = routes.TryGetValue(from, out var route);
        if (known && !check)
        {
            hear(route.Seat, route.Path, datagram);
            return;
        }
        if (!check || !known && !MayAsk()) return;
        if (!StunMessage.TryRead(datagram, out var message) || find(IceAgent.KeyOf(message.Username)) is not { } seat) return;
        // The same address may belong to a newer connection of the same browser.
        hear(seat, known && route.Seat == seat && route.Path.Key == seat.Key ? route.Path : new UdpPath(this, Copy(from), EndPoint(from), seat.Key), datagram);
    }

    // Checks of strangers cost a signature each: so many in a second and no more.
    bool MayAsk()
    {
        var now = EmbeddedPlane.Now / 1_000_000;
        if (now != second) (second, strangers) = (now, 0);
        if (++strangers == StrangersPerSecond)
            log.LogWarning("More than {Count} datagrams a second come from unknown addresses; the rest is dropped.", StrangersPerSecond);
        return strangers < StrangersPerSecond;
    }

    static SocketAddress Copy(SocketAddress from)
    {
        var copy = new SocketAddress(from.Family, from.Size);
        from.Buffer.Span[..from.Size].CopyTo(copy.Buffer.Span);
        return copy;
    }

    IPEndPoint EndPoint(SocketAddress from) => (IPEndPoint)new IPEndPoint(HasIpv6 ? IPAddress.IPv6Any : IPAddress.Any, 0).Create(from);

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    /// <summary>One address seen through the socket.</summary>
    sealed class UdpPath(UdpGate gate, SocketAddress to, IPEndPoint address, ulong key) : GatePath(address)
    {
        bool trusted;

        public ulong Key => key;

        public override void Send(ReadOnlySpan<byte> datagram)
        {
            try
            {
                gate.socket.SendTo(datagram, SocketFlags.None, to);
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                // A full buffer or a vanished peer: to the receiver it is a lost packet.
            }
        }

        public override void Trust(EmbeddedSeat seat)
        {
            if (trusted || gate.routes.Count >= MostRoutes) return;
            trusted = true;
            gate.routes[to] = (seat, this);
            seat.Keep(this);
        }

        public override void Forget()
        {
            if (gate.routes.TryGetValue(to, out var route) && route.Path == this) gate.routes.TryRemove(KeyValuePair.Create(to, route));
        }
    }
}
