using System.Net.WebSockets;
using System.Text;
using System.Threading.Channels;
using LienY.Kernel;

namespace LienY.Rooms.Tests;

/// <summary>A slow reader: the wire takes what is written only when the test lets it.</summary>
public sealed class LineTests
{
    sealed class SlowWire : Stream
    {
        readonly SemaphoreSlim open = new(0);
        public MemoryStream Written { get; } = new();
        public Channel<bool> Said { get; } = Channel.CreateUnbounded<bool>();
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => true;
        public override long Length => throw new NotSupportedException();
        public override long Position { get; set; }
        public void Open(int writes) => open.Release(writes);
        public override void Flush() { }
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return 0;
        }

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Said.Writer.TryWrite(true);
            await open.WaitAsync(cancellationToken);
            lock (Written) Written.Write(buffer.Span);
        }
    }

    static Line Make(SlowWire wire) =>
        new(WebSocket.CreateFromStream(wire, new WebSocketCreationOptions { IsServer = true }), Guid.Empty, new Words(new Lexicon([]), "vi"), TimeProvider.System);

    [Fact]
    public async Task A_slow_reader_gets_the_latest_view_and_everything_that_happened_in_order()
    {
        using var stop = new CancellationTokenSource();
        var wire = new SlowWire();
        var line = Make(wire);
        var running = line.RunAsync(_ => Task.CompletedTask, stop.Token);
        line.Send("A"u8.ToArray());
        await wire.Said.Reader.ReadAsync();
        for (var i = 0; i < 1000; i++) line.Latest("view", Encoding.ASCII.GetBytes($"<view {i}>"));
        line.Send("B"u8.ToArray());
        line.Send("C"u8.ToArray());
        wire.Open(100);
        for (var sent = 1; sent < 4; sent++) await wire.Said.Reader.ReadAsync();
        string text;
        do
        {
            await Task.Delay(10);
            lock (wire.Written) text = Encoding.ASCII.GetString(wire.Written.ToArray());
        }
        while (!text.Contains("<view", StringComparison.Ordinal));
        Assert.True(text.IndexOf('A') < text.IndexOf('B') && text.IndexOf('B') < text.IndexOf('C'));
        Assert.Contains("<view 999>", text, StringComparison.Ordinal);
        Assert.Single(text.Split("<view").Skip(1));
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task Who_falls_too_far_behind_is_cut_off_and_may_come_again()
    {
        var wire = new SlowWire();
        var line = Make(wire);
        var running = line.RunAsync(_ => Task.CompletedTask, default);
        for (var i = 0; i < 1200; i++) line.Send("event"u8.ToArray());
        wire.Open(10_000);
        Assert.Equal("slow", await running);
    }
}
