using System.Text;

namespace LienY.Kernel.Tests;

public sealed class FilesTests(SqliteKernel house) : IClassFixture<SqliteKernel>
{
    static readonly Guid Unit = Guid.Parse("0198aaaa-0000-7000-8000-00000000000f");

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(65_535)]
    [InlineData(65_536)]
    [InlineData(300_000)]
    public async Task What_was_kept_comes_back_and_does_not_lie_there_in_the_clear(int size)
    {
        var content = Enumerable.Range(0, size).Select(i => (byte)(i % 7 + 65)).ToArray();
        var kept = await house.Get<IFiles>().PutAsync(Unit, new MemoryStream(content), 1_000_000, default);
        Assert.Equal(size, kept.Size);
        await using var opened = await house.Get<IFiles>().OpenAsync(Unit, kept.Hash, default);
        using var copy = new MemoryStream();
        await opened.CopyToAsync(copy);
        Assert.Equal(content, copy.ToArray());
        if (size > 100) Assert.DoesNotContain("ABCDEFGABC", Encoding.Latin1.GetString(await File.ReadAllBytesAsync(PathOf(kept))));
    }

    [Fact]
    public async Task A_flipped_bit_is_found()
    {
        var kept = await house.Get<IFiles>().PutAsync(Unit, new MemoryStream(Encoding.UTF8.GetBytes("Biên bản họp")), 1000, default);
        var bytes = await File.ReadAllBytesAsync(PathOf(kept));
        bytes[^1] ^= 1;
        await File.WriteAllBytesAsync(PathOf(kept), bytes);
        Assert.Equal("file-broken", (await Assert.ThrowsAsync<Refusal>(() => house.Get<IFiles>().OpenAsync(Unit, kept.Hash, default))).Code);
    }

    [Fact]
    public async Task Too_large_a_file_is_refused_and_leaves_nothing()
    {
        var other = Guid.CreateVersion7();
        Assert.Equal("too-large", (await Assert.ThrowsAsync<Refusal>(() => house.Get<IFiles>().PutAsync(other, new MemoryStream(new byte[200_000]), 100_000, default))).Code);
        Assert.Empty(Directory.GetFiles(Path.Combine(house.Folder, "files", other.ToString("N")), "*", SearchOption.AllDirectories));
    }

    [Fact]
    public async Task Another_organisation_cannot_open_it()
    {
        var kept = await house.Get<IFiles>().PutAsync(Unit, new MemoryStream([1, 2, 3]), 1000, default);
        Assert.Equal(RefusalKind.Missing, (await Assert.ThrowsAsync<Refusal>(() => house.Get<IFiles>().OpenAsync(Guid.CreateVersion7(), kept.Hash, default))).Kind);
    }

    [Theory]
    [InlineData("../../key")]
    [InlineData("")]
    [InlineData("ABCDEF")]
    public async Task A_hash_that_is_none_opens_nothing(string hash) =>
        Assert.Equal(RefusalKind.Missing, (await Assert.ThrowsAsync<Refusal>(() => house.Get<IFiles>().OpenAsync(Unit, hash, default))).Kind);

    string PathOf(Kept kept) => Path.Combine(house.Folder, "files", Unit.ToString("N"), kept.Hash[..2], kept.Hash);
}
