using System.Xml.Linq;
using static LienY.Writing.Wml;

namespace LienY.Writing;

/// <summary>Blocks laid onto pages in order.</summary>
static class Content
{
    /// <summary>Lays blocks; wide tables, with the headings just above and the notes just below them, on turned pages.</summary>
    public static void Lay(this Flow flow, IReadOnlyList<Block> blocks, bool alwaysLandscape = false)
    {
        var outline = new Outline();
        for (var i = 0; i < blocks.Count; i++)
        {
            flow.Turn(alwaysLandscape || IsWide(blocks, i));
            flow.Add(Of(blocks[i], outline, flow.Landscape));
        }
        flow.Turn(alwaysLandscape);
    }

    /// <summary>The legal bases, each closed by ";" and the last by ".".</summary>
    public static IEnumerable<XElement> Bases(IReadOnlyList<string> bases) =>
        bases.Select((basis, i) => Line(Styles.Basis, Bare(basis) + (i == bases.Count - 1 ? "." : ";")));

    /// <summary>The same blocks, the last words closed by "./." as the decree asks.</summary>
    public static IReadOnlyList<Block> Closed(IReadOnlyList<Block> blocks) => blocks.LastOrDefault() switch
    {
        Paragraph last => [.. blocks.SkipLast(1), last with { Text = Bare(last.Text) + "./." }],
        Bullets { Items.Count: > 0 } last => [.. blocks.SkipLast(1), last with { Items = [.. last.Items.SkipLast(1), Bare(last.Items[^1]) + "./."] }],
        _ => [.. blocks, new Paragraph("./.")],
    };

    /// <summary>Words without the mark that closes them.</summary>
    public static string Bare(string words) => words.TrimEnd().TrimEnd(';', '.', ',', '/', ' ');

    static IEnumerable<XElement> Of(Block block, Outline outline, bool landscape) => block switch
    {
        Heading heading => [Line(Styles.Of(heading.Level), Joined(outline.Next(heading.Level, heading.Marker), heading.Text))],
        Paragraph { Lead.Length: > 0 } led => [Line(Styles.Content, Words(led.Lead + " ", bold: true), Words(led.Text, led.Bold, led.Italic))],
        Paragraph paragraph => [Line(Styles.Content, Words(paragraph.Text, paragraph.Bold, paragraph.Italic))],
        Bullets bullets => bullets.Items.Select(item => Line(Styles.Content, Joined(bullets.Mark, item))),
        Note note => [Line(Styles.Note, note.Text)],
        Table table => Ruled.Of(table, Sheet.Width(landscape)),
        _ => throw new ArgumentException($"The block type '{block.GetType().Name}' has no layout.", nameof(block)),
    };

    static string Joined(string marker, string text) => marker.Length == 0 ? text : $"{marker} {text}";

    static bool IsWide(IReadOnlyList<Block> blocks, int at)
    {
        while (at < blocks.Count && blocks[at] is Heading)
            at++;
        if (at == blocks.Count)
            return false;
        while (at > 0 && blocks[at] is Note)
            at--;
        return blocks[at] is Table { Landscape: true };
    }
}

/// <summary>Counts headings: I. 1. 1.1. a) with the Vietnamese alphabet.</summary>
sealed class Outline
{
    const string Alphabet = "abcdđeghiklmnopqrstuvxy";
    readonly int[] counts = new int[4];

    /// <summary>The marker of the next heading of a level: the given one as it is, else counted on.</summary>
    public string Next(HeadingLevel level, string? given)
    {
        counts[(int)level]++;
        Array.Clear(counts, (int)level + 1, counts.Length - (int)level - 1);
        return given ?? level switch
        {
            HeadingLevel.Roman => $"{Roman(counts[0])}.",
            HeadingLevel.Arabic => $"{counts[1]}.",
            HeadingLevel.Decimal => $"{counts[1]}.{counts[2]}.",
            _ => $"{Alphabet[(counts[3] - 1) % Alphabet.Length]})",
        };
    }

    /// <summary>A number in Roman capitals, 1 to 399.</summary>
    public static string Roman(int number)
    {
        (int Value, string Sign)[] signs = [(100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")];
        var roman = "";
        foreach (var (value, sign) in signs)
            for (; number >= value; number -= value)
                roman += sign;
        return roman;
    }
}
