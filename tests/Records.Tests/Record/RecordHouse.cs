using System.Net.Http.Json;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Records.Tests;

/// <summary>What tests of records do with the house.</summary>
static class RecordHouse
{
    static int made;

    /// <summary>A twelve-digit number that no other test has.</summary>
    public static string Number() => "079180" + Interlocked.Increment(ref made).ToString("000000", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Stores episodes in one transaction, as Feed does.</summary>
    public static Task<IReadOnlyList<StoredEpisode>> StoreAsync(this TestSite site, params ReceivedEpisode[] episodes) => site.HouseAsync(async s =>
    {
        await using var connection = await s.GetRequiredService<Database>().OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        var stored = await s.GetRequiredService<IEpisodeIntake>().StoreAsync(connection, episodes, default);
        await transaction.CommitAsync();
        return stored;
    });

    /// <summary>The bundle that a program gets.</summary>
    public static async Task<JsonElement> BundleAsync(this HttpClient program, Guid person, string query = "") =>
        await program.GetFromJsonAsync<JsonElement>($"/api/records/{person}{query}");

    /// <summary>Resources of a bundle of a type.</summary>
    public static List<JsonElement> Of(this JsonElement bundle, string type) =>
        [.. bundle.GetProperty("entry").EnumerateArray().Select(e => e.GetProperty("resource")).Where(r => r.GetProperty("resourceType").GetString() == type)];

    /// <summary>Enters a basis directly.</summary>
    public static Task<Basis> BasisAsync(this TestSite site, Basis basis) => site.HouseAsync(async s =>
    {
        await using var connection = await s.GetRequiredService<Database>().OpenAsync();
        await connection.RunAsync(
            "insert into kernel_basis (id, kind, holder_id, receiver_id, user_id, person_id, purpose, kinds, sensitive, is_identified, reference, reason, valid_from, valid_to, revoked_at, made_at, version) "
            + "values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, '', @p11, @p12, @p13, @p14, 1)", default,
            basis.Id, basis.Kind.ToString(), basis.HolderId, basis.ReceiverId, basis.UserId, basis.PersonId, basis.Purpose, (long)basis.Kinds, (long)basis.Sensitive,
                basis.IsIdentified, basis.Reference,
            basis.ValidFrom, basis.ValidTo, basis.RevokedAt, basis.MadeAt);
        return basis;
    });

    /// <summary>A basis that is live for a day.</summary>
    public static Basis Live(this TestSite site, Guid holder, Guid receiver, Guid? person = null, string purpose = "treatment", RecordKinds kinds = RecordKinds.All,
        Sensitivities sensitive = 0, bool identified = true, Guid? user = null) => new()
        {
            Kind = BasisKind.WrittenRequest,
            HolderId = holder,
            ReceiverId = receiver,
            PersonId = person,
            UserId = user,
            Purpose = purpose,
            Kinds = kinds,
            Sensitive = sensitive,
            IsIdentified = identified,
            Reference = "Đơn thử",
            ValidFrom = site.Clock.GetUtcNow().AddMinutes(-1),
            ValidTo = site.Clock.GetUtcNow().AddDays(1),
            MadeAt = site.Clock.GetUtcNow(),
        };

    /// <summary>One cell of the database.</summary>
    public static async Task<long> CountAsync(this TestSite site, string sql, params object?[] values)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync();
        return Convert.ToInt64(await connection.CellAsync(sql, default, values), System.Globalization.CultureInfo.InvariantCulture);
    }
}
