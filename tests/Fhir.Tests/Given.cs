using System.Text;

namespace LienY.Fhir.Tests;

/// <summary>Instances and short ways to read them.</summary>
static class Given
{
    public const ReadMode Whole = ReadMode.Check | ReadMode.Index;

    /// <summary>An instance of the project's own.</summary>
    public static byte[] File(string name) => System.IO.File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Instances", name));

    /// <summary>All of them.</summary>
    public static IEnumerable<byte[]> Files =>
        Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Instances"), "*.json").Order(StringComparer.Ordinal).Select(System.IO.File.ReadAllBytes);

    public static ReadResource Read(string json, ReadMode mode = Whole) => ResourceReader.Read(Encoding.UTF8.GetBytes(json), mode);

    /// <summary>The rows of one parameter.</summary>
    public static List<IndexValue> Of(this ReadResource read, string code) => read.Values.FindAll(v => v.Pid == FhirTypes.Param(read.Type, code)!.Pid);

    /// <summary>Folder of the specification's example instances; null where it is not laid out.</summary>
    public static string? Examples
    {
        get
        {
            var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            var folder = Environment.GetEnvironmentVariable("FHIR_EXAMPLES") is { Length: > 0 } given ? given : Path.Combine(home, ".cache", "lieny", "fhir-examples");
            return Directory.Exists(folder) ? folder : null;
        }
    }

    public const string NoExamples = "The example instances of the specification are not here: "
        + "'dotnet run --project tools/FhirDefs -- examples' lays them out, FHIR_EXAMPLES names another folder.";
}
