using System.Xml;

namespace LienY.Insurance;

/// <summary>Names of elements, attributes and prefixes that a parser keeps in memory for good: refuses a text that never stops inventing new ones.</summary>
sealed class CountedNames(int most) : XmlNameTable
{
    readonly NameTable names = new();

    /// <summary>Names kept.</summary>
    public int Count { get; private set; }

    public override string Add(string array) => names.Get(array) ?? Counted(names.Add(array));

    public override string Add(char[] array, int offset, int length) => names.Get(array, offset, length) ?? Counted(names.Add(array, offset, length));

    public override string? Get(string array) => names.Get(array);

    public override string? Get(char[] array, int offset, int length) => names.Get(array, offset, length);

    string Counted(string name) => ++Count <= most ? name : throw ReadingStop.Beyond("file.names", most);
}
