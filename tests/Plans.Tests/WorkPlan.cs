using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Plans.Tests;

/// <summary>A live plan as adoption leaves it in the tables: an owner, a hospital that leads, a stranger outside, tasks, targets and money.</summary>
sealed class WorkPlan(TestSite site)
{
    /// <summary>The plan.</summary>
    public Guid Id { get; } = Guid.CreateVersion7();

    /// <summary>The department that answers for it.</summary>
    public Guid Owner { get; private set; }

    /// <summary>A hospital that leads some of its work.</summary>
    public Guid Hospital { get; private set; }

    /// <summary>An organisation that has no part in it.</summary>
    public Guid Stranger { get; private set; }

    /// <summary>A task of the hospital, due 30/11/2025.</summary>
    public Guid Task { get; } = Guid.CreateVersion7();

    /// <summary>A task of the owner, due 01/10/2025.</summary>
    public Guid OwnTask { get; } = Guid.CreateVersion7();

    /// <summary>A target.</summary>
    public Guid Target { get; } = Guid.CreateVersion7();

    /// <summary>A budget line of 2025, 264 triệu.</summary>
    public Guid Line { get; } = Guid.CreateVersion7();

    /// <summary>Makes it.</summary>
    public static async Task<WorkPlan> MakeAsync(TestSite site, Guid? above = null)
    {
        var plan = new WorkPlan(site);
        var mark = plan.Id.ToString("N")[^6..];
        plan.Owner = await site.OrganisationAsync("Sở Y tế tỉnh thử " + mark, above, "department");
        plan.Hospital = await site.OrganisationAsync("Bệnh viện thử " + mark, plan.Owner, "hospital");
        plan.Stranger = await site.OrganisationAsync("Bệnh viện ngoài " + mark, kind: "hospital");
        await plan.FillAsync();
        return plan;
    }

    async Task FillAsync()
    {
        await RunAsync("insert into plans_plan (id, owner_id, number, kind, title, issuer, issued_on, starts_on, ends_on, state, parent_ref, file_hash, file_name, signer, signer_position, "
            + "folded, created_at, version) values (@p0, @p1, '11/KH-SYT', 'Kế hoạch', 'Hợp tác thử', 'Sở Y tế', @p2, @p3, @p4, 'Active', '', '', '', '', '', '', @p5, 1)",
            Id, Owner, new DateOnly(2025, 1, 10), new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31), site.Clock.GetUtcNow());
        await RunAsync("insert into plans_party (plan_id, org_id, role) values (@p0, @p1, 'Owner')", Id, Owner);
        await RunAsync("insert into plans_party (plan_id, org_id, role) values (@p0, @p1, 'Lead')", Id, Hospital);
        await AddTaskAsync(Task, 1, "II.1", "Cử bác sĩ đi đào tạo", Hospital, new DateOnly(2025, 11, 30));
        await AddTaskAsync(OwnTask, 2, "II.2", "Khảo sát nhu cầu", Owner, new DateOnly(2025, 10, 1));
        await RunAsync("insert into plans_indicator (id, plan_id, ordinal, path, name, comparator, value, unit, starts_on, ends_on, scope, owner_id, measure_kind, quote, line_first, "
            + "line_last, version) values (@p0, @p1, 1, 'I.2', 'Hội chẩn từ xa mỗi bệnh viện', 'AtLeast', 1, 'lần/tuần', @p2, @p3, '', @p4, 'declared', '', 0, 0, 1)",
            Target, Id, new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31), Owner);
        await RunAsync("insert into plans_budget (id, plan_id, ordinal, label, source, axis, year, is_total, planned, line_first, line_last, version) "
            + "values (@p0, @p1, 1, 'Thuê phần mềm', 'Ngân sách', 'item', 2025, @p2, 264000000, 40, 41, 1)", Line, Id, false);
        await RunAsync("insert into plans_budget (id, plan_id, ordinal, label, source, axis, is_total, planned, line_first, line_last, version) "
            + "values (@p0, @p1, 2, 'Thuê phần mềm', 'Ngân sách', 'item', @p2, 300000000, 40, 41, 1)", Guid.CreateVersion7(), Id, true);
        await RunAsync("insert into plans_warning (id, plan_id, ordinal, code, message, quote, line_first, line_last, resolution) "
            + "values (@p0, @p1, 1, 'sum', 'Các năm cộng lại không bằng tổng đã ghi', '', 40, 41, 'Giữ theo văn bản')", Guid.CreateVersion7(), Id);
    }

    /// <summary>Adds a task as the paper gives it.</summary>
    public Task AddTaskAsync(Guid id, int ordinal, string path, string name, Guid unit, DateOnly due) => RunAsync(
        "insert into plans_task (id, plan_id, ordinal, path, content, name, unit_id, due_on, state, progress, note, line_first, line_last, version) "
        + "values (@p0, @p1, @p2, @p3, 'Đào tạo', @p4, @p5, @p6, 'Open', 0, '', 12, 13, 1)", id, Id, ordinal, path, name, unit, due);

    /// <summary>Gives a task to a person.</summary>
    public Task GiveAsync(Guid task, Guid person) => RunAsync("update plans_task set owner_user_id = @p1 where id = @p0", task, person);

    /// <summary>Facts of the plan of one kind: day, value, version, part, reason, unit, dims; in the order of the ledger.</summary>
    public async Task<List<(DateOnly On, decimal Value, int Version, short Part, string? Reason, Guid Unit, string Dims)>> FactsAsync(string kind)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        return await connection.RowsAsync("select occurred_on, value, source_version, part, reason, unit_id, dims from kernel_fact where plan_id = @p0 and kind = @p1 order by seq",
            r => (r.Day(0), r.GetInt64(1) / 10_000m, r.GetInt32(2), r.GetInt16(3), r.Text(4), r.GetGuid(5), r.GetString(6)), default, Id, kind);
    }

    /// <summary>Texts of notices whose key begins so.</summary>
    public async Task<List<(string Once, Guid? Person, Guid? Organisation)>> NoticesAsync(string prefix)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        return await connection.RowsAsync("select once, user_id, organisation_id from kernel_notice where once like @p0 order by created_at",
            r => (r.GetString(0), r.Id(1), r.Id(2)), default, prefix + "%");
    }

    /// <summary>Runs the reminders as their job does.</summary>
    public Task RemindAsync() => site.Services.GetRequiredService<JobRunner>().RunAsync(site.Services.GetServices<Job>().Single(j => j.Name == "plan-reminders"), default);

    /// <summary>Runs a statement.</summary>
    public async Task RunAsync(string sql, params object?[] values)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        await connection.RunAsync(sql, default, values);
    }
}
