using System.Buffers;
using System.Buffers.Text;
using System.Text;
using System.Xml;

namespace LienY.Insurance;

/// <summary>The text inside one element of the file (a NOIDUNGFILE), drawn from the parser block by block, however it is cut into nodes.</summary>
sealed class ContentText(XmlReader outer) : TextReader
{
    char? ahead;
    bool ended;

    /// <summary>The first letter that is not white space, or null when there is none; it stays to be read.</summary>
    public char? First()
    {
        var one = new char[1];
        while (ahead is null && Draw(one, 0, 1) == 1)
            if (!char.IsWhiteSpace(one[0]) && one[0] != '\uFEFF') ahead = one[0];
        return ahead;
    }

    public override int Read(char[] buffer, int index, int count)
    {
        if (count == 0) return 0;
        if (ahead is { } letter)
        {
            ahead = null;
            buffer[index] = letter;
            return 1;
        }
        return Draw(buffer, index, count);
    }

    public override int Peek() => throw new NotSupportedException("Content is read in blocks.");

    public override int Read() => throw new NotSupportedException("Content is read in blocks.");

    int Draw(char[] buffer, int index, int count)
    {
        try
        {
            while (!ended)
            {
                if (outer.NodeType is XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.Whitespace or XmlNodeType.SignificantWhitespace)
                {
                    var read = outer.ReadValueChunk(buffer, index, count);
                    if (read > 0) return read;
                }
                if (!outer.Read() || outer.NodeType is XmlNodeType.EndElement or XmlNodeType.Element) ended = true;
            }
            return 0;
        }
        catch (Exception e) when (e is XmlException or DecoderFallbackException or ReadingStop or InvalidDataException)
        {
            throw new OuterBroken(e);
        }
    }
}

/// <summary>The bytes behind base64 text; white space between letters and missing "=" at the end are forgiven.</summary>
sealed class Base64Bytes(TextReader text, Base64Room room) : ForwardStream
{
    readonly char[] letters = room.Letters;
    readonly byte[] quads = room.Quads, bytes = room.Bytes;
    int held, at, ready;
    bool ended, padded;

    public override int Read(Span<byte> buffer)
    {
        while (at >= ready && !ended) Fill();
        var take = Math.Min(buffer.Length, ready - at);
        bytes.AsSpan(at, take).CopyTo(buffer);
        at += take;
        return take;
    }

    void Fill()
    {
        var read = text.Read(letters, 0, letters.Length - 4);
        if (read == 0)
        {
            ended = true;
            if (held == 1) throw new ReadingStop("table.base64");
            while (held is > 0 and < 4) quads[held++] = (byte)'=';
        }
        foreach (var letter in letters.AsSpan(0, read))
        {
            if (char.IsWhiteSpace(letter)) continue;
            if (letter > 'z' || (padded && letter != '=')) throw new ReadingStop("table.base64");
            padded |= letter == '=';
            quads[held++] = (byte)letter;
        }
        var whole = held & ~3;
        (at, ready) = (0, 0);
        if (whole == 0) return;
        var status = Base64.DecodeFromUtf8(quads.AsSpan(0, whole), bytes, out var used, out ready, isFinalBlock: true);
        if (status != OperationStatus.Done || used != whole) throw new ReadingStop("table.base64");
        quads.AsSpan(whole, held - whole).CopyTo(quads);
        held -= whole;
    }
}

/// <summary>Room in which one table after another is decoded.</summary>
sealed class Base64Room
{
    public char[] Letters { get; } = new char[4096];

    public byte[] Quads { get; } = new byte[4100];

    public byte[] Bytes { get; } = new byte[3076];
}
