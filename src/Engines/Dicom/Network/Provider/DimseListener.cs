using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace LienY.Dicom;

/// <summary>Where a listener listens and how many it talks with.</summary>
public sealed record DimseListening(int Port)
{
    /// <summary>The address; null: all of the machine.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>TLS; null: none.</summary>
    public DimseTls? Tls { get; init; }

    /// <summary>Associations at once.</summary>
    public int Most { get; init; } = 64;

    /// <summary>Associations of one calling AE title at once.</summary>
    public int MostOfOne { get; init; } = 16;

    /// <summary>Lines that have not asked for an association yet; beyond it the oldest of them is closed.</summary>
    public int MostWaiting { get; init; } = 256;

    /// <summary>Bounds and times of each association.</summary>
    public AssociationBounds Bounds { get; init; } = new();
}

/// <summary>Listens for associations; each runs on its own until it is released, breaks, or the listener stops.</summary>
public sealed class DimseListener(DimseListening rules, IDimseDoor door, TimeProvider clock) : IAsyncDisposable
{
    readonly CancellationTokenSource stopping = new();
    readonly ConcurrentDictionary<Task, bool> running = new();
    readonly ConcurrentDictionary<string, int> titles = new(StringComparer.Ordinal);
    readonly LinkedList<CancellationTokenSource> waiting = [];
    TcpListener? listener;
    Task accepting = Task.CompletedTask;
    int open;

    /// <summary>The port that is listened on; says something once it was started.</summary>
    public int Port => ((IPEndPoint)listener!.LocalEndpoint).Port;

    /// <summary>Associations that stand.</summary>
    public int Open => Volatile.Read(ref open);

    /// <summary>Begins to listen; a port that cannot be had throws <see cref="SocketException"/>.</summary>
    public void Start()
    {
        listener = rules.Address is { } address ? new TcpListener(address, rules.Port) : TcpListener.Create(rules.Port);
        listener.Start(512);
        accepting = AcceptAsync();
    }

    async Task AcceptAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await listener!.AcceptTcpClientAsync(stopping.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (SocketException problem)
            {
                door.Note(IPAddress.None, null, "A line could not be opened.", problem);
                // Out of handles: those that are open have to close first.
                await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, CancellationToken.None);
                continue;
            }
            var line = LineAsync(client);
            running[line] = true;
            _ = line.ContinueWith(done => running.TryRemove(done, out _), TaskScheduler.Default);
        }
    }

    async Task LineAsync(TcpClient client)
    {
        var from = (client.Client.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None;
        if (from.IsIPv4MappedToIPv6) from = from.MapToIPv4();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        var place = Wait(patience);
        string? calling = null;
        DimseProvider? provider = null;
        var (isCounted, isOpen) = (false, false);
        try
        {
            using var _ = client;
            client.NoDelay = true;
            Stream stream = client.GetStream();
            X509Certificate2? certificate = null;
            if (rules.Tls is { } tls)
            {
                using var greeting = new CancellationTokenSource(rules.Bounds.Artim, clock);
                using var both = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, greeting.Token);
                var secure = await tls.ServeAsync(stream, both.Token);
                certificate = secure.RemoteCertificate as X509Certificate2;
                stream = secure;
            }
            await using var association = await Association.AnswerAsync(stream, async request =>
            {
                calling = request.Calling;
                isOpen = Interlocked.Increment(ref open) > 0;
                if (Open > rules.Most) throw new AssociationRefused(AssociateReject.TooMany);
                isCounted = titles.AddOrUpdate(calling, 1, (_, n) => n + 1) > 0;
                if (titles[calling] > rules.MostOfOne) throw new AssociationRefused(AssociateReject.TooMany);
                provider = await door.AdmitAsync(new(request, from, certificate), patience.Token);
                return Association.Accept(request, provider.Takes);
            }, rules.Bounds, clock, patience.Token);
            Leave(place);
            if (association is null) return;
            await TalkAsync(association, provider!, from);
        }
        catch (Exception problem) when (problem is AssociationRefused or AssociationBroken or PduFault)
        {
            if (!stopping.IsCancellationRequested) door.Note(from, calling, problem.Message, null);
        }
        catch (Exception problem) when (problem is IOException or SocketException or OperationCanceledException or AuthenticationException or InvalidOperationException)
        {
            if (!stopping.IsCancellationRequested) door.Note(from, calling, "A line ended before an association stood: " + problem.Message, null);
        }
        catch (Exception problem)
        {
            door.Note(from, calling, "An association broke.", problem);
        }
        finally
        {
            Leave(place);
            if (provider is not null) await provider.DisposeAsync();
            if (isOpen) Interlocked.Decrement(ref open);
            if (isCounted && titles.AddOrUpdate(calling!, 0, (_, n) => n - 1) == 0) titles.TryRemove(KeyValuePair.Create(calling!, 0));
        }
    }

    async Task TalkAsync(Association association, DimseProvider provider, IPAddress from)
    {
        try
        {
            await new Conversation(association, provider, door, from, rules.Bounds, clock, stopping.Token).RunAsync();
        }
        catch (PduFault fault)
        {
            await association.AbortAsync(fault.Reason, byProvider: true);
            throw;
        }
        catch (AssociationBroken broken) when (broken.End == AssociationEnd.Silent)
        {
            await association.AbortAsync(byProvider: true);
            throw;
        }
    }

    LinkedListNode<CancellationTokenSource> Wait(CancellationTokenSource one)
    {
        CancellationTokenSource? oldest = null;
        LinkedListNode<CancellationTokenSource> place;
        lock (waiting)
        {
            place = waiting.AddLast(one);
            if (waiting.Count > rules.MostWaiting)
            {
                oldest = waiting.First!.Value;
                waiting.RemoveFirst();
            }
        }
        oldest?.Cancel();
        return place;
    }

    void Leave(LinkedListNode<CancellationTokenSource> place)
    {
        lock (waiting)
            if (place.List is not null) waiting.Remove(place);
    }

    /// <summary>Stops to listen, breaks off what runs, and waits until it has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        listener?.Stop();
        await accepting;
        await Task.WhenAll(running.Keys);
        listener?.Dispose();
        stopping.Dispose();
    }
}
