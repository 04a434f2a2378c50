using System.Globalization;

namespace LienY.Insurance;

/// <summary>Tables that lie in the program: lines of cells apart by tabs; a line that begins with # is a remark.</summary>
static class DataFile
{
    public static IEnumerable<string[]> Rows(string name, int cells)
    {
        using var stream = typeof(DataFile).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        for (var number = 1; reader.ReadLine() is { } line; number++)
        {
            if (line.Length == 0 || line[0] == '#') continue;
            var row = line.Split('\t');
            if (row.Length != cells) throw new FormatException($"Line {number} of \"{name}\" has {row.Length} cells instead of {cells}.");
            yield return row;
        }
    }

    public static DateOnly? Day(string cell) => cell.Length > 0 ? DateOnly.ParseExact(cell, "yyyy-MM-dd", CultureInfo.InvariantCulture) : null;
}
