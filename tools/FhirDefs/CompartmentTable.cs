namespace LienY.FhirDefs;

/// <summary>compartments.tsv: <c>compartment, resource type, search parameters that lead into it</c>; a type without parameters is in no such compartment.</summary>
static class CompartmentTable
{
    /// <summary>Writes the file.</summary>
    public static void Write(Package package, string folder)
    {
        using var to = new StreamWriter(Path.Combine(folder, "compartments.tsv")) { NewLine = "\n" };
        foreach (var c in package.All("CompartmentDefinition").Where(c => c.Text("id") != "example"))
            foreach (var r in c.Items("resource"))
            {
                var names = r.Items("param").Select(p => p.GetString()!).ToList();
                if (names.Count > 0) to.WriteLine($"{c.Text("code")}\t{r.Text("code")}\t{string.Join(',', names)}");
            }
    }
}
