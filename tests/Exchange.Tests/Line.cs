using System.Net.Sockets;
using System.Text;
using LienY.Hl7;

namespace LienY.Exchange.Tests;

/// <summary>A small MLLP client of our own: what a hospital's system does.</summary>
sealed class Line : IDisposable
{
    readonly TcpClient client = new();

    public NetworkStream Stream => client.GetStream();

    public static async Task<Line> OpenAsync(int port)
    {
        var line = new Line();
        await line.client.ConnectAsync("127.0.0.1", port);
        return line;
    }

    /// <summary>Sends a message and reads its acknowledgement.</summary>
    public async Task<Message> SayAsync(string text)
    {
        await RawAsync($"\u000B{text}\u001C\r");
        return await HearAsync() ?? throw new InvalidOperationException("The line was closed without an answer.");
    }

    public async Task RawAsync(string text) => await Stream.WriteAsync(Encoding.UTF8.GetBytes(text));

    /// <summary>The next acknowledgement; null where the line was closed.</summary>
    public async Task<Message?> HearAsync()
    {
        var (end, message) = await new Frames(Stream).ReadAsync(default);
        return end == FrameEnd.Whole ? MessageReader.Read(message.Span).Message : null;
    }

    public void Dispose() => client.Dispose();
}
