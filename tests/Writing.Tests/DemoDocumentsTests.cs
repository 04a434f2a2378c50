using System.IO.Compression;
using LienY.DemoDocuments;

namespace LienY.Writing.Tests;

public sealed class DemoDocumentsTests
{
    public static TheoryData<string> Names => [.. DemoPlans.All.Select(plan => plan.Name)];

    [Theory, MemberData(nameof(Names))]
    public void The_committed_file_is_what_the_tool_makes(string name) =>
        Assert.Equal(Parts(Made(name)), Parts(File.ReadAllBytes(Path.Combine(Folder(), name))));

    [Theory, MemberData(nameof(Names))]
    public void A_demonstration_plan_is_valid_and_keeps_to_the_decree(string name)
    {
        Assert.Empty(Opened.Errors(Made(name)));
        Assert.Empty(Nd30Check.Check(Made(name)));
    }

    [Theory, MemberData(nameof(Names))]
    public void A_demonstration_plan_says_that_its_people_are_invented(string name) =>
        Assert.Contains("nhân vật hư cấu", Parts(Made(name))["docProps/core.xml"], StringComparison.Ordinal);

    [Fact]
    public void No_other_file_lies_in_the_folder() =>
        Assert.Equal(DemoPlans.All.Select(plan => plan.Name).Order(StringComparer.Ordinal), Directory.GetFiles(Folder()).Select(Path.GetFileName).Order(StringComparer.Ordinal)!);

    static byte[] Made(string name) => OfficialDocx.Write(DemoPlans.All.Single(plan => plan.Name == name).Plan);

    // The text of the parts, not the bytes of the ZIP: another version of zlib may pack the same text differently.
    static Dictionary<string, string> Parts(byte[] docx)
    {
        using var zip = new ZipArchive(new MemoryStream(docx));
        return zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var reader = new StreamReader(entry.Open());
            return reader.ReadToEnd();
        });
    }

    static string Folder()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "LienY.slnx")))
            root = root.Parent ?? throw new DirectoryNotFoundException("The root of the repository (LienY.slnx) is not above the tests.");
        return Path.Combine(root.FullName, "src", "Server", "Demo", "Documents");
    }
}
