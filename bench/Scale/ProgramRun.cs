using System.Diagnostics;
using System.Globalization;

namespace LienY.Bench;

/// <summary>A command of the published server as a process of its own: how long it took, how much of the processors and of memory it had at most, what it said.</summary>
sealed record ProgramRun(double Seconds, double CpuSeconds, double PeakMegabytes, string Said)
{
    public static async Task<ProgramRun> OfAsync(string connection, string folder, params string[] command)
    {
        var info = new ProcessStartInfo(Machine.Server, [.. command, "--data", folder]) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (connection.Length > 0) info.Environment["LIENY_DATABASE"] = connection;
        var watch = Stopwatch.StartNew();
        using var process = Process.Start(info)!;
        var said = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var ended = process.WaitForExitAsync();
        var (peak, cpu) = (0.0, 0.0);
        while (await Task.WhenAny(ended, Task.Delay(50)) != ended) (peak, cpu) = (Math.Max(peak, Peak(process.Id)), Cpu(process, cpu));
        await ended;
        if (process.ExitCode != 0) throw new InvalidOperationException($"'{string.Join(' ', command)}' failed: {await said} {await errors}");
        return new(watch.Elapsed.TotalSeconds, cpu, peak, await said);
    }

    /// <summary>How it is told: seconds, processor seconds, memory, and what else the machine had to do.</summary>
    public string Told => $"{Seconds:N1} s ({CpuSeconds:N1} s of processor), peak {PeakMegabytes:N0} MB, load {Machine.Load()}";

    static double Cpu(Process process, double known)
    {
        try
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
        catch (InvalidOperationException)
        {
            return known;
        }
    }

    /// <summary>The most resident memory that a process has had, in MB; 0 where it cannot be read.</summary>
    public static double Peak(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(l => l.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
