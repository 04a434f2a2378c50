using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace LienY.Dicom.Tests;

/// <summary>Programs of other people: clients and servers that are real.</summary>
static class Tool
{
    /// <summary>The path of a program; the test is skipped where it is not installed.</summary>
    public static string Path(string name, string package)
    {
        var path = new[] { "/usr/bin", "/usr/sbin", "/usr/local/bin" }.Select(d => System.IO.Path.Combine(d, name)).FirstOrDefault(File.Exists);
        Assert.SkipWhen(path is null, $"The program '{name}' of the package '{package}' is not installed.");
        return path!;
    }

    /// <summary>Runs a program of dcmtk to its end: exit code, and all that it said.</summary>
    public static async Task<(int Code, string Said)> RunAsync(string name, params string[] arguments)
    {
        using var process = Start(Path(name, "dcmtk"), arguments);
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    /// <summary>Starts a program.</summary>
    public static Process Start(string path, params string[] arguments)
    {
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        // Without it dcmtk waits for acknowledgements (Nagle).
        start.Environment["TCP_NODELAY"] = "1";
        return Process.Start(start)!;
    }

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>Waits until a server takes lines.</summary>
    public static async Task ListensAsync(int port, Process server)
    {
        for (var n = 0; n < 600 && !server.HasExited; n++)
            try
            {
                using var line = new TcpClient();
                await line.ConnectAsync(IPAddress.Loopback, port);
                return;
            }
            catch (SocketException)
            {
                await Task.Delay(50);
            }
        Assert.Fail("The server did not begin to listen.");
    }
}

/// <summary>A folder for one test.</summary>
sealed class Folder : IDisposable
{
    public Folder() => Directory.CreateDirectory(Root);

    public string Root { get; } = System.IO.Path.Combine(System.IO.Path.GetTempPath(), "lieny-dicom-" + Guid.CreateVersion7().ToString("N"));

    public string File(string name, byte[] bytes)
    {
        var path = System.IO.Path.Combine(Root, name);
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
