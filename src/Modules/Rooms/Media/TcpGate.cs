using System.Buffers;
using System.Net;
using System.Net.Sockets;
using System.Threading.Channels;
using LienY.Media;
using Microsoft.Extensions.Logging;

namespace LienY.Rooms;

/// <summary>Media over TCP for networks that let no UDP through (ICE-TCP passive, RFC 6544, framing of RFC 4571). A connection that shows no signed check is
/// closed.</summary>
sealed class TcpGate : IDisposable
{
    const int MostConnections = 1000;
    readonly Socket socket;
    readonly Func<ulong, EmbeddedSeat?> find;
    readonly UdpGate.Hearing hear;
    int open;

    TcpGate(Socket socket, Func<ulong, EmbeddedSeat?> find, UdpGate.Hearing hear)
    {
        (this.socket, this.find, this.hear) = (socket, find, hear);
        Port = ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    /// <summary>The port in use.</summary>
    public int Port { get; }

    /// <summary>Opens the port, or another free one; null where none can be opened.</summary>
    public static TcpGate? TryOpen(int port, Func<ulong, EmbeddedSeat?> find, UdpGate.Hearing hear, ILogger log, CancellationToken stop)
    {
        foreach (var number in new[] { port, 0 })
        {
            var made = new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                made.Bind(new IPEndPoint(made.AddressFamily == AddressFamily.InterNetworkV6 ? IPAddress.IPv6Any : IPAddress.Any, number));
                made.Listen(64);
                var gate = new TcpGate(made, find, hear);
                _ = gate.AcceptAsync(stop);
                return gate;
            }
            catch (SocketException fault)
            {
                made.Dispose();
                log.LogWarning("TCP port {Port} cannot be opened for media: {Reason}. Set LIENY_MEDIA_TCP_PORT to a free port.", number, fault.SocketErrorCode);
            }
        }
        return null;
    }

    async Task AcceptAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                var client = await socket.AcceptAsync(stop);
                if (Volatile.Read(ref open) >= MostConnections) client.Dispose();
                else _ = ServeAsync(client, stop);
            }
            catch (Exception fault) when (fault is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                if (fault is not SocketException) return;
            }
        }
    }

    async Task ServeAsync(Socket client, CancellationToken stop)
    {
        Interlocked.Increment(ref open);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(TimeSpan.FromSeconds(10));
        TcpPath? path = null;
        try
        {
            client.NoDelay = true;
            path = new(client, (IPEndPoint)client.RemoteEndPoint!, patience);
            var (reader, seat) = (new FrameReader(), (EmbeddedSeat?)null);
            while (await client.ReceiveAsync(reader.Room, patience.Token) is > 0 and var count)
            {
                reader.Advance(count);
                if (!Take(reader, path, ref seat)) return;
            }
        }
        catch (Exception fault) when (fault is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The browser went away, or showed nothing in time.
        }
        finally
        {
            path?.Close();
            client.Dispose();
            Interlocked.Decrement(ref open);
        }
    }

    bool Take(FrameReader reader, TcpPath path, ref EmbeddedSeat? seat)
    {
        var at = 0;
        Span<byte> copy = stackalloc byte[Wire.MaxPacket];
        while (reader.TryTake(ref at, out var packet))
        {
            if (packet.Length > copy.Length) return false;
            packet.CopyTo(copy);
            var datagram = copy[..packet.Length];
            if (seat is null)
            {
                if (!StunMessage.TryRead(datagram, out var message) || (seat = find(IceAgent.KeyOf(message.Username))) is null) return false;
            }
            hear(seat, path, datagram);
        }
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => socket.Dispose();

    /// <summary>One connection; what does not leave in time is dropped as a network would.</summary>
    sealed class TcpPath : GatePath
    {
        readonly Socket client;
        readonly CancellationTokenSource patience;
        readonly Channel<(byte[] Bytes, int Length)> waiting =
            Channel.CreateBounded<(byte[], int)>(new BoundedChannelOptions(256) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

        public TcpPath(Socket client, IPEndPoint address, CancellationTokenSource patience) : base(address)
        {
            (this.client, this.patience) = (client, patience);
            _ = SendAllAsync();
        }

        public override bool IsReliable => true;

        public override void Send(ReadOnlySpan<byte> datagram)
        {
            var bytes = ArrayPool<byte>.Shared.Rent(datagram.Length + 2);
            if (!waiting.Writer.TryWrite((bytes, FrameReader.Write(datagram, bytes)))) ArrayPool<byte>.Shared.Return(bytes);
        }

        async Task SendAllAsync()
        {
            try
            {
                await foreach (var (bytes, length) in waiting.Reader.ReadAllAsync())
                {
                    for (var sent = 0; sent < length;) sent += await client.SendAsync(bytes.AsMemory(sent, length - sent));
                    ArrayPool<byte>.Shared.Return(bytes);
                }
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                Close();
            }
        }

        public override void Trust(EmbeddedSeat seat)
        {
            patience.CancelAfter(Timeout.InfiniteTimeSpan);
            seat.Keep(this);
        }

        public override void Forget() => client.Dispose();

        public void Close() => waiting.Writer.TryComplete();
    }
}
