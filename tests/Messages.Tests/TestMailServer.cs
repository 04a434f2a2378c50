using System.Net;
using System.Net.Sockets;
using System.Text;

namespace LienY.Messages.Tests;

/// <summary>A mail server of our own (RFC 5321, without TLS) on a real port: keeps what it gets, refuses what it is told to refuse.</summary>
sealed class TestMailServer : IAsyncDisposable
{
    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource over = new();
    readonly List<ReceivedMail> mails = [];

    public TestMailServer()
    {
        listener.Start();
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    /// <summary>Answer to RCPT TO by address; null: taken.</summary>
    public Func<string, string?> Refuses { get; set; } = _ => null;

    /// <summary>Takes the mail and then breaks the line without an answer, as a crash would.</summary>
    public bool BreaksOff { get; set; }

    public IReadOnlyList<ReceivedMail> To(string address)
    {
        lock (mails) return [.. mails.Where(m => m.To == address)];
    }

    async Task AcceptAsync()
    {
        while (!over.IsCancellationRequested)
        {
            TcpClient client;
            try
            {
                client = await listener.AcceptTcpClientAsync(over.Token);
            }
            catch (Exception end) when (end is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                return;
            }
            _ = TalkAsync(client);
        }
    }

    async Task TalkAsync(TcpClient client)
    {
        using (client)
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.Latin1);
            await using var writer = new StreamWriter(client.GetStream(), Encoding.Latin1) { NewLine = "\r\n", AutoFlush = true };
            try
            {
                await ConverseAsync(reader, writer);
            }
            catch (IOException)
            {
                // The other side has hung up.
            }
        }
    }

    async Task ConverseAsync(StreamReader reader, StreamWriter writer)
    {
        await writer.WriteLineAsync("220 test ready");
        var to = "";
        while (await reader.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("RCPT TO:", StringComparison.OrdinalIgnoreCase))
            {
                to = line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
                await writer.WriteLineAsync(Refuses(to) ?? "250 ok");
            }
            else if (line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("354 go on");
                var data = new StringBuilder();
                while (await reader.ReadLineAsync() is { } part && part != ".") data.Append(part.StartsWith("..", StringComparison.Ordinal) ? part[1..] : part).Append("\r\n");
                lock (mails) mails.Add(new(to, data.ToString()));
                if (BreaksOff) return;
                await writer.WriteLineAsync("250 taken");
            }
            else if (line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
            {
                await writer.WriteLineAsync("221 bye");
                return;
            }
            else await writer.WriteLineAsync("250 ok");
        }
    }

    public async ValueTask DisposeAsync()
    {
        await over.CancelAsync();
        listener.Stop();
        over.Dispose();
    }
}

/// <summary>A mail as it came over the line.</summary>
sealed record ReceivedMail(string To, string Raw)
{
    /// <summary>A header, unfolded; "" where there is none.</summary>
    public string Header(string name) => Raw[..Raw.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Replace("\r\n ", " ", StringComparison.Ordinal).Replace("\r\n\t", " ", StringComparison.Ordinal)
        .Split("\r\n").FirstOrDefault(l => l.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))?[(name.Length + 1)..].Trim() ?? "";

    /// <summary>Subject with its encoded words (RFC 2047) read.</summary>
    public string Subject => string.Concat(System.Text.RegularExpressions.Regex.Matches(Header("Subject"), @"=\?utf-8\?(?<how>[BQ])\?(?<text>[^?]*)\?=", System.Text.RegularExpressions.RegexOptions.IgnoreCase).Select(m =>
        Encoding.UTF8.GetString(m.Groups["how"].Value is "B" or "b" ? Convert.FromBase64String(m.Groups["text"].Value) : Quoted(m.Groups["text"].Value)))) is { Length: > 0 } read ? read : Header("Subject");

    /// <summary>A part by its type, decoded.</summary>
    public string Part(string type)
    {
        var boundary = System.Text.RegularExpressions.Regex.Match(Header("Content-Type"), "boundary=\"?([^\";]+)").Groups[1].Value;
        var part = Raw.Split("--" + boundary).Single(p => p.Contains(type, StringComparison.Ordinal) && p.Contains("base64", StringComparison.OrdinalIgnoreCase));
        return Encoding.UTF8.GetString(Convert.FromBase64String(part[part.IndexOf("\r\n\r\n", StringComparison.Ordinal)..].Trim().Replace("\r\n", "", StringComparison.Ordinal)));
    }

    static byte[] Quoted(string text)
    {
        var bytes = new List<byte>();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=') bytes.Add(Convert.ToByte(text[++i..(++i + 1)], 16));
            else bytes.Add((byte)(text[i] == '_' ? ' ' : text[i]));
        }
        return [.. bytes];
    }
}
