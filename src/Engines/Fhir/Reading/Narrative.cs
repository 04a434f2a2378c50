using System.Collections.Frozen;
using System.Text;

namespace LienY.Fhir;

/// <summary>
/// The XHTML of a narrative (FHIR R4 §2.4.0): formatting only – no scripts, forms, frames, objects, no event handlers, nothing that is fetched from elsewhere but
/// pictures and links by http(s), mail, telephone, or within the resource.
/// </summary>
static class Narrative
{
    static readonly FrozenSet<string> elements = (
        "a abbr acronym address b bdo big blockquote br caption center cite code col colgroup dd del dfn div dl dt em font h1 h2 h3 h4 h5 h6 hr i img ins kbd "
        + "li ol p pre q s samp small span strike strong sub sup table tbody td tfoot th thead tr tt u ul var").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    static readonly FrozenSet<string> attributes = (
        "xmlns xml:lang xml:space lang id class style title dir name href src alt width height border align valign colspan rowspan headers scope abbr axis "
        + "cellpadding cellspacing summary frame rules char charoff span start type value compact clear cite datetime longdesc hspace vspace bgcolor color size "
        + "face accesskey tabindex rel rev hreflang charset shape coords nowrap noshade target").Split(' ').ToFrozenSet(StringComparer.Ordinal);

    static readonly FrozenSet<string> empty = new[] { "br", "hr", "img", "col" }.ToFrozenSet(StringComparer.Ordinal);
    static readonly string[] active = ["expression(", "javascript:", "vbscript:", "@import", "behavior:", "-moz-binding"];
    static readonly string[] schemes = ["http:", "https:", "mailto:", "tel:", "urn:", "data:image/", "#"];

    /// <summary>Null for a harmless narrative; otherwise what is wrong with it.</summary>
    public static string? Fault(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8).AsSpan().Trim();
        if (!text.StartsWith("<div", StringComparison.Ordinal)) return "A narrative is one <div>.";
        var open = new Stack<string>();
        var at = 0;
        var content = false;
        while (at < text.Length)
        {
            if (text[at] != '<')
            {
                content |= !char.IsWhiteSpace(text[at]);
                if (open.Count == 0 && at > 0) return "Nothing may stand behind the <div> of a narrative.";
                at++;
                continue;
            }
            var rest = text[at..];
            if (rest.StartsWith("<!--", StringComparison.Ordinal))
            {
                var end = rest.IndexOf("-->", StringComparison.Ordinal);
                if (end < 0) return "A comment of the narrative has no end.";
                at += end + 3;
                continue;
            }
            if (rest.StartsWith("<!", StringComparison.Ordinal) || rest.StartsWith("<?", StringComparison.Ordinal)) return "A narrative has no declarations.";
            var close = End(rest);
            if (close < 0) return "A tag of the narrative has no end.";
            var tag = rest[1..close];
            at += close + 1;
            if (tag is ['/', ..])
            {
                if (open.Count == 0 || !tag[1..].TrimEnd().SequenceEqual(open.Pop())) return $"</{Cut(tag[1..])}> of the narrative closes nothing.";
                continue;
            }
            var isClosed = tag is [.., '/'];
            if (isClosed) tag = tag[..^1];
            var length = tag.IndexOfAny(" \t\r\n");
            var name = (length < 0 ? tag : tag[..length]).ToString();
            if (!elements.Contains(name)) return $"<{Cut(name)}> may not stand in a narrative.";
            if (open.Count == 0 && content) return "A narrative is one <div>.";
            if (length >= 0 && Attributes(tag[length..]) is { } fault) return fault;
            content |= name == "img";
            if (isClosed) continue;
            if (empty.Contains(name)) return $"<{name}> of the narrative is not closed.";
            if (open.Count > 100) return "The narrative is nested too deeply.";
            open.Push(name);
        }
        return open.Count > 0 ? $"<{open.Peek()}> of the narrative is not closed." : null;
    }

    /// <summary>The bracket that ends a tag, not one inside a quoted value.</summary>
    static int End(ReadOnlySpan<char> tag)
    {
        var quote = '\0';
        for (var i = 1; i < tag.Length; i++)
        {
            if (quote != '\0') quote = tag[i] == quote ? '\0' : quote;
            else if (tag[i] is '"' or '\'') quote = tag[i];
            else if (tag[i] == '>') return i;
        }
        return -1;
    }

    static string? Attributes(ReadOnlySpan<char> rest)
    {
        for (rest = rest.TrimStart(); rest.Length > 0; rest = rest.TrimStart())
        {
            var equal = rest.IndexOf('=');
            if (equal <= 0) return $"The attribute '{Cut(rest)}' of the narrative has no value.";
            var name = rest[..equal].Trim().ToString();
            rest = rest[(equal + 1)..].TrimStart();
            if (rest.Length < 2 || rest[0] is not ('"' or '\'') || rest[1..].IndexOf(rest[0]) is not (>= 0 and var end))
                return $"The attribute '{Cut(name)}' of the narrative has no quoted value.";
            var value = rest.Slice(1, end);
            rest = rest[(end + 2)..];
            var isKnown = attributes.Contains(name) || name.StartsWith("xmlns:", StringComparison.Ordinal) || name.StartsWith("data-", StringComparison.Ordinal);
            if (!isKnown) return $"The attribute '{Cut(name)}' may not stand in a narrative.";
            if (name is "href" or "src" or "longdesc" or "cite" && !IsHarmless(value.ToString())) return $"The address of '{name}' may not stand in a narrative.";
            if (name == "style" && IsActive(value.ToString())) return "A style of the narrative may not fetch or run anything.";
        }
        return null;
    }

    static bool IsHarmless(string address)
    {
        // What a browser leaves out when it reads a scheme is left out here as well.
        var plain = string.Concat(System.Net.WebUtility.HtmlDecode(address).Where(c => c > ' '));
        var colon = plain.IndexOf(':');
        if (colon < 0 || plain.AsSpan(0, colon).ContainsAny('/', '?', '#')) return true;
        return schemes.Any(s => plain.StartsWith(s, StringComparison.OrdinalIgnoreCase));
    }

    static bool IsActive(string style)
    {
        var plain = string.Concat(System.Net.WebUtility.HtmlDecode(style).Where(c => c > ' ' && c != '\\'));
        if (active.Any(w => plain.Contains(w, StringComparison.OrdinalIgnoreCase))) return true;
        for (var at = plain.IndexOf("url(", StringComparison.OrdinalIgnoreCase); at >= 0; at = plain.IndexOf("url(", at + 4, StringComparison.OrdinalIgnoreCase))
        {
            // A picture beside the page or within the address is drawn; nothing is fetched from another house.
            var address = plain.AsSpan(at + 4).TrimStart("'\"");
            var isOther = address.StartsWith("//", StringComparison.Ordinal) || (address.IndexOf(':') is >= 0 and var colon && address[..colon].IndexOfAny(")/?") < 0);
            if (isOther && !address.StartsWith("data:image/", StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    static string Cut(ReadOnlySpan<char> text) => text.Length <= 40 ? text.ToString() : text[..40].ToString();
}
