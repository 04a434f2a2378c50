using System.Xml;

namespace LienY.Insurance;

/// <summary>What one file has used of its bounds, and the parser's names that its tables share.</summary>
sealed class Budget(ReadingLimits limits)
{
    int characters, rows;
    CountedNames inside = new(limits.Names);
    char[] letters = new char[1024];

    public ReadingLimits Limits => limits;

    /// <summary>Names of the file itself.</summary>
    public CountedNames Names { get; } = new(limits.Names);

    /// <summary>Names of tables: shared from table to table, given up when one table has filled them.</summary>
    public CountedNames Inside => inside.Count < limits.Names / 2 ? inside : inside = new(limits.Names);

    public Base64Room Room { get; } = new();

    /// <summary>A new episode begins: its characters and rows count from zero.</summary>
    public void NewEpisode() => characters = rows = 0;

    /// <summary>One more row of the episode.</summary>
    public void NewRow()
    {
        if (++rows > limits.EpisodeRows) throw ReadingStop.Beyond("table.rows", limits.EpisodeRows);
    }

    /// <summary>The parser stands on an element: not too deep.</summary>
    public void Depth(XmlReader x)
    {
        if (x.Depth > limits.Depth) throw new ReadingStop("file.too-deep");
    }

    public XmlReader Parser(TextReader text, long most, CountedNames names) => XmlReader.Create(new GuardedText(text, most, limits.Markup), new XmlReaderSettings
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CloseInput = false,
        NameTable = names,
    });

    /// <summary>Leaves out the element on which the parser stands, with everything in it; stands on its end.</summary>
    public void Skip(XmlReader x)
    {
        if (x.IsEmptyElement) return;
        var depth = x.Depth;
        while (x.Read())
        {
            if (x.NodeType == XmlNodeType.Element) Depth(x);
            else if (x.NodeType == XmlNodeType.EndElement && x.Depth == depth) return;
        }
    }

    /// <summary>Letters with their marks in one character, so that two ways to write a name are one.</summary>
    static string Composed(ReadOnlySpan<char> text)
    {
        if (char.IsHighSurrogate(text[^1])) text = text[..^1];
        return text.ContainsAnyInRange('\u0300', '\u036F') ? text.ToString().Normalize() : text.ToString();
    }

    /// <summary>The text of the element on which the parser stands, trimmed, composed (NFC), null when blank; <paramref name="trouble"/> says what was cut away.</summary>
    public string? Text(XmlReader x, int most, out string? trouble)
    {
        trouble = null;
        if (x.IsEmptyElement) return null;
        var (depth, length) = (x.Depth, 0);
        while (x.Read())
        {
            switch (x.NodeType)
            {
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace:
                    while (true)
                    {
                        if (length == letters.Length)
                        {
                            if (length >= most) trouble = "row.too-long";
                            else Array.Resize(ref letters, Math.Min(most, length * 2));
                        }
                        // What is beyond the bound is read over the last letters and so thrown away.
                        var at = trouble == "row.too-long" ? Math.Max(0, length - 512) : length;
                        var read = x.ReadValueChunk(letters, at, letters.Length - at);
                        if (read == 0) break;
                        length = Math.Max(length, at + read);
                    }
                    break;
                case XmlNodeType.Element:
                    trouble = "row.nested";
                    Depth(x);
                    Skip(x);
                    break;
                case XmlNodeType.EndElement when x.Depth == depth:
                    var text = letters.AsSpan(0, Math.Min(length, most)).Trim();
                    characters += text.Length;
                    if (characters > limits.EpisodeCharacters) throw ReadingStop.Beyond("record.too-large", limits.EpisodeCharacters);
                    return text.Length > 0 ? Composed(text) : null;
            }
        }
        return null;
    }
}
