using LienY.Insurance;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;

namespace LienY.Feed.Tests;

/// <summary>A site with a watched folder.</summary>
public abstract class FolderSite : TestSite
{
    public string Watched => Path.Combine(Folder, "hop-thu");

    protected override Settings Set(Settings settings) => settings with { FeedFolder = Watched };
}

public sealed class SqliteFolder : FolderSite
{
    protected override Task<string> ConnectionAsync() => Task.FromResult("");
}

public sealed class PostgresFolder : FolderSite
{
    protected override Task<string> ConnectionAsync() => PostgresServer.FreshDatabaseAsync();
}

/// <summary>Files without a network: the watched folder and the command line.</summary>
public abstract class WaysTests(FolderSite site)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_watched_folder_is_emptied_into_done_and_refused()
    {
        var scene = await FeedScene.MakeAsync(site);
        var folder = Directory.CreateDirectory(Path.Combine(site.Watched, scene.Code)).FullName;
        async Task PutAsync(string name, byte[] content, TimeSpan age)
        {
            await File.WriteAllBytesAsync(Path.Combine(folder, name), content, Stop);
            File.SetLastWriteTimeUtc(Path.Combine(folder, name), (site.Clock.GetUtcNow() - age).UtcDateTime);
        }
        await PutAsync("dung.xml", scene.File(scene.Maker().Many(3)), TimeSpan.FromMinutes(1));
        await PutAsync("sai.xml", FeedScene.Utf8("<a/>"), TimeSpan.FromMinutes(1));
        await PutAsync("dang-ghi.xml", scene.File(scene.Maker().Make(Scene.Outpatient, 9)), TimeSpan.Zero);
        await scene.RoundAsync("feed-folder");
        Assert.Equal("dang-ghi.xml", Path.GetFileName(Assert.Single(Directory.GetFiles(folder))));
        // Nothing of a person stays behind: the file is gone, a note says what became of it.
        Assert.Contains("nhận 3", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(folder, "done"), "*.txt")), Stop));
        Assert.Contains("file.not-envelope", await File.ReadAllTextAsync(Assert.Single(Directory.GetFiles(Path.Combine(folder, "refused"), "*.txt")), Stop));
        Assert.DoesNotContain(Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories), f => f.EndsWith("dung.xml", StringComparison.Ordinal)
            || f.EndsWith("sai.xml", StringComparison.Ordinal));
        Assert.Equal(3, await scene.SumAsync("visit.ended"));
        Assert.Equal(2, await scene.CountAsync("select count(*) from feed_file where organisation_id = @p0 and channel = 'Folder'"));
    }

    [Fact]
    public async Task The_command_takes_a_file_and_a_folder_and_says_what_was_refused()
    {
        var scene = await FeedScene.MakeAsync(site);
        var folder = Directory.CreateDirectory(Path.Combine(site.Folder, "nhap-" + scene.Code)).FullName;
        await File.WriteAllBytesAsync(Path.Combine(folder, "1.xml"), scene.File(scene.Maker().Many(2)), Stop);
        Assert.Equal(0, await FeedScene.CommandAsync(site, "feed import", Path.Combine(folder, "1.xml")));
        await File.WriteAllBytesAsync(Path.Combine(folder, "2.xml"), FeedScene.Utf8("<GIAMDINHHS/>"), Stop);
        Assert.Equal(2, await FeedScene.CommandAsync(site, "feed import", folder, "--facility", scene.Code, "--json"));
        Assert.Equal(2, await scene.SumAsync("visit.ended"));
        Assert.Equal(1, await scene.CountAsync("select count(*) from feed_file where organisation_id = @p0 and outcome = 'Same'"));
        await Assert.ThrowsAsync<Refusal>(() => FeedScene.CommandAsync(site, "feed import", Path.Combine(folder, "khong-co.xml")));
    }
}

/// <summary>A house that leaves what it took in the folder, for who wishes to look after the files himself.</summary>
public sealed class KeepingFolder : FolderSite
{
    protected override Settings Set(Settings settings) => base.Set(settings) with { FeedFolderKeep = true };

    protected override Task<string> ConnectionAsync() => Task.FromResult("");
}

public sealed class Kept_files(KeepingFolder site) : IClassFixture<KeepingFolder>
{
    [Fact]
    public async Task Where_the_house_is_told_to_keep_them_taken_files_are_moved_aside()
    {
        var scene = await FeedScene.MakeAsync(site);
        var folder = Directory.CreateDirectory(Path.Combine(site.Watched, scene.Code)).FullName;
        var path = Path.Combine(folder, "dung.xml");
        await File.WriteAllBytesAsync(path, scene.File(scene.Maker().Many(1)), TestContext.Current.CancellationToken);
        File.SetLastWriteTimeUtc(path, site.Clock.GetUtcNow().AddMinutes(-1).UtcDateTime);
        await scene.RoundAsync("feed-folder");
        Assert.EndsWith("-dung.xml", Assert.Single(Directory.GetFiles(Path.Combine(folder, "done"))), StringComparison.Ordinal);
    }
}

public sealed class Ways_on_sqlite(SqliteFolder site) : WaysTests(site), IClassFixture<SqliteFolder>;

public sealed class Ways_on_postgres(PostgresFolder site) : WaysTests(site), IClassFixture<PostgresFolder>;
