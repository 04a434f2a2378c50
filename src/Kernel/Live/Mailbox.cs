using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace LienY.Kernel;

/// <summary>What alone writes for a key; its works run one after another.</summary>
public interface IWriter : IAsyncDisposable
{
    /// <summary>Makes durable what the works since the last call did, and only then tells others. Who asked is answered after it. A failure ends the mailbox.</summary>
    ValueTask FlushAsync(CancellationToken stop);
}

/// <summary>
/// The one writer of a key on this process, and the works that wait for it. Ends when its lease is lost, when a flush fails, or when it is closed; the writer is
/// then made anew, here or elsewhere, from what was durable.
/// </summary>
public sealed class Mailbox<TWriter> where TWriter : class, IWriter
{
    const int Together = 256;

    readonly Channel<Work> works = Channel.CreateUnbounded<Work>(new() { SingleReader = true });
    readonly CancellationTokenSource ending;
    readonly TWriter writer;
    readonly ILogger log;

    sealed record Work(Func<TWriter, ValueTask<object?>> Run, TaskCompletionSource<object?>? Answer);

    internal Mailbox(Lease lease, TWriter writer, ILogger log)
    {
        (Lease, this.writer, this.log) = (lease, writer, log);
        ending = CancellationTokenSource.CreateLinkedTokenSource(lease.Lost);
        Ended = Task.Run(RunAsync, CancellationToken.None);
    }

    /// <summary>The lease under which it writes.</summary>
    public Lease Lease { get; }

    /// <summary>Completes when it has ended.</summary>
    public Task Ended { get; }

    /// <summary>Runs a work in its turn; the answer comes when what it did is durable. Refused as unavailable where the mailbox has ended.</summary>
    public async Task<T> AskAsync<T>(Func<TWriter, ValueTask<T>> work)
    {
        var answer = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        if (!works.Writer.TryWrite(new(async w => await work(w), answer))) throw Gone();
        return (T)(await answer.Task)!;
    }

    /// <summary>Leaves a work for its turn without waiting; false where the mailbox has ended.</summary>
    public bool Tell(Func<TWriter, ValueTask> work) => works.Writer.TryWrite(new(async w =>
    {
        await work(w);
        return null;
    }, null));

    /// <summary>Ends it after the works that are under way.</summary>
    public void Close() => ending.Cancel();

    static Refusal Gone() => Refusal.Unavailable("Nơi giữ nội dung này đang chuyển sang máy khác. Xin thử lại sau vài giây.");

    async Task RunAsync()
    {
        var done = new List<(Work Work, object? Result, Exception? Problem)>();
        try
        {
            while (await works.Reader.WaitToReadAsync(ending.Token))
            {
                while (done.Count < Together && !ending.IsCancellationRequested && works.Reader.TryRead(out var work)) done.Add(await OneAsync(work));
                await writer.FlushAsync(Lease.Lost);
                foreach (var (work, result, problem) in done)
                {
                    if (problem is null) work.Answer?.TrySetResult(result);
                    else work.Answer?.TrySetException(problem);
                }
                done.Clear();
            }
        }
        catch (OperationCanceledException) when (ending.IsCancellationRequested)
        {
            // Closed, or the lease is lost: whoever waits is told below.
        }
        catch (Exception problem)
        {
            log.LogError(problem, "The writer of '{Key}' ends; it is made anew from what is durable.", Lease.Key);
        }
        await EndAsync(done.Select(d => d.Work));
    }

    async Task<(Work, object?, Exception?)> OneAsync(Work work)
    {
        try
        {
            return (work, await work.Run(writer), null);
        }
        catch (Exception problem) when (problem is not OperationCanceledException)
        {
            if (problem is not Refusal) log.LogError(problem, "A work of '{Key}' failed.", Lease.Key);
            return (work, null, problem);
        }
    }

    async Task EndAsync(IEnumerable<Work> unanswered)
    {
        works.Writer.TryComplete();
        await ending.CancelAsync();
        foreach (var work in unanswered) work.Answer?.TrySetException(Gone());
        while (works.Reader.TryRead(out var work)) work.Answer?.TrySetException(Gone());
        try
        {
            await writer.DisposeAsync();
        }
        catch (Exception problem)
        {
            log.LogError(problem, "The writer of '{Key}' did not end well.", Lease.Key);
        }
    }
}
