using System.Text.Json.Nodes;

namespace LienY.Bench;

/// <summary>The other process of <see cref="MediaBench"/>: all browsers of the load. Orders come by standard input, answers leave by standard output.</summary>
static class MediaLoad
{
    public static async Task RunAsync()
    {
        var seats = new List<LoadSeat>();
        var saying = new Lock();
        void Say(JsonObject what)
        {
            lock (saying) Console.WriteLine(what.ToJsonString());
        }
        using var identity = new LienY.Media.DtlsIdentity(TimeProvider.System.GetUtcNow());
        using var stop = new CancellationTokenSource();
        // Ten beats behind each other, so that not all speakers send at the same instant.
        var beats = Task.Run(async () =>
        {
            using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
            for (var beat = 0L; await timer.WaitForNextTickAsync(stop.Token); beat++)
                for (var i = 0; i < seats.Count; i++) if (seats[i] is { } seat) seat.Beat(beat + i);
        });
        while (await Console.In.ReadLineAsync() is { } line)
        {
            var order = JsonNode.Parse(line)!;
            if (order["measure"] is not null) foreach (var seat in seats) seat.Reset();
            else if (order["stop"] is not null) break;
            else if (order["message"] is { } message) seats[order["seat"]!.GetValue<int>()].Hear(message);
            else
            {
                var number = seats.Count;
                seats.Add(new(identity, order["speaks"]!.GetValue<bool>(), order["rate"]!.GetValue<int>(), said => Say(new() { ["seat"] = number, ["message"] = said })));
                seats[number].Join();
                await Task.Delay(15);
            }
        }
        var (came, missing) = (seats.Sum(s => s.Came), seats.Sum(s => s.Missing));
        Say(new() { ["lost"] = missing, ["came"] = came });
        await stop.CancelAsync();
        try
        {
            await beats;
        }
        catch (OperationCanceledException)
        {
            // As asked.
        }
    }
}
