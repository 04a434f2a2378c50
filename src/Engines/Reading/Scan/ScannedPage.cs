namespace LienY.Reading;

/// <summary>A page read from its picture: words with their boxes and ruling lines, in points from the top left corner of the page set straight.</summary>
public sealed record ScannedPage
{
    /// <summary>Number in the file, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Points across, as the page stands upright.</summary>
    public required double Width { get; init; }

    /// <summary>Points down.</summary>
    public required double Height { get; init; }

    /// <summary>By how many degrees the picture was turned to stand upright: 0, 90, 180 or 270, clockwise.</summary>
    public int Turned { get; init; }

    /// <summary>By how many degrees it lay askew, clockwise.</summary>
    public double Skew { get; init; }

    /// <summary>Lines run together as on a photograph taken from the side: what was read may be wrong.</summary>
    public bool IsSlanted { get; init; }

    /// <summary>Words as the recogniser read them, with its confidence.</summary>
    public required IReadOnlyList<ScannedWord> Words { get; init; }

    /// <summary>Ruling lines: left, top, right, bottom.</summary>
    public required IReadOnlyList<double[]> Rules { get; init; }

    /// <summary>Mean confidence of the words, 0–100; 0 where there are none.</summary>
    public int Confidence => Words.Count == 0 ? 0 : (int)Words.Average(w => w.Confidence);
}

/// <summary>A word of a picture: its box in points, its text, how sure the recogniser is (0–100), and what it had read where the strokes were counted anew.</summary>
public sealed record ScannedWord(double Left, double Top, double Right, double Bottom, string Text, int Confidence, string? Read = null);
