using System.IO.Compression;
using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Server.Tests;

/// <summary>Backup, destroy, restore: into the same kind of database and into the other.</summary>
public sealed class BackupTests
{
    static readonly Guid Unit = Guid.Parse("0198aaaa-0000-7000-8000-000000000001");

    static readonly string Recording = Path.Combine("recordings", Unit.ToString("N"), Unit.ToString("N"));
    static readonly byte[] Tape = System.Security.Cryptography.RandomNumberGenerator.GetBytes(300_000);

    static Fact Happening(int i) => new()
    {
        Kind = "thing.made",
        UnitId = Unit,
        OccurredOn = new(2025, 11, 3),
        Value = 24.4m + i,
        Module = "thing",
        SourceId = $"thing/{i}",
        Reason = i % 2 == 0 ? "Sửa số liệu\t\"ngoặc\"" : null,
    };

    static async Task<(string Backup, Kept File, MadeSite Made)> BackedUpAsync(TestSite site, string? passphrase = null)
    {
        await site.InitializeAsync();
        var organisation = await site.OrganisationAsync("Sở Y tế tỉnh Thử", kind: "department");
        var account = await site.AccountAsync(Role.DepartmentOfficer, organisation);
        var ledger = site.Services.GetRequiredService<Ledger>();
        for (var i = 0; i < 30; i++) await ledger.AppendAsync([Happening(i)]);
        await site.SealAsync();
        await ledger.AppendAsync([Happening(99)]);
        await site.SettleAsync();
        var kept = await site.Services.GetRequiredService<IFiles>().PutAsync(organisation, new MemoryStream(Encoding.UTF8.GetBytes("Biên bản họp")), 1000, default);
        await LinkAsync(site.Services, organisation, "N-1", "N-2");
        await using (var connection = await site.Services.GetRequiredService<Database>().OpenAsync())
        {
            // The older of two persons was merged into the newer: a row that refers to one written after it.
            var persons = await connection.RowsAsync("select id from records_person", r => r.GetGuid(0), default);
            await connection.RunAsync("update records_person set merged_into = @p1 where id = @p0", default, persons.Min(), persons.Max());
        }
        // A recording lies beside the files, under a folder of its holder.
        await File.WriteAllBytesAsync(Path.Combine(Directory.CreateDirectory(Path.Combine(site.Settings.Data, Recording)).FullName, "0-sound-0-1.track"), Tape);
        var path = Path.Combine(Scratch.Folder("backup"), "a.lieny");
        await Backup.WriteAsync(site.Services, path, passphrase, withKey: true);
        return (path, kept, new(organisation, account.User, account.Password));
    }

    static async Task<IReadOnlyList<LinkedPerson>> LinkAsync(IServiceProvider services, Guid holder, params string[] numbers)
    {
        await using var scope = services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        await using var connection = await services.GetRequiredService<Database>().OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var linked = await scope.ServiceProvider.GetRequiredService<IPersons>().LinkAsync(connection, [.. numbers.Select(n => new PersonClaim(holder, n, "Người thử " + n, "19800101", "male", []))], default);
        await transaction.CommitAsync();
        return linked;
    }

    sealed record MadeSite(Guid Organisation, string User, string Password);

    public static TheoryData<bool, bool> Kinds => new() { { false, false }, { false, true }, { true, false }, { true, true } };

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_backup_restores_everything_into_either_database(bool fromPostgres, bool toPostgres)
    {
        await using var site = fromPostgres ? new PostgresSite() : (TestSite)new SqliteSite();
        var (path, kept, made) = await BackedUpAsync(site);
        await site.DisposeAsync();

        await using var again = new RestoredSite(path, null, toPostgres);
        await again.InitializeAsync();
        var sealing = again.Services.GetRequiredService<Sealing>();
        foreach (var book in new[] { "ledger", "trail" })
        {
            var result = await sealing.VerifyAsync(book);
            Assert.True(result.IsSound, book + ": " + string.Join("; ", result.Faults));
            Assert.True(result.Rows > 0 && result.Seals > 0);
        }
        await using var opened = await again.Services.GetRequiredService<IFiles>().OpenAsync(made.Organisation, kept.Hash, default);
        Assert.Equal("Biên bản họp", await new StreamReader(opened).ReadToEndAsync());
        Assert.Equal(Tape, await File.ReadAllBytesAsync(Path.Combine(again.Settings.Data, Recording, "0-sound-0-1.track")));
        var visitor = again.Visitor();
        await visitor.SignInAsync(made.User, made.Password);
        await visitor.OpenAsync("/");
        Assert.True(visitor.Answer.IsSuccessStatusCode && !visitor.Page.Url.Contains("sign-in", StringComparison.Ordinal), visitor.Page.Url);

        // Who was known is known again, and who comes next gets a number of their own.
        var linked = await LinkAsync(again.Services, made.Organisation, "N-1", "N-3");
        Assert.Equal([false, true], linked.Select(l => l.IsNew));

        // Life goes on: a new fact comes after the restored ones, for readers and seals alike.
        await again.Services.GetRequiredService<Ledger>().AppendAsync([Happening(100)]);
        await again.SettleAsync();
        await again.SealAsync();
        var after = await sealing.VerifyAsync("ledger");
        Assert.True(after.IsSound, string.Join("; ", after.Faults));
        Assert.Equal(0, after.Unsealed);
    }

    [Fact]
    public async Task A_sealed_backup_needs_its_passphrase()
    {
        await using var site = new SqliteSite();
        var (path, _, _) = await BackedUpAsync(site, "một câu dài để khóa");
        Assert.Throws<InvalidDataException>(() => ZipFile.OpenRead(path).Dispose());
        await using var wrong = new RestoredSite(path, "câu khác", false);
        await Assert.ThrowsAsync<Refusal>(() => wrong.InitializeAsync().AsTask());
        await using var none = new RestoredSite(path, null, false);
        await Assert.ThrowsAsync<Refusal>(() => none.InitializeAsync().AsTask());
        await using var right = new RestoredSite(path, "một câu dài để khóa", false);
        await right.InitializeAsync();
    }

    [Fact]
    public async Task A_cut_backup_is_refused_and_leaves_the_new_folder_without_rows()
    {
        await using var site = new SqliteSite();
        var (path, _, _) = await BackedUpAsync(site);
        var bytes = await File.ReadAllBytesAsync(path);
        await File.WriteAllBytesAsync(path, bytes[..(bytes.Length / 2)]);
        await using var again = new RestoredSite(path, null, false);
        await Assert.ThrowsAsync<Refusal>(() => again.InitializeAsync().AsTask());
    }

    [Fact]
    public async Task A_restore_never_touches_data_that_is_there()
    {
        await using var site = new SqliteSite();
        var (path, _, _) = await BackedUpAsync(site);
        var refusal = await Assert.ThrowsAsync<Refusal>(() => Restore.ReadAsync(site.Services, path, null));
        Assert.Equal(RefusalKind.Conflict, refusal.Kind);
    }

    /// <summary>A site whose data come out of a backup.</summary>
    sealed class RestoredSite(string backup, string? passphrase, bool postgres) : TestSite
    {
        protected override Task<string> ConnectionAsync() => postgres ? PostgresServer.FreshDatabaseAsync() : Task.FromResult("");

        protected override async Task PrepareAsync()
        {
            await Restore.KeyAsync(Folder, backup, passphrase);
            var services = new ServiceCollection().AddLogging();
            Door.AddServices(services, Settings);
            await using var provider = services.BuildServiceProvider();
            await Restore.ReadAsync(provider, backup, passphrase);
        }
    }
}
