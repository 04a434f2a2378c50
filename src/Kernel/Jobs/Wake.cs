using System.Threading.Channels;

namespace LienY.Kernel;

/// <summary>Wakes the background work of this process as soon as something was written here; work of other processes is found by looking each second.</summary>
public sealed class Wake
{
    readonly Channel<bool> facts = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    readonly Channel<bool> events = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Facts were written.</summary>
    public void Facts() => facts.Writer.TryWrite(true);

    /// <summary>Events were written.</summary>
    public void Events() => events.Writer.TryWrite(true);

    /// <summary>Waits for facts, or one second.</summary>
    public Task FactsOrSecondAsync(CancellationToken stop) => WaitAsync(facts, stop);

    /// <summary>Waits for events, or one second.</summary>
    public Task EventsOrSecondAsync(CancellationToken stop) => WaitAsync(events, stop);

    static async Task WaitAsync(Channel<bool> channel, CancellationToken stop)
    {
        using var second = CancellationTokenSource.CreateLinkedTokenSource(stop);
        second.CancelAfter(TimeSpan.FromSeconds(1));
        try
        {
            await channel.Reader.ReadAsync(second.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            // A second has passed: look anyway, another process may have written.
        }
    }
}
