using System.Net;
using System.Net.Sockets;
using LienY.Server;
using LienY.Site;

namespace LienY.Exchange.Tests;

/// <summary>The house with its MLLP port open.</summary>
public abstract class ExchangeSite : TestSite
{
    /// <summary>The port.</summary>
    public int Port { get; } = Free();

    /// <inheritdoc/>
    protected override Settings Set(Settings settings) => settings with { MllpPort = Port, MllpAddress = "127.0.0.1", MllpIdleSeconds = 120 };

    /// <summary>A port nobody listens on.</summary>
    public static int Free()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

/// <summary>On the embedded database.</summary>
public sealed class SqliteExchange : ExchangeSite
{
    /// <inheritdoc/>
    protected override Task<string> ConnectionAsync() => Task.FromResult("");
}

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresExchange : ExchangeSite
{
    /// <inheritdoc/>
    protected override Task<string> ConnectionAsync() => PostgresServer.FreshDatabaseAsync();
}
