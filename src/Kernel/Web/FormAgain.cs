using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Kernel;

/// <summary>What a refused form held, so that its page shows it again as it was filled in, with the message beside the field.</summary>
public sealed record FormMemory(IFormCollection Values, string Action, Refusal Refusal)
{
    /// <summary>What was typed into a field, null where the form had no such field.</summary>
    public string? Typed(string name) => Values.TryGetValue(name, out var value) ? value.ToString() : null;
}

/// <summary>
/// A refused POST of a page answers with the page of the form itself (the Referer, same origin), status as the refusal says, nothing typed lost.
/// It runs in a new scope: half-changed rows of the refused work must not be seen, still less saved.
/// </summary>
static class FormAgain
{
    public static async Task<bool> TryAsync(HttpContext context, Refusal refusal, RequestDelegate next)
    {
        var request = context.Request;
        if (!HttpMethods.IsPost(request.Method) || !request.HasFormContentType || context.Features.Get<FormMemory>() is not null) return false;
        if (!Uri.TryCreate(request.Headers.Referer, UriKind.Absolute, out var from) || from.Authority != request.Host.Value) return false;
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync();
        }
        catch (Exception problem) when (problem is InvalidDataException or IOException or BadHttpRequestException)
        {
            return false;
        }
        var status = context.Response.StatusCode;
        context.Features.Set(new FormMemory(form, request.Path, refusal));
        var old = context.RequestServices;
        await using var scope = old.GetRequiredService<IServiceScopeFactory>().CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = old.GetRequiredService<Caller>();
        try
        {
            context.RequestServices = scope.ServiceProvider;
            request.Method = HttpMethods.Get;
            request.Path = PathString.FromUriComponent(from);
            request.QueryString = QueryString.FromUriComponent(from);
            request.RouteValues.Clear();
            context.SetEndpoint(null);
            context.Features.Get<IRouteValuesFeature>()?.RouteValues.Clear();
            context.Response.OnStarting(() =>
            {
                if (context.Response.StatusCode == StatusCodes.Status200OK) context.Response.StatusCode = status;
                return Task.CompletedTask;
            });
            context.Response.StatusCode = StatusCodes.Status200OK;
            await next(context);
            return true;
        }
        catch (Refusal) when (!context.Response.HasStarted)
        {
            context.Response.StatusCode = status;
            return false;
        }
        finally
        {
            context.RequestServices = old;
        }
    }
}
