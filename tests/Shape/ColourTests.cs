using System.Text.RegularExpressions;

namespace LienY.Shape;

/// <summary>The colours of the style sheet can be read by everybody (WCAG 2.2 AA), on light and on dark paper.</summary>
public sealed partial class ColourTests
{
    static readonly string Sheet = string.Concat(Directory.GetFiles(Path.Combine(Source.Root, "src/Design/wwwroot/lieny.css")).Order(StringComparer.Ordinal).Select(File.ReadAllText));

    [GeneratedRegex(@":root \{(.*?)\}", RegexOptions.Singleline)]
    private static partial Regex Roots();

    [GeneratedRegex("--([a-z-]+): (#[0-9A-Fa-f]{6})")]
    private static partial Regex Tokens();

    static Dictionary<string, string> Scheme(string name) =>
        Tokens().Matches(Roots().Matches(Sheet)[name == "light" ? 0 : 1].Groups[1].Value).ToDictionary(m => m.Groups[1].Value, m => m.Groups[2].Value);

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void Every_colour_of_text_stands_out_from_every_ground_it_stands_on(string scheme)
    {
        var token = Scheme(scheme);
        string[] texts = ["ink", "soft", "jade", "jade-deep", "met", "risk", "missed"];
        string[] grounds = ["paper", "sheet", "hover"];
        string[] tints = ["jade-tint", "met-tint", "risk-tint", "missed-tint", "none-tint"];
        var poor = (from text in texts from ground in grounds select (text, ground))
            .Concat(from text in new[] { "ink", "soft", "jade-deep" } from tint in tints select (text, ground: tint))
            .Append((text: "on-jade", ground: "jade")).Append((text: "on-jade", ground: "jade-deep"))
            .Where(p => Contrast(token[p.text], token[p.ground]) < 4.5)
            .Select(p => $"{p.text} on {p.ground}: {Contrast(token[p.text], token[p.ground]):0.00}");
        Assert.Empty(poor);
    }

    [Theory]
    [InlineData("light")]
    [InlineData("dark")]
    public void The_edge_of_a_field_can_be_seen(string scheme)
    {
        var token = Scheme(scheme);
        Assert.All(["paper", "sheet"], ground => Assert.True(Contrast(token["edge"], token[ground]) >= 3));
    }

    static double Contrast(string a, string b)
    {
        var (one, other) = (Luminance(a), Luminance(b));
        return (Math.Max(one, other) + 0.05) / (Math.Min(one, other) + 0.05);
    }

    static double Luminance(string colour)
    {
        var part = new[] { 1, 3, 5 }.Select(i => Convert.ToInt32(colour.Substring(i, 2), 16) / 255.0).Select(c => c <= 0.03928 ? c / 12.92 : Math.Pow((c + 0.055) / 1.055, 2.4)).ToArray();
        return 0.2126 * part[0] + 0.7152 * part[1] + 0.0722 * part[2];
    }
}
