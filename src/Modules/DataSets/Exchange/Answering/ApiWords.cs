using LienY.Kernel;
using Microsoft.AspNetCore.Http;

namespace LienY.DataSets;

/// <summary>The language in which a program is answered: Vietnamese or Chinese where it asks for it, else English.</summary>
static class ApiWords
{
    /// <summary>Words of a request.</summary>
    public static Words Of(HttpContext context, Lexicon lexicon)
    {
        var asked = context.Request.Headers.AcceptLanguage.ToString().Split(',', ';')[0].Trim().ToLowerInvariant();
        return new(lexicon, asked.StartsWith("vi", StringComparison.Ordinal) ? "vi" : asked.StartsWith("zh", StringComparison.Ordinal) ? "zh" : "en");
    }

    /// <summary>The program wants XML.</summary>
    public static bool WantsXml(HttpContext context) =>
        context.Request.Headers.Accept.ToString() is var accept && accept.Contains("xml", StringComparison.OrdinalIgnoreCase) && !accept.Contains("json", StringComparison.OrdinalIgnoreCase);
}
