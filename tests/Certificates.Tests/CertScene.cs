using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Certificates.Tests;

/// <summary>A hospital that issues, with a director and an officer, and a stranger from elsewhere.</summary>
sealed class CertScene(TestSite site, Guid issuer)
{
    static int made;

    public TestSite Site => site;
    public Guid Issuer => issuer;
    public MadeAccount DirectorAccount { get; private set; } = null!;
    public Visitor Director { get; private set; } = null!;
    public Visitor Officer { get; private set; } = null!;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<CertScene> MakeAsync(TestSite site)
    {
        var scene = new CertScene(site, await site.OrganisationAsync($"Bệnh viện Cấp {Interlocked.Increment(ref made)}", null, "hospital"));
        scene.DirectorAccount = await site.AccountAsync(Role.Director, scene.Issuer);
        scene.Director = site.Visitor();
        await scene.Director.SignInAsync(scene.DirectorAccount.User, scene.DirectorAccount.Password);
        scene.Officer = await site.SignInAsAsync(Role.UnitOfficer, scene.Issuer);
        return scene;
    }

    public CertificateEarned Earned(string holder, string kind = "cme", string? source = null) => new(source ?? $"class/{Guid.CreateVersion7():N}/{Guid.CreateVersion7():N}", issuer, kind,
        null, holder, new DateOnly(1990, 5, 17), "Bệnh viện Sản Nhi", "Cấp cứu nhi khoa cơ bản", new DateOnly(2025, 8, 4), new DateOnly(2025, 11, 4), 120.5m, "Giỏi", ["03.0001", "03.0044"]);

    /// <summary>Tells that people earned certificates, and lets it arrive.</summary>
    public async Task EarnAsync(params CertificateEarned[] earned)
    {
        await using (var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop))
            foreach (var e in earned) await Outbox.PublishAsync(connection, "certificate/" + e.Source, e, site.Clock.GetUtcNow(), Stop);
        await site.SettleAsync();
    }

    /// <summary>The director chooses all that waits and signs it; the page after it.</summary>
    public async Task SignAllAsync()
    {
        await GatherAsync(Director);
        await Director.SubmitAsync("/certificates/batches/", [("proof-password", DirectorAccount.Password)]);
        Assert.True(Director.Answer.IsSuccessStatusCode, Director.Text);
        await site.SettleAsync();
    }

    public static async Task GatherAsync(Visitor director)
    {
        await director.OpenAsync("/certificates/waiting");
        await director.SubmitAsync("/certificates/batches");
        Assert.True(director.Answer.IsSuccessStatusCode, director.Text);
    }

    public Task<List<Certificate>> AllAsync() => site.HouseAsync(s => s.GetRequiredService<CertificatesStore>().Certificates.AsNoTracking()
        .Where(c => c.IssuerId == issuer).OrderBy(c => c.Kind).ThenBy(c => c.Ordinal).ToListAsync());

    public Task<List<WaitingRow>> WaitingAsync() => site.HouseAsync(s => s.GetRequiredService<CertificatesStore>().Waiting.AsNoTracking()
        .Where(c => c.IssuerId == issuer && c.State != WaitingState.Issued).OrderBy(w => w.ArrivedAt).ToListAsync());

    /// <summary>Sum of facts of a kind at the issuer.</summary>
    public async Task<decimal> FactsAsync(string kind)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        return Convert.ToDecimal(await connection.CellAsync("select coalesce(sum(value), 0) from kernel_fact where kind = @p0 and unit_id = @p1", Stop, kind, issuer), Say.Vietnam) / 10000m;
    }
}
