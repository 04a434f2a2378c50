using System.Collections.Concurrent;
using System.Threading.Channels;
using LienY.Kernel;
using Microsoft.Extensions.Logging;

namespace LienY.Imaging;

/// <summary>
/// The trail of reading: an entry is durable before anybody sees what it tells of; those who read at the same time share a transaction. A study that the same
/// reader has open is told once in ten minutes, not for each of its frames.
/// </summary>
sealed class ReadTrail(Database database, TimeProvider clock, ILogger<ReadTrail> log) : IAsyncDisposable
{
    static readonly TimeSpan Span = TimeSpan.FromMinutes(10);
    const int MostRemembered = 50_000;

    readonly Channel<Waiting> waiting = Channel.CreateBounded<Waiting>(new BoundedChannelOptions(1024) { SingleReader = true });
    readonly ConcurrentDictionary<(string Who, Guid Study, string Action), DateTimeOffset> told = [];
    readonly Lock gate = new();
    Task? running;

    sealed record Waiting(TrailEntry Entry)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    /// <summary>Has the reader been told to the trail with this study within the last minutes?</summary>
    public bool IsTold(Caller caller, Guid study, string action) =>
        told.TryGetValue((Key(caller), study, action), out var at) && clock.GetUtcNow() - at < Span;

    /// <summary>Writes that a person's images were read.</summary>
    public async Task StudyAsync(Caller caller, Guid study, string action, PersonTouched touched)
    {
        await WriteAsync(TrailEntry.About(caller, clock.GetUtcNow(), action, "imaging_study", study.ToString(), touched, null));
        if (told.Count > MostRemembered) told.Clear();
        told[(Key(caller), study, action)] = clock.GetUtcNow();
    }

    /// <summary>Writes that the index was searched, and how many rows were shown.</summary>
    public Task SearchAsync(Caller caller, string level, int rows) =>
        WriteAsync(TrailEntry.By(caller, clock.GetUtcNow(), "imaging.search", "imaging", level, "ok", rows.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    async Task WriteAsync(TrailEntry entry)
    {
        if (running is null)
            lock (gate) running ??= Task.Run(RunAsync);
        var one = new Waiting(entry);
        await waiting.Writer.WriteAsync(one);
        await one.Done.Task;
    }

    async Task RunAsync()
    {
        var group = new List<Waiting>();
        while (await waiting.Reader.WaitToReadAsync())
        {
            while (group.Count < 200 && waiting.Reader.TryRead(out var next)) group.Add(next);
            try
            {
                await using var connection = await database.OpenAsync();
                await using var transaction = await connection.BeginTransactionAsync();
                using var pen = new TrailPen(connection);
                await pen.WriteAsync([.. group.Select(g => g.Entry)], default);
                await transaction.CommitAsync();
                foreach (var one in group) one.Done.TrySetResult();
            }
            catch (Exception problem)
            {
                log.LogError(problem, "The trail of reading images cannot be written; nothing is shown without it.");
                foreach (var one in group) one.Done.TrySetException(problem);
            }
            group.Clear();
        }
    }

    static string Key(Caller caller) => caller.SessionId?.ToString("N") ?? $"{caller.UserId:N}/{caller.OrganisationId:N}/{caller.Name}";

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        waiting.Writer.TryComplete();
        if (running is not null) await running;
    }
}
