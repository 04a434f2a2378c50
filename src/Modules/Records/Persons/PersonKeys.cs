using System.Globalization;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>
/// Keys by which a patient is found: 46 bits of a hash say by what, 18 bits the day of birth (year, month, day) or the digits before the last four of a
/// number, so that one key serves "by this word" (a range), "and born in this year" (a smaller range) and "and born on this day" (one value).
/// A hash only leads to candidates; the words themselves are always looked at.
/// </summary>
static class PersonKeys
{
    const int Low = 18;
    const int MostWords = 6;

    /// <summary>Words so common in names that they choose badly, the most common first.</summary>
    static readonly string[] Common =
    [
        "nguyen", "thi", "van", "tran", "le", "pham", "hoang", "huynh", "vu", "vo", "dang", "bui", "do", "ho", "ngo", "duong", "ly", "minh", "thanh", "ngoc",
        "duc", "quang", "anh", "huu", "xuan", "lan", "hung", "dung", "hoa", "thuy", "phuong", "linh", "kim", "giang", "hai", "long", "son", "tuan", "hong", "hanh",
    ];

    static readonly Dictionary<string, int> Ranks = Common.Select((w, i) => (w, i)).ToDictionary(p => p.w, p => p.i);

    /// <summary>All keys of a patient, each once.</summary>
    public static HashSet<long> Of(Guid holder, PersonName name, string birth, string place, string phone, IEnumerable<string> numbers)
    {
        var keys = new HashSet<long>();
        var day = Day(birth);
        var words = name.Words.Distinct().Take(MostWords).ToArray();
        var home = Hash(14695981039346656037, holder.ToString("N"));
        for (var i = 0; i < words.Length; i++)
        {
            keys.Add(Key(Word(home, words[i]), day));
            for (var j = i + 1; j < words.Length; j++) keys.Add(Key(Pair(home, words[i], words[j]), day));
        }
        if (words.Length > 2) keys.Add(Key(Whole(home, words), day));
        if (name.Words.Length > 0)
        {
            keys.Add(Sounding(name, birth));
            if (Neighbour(name, birth, place) is { } near) keys.Add(near);
        }
        foreach (var number in numbers.Append(phone).Where(n => n.Length >= 4)) keys.Add(End(number));
        return keys;
    }

    /// <summary>Ranges that lead to names with all these words at a holder: first those that are the whole name, then those that contain them.</summary>
    public static IEnumerable<(long From, long To)> Search(Guid holder, string[] words, string birth)
    {
        var home = Hash(14695981039346656037, holder.ToString("N"));
        var distinct = words.Distinct().Take(MostWords).ToArray();
        if (distinct.Length > 2) yield return Range(Whole(home, distinct), birth);
        var rare = distinct.OrderByDescending(w => Ranks.GetValueOrDefault(w, int.MaxValue)).ThenByDescending(w => w.Length).Take(2).ToArray();
        if (rare.Length > 1) yield return Range(Pair(home, rare[0], rare[1]), birth);
        else if (rare.Length == 1) yield return Range(Word(home, rare[0]), birth);
    }

    /// <summary>Same sound of the whole name in any order, same day of birth.</summary>
    public static long Sounding(PersonName name, string birth) => Key(Hash(0x736f756e64, string.Join(' ', name.Sounds.Order(StringComparer.Ordinal))), Day(birth));

    /// <summary>Same sound of first and last word, same year, same neighbourhood (the first two digits of a commune's code); null where one is unknown.</summary>
    public static long? Neighbour(PersonName name, string birth, string place)
    {
        if (name.Sounds.Length < 2 || BirthDay.Precision(birth) == 0 || Area(place) is not { } area) return null;
        string[] ends = [name.Sounds[0], name.Sounds[^1]];
        Array.Sort(ends, StringComparer.Ordinal);
        return Key(Hash(0x6e656172, $"{ends[0]} {ends[1]} {area}"), Day(birth[..4] + "0000"));
    }

    /// <summary>Communes are numbered by province, so the first two digits of a code stand for neighbours; null where the code is too short.</summary>
    public static string? Area(string place) => place.Length >= 4 ? place[..2] : null;

    /// <summary>The end of a number: its last four signs, and the four digits before.</summary>
    public static long End(string number) => Key(Hash(0x656e64, number[^4..]), Before(number));

    /// <summary>Range of numbers that end so (four signs at least).</summary>
    public static (long From, long To) Ending(string end) => end.Length >= 8 && end[^8..^4].All(char.IsAsciiDigit)
        ? (End(end), End(end)) : (Key(Hash(0x656e64, end[^4..]), 0), Key(Hash(0x656e64, end[^4..]), (1 << Low) - 1));

    static int Before(string number) =>
        number.Length >= 8 && int.TryParse(number[^8..^4], NumberStyles.None, CultureInfo.InvariantCulture, out var before) ? before : 0;

    static (long, long) Range(ulong what, string birth)
    {
        var (from, day) = (Day(birth), BirthDay.Precision(birth));
        var free = day switch { 0 => Low, 1 => 9, 2 => 5, _ => 0 };
        return (Key(what, from), Key(what, from | ((1 << free) - 1)));
    }

    static int Day(string birth)
    {
        var (year, month, day) = BirthDay.Parts(birth);
        return year == 0 ? 0 : Math.Clamp(year - 1800, 0, 511) << 9 | month << 5 | day;
    }

    static long Key(ulong hash, int low) => unchecked((long)(hash >> Low << Low | (uint)low));

    static ulong Word(ulong home, string word) => Hash(home, "w " + word);

    static ulong Pair(ulong home, string one, string other) =>
        string.CompareOrdinal(one, other) <= 0 ? Hash(home, $"p {one} {other}") : Hash(home, $"p {other} {one}");

    static ulong Whole(ulong home, IEnumerable<string> words) => Hash(home, "f " + string.Join(' ', words.Order(StringComparer.Ordinal)));

    // FNV-1a with a last stirring, so that the upper bits differ for short texts.
    static ulong Hash(ulong seed, string text)
    {
        var hash = seed;
        foreach (var c in text) hash = (hash ^ c) * 1099511628211;
        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccd;
        return hash ^ hash >> 33;
    }
}
