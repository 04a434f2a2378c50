using System.Reflection;

namespace LienY.Dicom;

/// <summary>The tables that lie in the assembly.</summary>
static class Embedded
{
    public static IEnumerable<string> Lines(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("Data/" + name)
            ?? throw new InvalidOperationException($"Data/{name} is not part of the assembly.");
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            if (line.Length > 0) yield return line;
        }
    }
}
