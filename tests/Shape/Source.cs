namespace LienY.Shape;

/// <summary>The source tree that is being tested.</summary>
static class Source
{
    /// <summary>The folder that holds LienY.slnx.</summary>
    public static string Root { get; } = Find();

    static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "LienY.slnx"))) return folder.FullName;
        throw new InvalidOperationException("LienY.slnx was not found above the test's folder.");
    }

    /// <summary>Source files below a folder of the root, without build output.</summary>
    public static IEnumerable<string> Files(string folder, params string[] extensions) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), "*", SearchOption.AllDirectories)
            .Where(f => extensions.Contains(Path.GetExtension(f)) && !f.Contains("/obj/", StringComparison.Ordinal) && !f.Contains("/bin/", StringComparison.Ordinal));
}
