using System.Net.Security;
using System.Net.Sockets;
using LienY.Hl7;

namespace LienY.Exchange;

/// <summary>A line to a receiver, opened with the first message.</summary>
sealed class OutgoingLine(Receiver to) : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    TcpClient? client;
    Stream? stream;
    Frames? frames;

    /// <summary>Sends a message and reads its acknowledgement; throws where the line fails, or what comes back acknowledges something else.</summary>
    public async Task<(AckCode Code, string Said)> SendAsync(byte[] message, string controlId, CancellationToken stop)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(stop);
        time.CancelAfter(Patience);
        try
        {
            if (frames is null) await OpenAsync(time.Token);
            await frames!.WriteAsync(message, time.Token);
            var (end, bytes) = await frames.ReadAsync(time.Token);
            if (end != FrameEnd.Whole) throw new IOException($"The receiver ended the line without an answer ({end}).");
            if (MessageReader.Read(bytes.Span).Message is not { } answer
                || answer.First("MSA") is not { } said) throw new IOException("The receiver's answer has no MSA.");
            if (said[2].Text != controlId) throw new IOException("The receiver acknowledged another message.");
            var words = string.Join(" · ", new[] { said[3].Text, answer.First("ERR")?[8].Text ?? "", answer.First("ERR")?[7].Text ?? "" }.Where(w => w.Length > 0)
                .Distinct());
            return (said[1].Text switch { "AA" or "CA" => AckCode.AA, "AE" or "CE" => AckCode.AE, _ => AckCode.AR }, words.Length > 0 ? words : said[1].Text);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new TimeoutException("The receiver did not answer within 30 seconds.");
        }
    }

    async Task OpenAsync(CancellationToken stop)
    {
        client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(to.Host, to.Port, stop);
        stream = client.GetStream();
        if (to.IsTls)
        {
            var secure = new SslStream(stream);
            stream = secure;
            await secure.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = to.Host }, stop);
        }
        frames = new Frames(stream, 1 << 20);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (stream is not null) await stream.DisposeAsync();
        client?.Dispose();
    }
}
