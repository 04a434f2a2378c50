using System.Text.RegularExpressions;

namespace LienY.Shape;

/// <summary>The tree stays readable.</summary>
public sealed partial class TidyTests
{
    [Fact]
    public void No_file_is_longer_than_400_lines() =>
        Assert.Empty(Source.Files("src", ".cs", ".razor", ".js").Where(f => File.ReadLines(f).Count() > 400).Select(f => Path.GetRelativePath(Source.Root, f)));

    [Fact]
    public void Nothing_is_left_for_later() =>
        Assert.Empty(Source.Files("src", ".cs", ".razor", ".js", ".css", ".sql").Where(f => LeftPattern().IsMatch(File.ReadAllText(f))).Select(f => Path.GetRelativePath(Source.Root, f)));

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|NotImplementedException)\b|#region|#pragma warning disable")]
    private static partial Regex LeftPattern();

    [Fact]
    public void No_folder_of_a_workplace_is_named() =>
        Assert.Empty(new[] { "src", "tests", "docs", "bench", "tools" }.Where(d => Directory.Exists(Path.Combine(Source.Root, d)))
            .SelectMany(d => Source.Files(d, ".cs", ".razor", ".js", ".md", ".sh", ".json", ".mjs", ".py"))
            .Where(f => PathPattern().IsMatch(File.ReadAllText(f))).Select(f => Path.GetRelativePath(Source.Root, f)));

    [GeneratedRegex("/(work|tmp/w)/")]
    private static partial Regex PathPattern();
}
