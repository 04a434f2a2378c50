using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans.Tests;

/// <summary>The page of goals, its cost, and the told year of the demonstration.</summary>
public abstract class WorkPageTests(TestSite site)
{
    [Fact]
    public async Task Goals_say_the_target_in_words_and_lead_to_its_evidence()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await officer.OpenAsync($"/plans/{plan.Id}");
        Assert.Contains("≥ 1 lần/tuần", officer.Text);
        Assert.Contains("chưa có số liệu", officer.Text);
        Assert.Contains("1 nhiệm vụ quá hạn", officer.Text);
        Assert.Contains("Giữ theo văn bản", officer.Text);
        Assert.NotNull(officer.Page.QuerySelector($"a[href='/evidence/indicators/{plan.Target}']"));
        Assert.Single(officer.Page.QuerySelectorAll("a.button.primary"), a => a.GetAttribute("href") == $"/reports/new?plan={plan.Id}");
    }

    [Fact]
    public async Task A_unit_sees_the_goals_but_does_not_write_the_owners_report()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var unit = await site.SignInAsAsync(Role.UnitOfficer, plan.Hospital);
        await unit.OpenAsync($"/plans/{plan.Id}");
        Assert.Contains("Hội chẩn từ xa mỗi bệnh viện", unit.Text);
        Assert.Null(unit.Page.QuerySelector("a[href^='/reports/new']"));
    }

    [Fact]
    public async Task The_page_of_goals_asks_its_own_tables_at_most_eight_times()
    {
        var plan = await WorkPlan.MakeAsync(site);
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await officer.OpenAsync($"/plans/{plan.Id}");
        using var asked = new Asked(site);
        await officer.OpenAsync($"/plans/{plan.Id}");
        var plans = asked.Texts.Where(t => t.Contains("plans_", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(plans);
        Assert.True(plans.Count <= 8, string.Join("\n\n", plans));
    }

    [Fact]
    public async Task The_told_year_holds_done_late_and_overdue_work_and_every_file_says_that_it_is_sample_data()
    {
        var plan = await WorkPlan.MakeAsync(site);
        await site.AccountAsync(Role.DepartmentOfficer, plan.Owner);
        await site.AccountAsync(Role.UnitOfficer, plan.Hospital);
        for (var i = 0; i < 24; i++) await plan.AddTaskAsync(Guid.CreateVersion7(), 10 + i, $"II.{3 + i}", $"Việc mẫu {i}", plan.Hospital, new DateOnly(2025, 12, 31));
        var world = new DemoWorld(new DateOnly(2025, 11, 20), new Dictionary<string, byte[]>()) { Plans = { ["kien-giang"] = plan.Id } };
        await site.HouseAsync(async services =>
        {
            await services.GetServices<IDemonstration>().Single(d => d.Order == 31).TellAsync(world, default);
            return 0;
        });
        var done = await plan.FactsAsync("plan.task.done");
        Assert.True(done.Count > 8);
        Assert.Contains(done, f => f.Dims.Contains("\"late\":\"true\"", StringComparison.Ordinal));
        Assert.All(done, f => Assert.InRange(f.On, new DateOnly(2025, 1, 1), new DateOnly(2025, 11, 20)));
        Assert.NotEmpty(await plan.FactsAsync("plan.meeting.held"));
        Assert.NotEmpty(await plan.FactsAsync("plan.product.accepted"));
        Assert.NotEmpty(await plan.FactsAsync("plan.budget.spent"));
        var officer = await site.SignInAsAsync(Role.DepartmentOfficer, plan.Owner);
        await officer.OpenAsync($"/plans/{plan.Id}/tasks?overdue=on");
        Assert.NotNull(officer.Page.QuerySelector("tr.late"));
        await officer.OpenAsync($"/plans/{plan.Id}/meetings");
        var minutes = officer.Page.QuerySelector("a[href$='/file']")!.GetAttribute("href")!;
        Assert.StartsWith("DỮ LIỆU MẪU", Encoding.UTF8.GetString(await officer.DownloadAsync(minutes)));
        await officer.OpenAsync($"/plans/{plan.Id}/timeline");
        Assert.Contains("Việc mẫu 3", officer.Text);
    }

    /// <summary>The commands that EF sends to one site's database while it is open.</summary>
    sealed class Asked : IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>, IDisposable
    {
        readonly ConcurrentQueue<string> texts = new();
        readonly List<IDisposable> held = [];
        readonly string mark;

        public Asked(TestSite site)
        {
            mark = site.Settings.Database.Length > 0 ? new Npgsql.NpgsqlConnectionStringBuilder(site.Settings.Database).Database! : site.Folder;
            held.Add(DiagnosticListener.AllListeners.Subscribe(this));
        }

        public IReadOnlyCollection<string> Texts => texts;

        public void OnNext(DiagnosticListener value)
        {
            if (value.Name == DbLoggerCategory.Name) held.Add(value.Subscribe(this));
        }

        public void OnNext(KeyValuePair<string, object?> value)
        {
            if (value.Value is CommandExecutedEventData said && said.Command.Connection!.ConnectionString.Contains(mark, StringComparison.Ordinal)) texts.Enqueue(said.Command.CommandText);
        }

        public void OnCompleted()
        {
        }

        public void OnError(Exception error)
        {
        }

        public void Dispose() => held.ForEach(h => h.Dispose());
    }
}

/// <summary>On the embedded database.</summary>
public sealed class WorkPageOnSqlite(SqliteSite site) : WorkPageTests(site), IClassFixture<SqliteSite>;

/// <summary>On PostgreSQL.</summary>
public sealed class WorkPageOnPostgres(PostgresSite site) : WorkPageTests(site), IClassFixture<PostgresSite>;
