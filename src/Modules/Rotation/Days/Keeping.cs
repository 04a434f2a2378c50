using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Rotation;

/// <summary>What is done with days: check-in at the place, late entry, leave, swaps, results, the receiver's word and the month.</summary>
sealed class Keeping(RotationStore store, PlaceCode codes, IServiceProvider services, Caller caller, TimeProvider clock)
{
    const int MostTries = 5;

    /// <summary>A day that the caller sees.</summary>
    public async Task<RotationDay> FindAsync(Guid id, CancellationToken stop) =>
        await store.Days.SingleOrDefaultAsync(d => d.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy ngày luân phiên này.");

    bool IsMine(RotationDay day) => caller.UserId is not null && day.UserId == caller.UserId;

    void MustBeMine(RotationDay day)
    {
        if (!IsMine(day) && !caller.May(RotationRights.Arrange, day.SenderId)) throw Refusal.Forbidden("Chỉ người được cử hoặc đầu mối nơi cử mới làm được việc này.");
    }

    void MustReceive(RotationDay day)
    {
        if (IsMine(day)) throw Refusal.Forbidden("Ông/bà không tự xác nhận ngày của chính mình.");
        caller.Must(RotationRights.Receive, day.ReceiverId);
    }

    async Task SaveAsync(RotationDay day, int version, Action change, CancellationToken stop)
    {
        store.Expect(day, version);
        change();
        await DayFacts.StateAsync(store, day, clock.Today(), stop);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Checks in with the code that the place shows; five wrong ones and the receiver has to confirm.</summary>
    public async Task CheckInAsync(Guid id, int version, string code, CancellationToken stop)
    {
        var day = await FindAsync(id, stop);
        if (!IsMine(day)) throw Refusal.Forbidden("Chỉ người được cử mới chấm có mặt bằng mã.");
        if (day.Tries >= MostTries) throw Refusal.Conflict("Đã nhập sai mã {0} lần. Xin nhờ nơi nhận xác nhận có mặt.", MostTries);
        if (!codes.IsRight(day.ReceiverId, code))
        {
            store.Expect(day, version);
            day.Tries++;
            await store.SaveChangesAsync(stop);
            throw new Refusal(RefusalKind.Invalid, "Mã không đúng hoặc đã hết hạn. Xin nhìn mã đang hiện tại nơi nhận rồi nhập lại.")
            {
                Field = "code",
                Code = "rotation-code"
            };
        }
        await SaveAsync(day, version, () => day.CheckIn("code", day.Name, clock.GetUtcNow(), clock.Today()), stop);
    }

    /// <summary>The receiver says that somebody is there today.</summary>
    public async Task ReceiveAsync(Guid id, int version, CancellationToken stop)
    {
        var day = await FindAsync(id, stop);
        MustReceive(day);
        await SaveAsync(day, version, () => day.CheckIn("receiver", caller.Name, clock.GetUtcNow(), clock.Today()), stop);
    }

    /// <summary>Was there, entered afterwards.</summary>
    public async Task ClaimAsync(Guid id, int version, string reason, DayResults? results, CancellationToken stop)
    {
        var day = await FindAsync(id, stop);
        MustBeMine(day);
        await SaveAsync(day, version, () =>
        {
            day.ClaimLate(reason, clock.Today());
            if (results is not null) day.Report(results);
        }, stop);
    }

    /// <summary>The receiver judges what was entered afterwards.</summary>
    public async Task JudgeAsync(Guid id, int version, bool wasThere, CancellationToken stop)
    {
        var day = await FindAsync(id, stop);
        MustReceive(day);
        await SaveAsync(day, version, () => day.Judge(wasThere, caller.Name, clock.GetUtcNow()), stop);
    }

    /// <summary>Asks for leave.</summary>
    public async Task AskLeaveAsync(Guid id, int version, string reason, CancellationToken stop)
    {
        var day = await FindAsync(id, stop);
        MustBeMine(day);
        await SaveAsync(day, version, () => day.AskLeave(reason), stop);
    }

    /// <summary>The sender decides on leave.</summary>
    public async Task DecideLeaveAsync(Guid id, int version, bool grants, CancellationToken stop)
    {
        var day = await FindAsync(id, stop);
        if (IsMine(day)) throw Refusal.Forbidden("Ông/bà không tự duyệt đơn của chính mình.");
        if (!caller.May(RotationRights.Approve, day.SenderId)) caller.Must(RotationRights.Arrange, day.SenderId);
        await SaveAsync(day, version, () => day.DecideLeave(grants), stop);
    }

    /// <summary>Another person of the order, or another day within it.</summary>
    public async Task SwapAsync(Guid id, int version, Guid? practitioner, DateOnly? on, string reason, CancellationToken stop)
    {
        var day = await FindAsync(id, stop);
        caller.Must(RotationRights.Arrange, day.SenderId);
        var order = await store.Orders.AsNoTracking().Include(o => o.People).SingleAsync(o => o.Id == day.OrderId, stop);
        var to = on ?? day.OnDay;
        if (to < order.FromDay || to > order.Last) throw new Refusal(RefusalKind.Invalid, "Ngày đổi phải ở trong thời gian của quyết định.") { Field = "on" };
        if (to != day.OnDay && to < clock.Today()) throw new Refusal(RefusalKind.Invalid, "Chỉ đổi sang ngày hôm nay hoặc sắp tới.") { Field = "on" };
        var (who, user, name) = (day.PractitionerId, day.UserId, day.Name);
        if (practitioner is { } other && other != who)
        {
            var card = await services.GetRequiredService<IPractitioners>().FindAsync(other, to, stop)
                ?? throw new Refusal(RefusalKind.Invalid, "Người này không có trong danh bạ người hành nghề.") { Field = "practitioner" };
            if (!card.IsLicensed) throw new Refusal(RefusalKind.Invalid, "{0} chưa có giấy phép hành nghề còn hiệu lực nên không cử đi được.",
                card.Name)
            { Field = "practitioner" };
            (who, user, name) = (card.Id, card.UserId, card.Name);
        }
        if (await store.Days.IgnoreQueryFilters(["org"]).AnyAsync(d => d.Id != id && d.PractitionerId == who && d.OnDay == to && d.State != DayState.Excused
            && (d.Part == day.Part || d.Part == DayPart.Day || day.Part == DayPart.Day), stop))
            throw Refusal.Conflict("{0} đã được cử đi nơi khác ngày {1}. Xin đổi lịch hoặc kết thúc quyết định trước.", name, Say.Day(to));
        await SaveAsync(day, version, () => day.Swap(who, user, name, to, reason), stop);
    }

    /// <summary>What was done.</summary>
    public async Task ReportAsync(Guid id, int version, DayResults results, CancellationToken stop)
    {
        var day = await FindAsync(id, stop);
        MustBeMine(day);
        await SaveAsync(day, version, () => day.Report(results), stop);
    }

    /// <summary>The receiver confirms the days of a month of an order, all that were met; returns how many. Techniques handed over earn credit.</summary>
    public async Task<int> ConfirmAsync(Guid order, DateOnly month, CancellationToken stop)
    {
        var (from, to) = (new DateOnly(month.Year, month.Month, 1), new DateOnly(month.Year, month.Month, 1).AddMonths(1));
        var days = await store.Days.Where(d => d.OrderId == order && d.OnDay >= from && d.OnDay < to && d.State == DayState.Met && d.ConfirmedAt == null)
            .OrderBy(d => d.OnDay).ToListAsync(stop);
        if (days.Count == 0) throw Refusal.Conflict("Không có ngày có mặt nào chờ xác nhận trong tháng này.");
        foreach (var day in days)
        {
            MustReceive(day);
            store.Expect(day, day.Version);
            day.Confirm(caller.Name, clock.GetUtcNow());
            await DayFacts.StateAsync(store, day, clock.Today(), stop);
            if (day.Techniques > 0)
                store.Publish($"credit/rotation/{day.Id}", new CreditEarned($"rotation/{day.Id}", day.PractitionerId, day.UserId, "transfer-taught", null, day.OnDay,
                    day.SenderId,
                    "Bàn giao kỹ thuật khi luân phiên", "/rotation/days/" + day.Id));
        }
        await store.SaveChangesAsync(stop);
        return days.Count;
    }
}
