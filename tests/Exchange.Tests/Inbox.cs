using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using LienY.Hl7;

namespace LienY.Exchange.Tests;

/// <summary>A receiving system of another maker: keeps what comes and answers as told.</summary>
sealed class Inbox : IDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);

    public Inbox()
    {
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        _ = ServeAsync();
    }

    public int Port { get; }

    /// <summary>What came, in its order.</summary>
    public ConcurrentQueue<Message> Came { get; } = new();

    /// <summary>How it answers.</summary>
    public Func<Message, AckCode?> Answer { get; set; } = _ => AckCode.AA;

    async Task ServeAsync()
    {
        try
        {
            while (true) _ = LineAsync(await listener.AcceptTcpClientAsync());
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    async Task LineAsync(TcpClient client)
    {
        using var _ = client;
        var frames = new Frames(client.GetStream());
        while (await frames.ReadAsync(default) is (FrameEnd.Whole, var bytes))
        {
            var message = MessageReader.Read(bytes.Span).Message!;
            Came.Enqueue(message);
            // A null answer hangs up without one.
            if (Answer(message) is not { } code) return;
            await frames.WriteAsync(Acknowledgement.Of(message, code, "1", DateTimeOffset.UnixEpoch, code == AckCode.AA ? [] : [new(FaultKind.Required, "PID-18")],
                _ => "no"), default);
        }
    }

    public void Dispose() => listener.Dispose();
}
