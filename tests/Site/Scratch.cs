namespace LienY.Site;

/// <summary>Temporary folders of one test program, below one folder that is removed when the program ends; what a killed one left is temporary anyway.</summary>
public static class Scratch
{
    static readonly Lazy<string> Root = new(Make);

    /// <summary>A fresh, empty folder whose name begins with <paramref name="name"/>.</summary>
    public static string Folder(string name) => Directory.CreateDirectory(Path.Combine(Root.Value, name + "-" + Guid.CreateVersion7().ToString("N"))).FullName;

    static string Make()
    {
        var root = Directory.CreateTempSubdirectory("lieny-").FullName;
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Remove(root);
        return root;
    }

    /// <summary>Removes a folder; a file that somebody still writes may stay.</summary>
    public static void Remove(string folder)
    {
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"The temporary folder '{folder}' stays: {problem.Message}");
        }
    }
}
