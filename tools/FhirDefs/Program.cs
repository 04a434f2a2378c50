using LienY.FhirDefs;

// tables [PACKAGE.tgz]: writes the generated tables into src/Engines/Fhir/Data. examples [PACKAGE.tgz] [FOLDER]: lays the official instances into a folder.
var root = new DirectoryInfo(AppContext.BaseDirectory);
while (root is not null && !File.Exists(Path.Combine(root.FullName, "LienY.slnx"))) root = root.Parent;
var data = Path.Combine(root?.FullName ?? ".", "src", "Engines", "Fhir", "Data");
switch (args)
{
    case ["tables", .. var rest]:
        var package = Package.Open(rest is [var given, ..] ? given : await Registry.FetchAsync());
        Directory.CreateDirectory(data);
        var types = TypeTable.Write(package, data);
        StructureTable.Write(package, types, data);
        ConstraintTable.Write(package, types, data);
        CodeTable.Write(package, types, data);
        TermTable.Write(package, types, data);
        SearchTable.Write(package, types, data);
        CompartmentTable.Write(package, data);
        foreach (var file in Directory.EnumerateFiles(data).Order(StringComparer.Ordinal)) Console.WriteLine($"{new FileInfo(file).Length,9} {Path.GetFileName(file)}");
        return 0;
    case ["examples", .. var rest]:
        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        var folder = rest is [_, var into, ..] ? into : Path.Combine(home, ".cache", "lieny", "fhir-examples");
        Console.WriteLine($"{Examples.Lay(rest is [var file2, ..] ? file2 : await Registry.FetchAsync(), folder)} instances in {folder}");
        return 0;
    default:
        Console.Error.WriteLine("FhirDefs tables [PACKAGE.tgz] | FhirDefs examples [PACKAGE.tgz] [FOLDER]");
        return 2;
}
