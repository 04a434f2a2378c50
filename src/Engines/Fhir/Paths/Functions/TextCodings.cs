using System.Buffers.Text;
using System.Net;
using System.Text;
using static LienY.Fhir.FunctionTable;

namespace LienY.Fhir;

/// <summary><c>encode</c>, <c>decode</c>, <c>escape</c>, <c>unescape</c>.</summary>
internal static class TextCodings
{
    internal static readonly (string Name, Entry Entry)[] All =
    [
        With("encode", (text, how) => how switch
        {
            "base64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
            "urlbase64" => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).Replace('+', '-').Replace('/', '_'),
            "hex" => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(text)),
            _ => null,
        }),
        With("decode", (text, how) => how switch
        {
            "base64" => FromBase64(text),
            "urlbase64" => FromBase64(text.Replace('-', '+').Replace('_', '/')),
            "hex" => FromHex(text),
            _ => null,
        }),
        With("escape", (text, how) => how switch
        {
            "html" => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal)
                .Replace(">", "&gt;", StringComparison.Ordinal).Replace("\"", "&quot;", StringComparison.Ordinal).Replace("'", "&#39;", StringComparison.Ordinal),
            "json" => EscapeJson(text),
            _ => null,
        }),
        With("unescape", (text, how) => how switch
        {
            "html" => WebUtility.HtmlDecode(text),
            "json" => UnescapeJson(text),
            _ => null,
        }),
    ];

    static (string, Entry) With(string name, Func<string, string, string?> does) => Make(name, 1, 1, (run, scope, input, a) =>
    {
        var text = Items.Text(input);
        var how = Items.Text(a[0].Evaluate(run, scope));
        return text is null || how is null || does(text, how) is not { } done ? [] : [new PathValue(done)];
    });

    static string? FromBase64(string text)
    {
        var bytes = new byte[text.Length];
        return Base64.IsValid(text) && Convert.TryFromBase64String(text, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count) : null;
    }

    static string? FromHex(string text) =>
        text.Length % 2 == 0 && text.All(char.IsAsciiHexDigit) ? Encoding.UTF8.GetString(Convert.FromHexString(text)) : null;

    static string EscapeJson(string text)
    {
        var say = new StringBuilder();
        foreach (var c in text)
        {
            switch (c)
            {
                case '"': say.Append("\\\""); break;
                case '\\': say.Append("\\\\"); break;
                case '\n': say.Append("\\n"); break;
                case '\r': say.Append("\\r"); break;
                case '\t': say.Append("\\t"); break;
                case '\f': say.Append("\\f"); break;
                case '\b': say.Append("\\b"); break;
                default: say.Append(c); break;
            }
        }
        return say.ToString();
    }

    static string UnescapeJson(string text)
    {
        var say = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                say.Append(text[i]);
                continue;
            }
            i++;
            if (text[i] == 'u' && i + 4 < text.Length && text.AsSpan(i + 1, 4).ToString().All(char.IsAsciiHexDigit))
            {
                say.Append((char)Convert.ToUInt16(text.Substring(i + 1, 4), 16));
                i += 4;
                continue;
            }
            say.Append(text[i] switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'f' => '\f', 'b' => '\b', var c => c });
        }
        return say.ToString();
    }
}
