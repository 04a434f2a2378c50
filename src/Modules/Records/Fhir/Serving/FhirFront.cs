using System.Diagnostics;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LienY.Records;

/// <summary>
/// The short way to the FHIR server: a program whose seat is known passes by what pages need (cookies, forms, compression, a scope of services). Whoever is not
/// known goes the long way, where the guard of every route asks; both end at <see cref="FhirAnswering"/>.
/// </summary>
sealed class FhirFront(RequestDelegate next, SeatCache seats, FhirAnswering answering)
{
    /// <summary>Middleware.</summary>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!request.Path.StartsWithSegments("/fhir", out var rest) || HasOwnRoute(rest.Value!)) return next(context);
        context.Features.Set(seats.Asked);
        var header = request.Headers.Authorization;
        // Behind a proxy the usual way finds out who is in front of it.
        if (header.Count != 1 || request.Headers.ContainsKey("X-Forwarded-For") || request.QueryString.Value!.Contains("_purpose", StringComparison.Ordinal) || WantsLess(context)) return next(context);
        if (seats.Find(header[0]!, null) is not { } seat) return next(context);
        var origin = new Origin(context.Connection.RemoteIpAddress?.ToString(), context.Connection.RemotePort, request.Headers.UserAgent.ToString());
        context.Response.Headers.XContentTypeOptions = "nosniff";
        context.Response.Headers.CacheControl = "no-store";
        if (request.IsHttps) context.Response.Headers.StrictTransportSecurity = "max-age=31536000";
        return answering.AnswerAsync(context, seat with { Caller = seat.Caller with { Origin = origin } }, new LaterServices(context, seat.Caller));
    }

    // Addresses under /fhir that are routes of their own: bulk data, what is open to everybody.
    static bool HasOwnRoute(string rest) => rest is "/metadata" or "/$import" || rest.StartsWith("/bulk/", StringComparison.Ordinal)
        || rest.StartsWith("/.well-known", StringComparison.Ordinal);

    // Over a slow line an answer is worth squeezing; that is done on the long way.
    static bool WantsLess(HttpContext context) => context.Request.Headers.AcceptEncoding.Count > 0 && HttpMethods.IsGet(context.Request.Method)
        && context.Connection.RemoteIpAddress is { } address && !System.Net.IPAddress.IsLoopback(address);

    /// <summary>Services of the request, made only when something asks for them.</summary>
    sealed class LaterServices(HttpContext context, Caller caller) : IServiceProvider
    {
        IServiceProvider? made;

        /// <inheritdoc/>
        public object? GetService(Type serviceType)
        {
            if (made is null)
            {
                made = context.RequestServices;
                made.GetRequiredService<CallerSeat>().Caller = caller;
            }
            return made.GetService(serviceType);
        }
    }
}

/// <summary>Puts the short way before the usual one.</summary>
sealed class FhirFrontDoor : IStartupFilter
{
    /// <inheritdoc/>
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.UseMiddleware<FhirFront>();
        next(app);
    };
}

/// <summary>Answers a request of a known seat, whichever way it came, and counts it for the application that sent it.</summary>
sealed class FhirAnswering(FhirDesk desk, CommitQueue queue, SignInRules rules, TimeProvider clock, IEnumerable<IClientMeter> meters, ILogger<FhirAnswering> log)
{
    /// <summary>Answers; nothing is thrown.</summary>
    public async Task AnswerAsync(HttpContext context, FhirSeat seat, IServiceProvider services)
    {
        var began = Stopwatch.GetTimestamp();
        FhirAsk? ask = null;
        FhirReply reply;
        try
        {
            ask = await FhirHttp.ReadAsync(context, rules, context.RequestAborted);
            reply = await desk.HandleAsync(new(seat, ask, services, context.RequestAborted));
        }
        catch (FhirProblem problem)
        {
            reply = problem.Reply();
            if (problem.Status == 403) await RefusedAsync(seat, ask, problem);
        }
        catch (Refusal refusal)
        {
            var problem = OperationOutcomes.Of(refusal, services.GetRequiredService<Words>().Of(refusal));
            reply = problem.Reply();
            if (problem.Status == 403) await RefusedAsync(seat, ask, problem);
        }
        catch (BadHttpRequestException bad)
        {
            reply = new FhirProblem(bad.StatusCode, bad.StatusCode == 413 ? "too-long" : "structure", "", "The request is broken or too large.").Reply();
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception problem)
        {
            log.LogError(problem, "FHIR request '{Method} {Path}' failed; trace '{Trace}'.", context.Request.Method, context.Request.Path, context.TraceIdentifier);
            reply = new FhirProblem(500, "exception", "", $"The server failed at this request; tell the administrator '{context.TraceIdentifier}'.").Reply();
        }
        await FhirHttp.WriteAsync(context, reply, ask?.Base ?? "");
        if (seat.Caller.Client is { } client)
            foreach (var meter in meters)
                meter.Count(client.Id, $"{context.Request.Method} {ask?.Type ?? "system"}", reply.Status, (long)Stopwatch.GetElapsedTime(began).TotalMicroseconds, reply.Body.Length,
                    reply.Status >= 400 ? $"{reply.Status}" : null);
    }

    Task RefusedAsync(FhirSeat seat, FhirAsk? ask, FhirProblem problem) => queue.LogAsync(seat,
        [TrailEntry.By(seat.Acting, clock.GetUtcNow(), $"fhir.{ask?.Method.ToLowerInvariant()}", "route", ask?.Path ?? "", "refused", problem.Message)], CancellationToken.None);
}
