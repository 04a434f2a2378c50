namespace LienY.Hl7;

/// <summary>Tables that lie in the program: cells apart by tabs; a line that begins with # is a remark; cells left out at the end are empty.</summary>
static class Tsv
{
    public static IEnumerable<string[]> Rows(string name, int cells)
    {
        using var stream = typeof(Tsv).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var row = line.Split('\t');
            if (row.Length > cells) throw new FormatException($"Line {number} of '{name}' has {row.Length} cells instead of {cells}.");
            yield return [.. row.Select(c => c.Trim()), .. Enumerable.Repeat("", cells - row.Length)];
        }
    }
}
