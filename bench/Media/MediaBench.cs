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
            ["rooms", "speakers", "listeners", "packets/s out", "Mbit/s out", "cores", "µs a packet", "lost at the receivers", "MB a seat",
                "cores of the loader", "load"], rows);
    }

    static async Task<string[]> OneAsync(int rooms, int speakers, int listeners)
    {
        await using var plane = new EmbeddedPlane(new() { Address = "127.0.0.1", Port = 0, TcpPort = -1 }, TimeProvider.System, NullLogger<EmbeddedPlane>.Instance);
        var memory = Memory();
        // Many rooms are driven by two processes, each of which has half of them.
        var loaders = Enumerable.Range(0, rooms > 1 ? 2 : 1).Select(_ => new Loader()).ToList();
        var seats = new List<IMediaSeat>();
        for (var room = 0; room < rooms; room++)
        {
            var (open, loader) = (await plane.OpenAsync(Guid.CreateVersion7(), default), loaders[room % loaders.Count]);
            for (var member = 0; member < speakers + listeners; member++)
            {
                var number = loader.Seats.Count;
                var seat = open.Sit(member, member < speakers, notice =>
                {
                    if (notice is MediaNotice.ToPage page) loader.Order(new() { ["seat"] = number, ["message"] = page.Message.DeepClone() });
                });
                lock (loader.Seats) loader.Seats.Add(seat);
                seats.Add(seat);
                loader.Order(new() { ["seat"] = number, ["speaks"] = member < speakers, ["rate"] = listeners > 0 ? 45 : 30 });
            }
        }
        await Task.Delay(Settle + TimeSpan.FromMilliseconds(20 * seats.Count));
        foreach (var loader in loaders) loader.Order(new() { ["measure"] = true });
        var drove = loaders.Sum(l => l.Cpu.TotalSeconds);
        var (cpu, packets, clock) = (Process.GetCurrentProcess().TotalProcessorTime, seats.Sum(s => s.Stats.PacketsOut), Stopwatch.StartNew());
        await Task.Delay(Measured);
        var (used, sent, seconds) = (Process.GetCurrentProcess().TotalProcessorTime - cpu, seats.Sum(s => s.Stats.PacketsOut) - packets, clock.Elapsed.TotalSeconds);
        var sending = seats.Sum(s => (double)s.Stats.Sending);
        var held = (Memory() - memory) / 1e6 / seats.Count;
        var load = (Drove: (loaders.Sum(l => l.Cpu.TotalSeconds) - drove) / seconds, Lost: 0L, Came: 0L);
        foreach (var loader in loaders)
        {
            var (lost, came) = await loader.StopAsync();
            load = (load.Drove, load.Lost + lost, load.Came + came);
        }
        foreach (var seat in seats) seat.Dispose();
        string Whole(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
        return [Whole(rooms), Whole(speakers), Whole(listeners), Whole(sent / seconds), Machine.Say(sending / 1e6), Machine.Say(used.TotalSeconds / seconds, 2),
            Machine.Say(used.TotalMicroseconds / sent), $"{Whole(load.Lost)} of {Whole(load.Came + load.Lost)}", Machine.Say(held, 2),
            Machine.Say(load.Drove, 2), Machine.Load()];
    }

    /// <summary>One process of browsers, and the seats whose page it plays.</summary>
    sealed class Loader
    {
        readonly Process process = Process.Start(new ProcessStartInfo("dotnet", [typeof(MediaBench).Assembly.Location, "media-load"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        readonly Channel<string> orders = Channel.CreateUnbounded<string>();
        readonly TaskCompletionSource<JsonNode> end = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly Task writing, reading;

        public Loader() => (writing, reading) = (Task.Run(WriteAsync), Task.Run(ReadAsync));

        public List<IMediaSeat> Seats { get; } = [];

        public TimeSpan Cpu
        {
            get
            {
                process.Refresh();
                return process.TotalProcessorTime;
            }
        }

        public void Order(JsonObject order) => orders.Writer.TryWrite(order.ToJsonString());

        async Task WriteAsync()
        {
            await foreach (var line in orders.Reader.ReadAllAsync()) await process.StandardInput.WriteLineAsync(line);
        }

        async Task ReadAsync()
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                var said = JsonNode.Parse(line)!;
                if (said["lost"] is not null) end.TrySetResult(said);
                else lock (Seats) Seats[said["seat"]!.GetValue<int>()].Signal(said["message"]);
            }
        }

        /// <summary>Ends it; how many packets it missed, and how many came.</summary>
        public async Task<(long Lost, long Came)> StopAsync()
        {
            Order(new() { ["stop"] = true });
            var said = await end.Task.WaitAsync(TimeSpan.FromSeconds(20));
            orders.Writer.Complete();
            await writing;
            await process.WaitForExitAsync();
            await reading;
            process.Dispose();
            return (said["lost"]!.GetValue<long>(), said["came"]!.GetValue<long>());
        }
    }

    // What the system has given this process, not what the collector still holds for others.
    static long Memory()
    {
        GC.Collect();
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith("VmRSS", StringComparison.Ordinal));
        return 1024 * long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
