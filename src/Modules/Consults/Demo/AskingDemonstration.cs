using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Primitives;

namespace LienY.Consults;

/// <summary>Questions between demonstration hospitals, each at another step, told by the same uses that people have. People and texts are invented.</summary>
sealed class AskingDemonstration(IServiceScopeFactory scopes) : IDemonstration
{
    /// <inheritdoc/>
    public int Order => 60;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        if (!new[] { "bs.thanuyen", "gd.thanuyen", "bs.sannhi", "bv.sannhi" }.All(world.People.ContainsKey)
            || !world.Organisations.TryGetValue("bv-san-nhi-lao-cai", out var to)) return;
        // From yesterday and all day long, so that at any hour somebody is on call.
        foreach (var (officer, doctor, place) in new[] { ("bv.sannhi", "bs.sannhi", "bv-san-nhi-lao-cai"), ("bv.nhitw", "bs.nhitw", "bv-nhi-tw") })
            if (world.People.ContainsKey(officer) && world.People.TryGetValue(doctor, out var user) && world.Organisations.TryGetValue(place, out var facility))
                await AsAsync(world, officer, s => s.GetRequiredService<RosterDesk>().AddAsync(Given(("facility", facility.ToString()), ("user", user.ToString()),
                    ("from", Day(world.Today.AddDays(-1))), ("to", Day(world.Today.AddMonths(3))), ("start", "00:00"), ("end", "00:00"), ("rank", "1")), stop), stop);
        await DraftAsync(world, to, "Planned", "Trẻ ho kéo dài, có cần nội soi phế quản không? (mẫu)", "J45.9 Hen phế quản", "Giàng Thị Mẫu", "female", 41, stop);
        var waiting = await DraftAsync(world, to, "SameDay", "Trẻ sốt 6 ngày, nghi Kawasaki, xin ý kiến dùng IVIG. (mẫu)", "M30.3 Bệnh Kawasaki", "Lò Văn Mẫu", "male",
            26, stop);
        await SubmitAsync(world, waiting, stop);
        var sent = await DraftAsync(world, to, "Urgent", "Trẻ 8 tháng viêm phổi nặng, thở máy hay chuyển? (mẫu)", "J18.9 Viêm phổi", "Hà Thị Mẫu", "female", 8, stop);
        await SubmitAsync(world, sent, stop);
        await ApproveAsync(world, sent, stop);
        var more = await DraftAsync(world, to, "Planned", "Co giật tái diễn, xin hướng chẩn đoán. (mẫu)", "R56.8 Co giật", "Tòng Văn Mẫu", "male", 62, stop);
        await SubmitAsync(world, more, stop);
        await ApproveAsync(world, more, stop);
        await AsAsync(world, "bs.sannhi", async s => await s.GetRequiredService<Replying>().AskForMoreAsync(more, await VersionAsync(s, more, stop),
            "Xin bổ sung điện giải đồ và đoạn phim cơn giật (mẫu).", stop), stop);
    }

    async Task<Guid> DraftAsync(DemoWorld world, Guid to, string urgency, string question, string diagnosis, string name, string sex, int months,
        CancellationToken stop)
    {
        var id = Guid.Empty;
        await AsAsync(world, "bs.thanuyen", async s =>
        {
            var drafting = s.GetRequiredService<Drafting>();
            var one = await drafting.BeginAsync(null, stop);
            id = one.Id;
            await drafting.SaveAsync(id, Given(("version", one.Version.ToString(System.Globalization.CultureInfo.InvariantCulture)), ("answering", to.ToString()),
                ("specialty", "paediatrics"), ("kind", nameof(ConsultKind.Advice)), ("urgency", urgency), ("reason", "beyond"), ("question", question),
                    ("diagnosis", diagnosis),
                ("history", "Bệnh diễn biến mấy ngày nay, đã khám tại trạm (mẫu)."), ("findings", "Mạch 120, nhiệt độ 38,5, SpO2 94 % (mẫu)."),
                ("laboratory", "Bạch cầu 14,2 G/L; CRP 48 mg/L (mẫu)."), ("name", name), ("birth", Day(world.Today.AddMonths(-months).AddDays(-3))), ("sex", sex)), stop);
        }, stop);
        return id;
    }

    Task SubmitAsync(DemoWorld world, Guid id, CancellationToken stop) =>
        AsAsync(world, "bs.thanuyen", async s => await s.GetRequiredService<Sending>().SubmitAsync(id, await VersionAsync(s, id, stop), stop), stop);

    Task ApproveAsync(DemoWorld world, Guid id, CancellationToken stop) =>
        AsAsync(world, "gd.thanuyen", async s => await s.GetRequiredService<Sending>().ApproveAsync(id, await VersionAsync(s, id, stop), stop), stop);

    static async Task<int> VersionAsync(IServiceProvider services, Guid id, CancellationToken stop) => (await services.GetRequiredService<CaseBook>()
        .FindAsync(id, stop)).Version;

    async Task AsAsync(DemoWorld world, string user, Func<IServiceProvider, Task> work, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = await scope.ServiceProvider.GetRequiredService<ICallers>()
            .OfPersonAsync(world.People[user], stop);
        await work(scope.ServiceProvider);
    }

    static Form Given(params (string Name, string Value)[] fields) => new(new FormCollection(fields.ToDictionary(f => f.Name, f => new StringValues(f.Value))));

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);
}
