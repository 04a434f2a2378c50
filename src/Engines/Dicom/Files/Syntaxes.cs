using System.Buffers.Binary;

namespace LienY.Dicom;

/// <summary>Tells from the first bytes of a data set how it is really written: files exist that say one syntax and are another.</summary>
static class Syntaxes
{
    /// <summary>The syntax the first element is written in: the declared one where that can be.</summary>
    public static TransferSyntax Real(ReadOnlySpan<byte> first, TransferSyntax declared)
    {
        if (first.Length < 8) return declared;
        var group = BinaryPrimitives.ReadUInt16LittleEndian(first);
        var big = group > 0xFF && (group & 0xFF) == 0 || !(group is > 0 and <= 0xFF) && declared.IsBigEndian;
        var isExplicit = Vrs.Of(first[4], first[5]) != Vr.None;
        if (big == declared.IsBigEndian && isExplicit == declared.IsExplicit) return declared;
        if (declared.IsEncapsulated) return declared with { IsExplicit = isExplicit, IsBigEndian = big };
        return (isExplicit, big) switch
        {
            (true, false) => TransferSyntax.ExplicitLittle,
            (true, true) => TransferSyntax.ExplicitBig,
            (false, false) => TransferSyntax.ImplicitLittle,
            _ => TransferSyntax.ImplicitLittle with { IsBigEndian = true },
        };
    }

    /// <summary>True where bytes can be the start of a data set that is not deflated: an even low group, and letters or a short length after the tag.</summary>
    public static bool LooksPlain(ReadOnlySpan<byte> first)
    {
        if (first.Length < 8) return false;
        var group = BinaryPrimitives.ReadUInt16LittleEndian(first);
        if (group is not (0x0002 or 0x0004 or 0x0008 or 0x0010 or 0x0800)) return false;
        return Vrs.Of(first[4], first[5]) != Vr.None || BinaryPrimitives.ReadUInt32LittleEndian(first[4..]) < 0x1_0000;
    }
}
