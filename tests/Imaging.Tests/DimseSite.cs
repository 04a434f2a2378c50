using System.Net;
using System.Net.Sockets;
using LienY.Server;
using LienY.Site;

namespace LienY.Imaging.Tests;

/// <summary>The house with its DICOM port open.</summary>
public abstract class DimseSite : TestSite
{
    /// <summary>The port.</summary>
    public int Port { get; } = Free();

    /// <inheritdoc/>
    protected override Settings Set(Settings settings) => settings with { DimsePort = Port, DimseAddress = "127.0.0.1" };

    /// <summary>A port nobody listens on.</summary>
    public static int Free()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}

/// <summary>On the embedded database.</summary>
public sealed class SqliteDimse : DimseSite
{
    /// <inheritdoc/>
    protected override Task<string> ConnectionAsync() => Task.FromResult("");
}

/// <summary>On PostgreSQL.</summary>
public sealed class PostgresDimse : DimseSite
{
    /// <inheritdoc/>
    protected override Task<string> ConnectionAsync() => PostgresServer.FreshDatabaseAsync();
}
