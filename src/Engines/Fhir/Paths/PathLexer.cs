using System.Globalization;
using System.Text;

namespace LienY.Fhir;

internal enum PathSign
{
    End,
    Name,
    Quoted,
    Text,
    Number,
    Long,
    Moment,
    Dollar,
    Percent,
    Symbol,
}

/// <summary>One word of an expression.</summary>
internal readonly record struct PathToken(PathSign Sign, string Text, int At, PathMoment? Moment = null);

/// <summary>Cuts a FHIRPath text into words (grammar of FHIRPath N1, appendix B).</summary>
internal sealed class PathLexer(string text)
{
    int at;

    internal List<PathToken> Read()
    {
        var tokens = new List<PathToken>();
        while (true)
        {
            SkipBlank();
            if (at >= text.Length) break;
            tokens.Add(Next());
        }
        tokens.Add(new PathToken(PathSign.End, "", text.Length));
        return tokens;
    }

    void SkipBlank()
    {
        while (at < text.Length)
        {
            if (char.IsWhiteSpace(text[at])) at++;
            else if (Ahead("//")) at = text.IndexOfAny(['\n', '\r'], at) is var end and >= 0 ? end : text.Length;
            else if (Ahead("/*"))
            {
                var close = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
                if (close < 0) throw PathFault.Syntax("A comment /* is not closed.");
                at = close + 2;
            }
            else break;
        }
    }

    bool Ahead(string what) => string.CompareOrdinal(text, at, what, 0, what.Length) == 0;

    PathToken Next()
    {
        var start = at;
        var c = text[at];
        if (char.IsAsciiLetter(c) || c == '_') return new PathToken(PathSign.Name, Word(), start);
        if (char.IsAsciiDigit(c)) return Number();
        switch (c)
        {
            case '\'':
                return new PathToken(PathSign.Text, Quoted('\''), start);
            case '`' or '"':
                return new PathToken(PathSign.Quoted, Quoted(c), start);
            case '@':
                return Moment();
            case '$':
                at++;
                return new PathToken(PathSign.Dollar, Word(), start);
            case '%':
                at++;
                return new PathToken(PathSign.Percent, at < text.Length && text[at] is '`' or '\'' or '"' ? Quoted(text[at]) : Word(), start);
        }
        foreach (var pair in (ReadOnlySpan<string>)["<=", ">=", "!=", "!~"])
        {
            if (!Ahead(pair)) continue;
            at += 2;
            return new PathToken(PathSign.Symbol, pair, start);
        }
        if ("+-*/|&=~<>()[]{}.,".Contains(c, StringComparison.Ordinal))
        {
            at++;
            return new PathToken(PathSign.Symbol, c.ToString(), start);
        }
        throw PathFault.Syntax($"'{c}' at position {at.ToString(CultureInfo.InvariantCulture)} means nothing here.");
    }

    string Word()
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] == '_')) at++;
        if (start == at) throw PathFault.Syntax($"A name is missing at position {at.ToString(CultureInfo.InvariantCulture)}.");
        return text[start..at];
    }

    PathToken Number()
    {
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        if (at + 1 < text.Length && text[at] == '.' && char.IsAsciiDigit(text[at + 1]))
        {
            at++;
            while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        }
        else if (at < text.Length && text[at] == 'L' && (at + 1 == text.Length || !char.IsAsciiLetterOrDigit(text[at + 1])))
        {
            at++;
            return new PathToken(PathSign.Long, text[start..(at - 1)], start);
        }
        return new PathToken(PathSign.Number, text[start..at], start);
    }

    PathToken Moment()
    {
        var start = ++at;
        var kind = at < text.Length && text[at] == 'T' ? MomentKind.Time : MomentKind.Date;
        if (kind == MomentKind.Time) at++;
        while (at < text.Length && IsOfMoment(kind))
        {
            if (text[at] == 'T') kind = MomentKind.DateTime;
            at++;
        }
        var moment = PathMoment.Read(text.AsSpan(start, at - start), kind) ?? throw PathFault.Syntax($"@{text[start..at]} is not a date or time.");
        return new PathToken(PathSign.Moment, text[start..at], start, moment);
    }

    bool IsOfMoment(MomentKind kind)
    {
        var c = text[at];
        var next = at + 1 < text.Length ? text[at + 1] : '\0';
        return char.IsAsciiDigit(c)
            || (c == '-' && char.IsAsciiDigit(next) && kind != MomentKind.Time)
            || (c == 'T' && kind == MomentKind.Date)
            || (c is ':' or '.' && char.IsAsciiDigit(next) && kind != MomentKind.Date)
            || (c is 'Z' or '+' && kind == MomentKind.DateTime && (c == 'Z' || char.IsAsciiDigit(next)));
    }

    string Quoted(char mark)
    {
        var say = new StringBuilder();
        for (at++; at < text.Length; at++)
        {
            if (text[at] == mark)
            {
                at++;
                return say.ToString();
            }
            if (text[at] != '\\')
            {
                say.Append(text[at]);
                continue;
            }
            if (++at >= text.Length) break;
            say.Append(Escaped());
        }
        throw PathFault.Syntax("A text is not closed.");
    }

    char Escaped()
    {
        switch (text[at])
        {
            case 'f': return '\f';
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'u':
                if (at + 4 >= text.Length || !ushort.TryParse(text.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
                {
                    throw PathFault.Syntax("\\u needs four hexadecimal digits.");
                }
                at += 4;
                return (char)code;
            default:
                return text[at];
        }
    }
}
