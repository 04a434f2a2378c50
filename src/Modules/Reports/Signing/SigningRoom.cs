using LienY.Contracts;
using LienY.Writing;

namespace LienY.Reports;

/// <summary>
/// The room between position and name at the foot of a paper, where the picture of a signature stands (Nghị định 30/2020/NĐ-CP, Phụ lục I, ô 7c; the seal covers a
/// third of it on the left, ô 8).
/// </summary>
static class SigningRoom
{
    const double Point = 72 / 25.4;
    const double Wide = 60 * Point;
    const double Highest = 32 * Point;
    const double Least = 8 * Point;
    const double Air = 1 * Point;

    /// <summary>The room above a signer's name as it is printed; null where the name does not stand alone at the foot, or there is no room.</summary>
    public static SignatureSpot? Of(IReadOnlyList<PdfWord> words, string signer)
    {
        string[] name = [.. signer.Normalize().Split(' ', StringSplitOptions.RemoveEmptyEntries)];
        if (name.Length == 0) return null;
        // The foot is where "Nơi nhận:" is; a name in an annex behind it is no signature.
        var feet = words.Where((w, i) => w.Text == "Nơi" && i + 1 < words.Count && words[i + 1].Text == "nhận:").Select(w => w.Page).ToHashSet();
        for (var at = words.Count - name.Length; at >= 0; at--)
            if (feet.Contains(words[at].Page) && Stands(words, at, name)) return Above(words, at, name.Length);
        return null;
    }

    static bool Stands(IReadOnlyList<PdfWord> words, int at, string[] name)
    {
        for (var i = 0; i < name.Length; i++)
            if (!string.Equals(words[at + i].Text, name[i], StringComparison.OrdinalIgnoreCase) || !OnLine(words[at], words[at + i])) return false;
        var (left, right) = (words[at].Left, words[at + name.Length - 1].Right);
        // Nothing else within three letters' width on its line: a name within a sentence is no signature.
        return !words.Where((_, i) => i < at || i >= at + name.Length).Any(w => OnLine(words[at], w) && w.Right > left - 20 && w.Left < right + 20);
    }

    static bool OnLine(PdfWord one, PdfWord other) => one.Page == other.Page && Math.Abs((one.Top + one.Bottom) / 2 - (other.Top + other.Bottom) / 2) < 4;

    static SignatureSpot? Above(IReadOnlyList<PdfWord> words, int at, int count)
    {
        var (first, last) = (words[at], words[at + count - 1]);
        var middle = (first.Left + last.Right) / 2;
        var ceiling = words.Where(w => w.Page == first.Page && w.Bottom <= first.Top + 1 && w.Right > middle - Wide / 2 && w.Left < middle + Wide / 2)
            .Select(w => w.Bottom).DefaultIfEmpty(0).Max();
        var room = first.Top - ceiling - 2 * Air;
        if (room < Least) return null;
        var high = Math.Min(room, Highest);
        // In the middle of the room, so that it touches neither line.
        var bottom = first.High - first.Top + Air + (room - high) / 2;
        static decimal Millimetres(double points) => Math.Round((decimal)(points / Point), 2);
        return new(first.Page, Millimetres(Math.Max(0, middle - Wide / 2)), Millimetres(bottom), Millimetres(Wide), Millimetres(high));
    }
}
