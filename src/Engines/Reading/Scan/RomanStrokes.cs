namespace LienY.Reading;

/// <summary>Counts the strokes of a Roman number in the picture itself: "III" and "HI" differ by a bar that a recogniser sees where serifs meet.</summary>
static class RomanStrokes
{
    /// <summary>The text with its strokes counted, where it begins with nothing but strokes; otherwise as it was read. <paramref name="before"/>: the word before.</summary>
    public static string Of(string text, string before, Gray picture, int left, int top, int right, int bottom)
    {
        var length = 0;
        while (length < text.Length && text[length] is 'I' or 'H' or 'L' or 'l' or '|' or '1' or '!') length++;
        if (length is 0 or > 4 || !(text[..length].Any(c => c is 'I' or 'H' or 'L') || IsQuarter(text, before)) || (length < text.Length && text[length] is not ('/' or '-' or '–' or '.' or ',' or ';' or ')'))) return text;
        if (IsQuarter(text, before) && text[..length] == "11") return "II" + text[length..];
        var count = Count(picture, left, top, right, bottom, length < text.Length && text[length] is '/' or '-' or '–');
        // "Quý 1" may well be printed so; two strokes are never one digit.
        if (count == 1 && text[..length] == "1") return text;
        return count is >= 1 and <= 3 && count != (text[..length].All(c => c == 'I') ? length : 0) ? new string('I', count) + text[length..] : text;
    }

    // There are four quarters: "11" after the word is no number of one.
    static bool IsQuarter(string text, string before) => text[0] == '1' && Vietnamese.Fold(before).TrimStart('(') == "quy";

    // Upright strokes from the left: dark at the same place near the top, in the middle and near the foot, white between.
    static int Count(Gray picture, int left, int top, int right, int bottom, bool goesOn)
    {
        var high = bottom - top;
        if (high < 20) return 0;
        List<(int From, int To)> At(double part) => Runs(picture, left, right, top + (int)(high * part));
        var (upper, middle, lower) = (At(0.32), At(0.5), At(0.68));
        var count = 0;
        for (; count < Math.Min(upper.Count, Math.Min(middle.Count, lower.Count)); count++)
        {
            var (a, b, c) = (upper[count], middle[count], lower[count]);
            var straight = Math.Abs(Middle(a) - Middle(b)) <= 2 && Math.Abs(Middle(a) - Middle(c)) <= 2;
            var thin = Math.Max(a.To - a.From, Math.Max(b.To - b.From, c.To - c.From)) <= high * 0.3;
            if (!straight || !thin) break;
            if (count > 0 && a.From - upper[count - 1].To > high * 0.5) break;
        }
        return goesOn || count == upper.Count ? count : 0;
    }

    static double Middle((int From, int To) run) => (run.From + run.To) / 2.0;

    static List<(int From, int To)> Runs(Gray picture, int left, int right, int y)
    {
        var runs = new List<(int From, int To)>();
        var start = -1;
        for (var x = Math.Max(0, left - 1); x <= Math.Min(picture.Width - 1, right + 1); x++)
        {
            var ink = picture[x, Math.Clamp(y, 0, picture.Height - 1)] < Cleaning.Ink;
            if (ink && start < 0) start = x;
            if (!ink && start >= 0)
            {
                runs.Add((start, x));
                start = -1;
            }
        }
        if (start >= 0) runs.Add((start, right));
        return runs;
    }
}
