using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace LienY.Records;

/// <summary>The address <c>/fhir/metadata</c>, open to everybody as FHIR wants it.</summary>
static class CapabilityRoutes
{
    /// <summary>Adds it.</summary>
    public static void Map(IEndpointRouteBuilder routes) => routes.MapMethods("/fhir/metadata", ["GET", "HEAD"], AnswerAsync).Open().ForApps();

    static async Task AnswerAsync(HttpContext context, Capability capability)
    {
        FhirReply reply;
        try
        {
            string? format = context.Request.Query["_format"];
            FhirFormat.MustBeJson(context.Request.Headers, format);
            reply = new(200) { Body = capability.At(FhirHttp.Base(context)) };
        }
        catch (FhirProblem problem)
        {
            reply = problem.Reply();
        }
        await FhirHttp.WriteAsync(context, reply, "");
    }
}
