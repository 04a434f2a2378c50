using System.Text;

namespace LienY.Reading;

/// <summary>Which letters make a Vietnamese syllable: by its onset, its rhyme and its tone, as the spelling rules have them.</summary>
static class Syllables
{
    static readonly string[] Onsets = ["ngh", "ng", "nh", "ch", "gh", "gi", "kh", "ph", "qu", "th", "tr", "b", "c", "d", "đ", "g", "h", "k", "l", "m", "n", "p", "r", "s", "t", "v", "x", ""];
    static readonly HashSet<string> Rhymes = [.. ("a ai ao au ay am an ang anh ac ach ap at ăm ăn ăng ăc ăp ăt âm ân âng âc âp ât âu ây e em en eng ec ep et eo ê êm ên ênh êch êp êt êu "
        + "i ia iêc iêm iên iêng iêp iêt iêu im in inh ich ip it iu o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot "
        + "ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uân uâng uây uât uc uê uênh uêch ui um un ung uôc uôi uôm uôn uông uôp uôt up ut uơ uy uya uych uyên uyêt uynh uyn uyt uyp uyu "
        + "ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu y yêm yên yêng yêt yêu").Split(' ')];

    // Grave, acute, tilde, hook above, dot below.
    const string Tones = "\u0300\u0301\u0303\u0309\u0323";

    /// <summary>Whether a word of letters alone is a syllable that Vietnamese spelling allows.</summary>
    public static bool IsLegal(string word)
    {
        var letters = new StringBuilder(word.Length + 3);
        var tone = '\0';
        foreach (var c in word.ToLowerInvariant().Normalize(NormalizationForm.FormD))
        {
            if (Tones.Contains(c, StringComparison.Ordinal))
            {
                if (tone != '\0') return false;
                tone = c;
            }
            else letters.Append(c);
        }
        var plain = letters.ToString().Normalize(NormalizationForm.FormC);
        return Onsets.Any(o => plain.StartsWith(o, StringComparison.Ordinal) && Fits(o, plain[o.Length..], tone));
    }

    static bool Fits(string onset, string rhyme, char tone)
    {
        if (onset == "gi" && rhyme.Length == 0) return true;
        if (!Rhymes.Contains(rhyme)) return false;
        var front = rhyme[0] is 'e' or 'ê' or 'i' or 'y';
        var spelt = onset switch
        {
            "k" or "gh" or "ngh" => front,
            "c" or "g" or "ng" => !front,
            "qu" => rhyme[0] is not ('u' or 'o' or 'ư') || rhyme.StartsWith("ơ", StringComparison.Ordinal),
            "gi" => rhyme[0] is not ('i' or 'y'),
            "" => true,
            _ => !rhyme.StartsWith("yê", StringComparison.Ordinal),
        };
        // What ends in a stop is said with the acute or the dot alone.
        return spelt && (rhyme[^1] is not ('c' or 'p' or 't') && !rhyme.EndsWith("ch", StringComparison.Ordinal) || tone is '\u0301' or '\u0323');
    }

    /// <summary>Whether most of these words are spelt as Vietnamese ones; false for the noise of a foreign recogniser.</summary>
    public static bool AreVietnamese(IEnumerable<string> words)
    {
        var letters = words.Select(w => w.Trim('.', ',', ';', ':', '(', ')', '"', '“', '”', '/')).Where(w => w.Length > 1 && w.All(char.IsLetter)).Take(400).ToList();
        return letters.Count < 10 || letters.Count(IsLegal) >= letters.Count * 0.7 && letters.Count(w => w.Any(c => c > 0x7f)) >= letters.Count * 0.2;
    }
}
