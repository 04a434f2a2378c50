using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Practitioners.Tests;

/// <summary>What other modules are told.</summary>
public abstract class RegisterTests(TestSite site)
{
    [Fact]
    public async Task A_licence_number_finds_its_holder_whatever_its_case_and_spaces()
    {
        var at = await site.OrganisationAsync("Bệnh viện Số giấy phép");
        var number = Scene.FreshNumber();
        var id = await site.DoctorAsync(at, "Trần Thị Một", number);
        var found = await site.AskAsync(r => r.ByLicencesAsync([" " + number.ToLowerInvariant().Insert(3, " "), "không có"], null, default));
        Assert.Equal(id, Assert.Single(found).Value.Id);
    }

    [Fact]
    public async Task The_same_licence_is_the_same_person_and_a_move_keeps_the_history()
    {
        var (first, second) = (await site.OrganisationAsync("Bệnh viện Cũ"), await site.OrganisationAsync("Bệnh viện Mới"));
        var number = Scene.FreshNumber();
        var id = await site.DoctorAsync(first, "Lê Văn Chuyển", number);
        Assert.Equal(id, await site.DoctorAsync(second, "Lê Văn Chuyển", number));
        Assert.Equal(second, (await site.AskAsync(r => r.FindAsync(id, null, default)))!.OrganisationId);
        Assert.Equal(first, (await site.AskAsync(r => r.FindAsync(id, site.Clock.Today().AddDays(-1), default)))!.OrganisationId);
        Assert.Empty(await site.AskAsync(r => r.AtAsync([first], null, 10, default)));
        Assert.Single(await site.AskAsync(r => r.AtAsync([second], "le van", 10, default)));
    }

    [Fact]
    public async Task A_licence_stands_from_its_first_to_its_last_day()
    {
        var at = await site.OrganisationAsync("Bệnh viện Thời hạn");
        var id = await site.DoctorAsync(at, "Vũ Thời Hạn", Scene.FreshNumber(), new(2024, 1, 10), new(2025, 1, 9));
        async Task<bool> On(int year, int month, int day) => (await site.AskAsync(r => r.FindAsync(id, new(year, month, day), default)))!.IsLicensed;
        Assert.False(await On(2024, 1, 9));
        Assert.True(await On(2024, 1, 10));
        Assert.True(await On(2025, 1, 9));
        Assert.False(await On(2025, 1, 10));
    }

    [Fact]
    public async Task An_account_leads_to_its_person_also_for_a_caller_elsewhere()
    {
        var (at, elsewhere) = (await site.OrganisationAsync("Bệnh viện Tài khoản"), await site.OrganisationAsync("Bệnh viện Khác"));
        var account = await site.AccountAsync(Role.Doctor, at);
        var id = await site.DoctorAsync(at, "Người Tài Khoản", user: account.Id);
        Assert.Equal(id, (await site.AskAsync(r => r.OfUserAsync(account.Id, null, default)))!.Id);
        await using var scope = site.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller =
            new(Guid.CreateVersion7(), "Ai đó", elsewhere, "", [new(Role.Doctor, elsewhere, new HashSet<Guid> { elsewhere })]);
        Assert.NotNull(await scope.ServiceProvider.GetRequiredService<IPractitioners>().FindAsync(id, null, default));
    }

    [Fact]
    public async Task The_same_person_entered_at_once_many_times_is_one()
    {
        var at = await site.OrganisationAsync("Bệnh viện Cùng lúc");
        var number = Scene.FreshNumber();
        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Task.Run(() => site.DoctorAsync(at, "Đỗ Cùng Lúc", number))));
        Assert.Single(ids.Distinct());
        Assert.Single(await site.AskAsync(r => r.AtAsync([at], null, 10, default)));
    }

    [Fact]
    public async Task Somebody_without_a_licence_is_known_again_by_name_and_birth_day()
    {
        var at = await site.OrganisationAsync("Bệnh viện Không giấy phép");
        var first = await site.DoctorAsync(at, "Hà Thị Sinh", born: new(1990, 5, 5));
        Assert.Equal(first, await site.DoctorAsync(at, "Hà Thị Sinh", born: new(1990, 5, 5)));
        Assert.NotEqual(first, await site.DoctorAsync(at, "Hà Thị Sinh", born: new(1991, 5, 5)));
        Assert.False((await site.AskAsync(r => r.FindAsync(first, null, default)))!.IsLicensed);
    }
}

public sealed class Register_on_sqlite(SqliteSite site) : RegisterTests(site), IClassFixture<SqliteSite>;

public sealed class Register_on_postgres(PostgresSite site) : RegisterTests(site), IClassFixture<PostgresSite>;
