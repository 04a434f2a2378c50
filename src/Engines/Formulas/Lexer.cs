using System.Globalization;

namespace LienY.Formulas;

enum Sign
{
    End,
    Number,
    Name,
    Words,
    Item,
    Bracket,
    Symbol,
}

/// <summary>A piece of a formula as it is written; <paramref name="Prefix"/> is what stands before the brace of an item.</summary>
readonly record struct Token(Sign Sign, string Text, int Position, decimal Number = 0, string Prefix = "")
{
    public bool Is(string symbol) => Sign == Sign.Symbol && Text == symbol;

    /// <summary>The token as an error message shows it.</summary>
    public string Shown => Sign switch
    {
        Sign.Item => Prefix + "{" + Text + "}",
        Sign.Bracket => "[" + Text + "]",
        Sign.Words => Words.Quoted(Text),
        _ => Text,
    };
}

/// <summary>Cuts a formula into numbers, names, words in quotes, items, variables in square brackets and symbols.</summary>
static class Lexer
{
    static readonly string[] Symbols = ["&&", "||", "<=", ">=", "==", "!=", "+", "-", "*", "/", "%", "^", "(", ")", ",", ".", "<", ">", "!"];
    static readonly string[] Prefixes = ["#", "OUG", "C", "N", "R", "I", "E", "D", "A"];

    public static List<Token> Cut(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length;)
        {
            if (Skipped(text, at) is var next && next > at)
            {
                at = next;
                continue;
            }
            tokens.Add(Next(text, at, out var after));
            at = after;
        }
        tokens.Add(new(Sign.End, "", text.Length));
        return tokens;
    }

    /// <summary>Where the next piece may begin after white space or a comment between /* and */.</summary>
    static int Skipped(string text, int at)
    {
        if (char.IsWhiteSpace(text[at])) return at + 1;
        if (text[at] != '/' || at + 1 >= text.Length || text[at + 1] != '*') return at;
        var close = text.IndexOf("*/", at + 2, StringComparison.Ordinal);
        return close < 0 ? throw new FormulaError("Thiếu dấu “{0}” để đóng.", at, "*/") : close + 2;
    }

    static Token Next(string text, int at, out int after)
    {
        var first = text[at];
        if (char.IsAsciiDigit(first) || (first == '.' && at + 1 < text.Length && char.IsAsciiDigit(text[at + 1]))) return Number(text, at, out after);
        if (first is '\'' or '"') return Words.Read(text, at, out after);
        foreach (var prefix in Prefixes)
            if (text.Length > at + prefix.Length && text[at + prefix.Length] == '{' && string.CompareOrdinal(text, at, prefix, 0, prefix.Length) == 0)
                return Until(text, at, at + prefix.Length + 1, '}', Sign.Item, out after) with { Prefix = prefix };
        if (first == '[') return Until(text, at, at + 1, ']', Sign.Bracket, out after);
        if (char.IsLetter(first)) return Name(text, at, out after);
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, at, symbol, 0, symbol.Length) != 0) continue;
            after = at + symbol.Length;
            return new(Sign.Symbol, symbol, at);
        }
        var length = char.IsHighSurrogate(first) && at + 1 < text.Length ? 2 : 1;
        throw new FormulaError("Ký hiệu “{0}” không dùng được trong công thức.", at, text.Substring(at, length));
    }

    /// <summary>A name of letters, digits and _; also <c>d2:name</c>, so that the error can name the function.</summary>
    static Token Name(string text, int at, out int after)
    {
        after = at;
        while (after < text.Length && (char.IsLetterOrDigit(text[after]) || text[after] == '_' || (text[after] == ':' && text[at..after] == "d2"))) after++;
        return new(Sign.Name, text[at..after], at);
    }

    /// <summary>12, 0.5, .5, 5., 1e3 or 2.5E-3; a dot that a name follows belongs to a modifier.</summary>
    static Token Number(string text, int at, out int after)
    {
        after = Digits(text, at);
        var fraction = after + 1;
        if (after < text.Length && text[after] == '.' && (fraction >= text.Length || !char.IsLetter(text[fraction]) || Exponent(text, fraction) > fraction)) after = Digits(text, fraction);
        after = Exponent(text, after);
        var digits = text[at..after];
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number)
            ? new(Sign.Number, digits, at, number)
            : throw new FormulaError("Số “{0}” quá lớn.", at, digits.Length > 40 ? digits[..40] + "…" : digits);
    }

    /// <summary>Where an exponent that begins here ends; here, where none does.</summary>
    static int Exponent(string text, int at)
    {
        if (at >= text.Length || text[at] is not ('e' or 'E')) return at;
        var digits = at + 1 < text.Length && text[at + 1] is '+' or '-' ? at + 2 : at + 1;
        return Digits(text, digits) is var end && end > digits ? end : at;
    }

    static int Digits(string text, int at)
    {
        while (at < text.Length && char.IsAsciiDigit(text[at])) at++;
        return at;
    }

    static Token Until(string text, int at, int from, char end, Sign sign, out int after)
    {
        var close = text.IndexOf(end, from);
        if (close < 0) throw new FormulaError("Thiếu dấu “{0}” để đóng.", at, end.ToString());
        after = close + 1;
        return new(sign, text[from..close], at);
    }
}
