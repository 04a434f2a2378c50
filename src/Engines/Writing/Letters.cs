using System.Text;

namespace LienY.Writing;

/// <summary>How wide words are in Times New Roman bold, so that a rule can be drawn in proportion to the line above it.</summary>
static class Letters
{
    // Advance widths in thousandths of the letter size, U+0020 to U+007E, as in every font that shares the metrics of Times New Roman Bold.
    static readonly short[] Widths =
    [
        250, 333, 555, 500, 500, 1000, 833, 278, 333, 333, 500, 570, 250, 333, 250, 278, 500, 500, 500, 500, 500, 500, 500, 500,
        500, 500, 333, 333, 570, 570, 570, 500, 930, 722, 667, 722, 722, 667, 611, 778, 778, 389, 500, 778, 667, 944, 722, 778,
        611, 778, 722, 556, 667, 722, 722, 1000, 722, 722, 667, 333, 278, 333, 581, 500, 333, 500, 556, 444, 556, 444, 333, 500,
        556, 278, 333, 556, 278, 833, 556, 500, 556, 556, 444, 389, 333, 556, 500, 722, 500, 500, 444, 394, 220, 394, 520,
    ];

    /// <summary>The width in twips of words set bold at a size in points.</summary>
    public static int Width(string words, double points)
    {
        var thousandths = 0;
        foreach (var letter in words.Normalize(NormalizationForm.FormD))
            thousandths += letter switch
            {
                'đ' => 556,
                'Đ' => 722,
                '\u031B' => 74,
                >= '\u0300' and <= '\u036F' => 0,
                >= ' ' and <= '~' => Widths[letter - ' '],
                _ => 600,
            };
        return (int)(thousandths * points / 50);
    }
}
