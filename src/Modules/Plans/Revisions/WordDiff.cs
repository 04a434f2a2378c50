namespace LienY.Plans;

/// <summary>Words that stay, go or come between two texts.</summary>
enum DiffKind
{
    /// <summary>In both.</summary>
    Same,

    /// <summary>Only in the old one.</summary>
    Gone,

    /// <summary>Only in the new one.</summary>
    Come,
}

/// <summary>Compares two texts word by word (longest common sequence).</summary>
static class WordDiff
{
    /// <summary>Texts longer than this many words are shown whole, old and new.</summary>
    const int Longest = 600;

    /// <summary>Runs of words, in reading order; joined, the same and gone ones give the old text, the same and come ones the new.</summary>
    public static IReadOnlyList<(DiffKind Kind, string Text)> Of(string before, string after)
    {
        var (a, b) = (Split(before), Split(after));
        if (a.Length > Longest || b.Length > Longest) return before == after ? [(DiffKind.Same, before)] : [(DiffKind.Gone, before), (DiffKind.Come, after)];
        var runs = new List<(DiffKind, List<string>)>();
        void Put(DiffKind kind, string word)
        {
            if (runs.Count > 0 && runs[^1].Item1 == kind) runs[^1].Item2.Add(word);
            else runs.Add((kind, [word]));
        }
        var common = Lengths(a, b);
        int i = 0, j = 0;
        while (i < a.Length || j < b.Length)
        {
            if (i < a.Length && j < b.Length && a[i] == b[j])
            {
                Put(DiffKind.Same, a[i]);
                i++;
                j++;
            }
            else if (i < a.Length && (j == b.Length || common[i + 1, j] >= common[i, j + 1])) Put(DiffKind.Gone, a[i++]);
            else Put(DiffKind.Come, b[j++]);
        }
        return runs.ConvertAll(r => (r.Item1, string.Join(' ', r.Item2)));
    }

    static int[,] Lengths(string[] a, string[] b)
    {
        var common = new int[a.Length + 1, b.Length + 1];
        for (var i = a.Length - 1; i >= 0; i--)
            for (var j = b.Length - 1; j >= 0; j--)
                common[i, j] = a[i] == b[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
        return common;
    }

    static string[] Split(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
}
