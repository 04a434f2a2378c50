using System.Security.Cryptography;
using LienY.Kernel;

namespace LienY.DataSets;

/// <summary>A word of the dictionary: what data elements, categories, data sets and groups have in common.</summary>
abstract class Term : IVersioned
{
    /// <summary>Id that never changes.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <inheritdoc/>
    public int Version { get; set; }

    /// <summary>Readable code, used in formulas; the uid where a source gave none.</summary>
    public string Code { get; set; } = "";

    /// <summary>Eleven characters as DHIS2 writes them.</summary>
    public string Uid { get; init; } = UidOf.New();

    /// <summary>Name in Vietnamese.</summary>
    public string Name { get; set; } = "";

    /// <summary>Name in English; "" where there is none.</summary>
    public string NameEn { get; set; } = "";

    /// <summary>Name in Chinese; "" where there is none.</summary>
    public string NameZh { get; set; } = "";

    /// <summary>Name and code without tone marks, for search.</summary>
    public string Folded { get; private set; } = "";

    /// <summary>The name in a language; Vietnamese where there is none.</summary>
    public string Title(string language) => language switch
    {
        "en" when NameEn.Length > 0 => NameEn,
        "zh" when NameZh.Length > 0 => NameZh,
        _ => Name,
    };

    /// <summary>Names it anew; an empty code becomes the uid.</summary>
    public void Call(string code, string name, string english = "", string chinese = "")
    {
        (Code, Name, NameEn, NameZh) = (code.Length == 0 ? Uid : code, name, english, chinese);
        Folded = Fold.Of($"{Name} {NameEn} {Code} {Uid}");
    }
}

/// <summary>Identifiers of eleven characters: a letter, then letters and digits.</summary>
static class UidOf
{
    const string All = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    const int Letters = 52;

    /// <summary>A new one by chance.</summary>
    public static string New() => Of(RandomNumberGenerator.GetBytes(16));

    /// <summary>Always the same one for a thing of ours that has no uid of its own.</summary>
    public static string Of(Guid id) => Of(SHA256.HashData(id.ToByteArray()));

    /// <summary>True where a text has the form of a uid.</summary>
    public static bool Is(string? text) => text is { Length: 11 } && char.IsAsciiLetter(text[0]) && text.All(char.IsAsciiLetterOrDigit);

    static string Of(byte[] bytes) => string.Create(11, bytes, static (uid, from) =>
    {
        for (var i = 0; i < uid.Length; i++) uid[i] = All[from[i] % (i == 0 ? Letters : All.Length)];
    });
}
