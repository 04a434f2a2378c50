using System.Globalization;

namespace LienY.Formulas;

enum Sign
{
    End,
    Number,
    Name,
    Item,
    Bracket,
    Symbol,
}

readonly record struct Token(Sign Sign, string Text, int Position, decimal Number = 0);

/// <summary>Cuts a formula into numbers, names, evidence items, variables in square brackets and symbols.</summary>
static class Lexer
{
    static readonly string[] Symbols = ["&&", "||", "<=", ">=", "==", "!=", "+", "-", "*", "/", "%", "^", "(", ")", ",", ".", "<", ">", "!"];

    public static List<Token> Cut(string text)
    {
        var tokens = new List<Token>();
        for (var at = 0; at < text.Length;)
        {
            if (char.IsWhiteSpace(text[at]))
            {
                at++;
                continue;
            }
            var token = Next(text, at, out var after);
            tokens.Add(token);
            at = after;
        }
        tokens.Add(new(Sign.End, "", text.Length));
        return tokens;
    }

    static Token Next(string text, int at, out int after)
    {
        if (char.IsAsciiDigit(text[at])) return Number(text, at, out after);
        if (text[at] == 'E' && at + 1 < text.Length && text[at + 1] == '{') return Until(text, at, at + 2, '}', Sign.Item, out after);
        if (text[at] == '[') return Until(text, at, at + 1, ']', Sign.Bracket, out after);
        if (char.IsLetter(text[at]))
        {
            after = at;
            while (after < text.Length && (char.IsLetterOrDigit(text[after]) || text[after] == '_')) after++;
            return new(Sign.Name, text[at..after], at);
        }
        foreach (var symbol in Symbols)
        {
            if (string.CompareOrdinal(text, at, symbol, 0, symbol.Length) != 0) continue;
            after = at + symbol.Length;
            return new(Sign.Symbol, symbol, at);
        }
        throw new FormulaError("Ký hiệu “{0}” không dùng được trong công thức.", at, text[at].ToString());
    }

    static Token Number(string text, int at, out int after)
    {
        after = at;
        while (after < text.Length && char.IsAsciiDigit(text[after])) after++;
        if (after + 1 < text.Length && text[after] == '.' && char.IsAsciiDigit(text[after + 1]))
        {
            after++;
            while (after < text.Length && char.IsAsciiDigit(text[after])) after++;
        }
        var digits = text[at..after];
        return decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
            ? new(Sign.Number, digits, at, number)
            : throw new FormulaError("Số “{0}” quá lớn.", at, digits);
    }

    static Token Until(string text, int at, int from, char end, Sign sign, out int after)
    {
        var close = text.IndexOf(end, from);
        if (close < 0) throw new FormulaError("Thiếu dấu “{0}” để đóng.", at, end.ToString());
        after = close + 1;
        return new(sign, text[from..close], at);
    }
}
