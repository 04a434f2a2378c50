using LienY.Dicom;
using LienY.Kernel;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;

namespace LienY.Imaging;

/// <summary>DICOMweb (PS3.18) at <c>/dicom-web</c>: search, retrieve, store, and what the server can do.</summary>
static class WebRoutes
{
    const string Study = "/studies/{study}", Series = Study + "/series/{series}", Instance = Series + "/instances/{sop}";

    /// <summary>Adds them.</summary>
    public static void Map(IEndpointRouteBuilder routes)
    {
        var web = routes.MapGroup(WebAddress.Path).AddEndpointFilter(CatchAsync);
        Search(web);
        Retrieve(web);
        web.MapPost("/studies", (HttpContext context, Stow stow, CancellationToken stop) => stow.AnswerAsync(context, null, stop)).Needs(ImagingRights.Send).WithMetadata(new DisableRequestSizeLimitAttribute());
        web.MapPost(Study, (HttpContext context, string study, Stow stow, CancellationToken stop) => stow.AnswerAsync(context, study, stop)).Needs(ImagingRights.Send)
            .WithMetadata(new DisableRequestSizeLimitAttribute());
        web.MapMethods("/", [HttpMethods.Options], Capabilities.Answer).Needs(ImagingRights.See);
        web.MapGet("/capabilities", Capabilities.Answer).Needs(ImagingRights.See);
    }

    static void Search(IEndpointRouteBuilder web)
    {
        web.MapGet("/studies", (HttpContext context, Qido qido, CancellationToken stop) => qido.AnswerAsync(context, ImageLevel.Study, null, null, stop)).Needs(ImagingRights.See);
        web.MapGet("/series", (HttpContext context, Qido qido, CancellationToken stop) => qido.AnswerAsync(context, ImageLevel.Series, null, null, stop)).Needs(ImagingRights.See);
        web.MapGet("/instances", (HttpContext context, Qido qido, CancellationToken stop) => qido.AnswerAsync(context, ImageLevel.Instance, null, null, stop)).Needs(ImagingRights.See);
        web.MapGet(Study + "/series", (HttpContext context, string study, Qido qido, CancellationToken stop) =>
            qido.AnswerAsync(context, ImageLevel.Series, study, null, stop)).Needs(ImagingRights.See);
        web.MapGet(Study + "/instances", (HttpContext context, string study, Qido qido, CancellationToken stop) =>
            qido.AnswerAsync(context, ImageLevel.Instance, study, null, stop)).Needs(ImagingRights.See);
        web.MapGet(Series + "/instances", (HttpContext context, string study, string series, Qido qido, CancellationToken stop) =>
            qido.AnswerAsync(context, ImageLevel.Instance, study, series, stop)).Needs(ImagingRights.See);
    }

    static void Retrieve(IEndpointRouteBuilder web)
    {
        foreach (var pattern in (string[])[Study, Series, Instance])
        {
            web.MapGet(pattern, async (HttpContext context, Wado wado, CancellationToken stop) =>
                await wado.Instances.AnswerAsync(context, await wado.ImagesAsync(context, stop), stop)).Needs(ImagingRights.See);
            web.MapGet(pattern + "/metadata", async (HttpContext context, Wado wado, CancellationToken stop) =>
                await wado.Metadata.AnswerAsync(context, await wado.ImagesAsync(context, stop), pattern != Instance, stop)).Needs(ImagingRights.See);
            web.MapGet(pattern + "/rendered", async (HttpContext context, Wado wado, CancellationToken stop) =>
                await wado.Rendering.AnswerAsync(context, Middle(await wado.ImagesAsync(context, stop)), null, stop)).Needs(ImagingRights.See);
            web.MapGet(pattern + "/thumbnail", async (HttpContext context, Wado wado, CancellationToken stop) =>
                await wado.Rendering.ThumbnailAsync(context, Middle(await wado.ImagesAsync(context, stop)), null, stop)).Needs(ImagingRights.See);
        }
        web.MapGet(Instance + "/frames/{list}", async (HttpContext context, string list, Wado wado, CancellationToken stop) =>
            await wado.Frames.AnswerAsync(context, await wado.OneAsync(context, stop), list, stop)).Needs(ImagingRights.See);
        web.MapGet(Instance + "/frames/{list}/rendered", async (HttpContext context, string list, Wado wado, CancellationToken stop) =>
            await wado.Rendering.AnswerAsync(context, await wado.OneAsync(context, stop), list, stop)).Needs(ImagingRights.See);
        web.MapGet(Instance + "/frames/{list}/thumbnail", async (HttpContext context, string list, Wado wado, CancellationToken stop) =>
            await wado.Rendering.ThumbnailAsync(context, await wado.OneAsync(context, stop), list, stop)).Needs(ImagingRights.See);
        web.MapGet("/wado", (HttpContext context, WadoUri uri, CancellationToken stop) => uri.AnswerAsync(context, stop)).Needs(ImagingRights.See);
        web.MapGet(Instance + "/bulkdata/{*path}", async (HttpContext context, string path, Wado wado, CancellationToken stop) =>
            await wado.Bulk.AnswerAsync(context, await wado.OneAsync(context, stop), path, stop)).Needs(ImagingRights.See);
    }

    /// <summary>The picture that stands for many: the middle one, of those that have one.</summary>
    static StoredImage Middle(IReadOnlyList<StoredImage> images)
    {
        var drawn = images.Where(i => i.Rows > 0).ToList();
        return drawn.Count > 0 ? drawn[drawn.Count / 2] : images.Count > 0 ? images[0] : throw WebProblem.Missing();
    }

    static async ValueTask<object?> CatchAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        try
        {
            return await next(context);
        }
        catch (WebProblem problem) when (!context.HttpContext.Response.HasStarted)
        {
            context.HttpContext.Response.Headers.Remove("ETag");
            return problem.Result();
        }
        catch (DicomFormatException broken) when (!context.HttpContext.Response.HasStarted)
        {
            context.HttpContext.Response.Headers.Remove("ETag");
            return new WebProblem(StatusCodes.Status422UnprocessableEntity, "The instance cannot be read so: " + broken.Message).Result();
        }
    }
}
