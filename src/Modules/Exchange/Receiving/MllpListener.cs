using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using LienY.Contracts;
using LienY.Hl7;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LienY.Exchange;

/// <summary>
/// Listens for HL7 v2 over MLLP where a port is set. A line takes one message after the other and answers each; lines are bounded in number (all and of one
/// address), silent ones are closed, and one that hangs up within a message leaves nothing behind.
/// </summary>
sealed class MllpListener(ExchangeRules rules, IServiceScopeFactory scopes, TimeProvider clock, ILogger<MllpListener> log) : BackgroundService
{
    static readonly TimeSpan Greeting = TimeSpan.FromSeconds(10);

    readonly ConcurrentDictionary<IPAddress, int> lines = new();
    int open;
    TcpListener? listener;
    X509Certificate2? certificate;
    X509Certificate2Collection? authorities;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        if (rules.Port is not { } port) return Task.CompletedTask;
        if (rules.Certificate.Length > 0)
        {
            var password = rules.PasswordFile.Length > 0 ? File.ReadAllText(rules.PasswordFile).TrimEnd('\r', '\n') : null;
            certificate = rules.Certificate.EndsWith(".pem", StringComparison.OrdinalIgnoreCase)
                ? X509Certificate2.CreateFromPemFile(rules.Certificate, rules.Certificate)
                : X509CertificateLoader.LoadPkcs12FromFile(rules.Certificate, password);
            if (rules.Clients.Length > 0) (authorities = []).ImportFromPemFile(rules.Clients);
        }
        listener = rules.Address.Length > 0 ? new TcpListener(IPAddress.Parse(rules.Address), port) : TcpListener.Create(port);
        try
        {
            listener.Start(64);
        }
        catch (SocketException problem)
        {
            throw new InvalidOperationException($"Setting 'MllpPort': port {port} cannot be listened on: {problem.Message}", problem);
        }
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var running = new ConcurrentDictionary<Task, bool>();
        while (!stoppingToken.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await listener!.AcceptTcpClientAsync(stoppingToken);
            }
            catch (OperationCanceledException)
            {
                break;
            }
            catch (SocketException problem)
            {
                log.LogWarning(problem, "A line for HL7 v2 could not be opened.");
                continue;
            }
            var line = LineAsync(client, stoppingToken);
            running[line] = true;
            _ = line.ContinueWith(done => running.TryRemove(done, out _), TaskScheduler.Default);
        }
        listener!.Stop();
        // Whoever is within a message has it taken to its end and answered.
        await Task.WhenAll(running.Keys);
    }

    async Task LineAsync(TcpClient client, CancellationToken stop)
    {
        var from = Addresses.Plain((client.Client.RemoteEndPoint as IPEndPoint)?.Address ?? IPAddress.None);
        var own = lines.AddOrUpdate(from, 1, (_, n) => n + 1);
        try
        {
            using var _ = client;
            if (Interlocked.Increment(ref open) > rules.MostLines || own > rules.MostLinesOfOne)
            {
                log.LogWarning("A line for HL7 v2 from '{Address}' was closed: too many are open.", from);
                return;
            }
            client.NoDelay = true;
            await using var stream = await SafeAsync(client, stop);
            await TalkAsync(stream, from, stop);
        }
        catch (Exception problem) when (problem is IOException or SocketException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            if (!stop.IsCancellationRequested) log.LogInformation("A line for HL7 v2 from '{Address}' ended: {Reason}", from, problem.Message);
        }
        catch (Exception problem)
        {
            log.LogError(problem, "A line for HL7 v2 from '{Address}' broke; what was not answered will be sent again.", from);
        }
        finally
        {
            Interlocked.Decrement(ref open);
            if (lines.AddOrUpdate(from, 0, (_, n) => n - 1) == 0) lines.TryRemove(KeyValuePair.Create(from, 0));
        }
    }

    async Task<Stream> SafeAsync(TcpClient client, CancellationToken stop)
    {
        if (certificate is null) return client.GetStream();
        var secure = new SslStream(client.GetStream());
        using var greeting = CancellationTokenSource.CreateLinkedTokenSource(stop);
        greeting.CancelAfter(Greeting);
        await secure.AuthenticateAsServerAsync(new SslServerAuthenticationOptions
        {
            ServerCertificate = certificate,
            ClientCertificateRequired = authorities is not null,
            RemoteCertificateValidationCallback = (_, given, _, _) => authorities is null || (given is X509Certificate2 one && IsTrusted(one)),
        }, greeting.Token);
        return secure;
    }

    bool IsTrusted(X509Certificate2 given)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities!);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(given);
    }

    async Task TalkAsync(Stream stream, IPAddress from, CancellationToken stop)
    {
        var frames = new Frames(stream, Intake.MostBytes);
        while (true)
        {
            using var idle = CancellationTokenSource.CreateLinkedTokenSource(stop);
            idle.CancelAfter(TimeSpan.FromSeconds(rules.IdleSeconds));
            var (end, message) = await frames.ReadAsync(idle.Token);
            switch (end)
            {
                case FrameEnd.Whole:
                    await frames.WriteAsync(await AnswerAsync(message, from), idle.Token);
                    continue;
                case FrameEnd.TooLarge:
                    await frames.WriteAsync(Answers.Of(null, AckCode.AR, clock.GetUtcNow(), [new Fault(FaultKind.TooLarge, "", null, "16 MB")]), idle.Token);
                    return;
                case FrameEnd.Cut or FrameEnd.Noise:
                    log.LogInformation("A line for HL7 v2 from '{Address}' ended within a message ({End}).", from, end);
                    return;
                default:
                    return;
            }
        }
    }

    // A message that has come whole is worked on to its end, even while the house is stopping.
    async Task<byte[]> AnswerAsync(ReadOnlyMemory<byte> message, IPAddress from)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House with { Origin = new(from.ToString(), null, "MLLP") };
        return await scope.ServiceProvider.GetRequiredService<Intake>().TakeAsync(message, from, CancellationToken.None);
    }
}
