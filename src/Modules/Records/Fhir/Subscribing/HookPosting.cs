using System.Net;
using System.Net.Http.Headers;
using LienY.Fhir;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>
/// Makes the calls that wait: several subscriptions at once, the calls of one in their order. An end point that hangs is left after ten seconds and tried
/// again after growing waits; one that fails for a day is switched off and said so.
/// </summary>
sealed class HookPosting(Database database, AbsentSeats seats, TimeProvider clock) : IDisposable
{
    /// <summary>Looks for calls that are due.</summary>
    public static readonly Job Round = new("fhir-hooks", TimeSpan.FromSeconds(2), (services, stop) => services.GetRequiredService<HookPosting>().RunAsync(stop));

    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    static readonly TimeSpan[] Waits = [TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(30), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10), TimeSpan.FromHours(1)];
    const int AtOnce = 8, MostTries = 28;

    // No redirect is followed: what was agreed is the address in the resource. An answer's body is never read.
    readonly HttpClient client = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, ConnectTimeout = Patience, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Makes all calls that are due; returns how many went well.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var done = 0;
        while (!stop.IsCancellationRequested)
        {
            List<HookCall> due;
            await using (var connection = await database.OpenAsync(stop)) due = await HookBook.DueAsync(connection, clock.GetUtcNow(), stop);
            if (due.Count == 0) return done;
            var went = 0;
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (call, inner) =>
            {
                if (await MakeAsync(call, inner)) Interlocked.Increment(ref went);
            });
            done += went;
        }
        return done;
    }

    async Task<bool> MakeAsync(HookCall call, CancellationToken stop)
    {
        Hook? hook;
        await using (var connection = await database.OpenAsync(stop)) hook = await HookBook.FindAsync(connection, call.Hook, stop);
        if (hook is null) return false;
        var body = hook.Payload.Length == 0 ? [] : await BodyAsync(hook, call, stop);
        var problem = body is null ? null : await PostAsync(hook, call, body, stop);
        await using (var connection = await database.OpenAsync(stop))
        {
            // What may no longer be read is no longer told; that is no fault of the end point.
            if (body is null) await HookBook.DropAsync(connection, call, stop);
            else if (problem is null) await HookBook.DoneAsync(connection, call, clock.GetUtcNow(), stop);
            else if (call.Tries + 1 >= MostTries) await HookBook.StateAsync(connection, call.Hook, "error", problem, stop);
            else await HookBook.FailedAsync(connection, call, clock.GetUtcNow() + Waits[Math.Min(call.Tries, Waits.Length - 1)], problem, stop);
        }
        return body is not null && problem is null;
    }

    /// <summary>The resource as its owner may read it now, logged as a reading; null where it is not for them any more.</summary>
    Task<byte[]?> BodyAsync(Hook hook, HookCall call, CancellationToken stop) => seats.InAsync(hook.UserId, hook.ClientId, hook.Purpose, async (seat, services) =>
    {
        try
        {
            var ask = new FhirAsk("GET", $"{call.Type}/{call.Fid}", []);
            var reply = await services.GetRequiredService<FhirDesk>().HandleAsync(new(seat, ask, services, stop));
            return reply.Bytes().ToArray();
        }
        catch (FhirProblem)
        {
            return null!;
        }
    }, stop);

    async Task<string?> PostAsync(Hook hook, HookCall call, byte[] body, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(Patience);
        try
        {
            using var request = new HttpRequestMessage(body.Length > 0 ? HttpMethod.Put : HttpMethod.Post,
                body.Length > 0 ? $"{hook.Endpoint.TrimEnd('/')}/{call.Type}/{call.Fid}" : hook.Endpoint);
            request.Content = new ByteArrayContent(body);
            if (body.Length > 0) request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/fhir+json") { CharSet = "utf-8" };
            foreach (var line in hook.Headers.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            {
                var colon = line.IndexOf(':', StringComparison.Ordinal);
                request.Headers.TryAddWithoutValidation(line[..colon].Trim(), line[(colon + 1)..].Trim());
            }
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            return answer.IsSuccessStatusCode ? null : $"The end point answered {(int)answer.StatusCode}.";
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return $"The end point did not answer within {Patience.TotalSeconds:0} seconds.";
        }
        catch (HttpRequestException problem)
        {
            return problem.InnerException?.Message ?? problem.Message;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => client.Dispose();
}
