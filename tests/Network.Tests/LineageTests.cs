using LienY.Site;

namespace LienY.Network.Tests;

/// <summary>The reform of 2025, asked for days before and after.</summary>
public abstract class LineageTests(TestSite site)
{
    static readonly DateOnly Before = new(2025, 6, 30);
    static readonly DateOnly After = new(2025, 7, 1);

    [Fact]
    public async Task The_department_of_Kien_Giang_is_open_to_the_last_day_of_June_and_then_passes_to_An_Giang()
    {
        var o = (await site.WorldAsync()).Organisations;
        Assert.True((await site.AskAsync(n => n.FindAsync(o["syt-kien-giang"], Before, default)))!.IsOpen);
        Assert.False((await site.AskAsync(n => n.FindAsync(o["syt-kien-giang"], After, default)))!.IsOpen);
        Assert.Equal([o["syt-kien-giang"]], await site.AskAsync(n => n.SuccessorsAsync(o["syt-kien-giang"], Before, default)));
        Assert.Equal([o["syt-an-giang"]], await site.AskAsync(n => n.SuccessorsAsync(o["syt-kien-giang"], After, default)));
    }

    [Fact]
    public async Task A_hospital_stands_under_the_department_of_its_day()
    {
        var o = (await site.WorldAsync()).Organisations;
        Assert.Equal(o["syt-kien-giang"], (await site.AskAsync(n => n.FindAsync(o["bvdk-kien-giang"], Before, default)))!.ParentId);
        Assert.Equal(o["syt-an-giang"], (await site.AskAsync(n => n.FindAsync(o["bvdk-kien-giang"], After, default)))!.ParentId);
    }

    [Fact]
    public async Task A_name_is_that_of_its_day()
    {
        var o = (await site.WorldAsync()).Organisations;
        Assert.Equal("Trung tâm Y tế thành phố Phú Quốc", (await site.AskAsync(n => n.FindAsync(o["ttyt-phu-quoc"], Before, default)))!.Name);
        Assert.Equal("Trung tâm Y tế đặc khu Phú Quốc", (await site.AskAsync(n => n.NamesAsync([o["ttyt-phu-quoc"]], After, default)))[o["ttyt-phu-quoc"]]);
    }

    [Fact]
    public async Task Who_answers_for_An_Giang_today_reaches_what_Kien_Giang_left()
    {
        var o = (await site.WorldAsync()).Organisations;
        var reach = await site.AskAsync(n => n.ReachAsync(o["syt-an-giang"], default));
        Assert.Contains(o["syt-kien-giang"], reach);
        Assert.Contains(o["ttyt-phu-quoc"], reach);
        Assert.DoesNotContain(o["syt-lao-cai"], reach);
        Assert.Contains(o["syt-yen-bai"], await site.AskAsync(n => n.ReachAsync(o["ubnd-lao-cai"], default)));
    }
}

/// <summary>On SQLite.</summary>
public sealed class LineageOnSqlite(SqliteSite site) : LineageTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class LineageOnPostgres(PostgresSite site) : LineageTests(site), IClassFixture<PostgresSite>;
