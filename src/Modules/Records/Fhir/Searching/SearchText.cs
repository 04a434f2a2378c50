using System.Text;

namespace LienY.Records;

/// <summary>Values of search parameters as they are written: parts between unescaped marks, and what the escapes stand for (FHIR R4 §3.1.1.4.1).</summary>
static class SearchText
{
    /// <summary>The parts between unescaped marks; each keeps its escapes.</summary>
    public static List<string> Split(string text, char mark)
    {
        var parts = new List<string>(2);
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\') i++;
            else if (text[i] == mark)
            {
                parts.Add(text[start..i]);
                start = i + 1;
            }
        }
        parts.Add(text[start..]);
        return parts;
    }

    /// <summary>The text that is meant: <c>\,</c>, <c>\$</c>, <c>\|</c> and <c>\\</c> without their escape.</summary>
    public static string Plain(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal)) return text;
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is ',' or '$' or '|' or '\\' && text[i] == '\\') i++;
            plain.Append(text[i]);
        }
        return plain.ToString();
    }

    /// <summary>Reads a query string (<c>a=b&amp;c=d</c>, percent and plus decoded) into its parameters, in order.</summary>
    public static List<KeyValuePair<string, string>> Query(string query)
    {
        var found = new List<KeyValuePair<string, string>>();
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var at = part.IndexOf('=', StringComparison.Ordinal);
            found.Add(at < 0 ? new(Decoded(part), "") : new(Decoded(part[..at]), Decoded(part[(at + 1)..])));
        }
        return found;
    }

    static string Decoded(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
