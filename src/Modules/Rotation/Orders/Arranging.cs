using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Rotation;

/// <summary>What the form of an order holds.</summary>
sealed record OrderInput(string Scheme, string Zone, Guid Sender, Guid Receiver, DateOnly From, DateOnly To, IReadOnlyList<Slot> Slots, IReadOnlyList<Guid> People,
    string Purpose,
    int Patients, int Techniques, int Classes, int Consults, string Decision, DateOnly? DecisionOn, Guid? Plan, Guid? Topic);

/// <summary>Draws up orders, has them approved, ends them; approval lays out their days.</summary>
sealed class Arranging(RotationStore store, SchemeBook schemes, IServiceProvider services, IOrganisations organisations, IWorkdays calendar, IFiles files,
    Caller caller, TimeProvider clock)
{
    const int MostDays = 800;

    /// <summary>A new order, or the present one as it shall be; returns its id.</summary>
    public async Task<Guid> SaveAsync(Guid? id, int version, OrderInput input, IFormFile? paper, CancellationToken stop)
    {
        caller.Must(RotationRights.Arrange, input.Sender);
        var order = id is { } known ? await FindAsync(known, stop) : new RotationOrder
        {
            Scheme = input.Scheme,
            SenderId = input.Sender,
            ReceiverId = input.Receiver,
            FromDay = input.From,
            ToDay = input.To,
            MadeAt = clock.GetUtcNow(),
            MadeBy = caller.UserId,
            MadeByName = caller.Name,
        };
        if (id is not null)
        {
            caller.Must(RotationRights.Arrange, order.SenderId);
            if (!order.IsOpen) throw Refusal.Conflict("Quyết định này đã được trình duyệt.");
            store.Expect(order, version);
            store.People.RemoveRange(order.People);
            order.People.Clear();
        }
        else store.Orders.Add(order);
        await FillAsync(order, input, stop);
        if (id is not null) store.People.AddRange(order.People);
        if (paper is not null)
        {
            await using var content = paper.OpenReadStream();
            var kept = await files.PutAsync(order.SenderId, content, 20L * 1024 * 1024, stop);
            (order.PaperHash, order.PaperName) = (kept.Hash, Path.GetFileName(paper.FileName) is { Length: > 120 } name ? name[^120..]
                : Path.GetFileName(paper.FileName));
        }
        await store.SaveChangesAsync(stop);
        return order.Id;
    }

    async Task FillAsync(RotationOrder order, OrderInput input, CancellationToken stop)
    {
        static Refusal No(string field, string text, params object[] args) => new(RefusalKind.Invalid, text, args) { Field = field };
        if ((await schemes.AllAsync(stop)).All(s => s.Key != input.Scheme)) throw No("scheme", "Lựa chọn này không có trong danh sách.");
        if (input.Sender == input.Receiver) throw No("receiver", "Nơi nhận phải khác nơi cử.");
        if (await organisations.FindAsync(input.Receiver, null, stop) is not { IsOpen: true }) throw No("receiver", "Không tìm thấy nơi nhận này.");
        if (input.To < input.From) throw No("to", "Ngày cuối phải sau ngày đầu.");
        if (input.To.DayNumber - input.From.DayNumber > MostDays) throw No("to", "Mỗi quyết định dài nhất {0} ngày. Xin chia thành nhiều quyết định.", MostDays);
        if (new[] { input.Patients, input.Techniques, input.Classes, input.Consults }.Any(n => n is < 0 or > 1_000_000)) throw No("goalPatients",
            "Chỉ tiêu là số không âm.");
        (order.Scheme, order.Zone, order.SenderId, order.ReceiverId, order.FromDay, order.ToDay) = (input.Scheme, input.Scheme == "commune" ? input.Zone
            : "", input.Sender, input.Receiver,
            input.From, input.To);
        (order.Slots, order.Purpose) = (Slot.Text(input.Slots), input.Purpose);
        (order.GoalPatients, order.GoalTechniques, order.GoalClasses, order.GoalConsults) = (input.Patients, input.Techniques, input.Classes, input.Consults);
        (order.DecisionNumber, order.DecisionOn, order.PlanId, order.TopicId) = (input.Decision, input.DecisionOn, input.Plan, input.Topic);
        if (input.People.Count == 0) throw No("people", "Xin chọn ít nhất một người được cử.");
        var cards = await services.GetRequiredService<IPractitioners>().CardsAsync(input.People, input.From, stop);
        foreach (var who in input.People.Distinct())
        {
            if (!cards.TryGetValue(who, out var card)) throw No("people", "Người này không có trong danh bạ người hành nghề.");
            if (!(await organisations.ReachAsync(input.Sender, stop)).Contains(card.OrganisationId)) throw No("people", "{0} không làm việc tại nơi cử.", card.Name);
            if (!card.IsLicensed && card.Title is "doctor" or "assistant" or "nurse" or "midwife" or "technician")
                throw No("people", "{0} chưa có giấy phép hành nghề còn hiệu lực nên không cử đi được.", card.Name);
            order.People.Add(new() { OrderId = order.Id, PractitionerId = card.Id, UserId = card.UserId, Name = card.Name });
        }
    }

    /// <summary>Puts an order before the director.</summary>
    public async Task SendAsync(Guid id, int version, CancellationToken stop)
    {
        var order = await FindAsync(id, stop);
        caller.Must(RotationRights.Arrange, order.SenderId);
        store.Expect(order, version);
        order.Send();
        store.Notify(new Notice
        {
            OrganisationId = order.SenderId,
            Text = Words.Key("Quyết định luân phiên chờ duyệt."),
            Link = "/rotation/orders/" + id,
            Once = FormattableString.Invariant($"rotation/approve/{id}/{version}"),
        });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Approves or gives back; approval lays out the days.</summary>
    public async Task DecideAsync(Guid id, int version, bool approves, string reason, CancellationToken stop)
    {
        var order = await FindAsync(id, stop);
        caller.Must(RotationRights.Approve, order.SenderId);
        store.Expect(order, version);
        order.Decide(approves, caller.UserId, caller.Name, clock.GetUtcNow(), reason);
        if (approves) await LayAsync(order, stop);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Lays out the days of an approved order; holidays are excused from the beginning. The caller saves.</summary>
    public async Task LayAsync(RotationOrder order, CancellationToken stop)
    {
        var days = await calendar.LoadAsync(stop);
        await ClashAsync(order, days, stop);
        foreach (var person in order.People)
            foreach (var (on, part) in order.Due(days.IsWorkday))
            {
                var day = new RotationDay
                {
                    OrderId = order.Id,
                    Scheme = order.Scheme,
                    SenderId = order.SenderId,
                    ReceiverId = order.ReceiverId,
                    PractitionerId = person.PractitionerId,
                    UserId = person.UserId,
                    Name = person.Name,
                    OnDay = on,
                    Part = part,
                    Slot = FormattableString.Invariant($"{order.Id:N}/{person.PractitionerId:N}/{on:yyyyMMdd}/{part}"),
                    PlanId = order.PlanId,
                    TopicId = order.TopicId,
                };
                if (RotationOrder.IsHoliday(on, days.IsWorkday)) day.Holiday(Words.Key("Nghỉ lễ"));
                store.Days.Add(day);
            }
    }

    // Nobody is at two places in one part of a day.
    async Task ClashAsync(RotationOrder order, Workdays days, CancellationToken stop)
    {
        var people = order.People.Select(p => p.PractitionerId).ToList();
        var taken = await store.Days.IgnoreQueryFilters(["org"]).AsNoTracking()
            .Where(d => people.Contains(d.PractitionerId) && d.OnDay >= order.FromDay && d.OnDay <= order.Last
            && d.State != DayState.Excused).ToListAsync(stop);
        var due = order.Due(days.IsWorkday).ToLookup(d => d.Day, d => d.Part);
        if (taken.Find(t => due[t.OnDay].Any(p => p == t.Part || p == DayPart.Day || t.Part == DayPart.Day)) is { } clash)
            throw Refusal.Conflict("{0} đã được cử đi nơi khác ngày {1}. Xin đổi lịch hoặc kết thúc quyết định trước.", clash.Name, Say.Day(clash.OnDay));
    }

    /// <summary>Ends an order early: days after the last one that nobody kept are owed no more.</summary>
    public async Task EndAsync(Guid id, int version, DateOnly last, string reason, CancellationToken stop)
    {
        var order = await FindAsync(id, stop);
        caller.Must(RotationRights.Approve, order.SenderId);
        if (last < clock.Today().AddDays(-1)) throw new Refusal(RefusalKind.Invalid,
            "Ngày cuối không thể ở trước hôm qua: ngày đã qua vẫn phải tính.")
        { Field = "last" };
        store.Expect(order, version);
        order.End(last, reason);
        store.Days.RemoveRange(await store.Days.Where(d => d.OrderId == id && d.OnDay > last && d.State != DayState.Met && d.ToldVersion == 0).ToListAsync(stop));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>An order that the caller sees.</summary>
    public async Task<RotationOrder> FindAsync(Guid id, CancellationToken stop) =>
        await store.Orders.Include(o => o.People).SingleOrDefaultAsync(o => o.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy quyết định luân phiên này.");
}
