using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LienY.Imaging;

/// <summary>One thing that a client accepts: its media type, the type within a multipart, the transfer syntax (<c>*</c>: any; empty: not said), its weight.</summary>
sealed record AcceptedType(string Media, string Part, string TransferSyntax, double Weight)
{
    /// <summary>Everything.</summary>
    public bool IsAny => Media == "*/*";

    /// <summary>A multipart/related.</summary>
    public bool IsMultipart => Media == "multipart/related";

    /// <summary>What the content itself is to be: the part's type within a multipart.</summary>
    public string Content => IsMultipart ? Part : Media;

    /// <summary>The content may be of this type.</summary>
    public bool Suits(string type) => Content is "" or "*/*" || Content == type || (Content.EndsWith("/*", StringComparison.Ordinal) && type.StartsWith(Content[..^1], StringComparison.Ordinal));
}

/// <summary>Reads what a client accepts (PS3.18 §8.7): header, or the query's <c>accept</c>; quoted or not, as browsers and viewers send it.</summary>
static class Accepting
{
    /// <summary>What is accepted, heaviest first; <c>*/*</c> where nothing is said.</summary>
    public static IReadOnlyList<AcceptedType> Of(HttpRequest request)
    {
        var asked = request.Query["accept"].ToString();
        var texts = asked.Length > 0 ? [asked] : request.Headers.Accept.Where(a => !string.IsNullOrWhiteSpace(a)).Select(a => a!).ToList();
        var found = texts.SelectMany(Split).Select(One).ToList();
        return found.Count == 0 ? [new("*/*", "", "", 1)] : [.. found.Where(f => f.Weight > 0).OrderByDescending(f => f.Weight)];
    }

    // A comma or semicolon within quotes separates nothing.
    static IEnumerable<string> Split(string text) => Parts(text, ',');

    static List<string> Parts(string text, char by)
    {
        var (parts, from, quoted) = (new List<string>(), 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"') quoted = !quoted;
            if (text[i] != by || quoted) continue;
            parts.Add(text[from..i].Trim());
            from = i + 1;
        }
        parts.Add(text[from..].Trim());
        return parts;
    }

    static AcceptedType One(string text)
    {
        var parts = Parts(text, ';');
        var (type, syntax, weight) = ("", "", 1.0);
        foreach (var parameter in parts.Skip(1))
        {
            var at = parameter.IndexOf('=', StringComparison.Ordinal);
            if (at < 0) continue;
            var value = HeaderUtilities.RemoveQuotes(parameter[(at + 1)..].Trim()).ToString();
            switch (parameter[..at].Trim().ToLowerInvariant())
            {
                case "type":
                    type = value.Trim().ToLowerInvariant();
                    break;
                case "transfer-syntax":
                    syntax = value.Trim();
                    break;
                case "q":
                    weight = double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var q) ? Math.Clamp(q, 0, 1) : 1;
                    break;
            }
        }
        return new(parts[0].ToLowerInvariant() is "*" or "" ? "*/*" : parts[0].ToLowerInvariant(), type, syntax, weight);
    }

    /// <summary>JSON of DICOM is accepted.</summary>
    public static bool Json(HttpRequest request) => Of(request).Any(a => a.IsAny || a.Media is "application/dicom+json" or "application/json" or "application/*");
}
