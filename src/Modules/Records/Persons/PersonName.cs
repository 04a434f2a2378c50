using System.Globalization;
using System.Text;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// A name for comparing: its words without tone marks, and how they sound (gi, d, r · ch, tr · s, x · l, n · i, y · final n, ng · final t, c are one).
/// </summary>
sealed class PersonName
{
    /// <summary>Words without tone marks and signs, in their order.</summary>
    public string[] Words { get; }

    /// <summary>How each word sounds.</summary>
    public string[] Sounds { get; }

    /// <summary>Words with single spaces between them.</summary>
    public string Folded { get; }

    /// <summary>The name with its marks, one form for old and new placing and for composed letters.</summary>
    public string Marked { get; }

    public PersonName(string? name)
    {
        var clean = Clean(name);
        Words = Fold.Of(clean).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        Folded = string.Join(' ', Words);
        Sounds = Array.ConvertAll(Words, Sound);
        Marked = string.Join(' ', clean.ToUpperInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Canonical));
    }

    /// <summary>What a name may hold: letters, digits and single spaces, at most 120 characters, composed.</summary>
    public static string Clean(string? name)
    {
        if (string.IsNullOrWhiteSpace(name)) return "";
        string composed;
        try
        {
            composed = name.Normalize(NormalizationForm.FormC);
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair: a name with broken characters is kept without them.
            composed = string.Concat(name.Where(c => !char.IsSurrogate(c))).Normalize(NormalizationForm.FormC);
        }
        var text = new StringBuilder(composed.Length);
        foreach (var c in composed)
        {
            var kept = char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            if (kept) text.Append(c);
            else if (c is not ('\'' or '’') && text.Length > 0 && text[^1] != ' ') text.Append(' ');
            if (text.Length >= 120) break;
        }
        return text.ToString().TrimEnd();
    }

    // Hòa and Hoà are the same word: the tone is taken from where it stands to the end.
    static string Canonical(string word)
    {
        var parts = word.Normalize(NormalizationForm.FormD);
        var letters = new StringBuilder(parts.Length);
        var tone = ' ';
        foreach (var c in parts)
        {
            if (c is '\u0300' or '\u0301' or '\u0303' or '\u0309' or '\u0323') tone = c;
            else letters.Append(c);
        }
        return tone == ' ' ? letters.ToString() : letters.Append(tone).ToString();
    }

    static readonly (string From, string To)[] Starts =
        [("ngh", "ng"), ("gh", "g"), ("gi", "z"), ("tr", "ch"), ("ph", "f"), ("qu", "kw"), ("d", "z"), ("r", "z"), ("s", "x"), ("l", "n"), ("c", "k")];

    /// <summary>How a folded word sounds to somebody who writes it down.</summary>
    public static string Sound(string word)
    {
        if (word.Length < 2 || !word.All(char.IsAsciiLetterLower)) return word;
        var sound = word;
        foreach (var (from, to) in Starts)
        {
            if (!sound.StartsWith(from, StringComparison.Ordinal) || sound.StartsWith("ch", StringComparison.Ordinal)) continue;
            sound = to + sound[from.Length..];
            break;
        }
        sound = sound.Replace('y', 'i').Replace("ii", "i", StringComparison.Ordinal);
        if (sound.EndsWith("ng", StringComparison.Ordinal) && sound.Length > 3) sound = sound[..^1];
        else if (sound.EndsWith("nh", StringComparison.Ordinal) && sound.Length > 3) sound = sound[..^1];
        else if (sound.EndsWith("ch", StringComparison.Ordinal) && sound.Length > 3) sound = sound[..^2] + "t";
        else if (sound.EndsWith('k') || sound.EndsWith('c')) sound = sound[..^1] + "t";
        return sound;
    }
}
