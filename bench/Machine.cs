using System.Diagnostics;
using System.Globalization;

namespace LienY.Bench;

/// <summary>The machine of a run, and how figures are printed.</summary>
static class Machine
{
    public static void Print()
    {
        var model = File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim();
        Console.WriteLine($"Machine: {Environment.ProcessorCount} cores, {model}, {Environment.OSVersion}, .NET {Environment.Version}, load {File.ReadAllText("/proc/loadavg").Split(' ')[0]}\n");
    }

    public static string Load() => File.ReadAllText("/proc/loadavg").Split(' ')[0];

    public static void Table(string title, string[] columns, IEnumerable<string[]> rows)
    {
        Console.WriteLine("### " + title);
        Console.WriteLine("| " + string.Join(" | ", columns) + " |");
        Console.WriteLine("|" + string.Concat(columns.Select(_ => "---|")));
        foreach (var row in rows) Console.WriteLine("| " + string.Join(" | ", row) + " |");
        Console.WriteLine();
    }

    public static string Say(double value, int decimals = 1) => value.ToString("N" + decimals, CultureInfo.InvariantCulture);

    public static double Percentile(IReadOnlyList<double> sorted, double part) => sorted[Math.Min(sorted.Count - 1, (int)(sorted.Count * part))];

    /// <summary>The published server's program; published once per run. LIENY_BENCH_SERVER names one that is there already.</summary>
    public static string Server => server ??= Environment.GetEnvironmentVariable("LIENY_BENCH_SERVER") is { Length: > 0 } given ? given : Publish();
    static string? server;

    static string Publish()
    {
        var folder = Directory.CreateTempSubdirectory("lieny-bench").FullName;
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "LienY.slnx"))) root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("LienY.slnx was not found.");
        using var publish = Process.Start(new ProcessStartInfo("dotnet",
            ["publish", Path.Combine(root, "src/Server"), "-c", "Release", "-r", "linux-x64", "--self-contained", "false", "-o", folder, "-v", "q", "-nologo"]))!;
        publish.WaitForExit();
        return publish.ExitCode == 0 ? Path.Combine(folder, "lieny") : throw new InvalidOperationException("The server could not be published.");
    }

    /// <summary>A fresh folder on the disk of the checkout (not a file system in memory), so that fsync is real.</summary>
    public static string Folder() => Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "data-" + Guid.CreateVersion7().ToString("N"))).FullName;
}
