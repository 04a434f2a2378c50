using System.Globalization;
using LienY.Reading;

namespace LienY.Plans;

/// <summary>A printed page beside the selected row: where its picture is, what is lit on it, and which of its words are in doubt.</summary>
sealed record PageSheet(FilePage Page, int Pages, int First, int Last)
{
    /// <summary>Boxes of the selected row on this page.</summary>
    public IReadOnlyList<PrintedLine> Lit { get; } = [.. Page.Lines().Where(l => l.Line >= First && l.Line <= Last)];

    /// <summary>Every doubtful word of the page.</summary>
    public IReadOnlyList<DoubtfulWord> Doubts { get; } = Page.Doubtful();

    /// <summary>Doubtful words of the selected row.</summary>
    public IEnumerable<DoubtfulWord> Here => Doubts.Where(d => d.Line >= First && d.Line <= Last);

    /// <summary>A length in points as SVG has it.</summary>
    public static string Points(double value) => value.ToString("0.#", CultureInfo.InvariantCulture);
}
