using System.Text.Json;
using LienY.Kernel;
using LienY.Reading;

namespace LienY.Plans;

/// <summary>A printed page of an imported paper: what was recognised on it, where its lines stand, its picture.</summary>
sealed class FilePage : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>The import.</summary>
    public required Guid ImportId { get; init; }

    /// <summary>Number in the file, from 1.</summary>
    public required int Number { get; init; }

    /// <summary>Recognised from a picture.</summary>
    public required bool IsScan { get; init; }

    /// <summary>Points across.</summary>
    public int Width { get; set; }

    /// <summary>Points down.</summary>
    public int Height { get; set; }

    /// <summary>What was recognised, JSON of <see cref="ScannedPage"/>; empty until then, and on digital pages.</summary>
    public string Scanned { get; set; } = "";

    /// <summary>How often recognition began; a page that ends the program three times is left blank.</summary>
    public int Attempts { get; set; }

    /// <summary>First line of the text on it; 0 where there is none.</summary>
    public int LineFirst { get; set; }

    /// <summary>Last line of the text on it.</summary>
    public int LineLast { get; set; }

    /// <summary>Boxes of its lines, JSON of <see cref="PrintedLine"/>.</summary>
    public string Places { get; set; } = "[]";

    /// <summary>Its doubtful words, JSON of <see cref="DoubtfulWord"/>.</summary>
    public string Doubts { get; set; } = "[]";

    /// <summary>Hash of its picture among the owner's files; empty until somebody looks.</summary>
    public string Image { get; set; } = "";

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>Notes where the lines of a finished reading stand on this page.</summary>
    public void Print(PrintedText printed)
    {
        var lines = printed.Lines.Where(l => l.Page == Number).ToList();
        (LineFirst, LineLast) = lines.Count == 0 ? (0, 0) : (lines.Min(l => l.Line), lines.Max(l => l.Line));
        Places = JsonSerializer.Serialize(lines);
        Doubts = JsonSerializer.Serialize(printed.Doubts.Where(d => d.Page == Number));
    }

    /// <summary>Boxes of its lines.</summary>
    public IReadOnlyList<PrintedLine> Lines() => JsonSerializer.Deserialize<List<PrintedLine>>(Places) ?? [];

    /// <summary>Its doubtful words.</summary>
    public IReadOnlyList<DoubtfulWord> Doubtful() => JsonSerializer.Deserialize<List<DoubtfulWord>>(Doubts) ?? [];
}
