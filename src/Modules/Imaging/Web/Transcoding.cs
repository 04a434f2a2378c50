using LienY.Dicom;

namespace LienY.Imaging;

/// <summary>Instances written anew in another transfer syntax; pixels stay bit for bit what they were, or as they were decoded.</summary>
sealed class Transcoding(IImageArchive archive)
{
    static readonly HashSet<string> Plain = [Uids.ImplicitLittle, Uids.ExplicitLittle, TransferSyntax.ExplicitBig.Uid, TransferSyntax.Deflated.Uid];

    /// <summary>Can this instance be given so?</summary>
    public static bool Can(StoredImage image, string syntax)
    {
        if (syntax == image.TransferSyntax) return true;
        var (from, to) = (TransferSyntax.Of(image.TransferSyntax), TransferSyntax.Of(syntax));
        if (image.Length > FrameForms.MostBytes || !PixelCodec.CanDecode(from)) return false;
        // What has no pixels has nothing to be compressed.
        return Plain.Contains(syntax) || (PixelCodec.CanEncode(to) && image.Rows > 0);
    }

    /// <summary>A whole file.</summary>
    public ReadOnlyMemory<byte> Of(StoredImage image, TransferSyntax syntax)
    {
        using var stream = archive.Open(image);
        var whole = new byte[image.Length];
        stream.ReadExactly(whole);
        var from = TransferSyntax.Of(image.TransferSyntax);
        var set = Part10.ReadDataSet(whole, from);
        var read = new DicomFile(new DataSet(), from.IsDeflated ? TransferSyntax.ExplicitLittle : from, set);
        if (set[Tags.PixelData] is { } pixels && (pixels.IsEncapsulated || syntax.IsEncapsulated)) Change(set, pixels, new FrameSource(read), syntax);
        return Part10.ToBytes(set, syntax);
    }

    static void Change(DataSet set, Element pixels, FrameSource source, TransferSyntax syntax)
    {
        var frames = Enumerable.Range(0, source.Count).Select(source.Native).ToList();
        if (frames.Count == 0) return;
        var layout = frames[0].Layout;
        set.Set(Tags.PhotometricInterpretation, layout.Photometric);
        if (layout.Samples > 1) set.Set(Tags.PlanarConfiguration, 0L);
        set.Remove(Tags.ExtendedOffsetTable);
        if (syntax.IsEncapsulated)
        {
            set.Set(new Element(Tags.PixelData, Vr.OB, default, [.. frames.Select(f => (ReadOnlyMemory<byte>)PixelCodec.Encode(f, syntax))]));
            return;
        }
        var all = new byte[frames.Sum(f => (long)f.Bytes.Length)];
        var at = 0;
        foreach (var frame in frames)
        {
            frame.Bytes.CopyTo(all, at);
            at += frame.Bytes.Length;
        }
        set.Set(new Element(pixels.Tag, layout.BitsAllocated > 8 ? Vr.OW : Vr.OB, all));
    }
}
