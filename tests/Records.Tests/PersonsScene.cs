using System.Data.Common;
using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records.Tests;

/// <summary>Hospitals, claims and readers, in the words of the work.</summary>
static class PersonsScene
{
    static int numbers;

    /// <summary>A hospital that no other test uses.</summary>
    public static Task<Guid> HospitalAsync(this TestSite site, string name = "Bệnh viện") =>
        site.OrganisationAsync(name + " " + Guid.CreateVersion7().ToString("N")[20..], null, "hospital");

    /// <summary>Twelve digits that nobody had before.</summary>
    public static string NewPersonal() => (1_000_000_000 + Interlocked.Increment(ref numbers) * 7_919L + Environment.ProcessId % 1000 * 31L)
        .ToString("'010'000000000", CultureInfo.InvariantCulture)[..12];

    /// <summary>A word that no other name has, made of letters.</summary>
    public static string NewWord() => "Q" + string.Concat(Guid.CreateVersion7().ToString("N")[18..].Where(char.IsAsciiHexDigit).Select(c =>
        (char)('a' + Convert.ToInt32(c.ToString(), 16))))[..8];

    /// <summary>What a hospital says.</summary>
    public static PersonClaim Says(this Guid hospital, string local, string name, string birth = "19850105", string? personal = null, string sex = "male",
        string? social = null,
        string phone = "", string place = "02650", string guardian = "") =>
        new(hospital, local, name, birth, sex, [.. Numbers(personal, social)], place, "", phone, guardian);

    static IEnumerable<(string, string)> Numbers(string? personal, string? social)
    {
        if (personal is not null) yield return (IdentifierSystems.Personal, personal);
        if (social is not null) yield return (IdentifierSystems.SocialInsurance, social);
    }

    /// <summary>Links claims in one batch.</summary>
    public static Task<IReadOnlyList<LinkedPerson>> LinkAsync(this TestSite site, params PersonClaim[] claims) => site.HouseAsync(async services =>
    {
        await using var connection = await services.GetRequiredService<Database>().OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var linked = await services.GetRequiredService<IPersons>().LinkAsync(connection, claims, default);
        await transaction.CommitAsync();
        return linked;
    });

    /// <summary>Links one claim.</summary>
    public static async Task<LinkedPerson> LinkOneAsync(this TestSite site, PersonClaim claim) => (await site.LinkAsync(claim))[0];

    /// <summary>Runs something as somebody with a post.</summary>
    public static async Task<T> AsAsync<T>(this TestSite site, Role role, IReadOnlyList<Guid> organisations, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = site.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = new(Guid.CreateVersion7(), "Người thử", organisations[0], "Nơi thử",
            [.. organisations.Select(o => new Post(role, o, new HashSet<Guid> { o }))]);
        return await work(scope.ServiceProvider);
    }

    /// <summary>Searches as a doctor of a hospital.</summary>
    public static Task<IReadOnlyList<KnownPerson>> SearchAsync(this TestSite site, Guid hospital, string text, string purpose = "treatment") =>
        site.AsAsync(Role.Doctor, [hospital], s => s.GetRequiredService<IPersonLookup>().SearchAsync(text, purpose, default));

    /// <summary>Matches as a doctor of a hospital.</summary>
    public static Task<IReadOnlyList<PersonMatch>> MatchAsync(this TestSite site, Guid hospital, PersonClaim claim) =>
        site.AsAsync(Role.Doctor, [hospital], s => s.GetRequiredService<IPersonLookup>().MatchAsync(claim, "treatment", default));

    /// <summary>Enters a basis from a holder to a receiver; without a person for all.</summary>
    public static async Task<Guid> BasisAsync(this TestSite site, Guid holder, Guid receiver, Guid? person = null, RecordKinds kinds = RecordKinds.Identity,
        bool identified = true)
    {
        var id = Guid.CreateVersion7();
        var now = site.Clock.GetUtcNow();
        await site.RunAsync("insert into kernel_basis (id, kind, holder_id, receiver_id, person_id, purpose, kinds, sensitive, is_identified, reference, reason, valid_from, valid_to, made_at, version) "
            + "values (@p0, 'Contract', @p1, @p2, @p3, 'treatment', @p4, 0, @p5, 'HĐ 1', '', @p6, @p7, @p6, 1)", id, holder, receiver, person, (long)kinds,
            identified, now.AddMinutes(-1), now.AddDays(30));
        return id;
    }

    /// <summary>Revokes a basis.</summary>
    public static Task RevokeAsync(this TestSite site, Guid basis) =>
        site.RunAsync("update kernel_basis set revoked_at = @p1 where id = @p0", basis, site.Clock.GetUtcNow());

    /// <summary>Runs a statement.</summary>
    public static async Task<int> RunAsync(this TestSite site, string sql, params object?[] values)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        return await connection.RunAsync(sql, default, values);
    }

    /// <summary>Reads rows.</summary>
    public static async Task<List<T>> RowsAsync<T>(this TestSite site, string sql, Func<DbDataReader, T> read, params object?[] values)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        return await connection.RowsAsync(sql, read, default, values);
    }

    /// <summary>The waiting likenesses of a person.</summary>
    public static Task<List<string>> LikenessesAsync(this TestSite site, Guid person) =>
        site.RowsAsync("select reason from records_likeness where state = 'Waiting' and (one_id = @p0 or other_id = @p0)", r => r.GetString(0), person);
}
