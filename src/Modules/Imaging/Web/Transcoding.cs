using LienY.Dicom;

namespace LienY.Imaging;

/// <summary>Instances written anew in another transfer syntax; nothing but the form of their values changes.</summary>
sealed class Transcoding(IImageArchive archive)
{
    static readonly HashSet<string> Plain = [Uids.ImplicitLittle, Uids.ExplicitLittle, TransferSyntax.ExplicitBig.Uid, TransferSyntax.Deflated.Uid];

    /// <summary>Can this instance be given so?</summary>
    public bool Can(StoredImage image, string syntax) => syntax == image.TransferSyntax
        || (image.Length <= FrameForms.MostBytes && Plain.Contains(syntax) && !TransferSyntax.Of(image.TransferSyntax).IsEncapsulated);

    /// <summary>A whole file.</summary>
    public ReadOnlyMemory<byte> Of(StoredImage image, TransferSyntax syntax)
    {
        using var stream = archive.Open(image);
        var whole = new byte[image.Length];
        stream.ReadExactly(whole);
        return Part10.ToBytes(Part10.ReadDataSet(whole, TransferSyntax.Of(image.TransferSyntax)), syntax);
    }
}
