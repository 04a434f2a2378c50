using LienY.Design;
using LienY.Kernel;
using LienY.Server.Pages;

namespace LienY.Server;

/// <summary>Draws the page of a refusal or a bug.</summary>
public sealed class ProblemPages : IProblemPage
{
    /// <inheritdoc/>
    public async Task WriteAsync(HttpContext context, Refusal refusal, string? trace)
    {
        var status = context.Response.StatusCode;
        var result = new Microsoft.AspNetCore.Http.HttpResults.RazorComponentResult<ProblemPage>(new { Refusal = refusal, Trace = trace, Status = status }) { StatusCode = status };
        await result.ExecuteAsync(context);
    }
}
