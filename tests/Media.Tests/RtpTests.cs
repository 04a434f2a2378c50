namespace LienY.Media.Tests;

/// <summary>RTP packets as browsers send them.</summary>
public sealed class RtpTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        Span<byte> buffer = stackalloc byte[200];
        var writer = new RtpWriter(buffer);
        writer.Header(Wire.Vp8, true, 65535, 0xfffffff0, 0x12345678);
        writer.Extension(Wire.Mid, 1)[0] = (byte)'7';
        "ab"u8.CopyTo(writer.Extension(Wire.Rid, 2));
        writer.EndExtensions();
        writer.Payload("hello"u8);
        writer.Padding(9);
        Assert.True(RtpPacket.TryRead(buffer[..writer.Length], out var packet));
        Assert.Equal((Wire.Vp8, true, (ushort)65535, 0xfffffff0u, 0x12345678u), (packet.PayloadType, packet.Marker, packet.Sequence, packet.Timestamp, packet.Ssrc));
        Assert.True(packet.TryExtension(Wire.Rid, out var rid));
        Assert.Equal("ab"u8, rid);
        Assert.False(packet.TryExtension(Wire.AudioLevel, out _));
        Assert.Equal("hello"u8, packet.Payload);
        Assert.Equal(9, packet.PaddingLength);
    }

    [Fact]
    public void Two_byte_extensions_are_read()
    {
        byte[] bytes = [0x90, 111, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0x10, 0x00, 0, 2, 5, 1, 0x8a, 0, 1, 2, (byte)'4', (byte)'2', 9, 9];
        Assert.True(RtpPacket.TryRead(bytes, out var packet));
        Assert.True(packet.TryExtension(Wire.Mid, out var mid));
        Assert.Equal("42"u8, mid);
        Assert.True(packet.TryExtension(Wire.AudioLevel, out var level));
        Assert.Equal(0x8a, level[0]);
        Assert.Equal([9, 9], packet.Payload.ToArray());
    }

    [Theory]
    [InlineData("")]
    [InlineData("8060")]
    [InlineData("4060000100000000000000aa")]
    [InlineData("8f60000100000000000000aa")]
    [InlineData("9060000100000000000000aabede00ff")]
    [InlineData("a060000100000000000000aa11")]
    public void What_is_no_packet_is_refused(string hex) => Assert.False(RtpPacket.TryRead(Convert.FromHexString(hex), out _));
}
