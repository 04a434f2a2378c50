using System.Globalization;
using System.Text;

namespace LienY.Formulas;

/// <summary>Words in quotes, '…' or "…", with \' \" \\ \n \r \t \b \f and \u0103 inside.</summary>
static class Words
{
    public static Token Read(string text, int at, out int after)
    {
        var words = new StringBuilder();
        for (after = at + 1; after < text.Length; after++)
        {
            var letter = text[after];
            if (letter == text[at])
            {
                after++;
                return new(Sign.Words, words.ToString(), at);
            }
            words.Append(letter == '\\' ? Escaped(text, ref after) : letter);
        }
        throw new FormulaError("Thiếu dấu “{0}” để đóng.", at, text[at].ToString());
    }

    /// <summary>The words in single quotes, so that they read back the same.</summary>
    public static string Quoted(string words)
    {
        var text = new StringBuilder("'");
        foreach (var letter in words)
            text.Append(letter switch
            {
                '\'' => "\\'",
                '\\' => @"\\",
                '\n' => "\\n",
                '\r' => "\\r",
                '\t' => "\\t",
                _ when char.IsControl(letter) || char.IsSurrogate(letter) => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)letter:x4}"),
                _ => letter.ToString(),
            });
        return text.Append('\'').ToString();
    }

    static char Escaped(string text, ref int at)
    {
        var start = at++;
        switch (at < text.Length ? text[at] : '\0')
        {
            case 'n': return '\n';
            case 'r': return '\r';
            case 't': return '\t';
            case 'b': return '\b';
            case 'f': return '\f';
            case '\'' or '"' or '\\' or '/': return text[at];
            case 'u' when at + 4 < text.Length && ushort.TryParse(text.AsSpan(at + 1, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code):
                at += 4;
                return (char)code;
            default: throw new FormulaError("Sau dấu \\ trong ngoặc kép chỉ dùng được ' \" \\ n r t b f hoặc u và bốn chữ số.", start);
        }
    }
}
