using System.Security.Cryptography;

namespace LienY.Dicom.Tests;

/// <summary>What an association takes of memory. Alone in its process while it runs: what is counted is then its own.</summary>
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
[Collection(nameof(MemoryTests))]
public sealed class MemoryTests
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_large_instance_takes_no_memory_of_its_size()
    {
        await using var clinic = new Clinic { KeepUpTo = 0 };
        var instance = new OutgoingInstance(Elements.SecondaryCapture, "2.25.1", Uids.ExplicitLittle, (_, _) => new(new Flow(256 << 20)));
        await using var client = await DimseClient.OpenAsync(clinic.Target, "TESTER", ProposedContexts.For([instance]), TimeProvider.System, Stop);
        var before = GC.GetTotalAllocatedBytes();
        Assert.Equal(0, (await client.StoreAsync(instance, Stop)).Code);
        var taken = GC.GetTotalAllocatedBytes() - before;
        Assert.True(taken < 32 << 20, $"{taken} bytes were allocated for an instance of 256 MB.");
        Assert.Equal(SHA256.HashData(new Flow(256 << 20)), clinic.Sums["2.25.1"]);
    }

    /// <summary>Bytes without end that nobody holds.</summary>
    sealed class Flow(long length) : Stream
    {
        long at;

        public override int Read(Span<byte> buffer)
        {
            var count = (int)Math.Min(buffer.Length, length - at);
            buffer[..count].Fill(7);
            at += count;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));
        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => length;
        public override long Position { get => at; set => throw new NotSupportedException(); }
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
