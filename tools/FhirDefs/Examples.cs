namespace LienY.FhirDefs;

/// <summary>Lays the specification's example instances into a folder, for the tests that read them.</summary>
static class Examples
{
    static readonly string[] Definitions =
    [
        "StructureDefinition-", "SearchParameter-", "ValueSet-", "CodeSystem-", "ConceptMap-", "OperationDefinition-", "package.json", ".index.json",
    ];

    /// <summary>How many were written.</summary>
    public static int Lay(string package, string folder)
    {
        Directory.CreateDirectory(folder);
        var count = 0;
        foreach (var (path, bytes) in Package.Files(package))
        {
            var name = Path.GetFileName(path);
            if (Definitions.Any(d => name.StartsWith(d, StringComparison.Ordinal))) continue;
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
            count++;
        }
        return count;
    }
}
