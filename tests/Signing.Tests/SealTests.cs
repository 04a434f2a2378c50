using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Signing.Tests;

/// <summary>The organisation's seal, put on by the house where the organisation allowed it.</summary>
public abstract class SealTests(TestSite site)
{
    [Fact]
    public async Task The_house_seals_allowed_types_only_and_notes_what_it_sealed()
    {
        var scene = await SignScene.NewAsync(site);
        await scene.SealAsync("BB");
        var (pdf, signed, other) = await site.HouseAsync(async s =>
        {
            var (signing, pdf) = (s.GetRequiredService<ISigning>(), SignScene.Pdf());
            return (pdf, await signing.SealAsync(scene.Organisation, "BB", "07/BB-BVT", pdf, default), await signing.SealAsync(scene.Organisation, "BC", "",
                pdf, default));
        });
        Assert.Same(pdf, other);
        Assert.Equal(pdf, signed[..pdf.Length]);
        var use = await site.HouseAsync(s => s.GetRequiredService<SigningStore>().Uses.SingleAsync(u => u.OrganisationId == scene.Organisation));
        Assert.Equal(("BB", "07/BB-BVT", "seal", true), (use.Type, use.Number, use.Kind, use.IsAutomatic));
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(pdf)), use.BeforeHash);
        var report = FileCheck.Run(signed, await site.HouseAsync(s => s.GetRequiredService<TrustShelf>().OfAsync(scene.Organisation, default)));
        Assert.Equal((Signatures.Verdict.Valid, true), (report.Signatures[0].Verdict, report.Signatures[0].WholeFile));
    }

    [Fact]
    public async Task The_log_of_uses_cannot_be_changed()
    {
        var scene = await SignScene.NewAsync(site);
        await scene.SealAsync("BB");
        await site.HouseAsync(s => s.GetRequiredService<ISigning>().SealAsync(scene.Organisation, "BB", "", SignScene.Pdf(), default));
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        foreach (var sql in new[] { "update signing_use set type = 'X'", "delete from signing_use" })
            await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => connection.RunAsync(sql, default));
    }

    [Fact]
    public async Task A_revoked_certificate_signs_nothing_more()
    {
        var scene = await SignScene.NewAsync(site);
        var certificate = scene.Certificate("Bệnh viện thử");
        await scene.SealAsync("BB", certificate);
        await site.HouseAsync(s => s.GetRequiredService<TrustShelf>().AddAsync(scene.List(certificate), default));
        var refusal = await Assert.ThrowsAsync<Refusal>(() =>
            site.HouseAsync(s => s.GetRequiredService<ISigning>().SealAsync(scene.Organisation, "BB", "", SignScene.Pdf(), default)));
        Assert.Equal("signing-key-revoked", refusal.Code);
    }
}

public sealed class Seal_on_sqlite(SqliteSite site) : SealTests(site), IClassFixture<SqliteSite>;

public sealed class Seal_on_postgres(PostgresSite site) : SealTests(site), IClassFixture<PostgresSite>;
