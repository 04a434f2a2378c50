using System.Text;

namespace LienY.Dicom;

/// <summary>A data set as it goes over the line: its bytes and the transfer syntax they are in.</summary>
public readonly record struct EncodedDataSet(ReadOnlyMemory<byte> Bytes, string TransferSyntax)
{
    /// <summary>Most bytes of a data set that is held in memory: identifiers, worklist items, lists of commitments.</summary>
    public const int MostBytes = 4 << 20;

    /// <summary>The list of failed SOP instances (0008,0058) of a move or get that failed in part; as many as one value holds.</summary>
    public static EncodedDataSet FailedInstances(IEnumerable<string> instances, string syntax)
    {
        var text = new StringBuilder();
        foreach (var uid in instances)
        {
            if (text.Length + uid.Length > 65_000) break;
            if (text.Length > 0) text.Append('\\');
            text.Append(uid);
        }
        if ((text.Length & 1) == 1) text.Append('\0');
        var value = Encoding.ASCII.GetBytes(text.ToString());
        byte[] head = syntax == Uids.ImplicitLittle
            ? [0x08, 0, 0x58, 0, (byte)value.Length, (byte)(value.Length >> 8), 0, 0]
            : [0x08, 0, 0x58, 0, (byte)'U', (byte)'I', (byte)value.Length, (byte)(value.Length >> 8)];
        return new((byte[])[.. head, .. value], syntax);
    }
}
