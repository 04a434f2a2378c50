using System.Text;

namespace LienY.Outlines;

/// <summary>Outlines in a file: lines of code, code of the place above, name and <see cref="RingText"/> apart by tabs; a line that begins with # is a remark.</summary>
public static class OutlineFile
{
    static readonly Lazy<IReadOnlyList<Outline>> ProvincesRead = new(() => Embedded("provinces.tsv")), CommunesRead = new(() => Embedded("communes.tsv"));

    /// <summary>The 34 provinces since 2025-07-01, for orientation only.</summary>
    public static IReadOnlyList<Outline> Provinces => ProvincesRead.Value;

    /// <summary>Communes of Lai Châu, Lào Cai, Thành phố Hồ Chí Minh and An Giang, for orientation only.</summary>
    public static IReadOnlyList<Outline> Communes => CommunesRead.Value;

    /// <summary>Writes a file.</summary>
    public static string Write(IEnumerable<Outline> outlines, string remark)
    {
        var text = new StringBuilder("# ").Append(remark.ReplaceLineEndings("\n# ")).Append('\n');
        foreach (var outline in outlines) text.Append(Clean(outline.Code)).Append('\t').Append(Clean(outline.Within)).Append('\t').Append(Clean(outline.Name)).Append('\t').Append(RingText.Write(outline)).Append('\n');
        return text.ToString();
    }

    /// <summary>Reads a file; <see cref="FormatException"/> names a bad line.</summary>
    public static IReadOnlyList<Outline> Read(TextReader file)
    {
        var outlines = new List<Outline>();
        for (var number = 1; file.ReadLine() is { } line; number++)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var cells = line.Split('\t');
            if (cells.Length != 4) throw new FormatException($"Line {number} has {cells.Length} cells instead of 4.");
            outlines.Add(RingText.Read(cells[0], cells[2], cells[3]) with { Within = cells[1] });
        }
        return outlines;
    }

    static IReadOnlyList<Outline> Embedded(string name)
    {
        using var stream = typeof(OutlineFile).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return Read(reader);
    }

    static string Clean(string text) => text.Replace('\t', ' ').Replace('\n', ' ').Replace('\r', ' ');
}
