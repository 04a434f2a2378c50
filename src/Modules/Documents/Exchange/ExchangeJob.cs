using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Documents;

/// <summary>Every few seconds: hands over what is queued, takes what has come.</summary>
static class ExchangeJob
{
    /// <summary>The round.</summary>
    public static readonly Job Round = new("documents-exchange", TimeSpan.FromSeconds(5), RunAsync);

    /// <summary>One round; what came may queue an answer, which goes with the next.</summary>
    public static async Task RunAsync(IServiceProvider services, CancellationToken stop)
    {
        await services.GetRequiredService<Handing>().RunAsync(stop);
        await services.GetRequiredService<Receiving>().RunAsync(stop);
    }
}
