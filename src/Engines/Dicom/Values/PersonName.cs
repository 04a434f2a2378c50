namespace LienY.Dicom;

/// <summary>One writing of a name (PS3.5 §6.2.1): family, given, middle, prefix, suffix; empty where not given.</summary>
public sealed record NameGroup(string Family, string Given = "", string Middle = "", string Prefix = "", string Suffix = "")
{
    /// <summary>True where nothing is written.</summary>
    public bool IsEmpty => Family.Length + Given.Length + Middle.Length + Prefix.Length + Suffix.Length == 0;

    /// <summary>As it is said in Vietnamese: prefix, family, middle, given, suffix, parted by single spaces.</summary>
    public string Said => string.Join(' ', new[] { Prefix, Family, Middle, Given, Suffix }.SelectMany(p => p.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>The five components parted by ^, without empty ones at the end.</summary>
    public override string ToString() => string.Join('^', Family, Given, Middle, Prefix, Suffix).TrimEnd('^');

    internal static NameGroup Of(string text)
    {
        var parts = text.Split('^', 5);
        string At(int i) => i < parts.Length ? parts[i].Trim(' ', '\0') : "";
        return new NameGroup(At(0), At(1), At(2), At(3), At(4));
    }
}

/// <summary>A value of representation PN (PS3.5 §6.2.1): the same name in letters, in ideographs and as it sounds.</summary>
public sealed record PersonName(NameGroup Alphabetic, NameGroup Ideographic, NameGroup Phonetic)
{
    static readonly NameGroup nothing = new("");

    /// <summary>A name in one writing.</summary>
    public PersonName(NameGroup alphabetic) : this(alphabetic, nothing, nothing) { }

    /// <summary>Reads the text of a PN value; never fails.</summary>
    public static PersonName Parse(string text)
    {
        var groups = text.Split('=', 3);
        NameGroup At(int i) => i < groups.Length && groups[i].Length > 0 ? NameGroup.Of(groups[i]) : nothing;
        return new PersonName(At(0), At(1), At(2));
    }

    /// <summary>A Vietnamese name said in one breath as family, middle and given name: "Nguyễn Thị Hoa" is Nguyễn^Hoa^Thị.</summary>
    public static PersonName OfSaid(string said)
    {
        var words = said.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new PersonName(words.Length switch
        {
            0 => nothing,
            1 => new NameGroup(words[0]),
            _ => new NameGroup(words[0], words[^1], string.Join(' ', words[1..^1])),
        });
    }

    /// <summary>The name as it is said, from the first writing that is not empty.</summary>
    public string Said => !Alphabetic.IsEmpty ? Alphabetic.Said : !Ideographic.IsEmpty ? Ideographic.Said : Phonetic.Said;

    /// <summary>The text of the value, without empty groups at the end.</summary>
    public override string ToString() => string.Join('=', Alphabetic, Ideographic, Phonetic).TrimEnd('=');
}
