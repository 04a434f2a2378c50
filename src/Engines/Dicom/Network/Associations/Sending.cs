using System.Buffers;

namespace LienY.Dicom;

public sealed partial class Association
{
    /// <summary>Sends a message whose data set, if any, is in memory.</summary>
    internal Task SendAsync(byte context, DimseCommand command, EncodedDataSet? data = null) =>
        SendAsync(context, command, data is { } given ? new MemoryStream(given.Bytes.ToArray(), writable: false) : null, CancellationToken.None);

    /// <summary>Sends a message; its data set is read as it goes. Where that reading fails within the message, nothing but an abort is left.</summary>
    internal async Task SendAsync(byte context, DimseCommand command, Stream? data, CancellationToken stop)
    {
        var bytes = command.Write();
        var pdus = (bytes.Length + mostFragment - 1) / mostFragment;
        await gate.WaitAsync(stop);
        var buffer = ArrayPool<byte>.Shared.Rent(bytes.Length + pdus * PduWriter.DataHead + (data is null ? 0 : PduWriter.DataHead + mostFragment + 1));
        try
        {
            var at = 0;
            for (var from = 0; from < bytes.Length; from += mostFragment)
            {
                var part = bytes.AsSpan(from, Math.Min(mostFragment, bytes.Length - from));
                PduWriter.DataHeadTo(buffer.AsSpan(at), context, isCommand: true, from + part.Length == bytes.Length, part.Length);
                part.CopyTo(buffer.AsSpan(at + PduWriter.DataHead));
                at += PduWriter.DataHead + part.Length;
            }
            if (data is null) await wire.SendAsync(buffer.AsMemory(0, at));
            else await SendAsync(buffer, at, context, data, stop);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
            gate.Release();
        }
    }

    // One byte more than a fragment is read: only so is it known whether the fragment is the last one.
    async Task SendAsync(byte[] buffer, int at, byte context, Stream data, CancellationToken stop)
    {
        for (var have = 0; ;)
        {
            var body = at + PduWriter.DataHead;
            while (have <= mostFragment && await data.ReadAsync(buffer.AsMemory(body + have, mostFragment + 1 - have), stop) is var read and > 0) have += read;
            var length = Math.Min(have, mostFragment);
            PduWriter.DataHeadTo(buffer.AsSpan(at), context, isCommand: false, have <= mostFragment, length);
            await wire.SendAsync(buffer.AsMemory(0, body + length));
            if (have <= mostFragment) return;
            buffer[PduWriter.DataHead] = buffer[body + length];
            (at, have) = (0, 1);
        }
    }

    async Task SendAsync(byte[] pdu)
    {
        await gate.WaitAsync();
        try
        {
            await wire.SendAsync(pdu);
        }
        finally
        {
            gate.Release();
        }
    }
}
