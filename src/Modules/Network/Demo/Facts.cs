using System.Globalization;

namespace LienY.Network;

/// <summary>The demonstration's own tables of facts: lines of tab-separated cells, "#" starts a remark, "-" stands for nothing.</summary>
static class DemoFacts
{
    /// <summary>Rows of a table.</summary>
    public static IEnumerable<string[]> Rows(string name)
    {
        using var reader = new StreamReader(typeof(DemoFacts).Assembly.GetManifestResourceStream("Network/" + name)!);
        while (reader.ReadLine() is { } line)
            if (line.Length > 0 && line[0] != '#') yield return line.Split('\t');
    }

    /// <summary>A day, null for "-".</summary>
    public static DateOnly? Day(string cell) => cell == "-" ? null : DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
