using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LienY.Messages.Tests;

/// <summary>A component of an iCalendar file, read by the letter of RFC 5545; what breaks a rule fails the test.</summary>
sealed partial class StrictCalendar(string name)
{
    readonly List<(string Name, Dictionary<string, string> Parameters, string Value)> properties = [];

    public string Name => name;
    public List<StrictCalendar> Children { get; } = [];

    [GeneratedRegex(@"^(?<name>[A-Z0-9-]+)(?:;(?<key>[A-Z0-9-]+)=(?<par>[^;:,""]+|""[^""]*""))*:(?<value>.*)$", RegexOptions.Singleline)]
    private static partial Regex ContentLine();

    public string Value(string property) => properties.Single(p => p.Name == property).Value;
    public string Parameter(string property, string key) => properties.Single(p => p.Name == property).Parameters[key];

    /// <summary>A text value without its escapes; a bare comma or semicolon is a fault.</summary>
    public string Text(string property)
    {
        var raw = Value(property);
        Assert.DoesNotMatch(@"(?<!\\)(\\\\)*[,;]", raw);
        return Regex.Replace(raw, @"\\(.)", m => m.Groups[1].Value is "n" or "N" ? "\n" : m.Groups[1].Value);
    }

    public static DateOnly Day(string text) => DateOnly.ParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture);

    public static StrictCalendar Read(byte[] file)
    {
        var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(file);
        Assert.EndsWith("\r\n", text, StringComparison.Ordinal);
        Assert.DoesNotMatch("(?<!\r)\n|\r(?!\n)", text);
        var start = 0;
        for (var i = 0; i < file.Length; i++)
        {
            if (file[i] != '\n') continue;
            Assert.True(i - 1 - start <= 75, "A line is longer than 75 octets.");
            // A fold between the octets of one character would begin a line with a continuation octet.
            Assert.False(start + 1 < file.Length && file[start] == ' ' && (file[start + 1] & 0xC0) == 0x80, "A character is torn.");
            start = i + 1;
        }
        var lines = text.Replace("\r\n ", "", StringComparison.Ordinal).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("BEGIN:VCALENDAR", lines[0]);
        var open = new Stack<StrictCalendar>();
        StrictCalendar? root = null;
        foreach (var line in lines)
        {
            var match = ContentLine().Match(line);
            Assert.True(match.Success, line);
            var (name, value) = (match.Groups["name"].Value, match.Groups["value"].Value);
            Assert.DoesNotContain(value, char.IsControl);
            if (name == "BEGIN")
            {
                var child = new StrictCalendar(value);
                if (open.TryPeek(out var parent)) parent.Children.Add(child);
                else root ??= child;
                open.Push(child);
            }
            else if (name == "END") Assert.Equal(open.Pop().Name, value);
            else open.Peek().properties.Add((name, match.Groups["key"].Captures.Select(c => c.Value).Zip(match.Groups["par"].Captures.Select(c => c.Value.Trim('"'))).ToDictionary(p => p.First, p => p.Second), value));
        }
        Assert.Empty(open);
        foreach (var one in root!.Children.Where(c => c.Name == "VEVENT"))
        {
            foreach (var must in (string[])["UID", "DTSTAMP", "DTSTART", "SUMMARY", "SEQUENCE", "LAST-MODIFIED"]) Assert.Single(one.properties, p => p.Name == must);
            Assert.Matches(@"^\d{8}T\d{6}Z$", one.Value("DTSTAMP"));
            Assert.False(one.properties.Exists(p => p.Name == "DTEND") && one.properties.Exists(p => p.Name == "DURATION"));
        }
        Assert.All(root.Children.Where(c => c.Name == "VEVENT").SelectMany(e => e.properties.Where(p => p.Parameters.ContainsKey("TZID"))),
            p => Assert.Contains(root.Children, c => c.Name == "VTIMEZONE" && c.Value("TZID") == p.Parameters["TZID"]));
        return root;
    }
}
