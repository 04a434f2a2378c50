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
        routes.MapMethods("/fhir", Methods, AnswerAsync).Needs(RecordsRights.Read).ForApps();
        routes.MapMethods("/fhir/{**rest}", Methods, AnswerAsync).Needs(RecordsRights.Read).ForApps();
    }

    static async Task AnswerAsync(HttpContext context)
    {
        var stop = context.RequestAborted;
        FhirReply reply;
        var root = "";
        try
        {
            var ask = await FhirHttp.ReadAsync(context, stop);
            root = ask.Base;
            var seat = await context.RequestServices.GetRequiredService<FhirSeats>().OfAsync(ask.Of("_purpose"), stop);
            reply = await context.RequestServices.GetRequiredService<FhirDesk>().HandleAsync(new(seat, ask, context.RequestServices, stop));
        }
        catch (FhirProblem problem)
        {
            reply = problem.Reply();
        }
        await FhirHttp.WriteAsync(context, reply, root);
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
