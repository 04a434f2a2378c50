using System.Collections.Frozen;
using System.Globalization;

namespace LienY.Dicom;

/// <summary>One line of the data dictionary (PS3.6 §6): how a standard element is represented, how many values, its keyword.</summary>
public sealed record TagEntry(Tag Tag, Vr Vr, IReadOnlyList<Vr> Vrs, string Multiplicity, string Keyword);

/// <summary>The data dictionary (PS3.6 §6, with the command elements of PS3.7 §E), read once from Data/tags.txt.</summary>
public static class TagTable
{
    static readonly FrozenDictionary<uint, TagEntry> known;
    static readonly FrozenDictionary<string, Tag> keywords;
    static readonly (uint Mask, uint Value, TagEntry Entry)[] repeating;

    static TagTable()
    {
        var plain = new Dictionary<uint, TagEntry>(5200);
        var words = new Dictionary<string, Tag>(5200, StringComparer.Ordinal);
        var masks = new List<(uint, uint, TagEntry)>();
        foreach (var line in Embedded.Lines("tags.txt"))
        {
            var parts = line.Split(' ');
            Vr[] vrs = [.. parts[1].Split('/').Select(v => Vrs.Of(v))];
            var number = uint.Parse(parts[0].Replace('x', '0'), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            var entry = new TagEntry(new Tag(number), vrs[0], vrs, parts[2], parts[3]);
            words.TryAdd(entry.Keyword, entry.Tag);
            if (parts[0].Contains('x', StringComparison.Ordinal))
            {
                var mask = uint.Parse(string.Concat(parts[0].Select(c => c == 'x' ? '0' : 'F')), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
                masks.Add((mask, number, entry));
            }
            else
            {
                plain.TryAdd(number, entry);
            }
        }
        known = plain.ToFrozenDictionary();
        keywords = words.ToFrozenDictionary(StringComparer.Ordinal);
        repeating = [.. masks];
    }

    /// <summary>The dictionary's line for a tag, also in repeating groups (50xx, 60xx); null for private and unknown ones.</summary>
    public static TagEntry? Find(Tag tag)
    {
        if (known.TryGetValue(tag.Number, out var entry)) return entry;
        if (tag.IsPrivate) return null;
        foreach (var (mask, value, found) in repeating)
        {
            if ((tag.Number & mask) == value) return found with { Tag = tag };
        }
        return null;
    }

    /// <summary>The tag of a keyword; false where no element has it.</summary>
    public static bool TryKeyword(string keyword, out Tag tag) => keywords.TryGetValue(keyword, out tag);

    /// <summary>The keyword of a tag, or its eight digits where it has none.</summary>
    public static string Keyword(Tag tag) => Find(tag)?.Keyword ?? tag.ToString();

    /// <summary>The representation of a tag: UL for a group length, LO for a private creator, UN where nothing is known (PS3.5 §6.2.2).</summary>
    public static Vr VrOf(Tag tag) =>
        Find(tag) is { } entry ? entry.Vr : tag.Element == 0 ? Vr.UL : tag.IsPrivateCreator ? Vr.LO : Vr.UN;
}
