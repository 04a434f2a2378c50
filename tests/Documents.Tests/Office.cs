using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Documents.Tests;

/// <summary>An office with a clerk, a director, a room and a doctor.</summary>
sealed class Office(TestSite site, Guid id, string name)
{
    static int made;

    public Guid Id => id;
    public string Name => name;
    public string Code { get; private set; } = "";
    public Visitor Clerk { get; private set; } = null!;
    public Visitor Director { get; private set; } = null!;
    public Visitor Doctor { get; private set; } = null!;
    public MadeAccount DoctorAccount { get; private set; } = null!;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Office> MakeAsync(TestSite site)
    {
        var number = Interlocked.Increment(ref made);
        var name = $"Bệnh viện Văn thư {number}";
        var office = new Office(site, await site.OrganisationAsync(name, null, "hospital"), name);
        office.Clerk = await site.SignInAsAsync(Role.UnitOfficer, office.Id);
        office.Director = await site.SignInAsAsync(Role.Director, office.Id);
        office.DoctorAccount = await site.AccountAsync(Role.Doctor, office.Id);
        office.Doctor = site.Visitor();
        await office.Doctor.SignInAsync(office.DoctorAccount.User, office.DoctorAccount.Password);
        return office;
    }

    /// <summary>Gives the office a code on the axis.</summary>
    public async Task<Office> OnAxisAsync(bool alone = false)
    {
        Code = $"000.00.{Interlocked.Increment(ref made)}.T01";
        await Clerk.OpenAsync("/documents/settings");
        await Clerk.SubmitAsync("/documents/settings", [("code", Code), .. alone ? [("auto", "on")] : Array.Empty<(string, string)>()]);
        Assert.True(Clerk.Answer.IsSuccessStatusCode, Clerk.Text);
        return this;
    }

    /// <summary>The clerk enters a paper; the page that follows is open.</summary>
    public async Task<Incoming> EnterAsync(string code, string subject, string issuer = "Bộ Y tế", params (string, string)[] more)
    {
        await Clerk.OpenAsync("/documents/in/new");
        await Clerk.SubmitAsync("/documents/in/new", [("code", code), ("subject", subject), ("issuer", issuer), .. more.Any(m => m.Item1 == "paperDay") ? []
            : new[] { ("paperDay", "2025-11-18") }, .. more],
            [("files", "van-ban.pdf", Encoding.ASCII.GetBytes("%PDF-1.4 thử"))]);
        Assert.True(Clerk.Answer.IsSuccessStatusCode, Clerk.Text);
        return (await AllAsync())[^1];
    }

    /// <summary>The register as it stands.</summary>
    public Task<List<Incoming>> AllAsync() => site.HouseAsync(s => s.GetRequiredService<DocumentsStore>().Incoming.AsNoTracking().Where(p => p.OrganisationId == id)
        .OrderBy(p => p.Book).ThenBy(p => p.Number).ToListAsync());

    /// <summary>One paper as it stands.</summary>
    public Task<Incoming> FindAsync(Guid paper) => site.HouseAsync(s => s.GetRequiredService<DocumentsStore>().Incoming.AsNoTracking().SingleAsync(p => p.Id == paper));

    /// <summary>The register of outgoing papers as it stands.</summary>
    public Task<List<Outgoing>> IssuedAsync() => site.HouseAsync(s => s.GetRequiredService<DocumentsStore>().Outgoing.AsNoTracking().Where(p => p.OrganisationId == id)
        .OrderBy(p => p.Book).ThenBy(p => p.Number).ToListAsync());

    /// <summary>Messages of a direction.</summary>
    public Task<List<ExchangeMessage>> MessagesAsync(string direction, string? kind = null) =>
        site.HouseAsync(s => s.GetRequiredService<DocumentsStore>().Messages.AsNoTracking()
        .Where(m => m.OrganisationId == id && m.Direction == direction && (kind == null || m.Kind == kind)).OrderBy(m => m.Id).ToListAsync());

    /// <summary>The clerk issues a paper.</summary>
    public async Task<Outgoing> IssueAsync(string type, string subject, params (string, string)[] more)
    {
        await Clerk.OpenAsync("/documents/out/new");
        await Clerk.SubmitAsync("/documents/out/new", [("type", type), ("subject", subject), .. more],
            [("files", "ke-hoach.pdf", Encoding.ASCII.GetBytes("%PDF-1.4 kế hoạch"))]);
        Assert.True(Clerk.Answer.IsSuccessStatusCode, Clerk.Text);
        return (await IssuedAsync()).Single(o => o.Subject == subject);
    }

    /// <summary>Sum of facts of a kind here, with a dimension where one is given.</summary>
    public async Task<decimal> FactsAsync(string kind, string dim = "")
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        return Convert.ToDecimal(await connection.CellAsync("select coalesce(sum(value), 0) from kernel_fact where kind = @p0 and unit_id = @p1 and dims like @p2",
            Stop, kind, id, $"%{dim}%"), Say.Vietnam) / 10000m;
    }

    /// <summary>Says which axis the house uses.</summary>
    public static Task AxisAsync(TestSite site, string kind, bool failing = false) => site.HouseAsync(async s =>
    {
        var store = s.GetRequiredService<DocumentsStore>();
        var row = await store.Axis.FirstOrDefaultAsync();
        if (row is null) store.Axis.Add(row = new());
        (row.Kind, row.Failing) = (kind, failing);
        await store.SaveChangesAsync();
        return 0;
    });

    /// <summary>Rounds of the exchange until nothing moves.</summary>
    public static async Task ExchangeAsync(TestSite site, int rounds = 3)
    {
        for (var i = 0; i < rounds; i++)
            await site.HouseAsync(async s =>
            {
                await ExchangeJob.RunAsync(s, Stop);
                return 0;
            });
    }
}
