using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LienY.Imaging;

/// <summary>At the start of the house: what a process that died left half done is removed, before anything new comes.</summary>
sealed class ArchiveOpening(LocalArchive archive, ILogger<ArchiveOpening> log) : IHostedService
{
    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        // A sync of a file holds its thread for some milliseconds; senders who come meanwhile do not wait for the pool to grow.
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, 16), ports);
        if (await archive.SweepAsync() is var removed and > 0) log.LogWarning("{Count} images that were not finished when the house stopped were removed.", removed);
    }

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
