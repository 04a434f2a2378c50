using System.Text;

namespace LienY.Writing;

/// <summary>Words fit for XML and for paper: composed Unicode, without characters XML 1.0 forbids or that turn the reading direction unseen.</summary>
static class SafeText
{
    /// <summary>The words made safe; line ends become line feeds.</summary>
    public static string Of(string words)
    {
        var clean = new StringBuilder(words.Length);
        for (var i = 0; i < words.Length; i++)
        {
            var letter = words[i];
            if (char.IsHighSurrogate(letter) && i + 1 < words.Length && char.IsLowSurrogate(words[i + 1]))
                clean.Append(letter).Append(words[++i]);
            else if (letter == '\r')
                clean.Append(i + 1 < words.Length && words[i + 1] == '\n' ? "" : "\n");
            else if (letter is '\n' or '\t' || (letter >= ' ' && !IsUnfit(letter)))
                clean.Append(letter);
        }
        return clean.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>The words made safe and on one line.</summary>
    public static string OneLine(string words) => Of(words).ReplaceLineEndings(" ").Replace('\t', ' ').Trim();

    static bool IsUnfit(char letter) =>
        char.IsSurrogate(letter) || letter is '\uFFFE' or '\uFFFF' or (>= '\u007F' and <= '\u009F')
            or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFEFF';
}
