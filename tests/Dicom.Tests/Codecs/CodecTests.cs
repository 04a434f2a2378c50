using FsCheck;
using FsCheck.Fluent;

namespace LienY.Dicom.Tests;

/// <summary>What is encoded is decoded the same, whatever the pixels.</summary>
public sealed class CodecTests
{
    [Theory]
    [InlineData("1.2.840.10008.1.2.4.80")]
    [InlineData("1.2.840.10008.1.2.5")]
    public void Any_frame_comes_back(string uid) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(ArbMap.Default.ArbFor<int>(), (int seed) =>
    {
        var random = new Random(seed);
        var (bits, samples) = (random.Next(1, 17), random.Next(3) == 0 ? 3 : 1);
        var layout = PixelLayout.Of(Given.Image(random.Next(1, 40), random.Next(1, 40), bits, samples));
        var bytes = new byte[layout.FrameBytes];
        // Noise, a few values, or whole runs of one.
        var kind = random.Next(3);
        for (var i = 0; i < bytes.Length; i++)
        {
            bytes[i] = kind == 1 ? (byte)(random.Next(4) + 100) : kind == 0 || i == 0 || random.Next(20) == 0 ? (byte)random.Next(256) : bytes[i - 1];
        }
        var frame = new NativeFrame(layout, bytes);
        var packed = PixelCodec.Encode(frame, TransferSyntax.Of(uid));
        Assert.Equal(0, packed.Length % 2);
        var back = PixelCodec.Decode(packed, TransferSyntax.Of(uid), layout);
        Assert.Equal(Convert.ToHexString(bytes), Convert.ToHexString(back.Bytes));
        return true;
    }));

    [Theory]
    [InlineData("1.2.840.10008.1.2.4.50")]
    [InlineData("1.2.840.10008.1.2.4.70")]
    [InlineData("1.2.840.10008.1.2.1")]
    public void A_stream_tells_itself_which_it_is(string said)
    {
        var source = Pictures.Smooth(20, 10, 8);
        var native = PixelCodec.Native(source.Bytes(Tags.PixelData).Span, PixelLayout.Of(source));
        source.Set(new Element(Tags.PixelData, Vr.OB, default, [PixelCodec.Encode(native, TransferSyntax.JpegLsLossless)]));
        var file = Part10.Read(Part10.ToBytes(source, TransferSyntax.Of(said)));
        Assert.Equal(Convert.ToHexString(native.Bytes), Convert.ToHexString(new FrameSource(file).Native(0).Bytes));
    }
}
