using Microsoft.AspNetCore.Http;

namespace LienY.Imaging;

/// <summary>What the server can do (PS3.18 §8.9), for programs that ask before they work.</summary>
static class Capabilities
{
    /// <summary>The answer.</summary>
    public static IResult Answer(HttpContext context)
    {
        var root = WebAddress.Of(context.Request);
        return Results.Json(new
        {
            name = "Liên Y",
            root,
            resources = new[]
            {
                Of("/studies", "GET POST"), Of("/studies/{study}", "GET POST"), Of("/studies/{study}/series", "GET"), Of("/studies/{study}/instances", "GET"),
                Of("/studies/{study}/series/{series}", "GET"), Of("/studies/{study}/series/{series}/instances", "GET"),
                Of("/studies/{study}/series/{series}/instances/{instance}", "GET"), Of("/studies/{study}/series/{series}/instances/{instance}/frames/{frames}", "GET"),
                Of("/studies/{study}/series/{series}/instances/{instance}/bulkdata/{path}", "GET"), Of("/series", "GET"), Of("/instances", "GET"), Of("/wado", "GET"),
            },
            views = new[] { "metadata", "rendered", "thumbnail" },
            search = new
            {
                elements = IndexColumns.All.Select(c => LienY.Dicom.TagTable.Keyword(new LienY.Dicom.Tag(c.Tag))),
                fuzzymatching = true,
                limit = Qido.Most,
            },
            store = new[] { "multipart/related; type=\"application/dicom\"", "application/dicom" },
        });

        static object Of(string path, string methods) => new { path, methods = methods.Split(' ') };
    }
}
