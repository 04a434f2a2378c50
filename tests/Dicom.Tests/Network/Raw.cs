using System.Net;
using System.Net.Sockets;

namespace LienY.Dicom.Tests;

/// <summary>A line on which anything can be said.</summary>
sealed class Raw : IDisposable
{
    readonly TcpClient line = new() { NoDelay = true };

    public static async Task<Raw> OpenAsync(int port)
    {
        var raw = new Raw();
        await raw.line.ConnectAsync(IPAddress.Loopback, port);
        return raw;
    }

    /// <summary>A line on which an association for verification (1) and secondary capture (3) stands.</summary>
    public static async Task<Raw> AssociatedAsync(int port)
    {
        var raw = await OpenAsync(port);
        await raw.SayAsync(Request());
        var (type, _) = await raw.HearAsync();
        Assert.Equal(PduType.AssociateAccept, type);
        return raw;
    }

    public static byte[] Request() => PduWriter.Of(new AssociateRequest("LIENY", "RAW",
        [new(1, Uids.Verification, [Uids.ImplicitLittle]), new(3, Elements.SecondaryCapture, [Uids.ExplicitLittle])], new() { MostPdu = 16384 }));

    /// <summary>A P-DATA-TF of one value.</summary>
    public static byte[] Data(byte context, bool isCommand, bool isLast, ReadOnlySpan<byte> fragment)
    {
        var pdu = new byte[PduWriter.DataHead + fragment.Length];
        PduWriter.DataHeadTo(pdu, context, isCommand, isLast, fragment.Length);
        fragment.CopyTo(pdu.AsSpan(PduWriter.DataHead));
        return pdu;
    }

    public static byte[] Store(string sopInstance) => Data(3, true, true, new DimseCommand(DimseVerb.Store)
    {
        SopClass = Elements.SecondaryCapture,
        SopInstance = sopInstance,
        MessageId = 1,
        HasData = true,
    }.Write());

    public static byte[] Echo(ushort id = 1) => Data(1, true, true, new DimseCommand(DimseVerb.Echo) { SopClass = Uids.Verification, MessageId = id }.Write());

    public async Task SayAsync(params byte[][] pdus)
    {
        foreach (var pdu in pdus) await line.GetStream().WriteAsync(pdu);
    }

    /// <summary>The next PDU; type 0 where the other side hung up.</summary>
    public async Task<(PduType Type, byte[] Body)> HearAsync()
    {
        var head = new byte[6];
        try
        {
            if (await line.GetStream().ReadAtLeastAsync(head, 6, throwOnEndOfStream: false) < 6) return (0, []);
            var body = new byte[head[2] << 24 | head[3] << 16 | head[4] << 8 | head[5]];
            await line.GetStream().ReadExactlyAsync(body);
            return ((PduType)head[0], body);
        }
        catch (IOException)
        {
            return (0, []);
        }
    }

    /// <summary>The other side aborts as provider for that reason, and hangs up.</summary>
    public async Task IsAbortedAsync(AbortReason reason)
    {
        var (type, body) = await HearAsync();
        Assert.Equal((PduType.Abort, new Abort(2, reason)), (type, PduReader.Abort(body)));
        Assert.Equal((PduType)0, (await HearAsync()).Type);
    }

    public void Dispose() => line.Dispose();
}
