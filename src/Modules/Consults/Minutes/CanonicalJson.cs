using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LienY.Consults;

/// <summary>
/// JSON in its one canonical form (RFC 8785): names in the order of their UTF-16 units, no white space, strings escaped as little as may be. Numbers are whole
/// and below 2^53, where every language writes them alike.
/// </summary>
static class CanonicalJson
{
    /// <summary>Bytes of a tree.</summary>
    public static byte[] Of(JsonNode? node)
    {
        var text = new StringBuilder();
        Write(text, node);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    static void Write(StringBuilder text, JsonNode? node)
    {
        switch (node)
        {
            case null:
                text.Append("null");
                break;
            case JsonObject branch:
                text.Append('{');
                foreach (var (name, value) in branch.OrderBy(p => p.Key, StringComparer.Ordinal))
                {
                    if (text[^1] != '{') text.Append(',');
                    Write(text, name);
                    text.Append(':');
                    Write(text, value);
                }
                text.Append('}');
                break;
            case JsonArray list:
                text.Append('[');
                for (var i = 0; i < list.Count; i++)
                {
                    if (i > 0) text.Append(',');
                    Write(text, list[i]);
                }
                text.Append(']');
                break;
            default:
                Leaf(text, node.AsValue());
                break;
        }
    }

    static void Leaf(StringBuilder text, JsonValue value)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.True:
                text.Append("true");
                break;
            case JsonValueKind.False:
                text.Append("false");
                break;
            case JsonValueKind.String:
                Write(text, value.GetValue<string>());
                break;
            case JsonValueKind.Number when long.TryParse(value.ToJsonString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var whole)
                && Math.Abs(whole) < 1L << 53:
                text.Append(whole.ToString(CultureInfo.InvariantCulture));
                break;
            default:
                throw new NotSupportedException("Canonical JSON here holds text, truth and whole numbers below 2^53 only.");
        }
    }

    static void Write(StringBuilder text, string value)
    {
        text.Append('"');
        foreach (var c in value)
            text.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\b' => "\\b",
                '\f' => "\\f",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                < ' ' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        text.Append('"');
    }
}
