using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records;

/// <summary>The address <c>/fhir</c>: one route, for what stands behind it is read by <see cref="FhirAsk"/> as it is in a bundle.</summary>
static class FhirRoutes
{
    static readonly string[] Methods = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

    /// <summary>Adds it.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        // Who reads records for an organisation, and who reads the own one: the seat decides which, or refuses.
        routes.MapMethods("/fhir", Methods, AnswerAsync).NeedsSignIn().ForApps();
        routes.MapMethods("/fhir/{**rest}", Methods, AnswerAsync).NeedsSignIn().ForApps();
    }

    /// <summary>Answers at an address of its own under /fhir; refusals in FHIR's form.</summary>
    public static async Task GuardAsync(HttpContext context, Func<Task<FhirReply>> answer)
    {
        FhirReply reply;
        try
        {
            reply = await answer();
        }
        catch (FhirProblem problem)
        {
            reply = problem.Reply();
        }
        await FhirHttp.WriteAsync(context, reply, FhirHttp.Base(context));
    }

    static async Task AnswerAsync(HttpContext context, SeatCache seats, FhirSeats making, FhirAnswering answering)
    {
        var purpose = context.Request.Query.TryGetValue("_purpose", out var named) ? named.ToString() : null;
        var seat = await making.OfAsync(purpose, context.RequestAborted);
        if (purpose is null && context.Request.Headers.Authorization is [{ } header]) seats.Keep(header, null, seat, context.Features.Get<SeatsAsked>());
        await answering.AnswerAsync(context, seat, context.RequestServices);
    }
}

/// <summary>Refusals of the house under /fhir are told in FHIR's own form.</summary>
sealed class FhirProblems : IProgramProblems
{
    /// <inheritdoc/>
    public bool Suits(HttpRequest request) => request.Path.StartsWithSegments("/fhir");

    /// <inheritdoc/>
    public Task WriteAsync(HttpContext context, Refusal refusal, int status)
    {
        var problem = OperationOutcomes.Of(refusal, context.RequestServices.GetRequiredService<Words>().Of(refusal));
        return FhirHttp.WriteAsync(context, new(status) { Body = OperationOutcomes.Of(problem.Issues) }, "");
    }
}
