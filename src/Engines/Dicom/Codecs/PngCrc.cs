namespace LienY.Dicom;

/// <summary>The check sum of a PNG chunk (ISO/IEC 15948 annex D): CRC-32 of kind and data.</summary>
static class PngCrc
{
    static readonly uint[] table = [.. Enumerable.Range(0, 256).Select(i =>
        Enumerable.Range(0, 8).Aggregate((uint)i, (c, _) => (c & 1) == 1 ? 0xEDB88320 ^ c >> 1 : c >> 1))];

    public static uint Of(ReadOnlySpan<byte> kind, ReadOnlySpan<byte> data) => ~More(More(0xFFFFFFFF, kind), data);

    static uint More(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes) crc = table[(byte)(crc ^ b)] ^ crc >> 8;
        return crc;
    }
}
