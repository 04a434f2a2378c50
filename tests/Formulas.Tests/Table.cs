namespace LienY.Formulas.Tests;

/// <summary>Reads tables of "formula → answer" lines; lines that begin with ## are headings.</summary>
static class Table
{
    public static TheoryData<string, string> Of(string lines)
    {
        var rows = new TheoryData<string, string>();
        foreach (var line in lines.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0 && !l.StartsWith("##", StringComparison.Ordinal)))
        {
            var arrow = line.LastIndexOf('→');
            rows.Add(line[..arrow].Trim(), line[(arrow + 1)..].Trim());
        }
        return rows;
    }
}
