using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Apps;

/// <summary>Two hospitals of the demonstration have applications, with two weeks of invented exchanges (figures of load, nothing of anybody).</summary>
sealed class AppsDemonstration(AppsStore store, Database database, TimeProvider clock) : IDemonstration
{
    static readonly (string Operation, int Times, int Micros)[] Reading =
        [("search Observation", 180, 1_900), ("read Patient", 90, 400), ("search Encounter", 60, 1_300), ("search MedicationRequest", 40, 1_500),
            ("token", 24, 2_200)];

    /// <inheritdoc/>
    public int Order => 46;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        foreach (var (key, name, about, redirect) in new[]
        {
            ("bvdk-than-uyen", "Theo dõi đái tháo đường", "Bác sĩ xem đường huyết, HbA1c và đơn thuốc của người bệnh đang khám.",
                "https://daithaoduong.vidu.vn/smart/callback"),
            ("bv-san-nhi-lao-cai", "Biểu đồ tăng trưởng trẻ em", "Vẽ cân nặng, chiều cao theo tuổi khi mở hồ sơ trẻ.", "https://tangtruong.vidu.vn/callback"),
        })
        {
            if (!world.Organisations.TryGetValue(key, out var organisation)) continue;
            var app = new App
            {
                OrganisationId = organisation,
                Kind = AppKind.Public,
                Code = Fold.Of(name).Replace(' ', '-'),
                MadeAt = clock.GetUtcNow()
                .AddDays(-20),
                MadeByName = "Quản trị viên trình diễn"
            };
            app.Set(new(name, about, [redirect], redirect.Replace("callback", "launch"), "openid fhirUser launch launch/patient patient/*.rs", "", null, []));
            store.Apps.Add(app);
            await store.SaveChangesAsync(stop);
            await LoadAsync(app, world, stop);
        }
        await ExchangeFacts.TellAsync(store, stop);
    }

    async Task LoadAsync(App app, DemoWorld world, CancellationToken stop)
    {
        await using var connection = await database.OpenAsync(stop);
        for (var back = 14; back >= 0; back--)
        {
            var day = world.Today.AddDays(-back);
            var rest = day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 5 : 1;
            foreach (var (operation, times, micros) in Reading)
            {
                var count = (times + world.Chance.Next(times / 3 + 1)) / rest;
                await AddAsync(connection, app, day, operation, "ok", count, micros, stop);
                if (operation.StartsWith("search", StringComparison.Ordinal)) await AddAsync(connection, app, day, operation, "refused", count / 60, 300, stop);
            }
        }
        foreach (var (hours, operation, status, error) in new[] { (3, "search Observation", 400, "Unknown search parameter 'cod'."),
            (27, "search Encounter", 403, "The scope does not allow searching Encounter."),
            (30, "token", 400, "The refresh token is unknown, was used, or has ended.") })
            await connection.RunAsync("insert into apps_failure (id, app_id, at, operation, status, error) values (@p0, @p1, @p2, @p3, @p4, @p5)", stop,
                Guid.CreateVersion7(), app.Id, clock.GetUtcNow().AddHours(-hours), operation, status, error);
    }

    static async Task AddAsync(System.Data.Common.DbConnection connection, App app, DateOnly day, string operation, string outcome, int times, int micros,
        CancellationToken stop)
    {
        if (times == 0) return;
        await connection.RunAsync("insert into apps_load (app_id, day, operation, outcome, times, micros, slowest, bytes) "
            + "values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)", stop,
            app.Id, day, operation, outcome, (long)times, (long)times * micros, (long)micros * 9, (long)times * 4_200);
    }
}
