using System.IO.Hashing;
using System.Text;

namespace LienY.Fhir;

/// <summary>64-bit numbers that stand for codes, systems, units and references in the index; the same words give the same number on every machine (XXH3).</summary>
public static class Hashes
{
    /// <summary>A code, system or whole address as it is written (case matters); 0 for nothing.</summary>
    public static long Of(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty) return 0;
        Span<byte> room = text.Length <= 256 ? stackalloc byte[768] : new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        return Of(room[..Encoding.UTF8.GetBytes(text, room)]);
    }

    /// <summary>The same over UTF-8 bytes.</summary>
    public static long Of(ReadOnlySpan<byte> utf8) => utf8.IsEmpty ? 0 : unchecked((long)XxHash3.HashToUInt64(utf8));

    /// <summary>A reference: <c>Type/id</c> (a version behind it is left out), or an absolute address as it is.</summary>
    public static long Reference(ReadOnlySpan<char> reference)
    {
        var version = reference.IndexOf("/_history/", StringComparison.Ordinal);
        return Of(version > 0 ? reference[..version] : reference);
    }

    /// <summary>A unit: system and code (UCUM in canonical form where it is known); an empty system stands for the written unit.</summary>
    public static long Unit(string system, string code) => Of($"{system}|{code}");
}
