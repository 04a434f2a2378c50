using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace LienY.Records;

/// <summary>
/// What the release gate has to show, told by the same uses that people have: a citizen with a linked account, a request that was approved and one that
/// waits, an urgent opening that waits for the director, and readings that stand in the trail.
/// </summary>
sealed class RecordsDemonstration(IServiceScopeFactory scopes, Database database) : IDemonstration
{
    /// <inheritdoc/>
    public int Order => 46;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        if (!world.Organisations.TryGetValue("bvdk-than-uyen", out var holder) || await PersonsAsync(holder, stop) is not [var known, var other, ..]) return;
        await AsAsync(world, "bs.thanuyen", s => ReadAsync(s, known, stop), stop);
        await AsAsync(world, "solieu.thanuyen", s => LinkAsync(s, world, known, stop), stop);
        await AsAsync(world, "bs.sannhi", s => AskAsync(s, known, "Người bệnh đến khám lại, cần biết chẩn đoán và thuốc đang dùng (mẫu).", stop), stop);
        await AsAsync(world, "solieu.thanuyen", s => ApproveAsync(s, world, stop), stop);
        await AsAsync(world, "bs.sannhi", s => ReadAsync(s, known, stop), stop);
        await AsAsync(world, "bs.sannhi", s => AskAsync(s, other, "Chuẩn bị hội chẩn, cần kết quả cận lâm sàng (mẫu).", stop), stop);
        await AsAsync(world, "bs.kiengiang", async s =>
        {
            await s.GetRequiredService<BreakGlass>().OpenAsync(known, Given(("cause", "unconscious"),
                ("reason", "Người bệnh hôn mê trên đường du lịch, cần biết thuốc đang dùng (mẫu).")), stop);
            await ReadAsync(s, known, stop);
        }, stop);
    }

    /// <summary>Persons at the hospital without anything sensitive: who came most often, then in the order of their coming.</summary>
    async Task<List<Guid>> PersonsAsync(Guid holder, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        return await connection.RowsAsync("select person_id from records_resource where holder_id = @p0 and type = 'Encounter' and is_deleted = false "
            + "group by person_id having max(sensitive) = 0 order by count(*) desc, min(rid) limit 2", r => r.GetGuid(0), stop, holder);
    }

    async Task AsAsync(DemoWorld world, string user, Func<IServiceProvider, Task> work, CancellationToken stop)
    {
        if (!world.People.TryGetValue(user, out var id)) return;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = await scope.ServiceProvider.GetRequiredService<ICallers>().OfPersonAsync(id, stop);
        await work(scope.ServiceProvider);
    }

    static async Task ReadAsync(IServiceProvider services, Guid person, CancellationToken stop) =>
        await services.GetRequiredService<RecordBook>().ReadAsync(await services.GetRequiredService<RecordReaders>().ReaderAsync(Purposes.Treatment, stop), person,
            new(), "record.read", RecordsRights.Read, stop);

    static Task AskAsync(IServiceProvider services, Guid person, string reason, CancellationToken stop) =>
        services.GetRequiredService<Requesting>().AskAsync(person, Given([("reason", reason), .. Kinds]), stop);

    static async Task ApproveAsync(IServiceProvider services, DemoWorld world, CancellationToken stop)
    {
        var requesting = services.GetRequiredService<Requesting>();
        if ((await requesting.ListAsync(stop)).ToUs is [{ MayAnswer: true } request, ..])
            await requesting.ApproveAsync(request.Id, Given([("kind", nameof(BasisKind.Law)), ("receiver", world.Organisations["bv-san-nhi-lao-cai"].ToString()), ("purpose", Purposes.Treatment), ("view", "named"),
                ("reference", "Điều 19 khoản 1 Luật 91/2025 (mẫu)"), ("reason", "Tiếp tục điều trị (mẫu)"), ("from", Day(world.Today)), ("to", Day(world.Today.AddMonths(1))), .. Kinds]),
                null, stop);
    }

    // The account of the citizen in the demonstration has the name of the person who came most often.
    async Task LinkAsync(IServiceProvider services, DemoWorld world, Guid person, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        var card = await connection.RowsAsync("select i.value from records_identifier i join records_patient p on p.seq = i.patient_seq "
            + "where p.person_id = @p0 and i.system = @p1", r => r.GetString(0), stop, person, IdentifierSystems.Personal);
        if (world.People.TryGetValue("dan.thanuyen", out var citizen) && card.Count > 0)
            await services.GetRequiredService<OwnBook>().LinkAsync(person, Given(("user", citizen.ToString()), ("card", card[0]), ("seen", "on")), stop);
    }

    static IEnumerable<(string, string)> Kinds => RecordParts.Kinds.Keys.Select(k => ("kinds", k.ToString()));

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    static Form Given(params IEnumerable<(string Name, string Value)> fields) =>
        new(new FormCollection(fields.GroupBy(f => f.Name).ToDictionary(g => g.Key, g => new StringValues([.. g.Select(f => f.Value)]))));
}
