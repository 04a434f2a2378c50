namespace LienY.Reading;

/// <summary>A cell of a source row; Above says that it continues the cell over it, Span how many columns it covers.</summary>
sealed record SourceCell(string Text, int Span = 1, bool Above = false);

/// <summary>A line of the source; Cells stands where a DOCX told the cells.</summary>
sealed record SourceLine(int Number, string Raw, IReadOnlyList<SourceCell>? Cells = null, int Heading = 0, bool Strong = false);

/// <summary>The text of a file with what was noticed while decoding it.</summary>
sealed record SourceText(string Format, string Encoding, IReadOnlyList<SourceLine> Lines, IReadOnlyList<ReadingWarning> Warnings)
{
    /// <summary>Where the lines stand in print; without pages for what was never printed.</summary>
    public PrintedText Printed { get; init; } = new([], [], []);
}
