using System.Text;
using System.Text.RegularExpressions;

namespace LienY.Reading;

/// <summary>A paragraph put together from printed lines; IsOpen says that its last line is full, so that the next page may go on with it.</summary>
sealed record PdfParagraph(string Text, bool IsOpen, bool StartsAtMargin, IReadOnlyList<PdfWord> Words);

/// <summary>Printed lines into paragraphs: a line goes on with the one before where that one had no room for its first word.</summary>
static partial class PdfParagraphs
{
    const double Indent = 12, Slack = 2;

    /// <summary>Paragraphs of a column of lines whose text runs from <paramref name="left"/> to <paramref name="right"/>.</summary>
    public static List<PdfParagraph> Of(IReadOnlyList<PdfLine> lines, double left, double right)
    {
        var result = new List<PdfParagraph>();
        var text = new StringBuilder();
        var words = new List<PdfWord>();
        PdfLine? first = null, last = null;
        foreach (var line in lines)
        {
            if (last is not null && Continues(first!, last, line, text.ToString(), left, right))
            {
                Append(text, line.Text);
                words.AddRange(line.Words);
                last = line;
                continue;
            }
            if (last is not null) result.Add(Finished(text, words, first!, last, left, right));
            text.Clear().Append(line.Text);
            (first, last, words) = (line, line, [.. line.Words]);
        }
        if (last is not null) result.Add(Finished(text, words, first!, last, left, right));
        return result;
    }

    static PdfParagraph Finished(StringBuilder text, List<PdfWord> words, PdfLine first, PdfLine last, double left, double right) =>
        new(text.ToString(), right - last.Right <= 40 && !Ended(text.ToString()), first.Left - left < Indent, words);

    /// <summary>Whether the next column or page may go on with this text.</summary>
    public static bool GoesOn(PdfParagraph before, PdfParagraph next) =>
        before.IsOpen && next.StartsAtMargin && (Marker.Find(next.Text) is null || char.IsDigit(before.Text[^1])) && !Vietnamese.IsCaps(next.Text);

    public static void Append(StringBuilder text, string more)
    {
        // A number cut at its dash ("2026-/2030") takes no blank.
        if (text.Length > 1 && text[^1] == '-' && char.IsDigit(text[^2]) && char.IsDigit(more[0])) text.Append(more);
        else text.Append(' ').Append(more);
    }

    static bool Ended(string text) => text.EndsWith("./.", StringComparison.Ordinal) || text.EndsWith(';') || text.EndsWith(':');

    static bool Continues(PdfLine first, PdfLine last, PdfLine line, string text, double left, double right)
    {
        if (line.Top - last.Bottom > 1.3 * Math.Min(line.Height, last.Height)) return false;
        var room = right - last.Right;
        var blank = Math.Max(2, last.Height * 0.2);
        // Centred lines stand free on both sides: they are lines of a title, each its own.
        var middle = (left + right) / 2;
        var centred = Math.Abs(last.Middle - middle) < 8 && Math.Abs(line.Middle - middle) < 8 && line.Left - left > Indent;
        if (centred)
            return !Vietnamese.IsCaps(text) && !Vietnamese.IsCaps(line.Text) && text[^1] is not (')' or ';' or '.') && line.Text[0] != '('
                && (char.IsLower(line.Text[0]) || last.Right - last.Left > 0.65 * (right - left));
        if (line.FirstWord + blank <= room - Slack) return false;
        if (text.EndsWith("./.", StringComparison.Ordinal)) return false;
        // Where paragraphs begin with an indent, what stands there begins one.
        if (line.Left - left > Indent && Math.Abs(line.Left - first.Left) < 3) return false;
        var indented = line.Left - left > Indent && line.Left - last.Left > Indent;
        if (Marker.Find(line.Text) is null) return !indented || Marker.Find(first.Text) is not null && line.Left > first.Left;
        // "2026 / - 2030", "Điều / 5.": what looks like the sign of an item stands where the text goes on, not where items begin.
        return first.Left - left > Indent && line.Left - left < Slack + 1 && !Ended(text) && !text.EndsWith('.');
    }

    /// <summary>The text of a cell: its paragraphs parted as those of a DOCX cell are.</summary>
    public static string Cell(IEnumerable<PdfWord> words, double left, double right)
    {
        var lines = PdfLine.Of(words);
        if (lines.Count == 0) return "";
        // A cell keeps some blank on both sides; the longest line may say that it is less.
        var (from, to) = (Math.Min(lines.Min(l => l.Left), left + 5.6), Math.Max(lines.Max(l => l.Right), right - 5.6));
        var text = new StringBuilder(lines[0].Text);
        var first = lines[0];
        for (var i = 1; i < lines.Count; i++)
        {
            var (last, line) = (lines[i - 1], lines[i]);
            // Centred or not: what counts is whether the word would have fitted on the line.
            var room = to - from - (last.Right - last.Left);
            var fits = line.FirstWord + Math.Max(2, last.Height * 0.2) <= room - Slack;
            var item = Marker.Find(line.Text) is { } marker && (marker.Kind is not MarkerKind.Dash || !char.IsDigit(text[^1]));
            var bullet = line.Text[0] is '-' or '+' or '•' or '–' && line.Text.Length > 1 && line.Text[1] == ' ' && !char.IsDigit(text[^1])
                && !RestOfRange().IsMatch(line.Text);
            var listed = text[^1] == ';' && char.IsUpper(line.Text[0]);
            var apart = line.Top - last.Bottom > 0.6 * line.Height;
            if (apart || fits || bullet || listed || (item && line.Left - first.Left < 1 && Ended(text.ToString())))
            {
                text.Append(DocxCell.Break).Append(line.Text);
                first = line;
            }
            else if (last.Words.Count == 1 && room < last.Height * 0.6 && IsBroken(last.Text, line.Text)) text.Append(line.Text);
            else Append(text, line.Text);
        }
        return text.ToString();
    }

    // A number, or a word longer than any syllable, that is wider than its column goes on in the next line.
    static bool IsBroken(string last, string next) =>
        (char.IsDigit(last[^1]) && char.IsDigit(next[0])) || (last.Length >= 9 && char.IsLetter(last[^1]) && char.IsLower(next[0]));

    // "Quý II / - IV/2025": a range cut at its dash.
    [GeneratedRegex(@"^[-–] (?:[IVX]+|\d+)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RestOfRange();
}
