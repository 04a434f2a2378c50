namespace LienY.Dicom;

/// <summary>
/// Reads the header of a data set while its bytes go by: feed what comes until <see cref="IsDone"/>. Nothing is kept of values longer than
/// <see cref="ReadLimits.Kept"/> but their place; the pixels are found, not read.
/// </summary>
public sealed class HeaderScan
{
    readonly ReadLimits limits;
    readonly TransferSyntax declared;
    Inflation? inflation;
    Parser? parser;
    byte[] buffer = [];
    int filled;
    long bufferStart;

    /// <summary>A scan of a data set that is said to be written in a transfer syntax.</summary>
    public HeaderScan(TransferSyntax syntax, ReadLimits? limits = null) => (declared, Syntax, this.limits) = (syntax, syntax, limits ?? ReadLimits.Default);

    /// <summary>How the data set is really written, once the first bytes are known.</summary>
    public TransferSyntax Syntax { get; private set; }

    /// <summary>True once the pixels or the end were met; more bytes need not be fed.</summary>
    public bool IsDone => parser?.IsDone ?? false;

    /// <summary>The elements before the pixels; whole once done.</summary>
    public DataSet DataSet => parser?.Root ?? new DataSet();

    /// <summary>The element of pixels, or null where there is none.</summary>
    public Tag? PixelTag => parser?.PixelTag;

    /// <summary>The representation of the pixels: OB or OW.</summary>
    public Vr PixelVr => parser?.PixelVr ?? Vr.None;

    /// <summary>The first byte of the pixels' value (of the first item where encapsulated), from the start of the data set; of the inflated one where deflated.</summary>
    public long PixelOffset => parser?.PixelOffset ?? 0;

    /// <summary>Bytes of native pixels, or null where a delimiter ends them: they lie in fragments.</summary>
    public long? PixelLength => parser?.PixelLength;

    /// <summary>The offset from which bytes are of use: a caller with a file may go there at once.</summary>
    public long Wanted => parser?.Position ?? 0;

    /// <summary>Scans the first bytes of a data set; ask <see cref="IsDone"/> whether they were enough.</summary>
    public static HeaderScan Read(ReadOnlySpan<byte> prefix, TransferSyntax syntax, ReadLimits? limits = null, bool isWhole = false)
    {
        var scan = new HeaderScan(syntax, limits);
        if (!scan.Feed(prefix) && isWhole) scan.End();
        return scan;
    }

    /// <summary>Takes the next bytes; true once the header is whole. Throws DicomFormatException.</summary>
    public bool Feed(ReadOnlySpan<byte> bytes)
    {
        if (IsDone) return true;
        if (declared.IsDeflated)
        {
            inflation ??= new Inflation(limits);
            foreach (var piece in inflation.Feed(bytes))
            {
                if (Plain(piece.Span, false)) return true;
            }
            return false;
        }
        return Plain(bytes, false);
    }

    /// <summary>Says that the data set ended; throws DicomFormatException where it ended inside an element.</summary>
    public void End()
    {
        if (!IsDone) Plain([], true);
    }

    bool Plain(ReadOnlySpan<byte> bytes, bool whole)
    {
        // What lies in a value that is passed over is not even copied.
        var skipped = parser is null ? 0 : Math.Clamp(parser.Position - bufferStart - filled, 0, bytes.Length);
        if (skipped > 0)
        {
            (buffer, bufferStart, filled) = ([], bufferStart + filled + skipped, 0);
            bytes = bytes[(int)skipped..];
        }
        if (bytes.IsEmpty && !whole) return false;
        if (filled + bytes.Length > buffer.Length) Keep(bytes.Length);
        bytes.CopyTo(buffer.AsSpan(filled));
        filled += bytes.Length;
        if (parser is null)
        {
            if (filled < 8 && !whole) return false;
            Syntax = Syntaxes.Real(buffer.AsSpan(0, filled), declared with { IsDeflated = false });
            if (declared.IsDeflated) Syntax = declared;
            parser = new Parser(Syntax, limits, stopsAtPixels: true);
        }
        return parser.Read(buffer.AsMemory(0, filled), bufferStart, whole);
    }

    /// <summary>Goes on in a new buffer with what has not been read; the values that were read stay in the old one.</summary>
    void Keep(int more)
    {
        var used = parser is null ? 0 : (int)Math.Clamp(parser.Position - bufferStart, 0, filled);
        var left = filled - used;
        // An element that spans many pieces must not be copied for each of them.
        var next = new byte[left == 0 ? more : Math.Max(left + more, Math.Min(left * 2, 1 << 24))];
        buffer.AsSpan(used, left).CopyTo(next);
        (buffer, bufferStart, filled) = (next, bufferStart + used, left);
    }
}
