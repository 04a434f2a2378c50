using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace LienY.Codes.Tests;

/// <summary>Editions of code lists: loaded by page, closed by date, searched, asked.</summary>
public abstract class CodeListTests(TestSite site)
{
    const string First = "code\tname_vi\tname_en\tcategory\tclass\n"
        + "A00\tBệnh tả\tCholera\tA00\tx\nA17.0†\tViêm màng não do lao\tTuberculous meningitis\tA17\t\nI10\tTăng huyết áp vô căn (nguyên phát)\tEssential hypertension\tI10\t\n"
        + "J18.9\tViêm phổi, tác nhân không xác định\tPneumonia, unspecified\tJ18\t\nJ18.9\tMột dòng trùng\t\tJ18\t\n";

    const string Second = "Mã bệnh;Tên bệnh\nA00;Bệnh tả\nJ18.9;Viêm phổi chưa rõ tác nhân\nU07.1;COVID-19\n";

    ICodeLists Lists => site.Services.GetRequiredService<ICodeLists>();

    // A system of its own for each test, for a fixture is shared; the file of a system that is not ICD keeps its codes as they stand.
    static string NewSystem() => "urn:test:" + Guid.CreateVersion7();

    async Task<Visitor> AdministratorAsync() => await site.SignInAsAsync(Role.Administrator, await site.OrganisationAsync("Sở Y tế " + Guid.CreateVersion7()));

    static async Task LoadAsync(Visitor visitor, string system, string day, string text, bool smaller = false, string name = "list.tsv")
    {
        await visitor.OpenAsync("/codes");
        await visitor.SubmitAsync("/codes", [("kind", "other"), ("system", system), ("from", day), ("label", "Bản thử"), ("smaller", smaller ? "on" : "")],
            [("file", name, Encoding.UTF8.GetBytes(text))]);
    }

    [Fact]
    public async Task An_edition_is_loaded_by_page_and_found_with_and_without_tone_marks()
    {
        var (visitor, system) = (await AdministratorAsync(), NewSystem());
        await LoadAsync(visitor, system, "01/01/2021", First);
        Assert.Contains("Đã nạp 4 mã; bỏ 1 dòng trùng mã.", visitor.Text);
        foreach (var text in new[] { "tăng huyết", "huyet tang", "HYPERTENSION", "i10" })
            Assert.Equal("I10", Assert.Single((await Lists.SearchAsync(new(system, text, new DateOnly(2022, 5, 1)), default)).Codes).Code);
        Assert.Equal(["J18.9", "A17.0†"], (await Lists.SearchAsync(new(system, "viem", new DateOnly(2022, 5, 1)), default)).Codes.Select(c => c.Code).OrderDescending());
        Assert.Equal("J18.9", (await Lists.SearchAsync(new(system, "j189"), default)).Codes.Single().Code);
        Assert.Equal("x", (await Lists.FindAsync(system, "A00", null, default))!.Properties["class"]);
        Assert.Equal("J18.9", (await Lists.SearchAsync(new(system, Parent: "J18"), default)).Codes.Single().Code);
        await visitor.OpenAsync($"/codes/search?system={Uri.EscapeDataString(system)}&q=mang+nao");
        Assert.Contains("Viêm màng não do lao", visitor.Text);
    }

    [Fact]
    public async Task A_new_edition_closes_the_codes_of_the_one_before_by_date()
    {
        var (visitor, system) = (await AdministratorAsync(), NewSystem());
        await LoadAsync(visitor, system, "01/01/2021", First);
        await LoadAsync(visitor, system, "01/07/2025", Second, name: "list.csv");
        Assert.NotNull(await Lists.FindAsync(system, "I10", new DateOnly(2025, 6, 30), default));
        Assert.Null(await Lists.FindAsync(system, "I10", new DateOnly(2025, 7, 1), default));
        Assert.Equal("Viêm phổi, tác nhân không xác định", (await Lists.FindAsync(system, "J18.9", new DateOnly(2025, 6, 30), default))!.Display);
        Assert.Equal("Viêm phổi chưa rõ tác nhân", (await Lists.FindAsync(system, "J18.9", new DateOnly(2025, 7, 1), default))!.Display);
        Assert.Null(await Lists.FindAsync(system, "J18.9", new DateOnly(2020, 12, 31), default));
        // One that is older than both comes later: it ends where the first begins.
        await LoadAsync(visitor, system, "01/01/2015", Second, name: "list.csv");
        Assert.Equal([new DateOnly(2025, 7, 1), new DateOnly(2021, 1, 1), new DateOnly(2015, 1, 1)], (await Lists.EditionsAsync(default)).Where(e =>
            e.System == system).Select(e => e.From));
        Assert.Equal([null, new DateOnly(2025, 6, 30), new DateOnly(2020, 12, 31)], (await Lists.EditionsAsync(default)).Where(e => e.System == system).Select(e =>
            e.To));
        Assert.NotNull(await Lists.FindAsync(system, "U07.1", new DateOnly(2020, 12, 31), default));
        Assert.Null(await Lists.FindAsync(system, "U07.1", new DateOnly(2021, 1, 1), default));
    }

    [Fact]
    public async Task The_same_edition_again_changes_nothing_and_a_corrected_one_takes_its_place()
    {
        var (visitor, system) = (await AdministratorAsync(), NewSystem());
        await LoadAsync(visitor, system, "01/01/2021", First);
        var before = (await Lists.EditionsAsync(default)).Single(e => e.System == system);
        await LoadAsync(visitor, system, "01/01/2021", First.Replace('\t', ';'), name: "same.csv");
        Assert.Contains("Bản này đã có, không đổi gì.", visitor.Text);
        Assert.Equal(before, (await Lists.EditionsAsync(default)).Single(e => e.System == system));
        await LoadAsync(visitor, system, "01/01/2021", First.Replace("Bệnh tả", "Tả", StringComparison.Ordinal));
        Assert.Equal("Tả", (await Lists.FindAsync(system, "A00", null, default))!.Display);
        Assert.Single((await Lists.EditionsAsync(default)), e => e.System == system);
    }

    [Fact]
    public async Task A_file_that_is_no_such_list_is_refused_and_nothing_of_it_is_loaded()
    {
        var (visitor, system) = (await AdministratorAsync(), NewSystem());
        await LoadAsync(visitor, system, "01/01/2021", "a\tb\n1\t2\n");
        Assert.Contains("Không thấy dòng tiêu đề có cột mã và cột tên.", visitor.Text);
        await LoadAsync(visitor, system, "01/01/2021", "code\tname_vi\nA00\tBệnh tả\n\tKhông mã\n");
        Assert.Contains("1 dòng thiếu mã hoặc tên", visitor.Text);
        await LoadAsync(visitor, system, "01/01/2021", "code\tname_vi\n");
        Assert.Contains("Tệp không có mã nào.", visitor.Text);
        await LoadAsync(visitor, system, "01/01/2021", "PK\u0003\u0004 no workbook");
        Assert.Contains("Tệp Excel bị hỏng", visitor.Text);
        Assert.DoesNotContain(await Lists.EditionsAsync(default), e => e.System == system);
    }

    [Fact]
    public async Task A_list_cut_short_is_refused_unless_it_is_said_to_be_whole()
    {
        var (visitor, system) = (await AdministratorAsync(), NewSystem());
        await LoadAsync(visitor, system, "01/01/2021", First);
        await LoadAsync(visitor, system, "01/01/2022", "code\tname_vi\nA00\tBệnh tả\n");
        Assert.Contains("Tệp chỉ có 1 mã, bản đang dùng có 4.", visitor.Text);
        await LoadAsync(visitor, system, "01/01/2022", "code\tname_vi\nA00\tBệnh tả\n", smaller: true);
        Assert.Null(await Lists.FindAsync(system, "I10", new DateOnly(2022, 1, 1), default));
    }

    [Fact]
    public async Task A_code_is_judged_by_the_list_of_the_day()
    {
        var (visitor, system) = (await AdministratorAsync(), NewSystem());
        Assert.Equal(CodeTruth.NoList, await Lists.ValidateAsync(system, "A00", null, null, default));
        Assert.Null((await Lists.CalendarAsync(default)).Holds(system, "A00", new DateOnly(2022, 1, 1)));
        await LoadAsync(visitor, system, "01/01/2021", First);
        Assert.Equal(CodeTruth.Right, await Lists.ValidateAsync(system, "A00", "BỆNH TẢ", null, default));
        Assert.Equal(CodeTruth.Right, await Lists.ValidateAsync(system, "A00", "cholera", null, default));
        Assert.Equal(CodeTruth.OtherDisplay, await Lists.ValidateAsync(system, "A00", "Sốt rét", null, default));
        Assert.Equal(CodeTruth.Unknown, await Lists.ValidateAsync(system, "A99", null, null, default));
        Assert.Equal(CodeTruth.NoList, await Lists.ValidateAsync(system, "A00", null, new DateOnly(2020, 1, 1), default));
        Assert.True((await Lists.CalendarAsync(default)).Holds(system, "A00", new DateOnly(2022, 1, 1)));
        Assert.False((await Lists.CalendarAsync(default)).Holds(system, "A99", new DateOnly(2022, 1, 1)));
    }

    [Fact]
    public async Task Pages_of_a_search_hold_every_code_once()
    {
        var (visitor, system) = (await AdministratorAsync(), NewSystem());
        await LoadAsync(visitor, system, "01/01/2021", "code\tname_vi\n" + string.Concat(Enumerable.Range(0, 137).Select(i =>
            FormattableString.Invariant($"C{i:000}\tMã thứ {i % 7}\n"))));
        var all = new List<string>();
        for (var skip = 0; skip < 140; skip += 20) all.AddRange((await Lists.SearchAsync(new(system, "ma thu", Skip: skip, Take: 20), default)).Codes.Select(c =>
            c.Code));
        Assert.Equal(137, all.Distinct().Count());
        Assert.Equal(137, all.Count);
        Assert.Equal(137, (await Lists.SearchAsync(new(system, "ma thu", Skip: 500), default)).Total);
    }

    [Fact]
    public async Task The_sign_of_dagger_does_not_count_in_a_code_of_a_disease()
    {
        var visitor = await AdministratorAsync();
        await visitor.OpenAsync("/codes");
        await visitor.SubmitAsync("/codes", [("kind", "icd10"), ("from", "01/01/2021")], [("file", "icd.tsv", Encoding.UTF8.GetBytes(First))]);
        Assert.Equal("A17.0", (await Lists.FindAsync(CodeSystems.Icd10, "a17.0†", null, default))!.Code);
        Assert.True((await Lists.CalendarAsync(default)).Holds(CodeSystems.Icd10, "A17.0*", new DateOnly(2022, 1, 1)));
    }

    [Fact]
    public async Task Only_an_administrator_loads_a_list()
    {
        var doctor = await site.SignInAsAsync(Role.Doctor, await site.OrganisationAsync("Bệnh viện " + Guid.CreateVersion7()));
        await doctor.OpenAsync("/codes");
        Assert.DoesNotContain("Nạp bản này", doctor.Text);
        using var program = await site.ProgramAsync(Role.Doctor, await site.OrganisationAsync("Bệnh viện " + Guid.CreateVersion7()));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await program.GetAsync("/codes/search.csv")).StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.Forbidden, (await program.PostAsync("/codes", new MultipartFormDataContent())).StatusCode);
    }

    [Fact]
    public async Task The_lists_of_the_state_are_loaded_whole()
    {
        var folder = Shared();
        Assert.SkipWhen(folder is null, "The folder of shared reference data is not beside the repository.");
        foreach (var (file, kind, count) in new[] { ("icd10.tsv", CodeSystems.Icd10, 12_000), ("techniques.tsv", CodeSystems.Techniques, 8_000) })
        {
            var visitor = await AdministratorAsync();
            await visitor.OpenAsync("/codes");
            await visitor.SubmitAsync("/codes", [("kind", kind == CodeSystems.Icd10 ? "icd10" : "techniques"), ("from", "01/01/2020")],
                [("file", file, await File.ReadAllBytesAsync(Path.Combine(folder, file)))]);
            Assert.True((await Lists.EditionsAsync(default)).Single(e => e.System == kind && e.From == new DateOnly(2020, 1, 1)).Codes > count);
        }
        Assert.Equal("A00.0", (await Lists.SearchAsync(new(CodeSystems.Icd10, "a00.0", new DateOnly(2020, 5, 1)), default)).Codes[0].Code);
        Assert.Contains((await Lists.SearchAsync(new(CodeSystems.Techniques, "sieu am noi soi phe quan", new DateOnly(2020, 5, 1)), default)).Codes, c =>
            c.Code == "01.0115.0297");
    }

    static string? Shared()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "LienY.slnx")))
                return Path.Combine(folder.FullName, "..", "shared", "data", "codes") is var path && Directory.Exists(path) ? path : null;
        return null;
    }
}

public sealed class Code_lists_on_sqlite(SqliteSite site) : CodeListTests(site), IClassFixture<SqliteSite>;

public sealed class Code_lists_on_postgres(PostgresSite site) : CodeListTests(site), IClassFixture<PostgresSite>;
