namespace LienY.FhirDefs;

/// <summary>constraints.tsv: the invariants that a type itself adds: <c>type, path, key, severity, FHIRPath, sentence</c>.</summary>
static class ConstraintTable
{
    /// <summary>Writes the file.</summary>
    public static void Write(Package package, TypeTable types, string folder)
    {
        using var to = new StreamWriter(Path.Combine(folder, "constraints.tsv")) { NewLine = "\n" };
        foreach (var type in types.Types)
        {
            var url = type.Text("url");
            foreach (var e in type.GetProperty("snapshot").GetProperty("element").EnumerateArray())
                foreach (var c in e.Items("constraint"))
                {
                    if (c.Text("expression") == "" || (c.Text("source") is var source && source != "" && source != url)) continue;
                    if (e.Text("path") != type.Text("id") && c.Text("key") is "ele-1" or "ext-1") continue;
                    to.WriteLine(string.Join('\t', type.Text("id"), e.Text("path"), c.Text("key"), c.Text("severity"), Flat(c.Text("expression")), Flat(c.Text("human"))));
                }
        }
    }

    static string Flat(string text) => string.Join(' ', text.Split((char[])['\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
