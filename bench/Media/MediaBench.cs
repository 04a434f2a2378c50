using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using LienY.Rooms;
using Microsoft.Extensions.Logging.Abstractions;

namespace LienY.Bench;

/// <summary>The embedded media plane under load: processor time a forwarded packet, memory a receiver, packets lost. The receivers live in a process of their own
/// and decode nothing.</summary>
static class MediaBench
{
    static readonly TimeSpan Settle = TimeSpan.FromSeconds(6), Measured = TimeSpan.FromSeconds(10);

    public static async Task RunAsync()
    {
        var rows = new List<string[]>();
        foreach (var (rooms, speakers, listeners) in new[] { (1, 1, 10), (1, 1, 100), (1, 1, 250), (20, 4, 0), (60, 4, 0) })
            rows.Add(await OneAsync(rooms, speakers, listeners));
        Machine.Table("Media: forwarded by the server's process alone (sound 50 packets/s; picture 15 a second in 1,100-byte packets, "
            + "400 kbit/s in lectures, 260 kbit/s in rooms of four)",
            ["rooms", "speakers", "listeners", "packets/s out", "Mbit/s out", "cores", "µs a packet", "lost at the receivers", "MB a seat", "load"], rows);
    }

    static async Task<string[]> OneAsync(int rooms, int speakers, int listeners)
    {
        await using var plane = new EmbeddedPlane(new() { Address = "127.0.0.1", Port = 0, TcpPort = -1 }, TimeProvider.System, NullLogger<EmbeddedPlane>.Instance);
        var memory = Memory();
        var start = new ProcessStartInfo("dotnet", [typeof(MediaBench).Assembly.Location, "media-load"]) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var loader = Process.Start(start)!;
        var orders = Channel.CreateUnbounded<string>();
        var writing = Task.Run(async () => { await foreach (var line in orders.Reader.ReadAllAsync()) await loader.StandardInput.WriteLineAsync(line); });
        var seats = new List<IMediaSeat>();
        for (var room = 0; room < rooms; room++)
        {
            var open = await plane.OpenAsync(Guid.CreateVersion7(), default);
            for (var member = 0; member < speakers + listeners; member++)
            {
                var number = seats.Count;
                var seat = open.Sit(member, member < speakers, notice =>
                {
                    if (notice is not MediaNotice.ToPage page) return;
                    orders.Writer.TryWrite(new JsonObject { ["seat"] = number, ["message"] = page.Message.DeepClone() }.ToJsonString());
                });
                lock (seats) seats.Add(seat);
                orders.Writer.TryWrite(new JsonObject { ["seat"] = number, ["speaks"] = member < speakers, ["rate"] = listeners > 0 ? 45 : 30 }.ToJsonString());
            }
        }
        var lost = new TaskCompletionSource<string>();
        var reading = Task.Run(async () =>
        {
            while (await loader.StandardOutput.ReadLineAsync() is { } line)
            {
                var said = JsonNode.Parse(line)!;
                if (said["lost"] is { } count) lost.TrySetResult(count.GetValue<string>());
                else lock (seats) seats[said["seat"]!.GetValue<int>()].Signal(said["message"]);
            }
        });
        await Task.Delay(Settle + TimeSpan.FromMilliseconds(20 * seats.Count));
        orders.Writer.TryWrite("""{"measure":true}""");
        var (cpu, packets, clock) = (Process.GetCurrentProcess().TotalProcessorTime, seats.Sum(s => s.Stats.PacketsOut), Stopwatch.StartNew());
        await Task.Delay(Measured);
        var (used, sent, seconds) = (Process.GetCurrentProcess().TotalProcessorTime - cpu, seats.Sum(s => s.Stats.PacketsOut) - packets, clock.Elapsed.TotalSeconds);
        var sending = seats.Sum(s => (double)s.Stats.Sending);
        var held = (Memory() - memory) / 1e6 / seats.Count;
        orders.Writer.TryWrite("""{"stop":true}""");
        var share = await lost.Task.WaitAsync(TimeSpan.FromSeconds(20));
        orders.Writer.Complete();
        await writing;
        foreach (var seat in seats) seat.Dispose();
        await loader.WaitForExitAsync();
        await reading;
        string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
        return [Whole(rooms), Whole(speakers), Whole(listeners), Whole(sent / seconds), Machine.Say(sending / 1e6), Machine.Say(used.TotalSeconds / seconds, 2),
            Machine.Say(used.TotalMicroseconds / sent), share, Machine.Say(held, 2), Machine.Load()];
    }

    // What the system has given this process, not what the collector still holds for others.
    static long Memory()
    {
        GC.Collect();
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
