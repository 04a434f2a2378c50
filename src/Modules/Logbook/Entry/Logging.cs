using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Logbook;

/// <summary>Enters cases and corrects those that are not signed yet.</summary>
sealed class Logging(LogbookStore store, Seats seats, RuleBook rules, Encounters encounters, TechniqueShelf shelf, People people, IRooms rooms, RootKey key,
    Caller caller,
    TimeProvider clock)
{
    /// <summary>Enters a case; the same id again, from the same person, changes nothing. True where it is new.</summary>
    public async Task<(LoggedCase Case, bool IsNew)> EnterAsync(CaseInput input, CancellationToken stop)
    {
        if (input.Id == Guid.Empty) throw Refusal.Invalid("Ca gửi lên phải có mã riêng.");
        if (await store.Cases.IgnoreQueryFilters(["org"]).AsNoTracking().Include(c => c.Members).SingleOrDefaultAsync(c => c.Id == input.Id, stop) is { } there)
            return there.LoggedBy == caller.UserId ? (there, false) : throw Refusal.Conflict("Mã của ca gửi lên đã thuộc về ca khác. Xin mở biểu mẫu mới rồi ghi lại.");
        var facility = await FacilityAsync(input.Facility, stop);
        var one = new LoggedCase
        {
            Id = input.Id,
            FacilityId = facility,
            LoggedAt = Commands.FromMicros(Commands.Micros(clock.GetUtcNow())),
            LoggedBy = caller.UserId,
            LoggedByName = caller.Name,
        };
        var rule = await FillAsync(one, input, stop);
        store.Cases.Add(one);
        one.Settle(rule);
        LogFacts.Logged(store, one);
        if (one.State == LogState.Counted) Count(one);
        Ask(one);
        await SaveAsync(one, stop);
        return (one, true);
    }

    /// <summary>Corrects a case that is not signed; what was allowed or given back begins anew.</summary>
    public async Task<LoggedCase> CorrectAsync(CaseInput input, int version, CancellationToken stop)
    {
        var one = await FindAsync(input.Id, stop);
        await MustOwnAsync(one, stop);
        one.MustBeOpen();
        store.Expect(one, version);
        var before = (one.Technique, one.OnDay, Levels(one));
        store.Members.RemoveRange(one.Members);
        one.Members.Clear();
        (one.LeaveAt, one.LeaveBy, one.LeaveByName, one.ReturnedReason) = (null, null, "", "");
        var rule = await FillAsync(one, input, stop);
        store.Members.AddRange(one.Members);
        one.Settle(rule);
        if (before != (one.Technique, one.OnDay, Levels(one))) await LogFacts.RestateAsync(store, one, stop);
        if (one.State == LogState.Counted) Count(one);
        Ask(one);
        await SaveAsync(one, stop);
        return one;
    }

    /// <summary>Withdraws a case that does not count yet.</summary>
    public async Task WithdrawAsync(Guid id, int version, string reason, CancellationToken stop)
    {
        var one = await FindAsync(id, stop);
        await MustOwnAsync(one, stop);
        store.Expect(one, version);
        one.Withdraw(caller.Name, reason, clock.GetUtcNow());
        await LogFacts.TakeBackAsync(store, one, Words.Key("Người ghi đã hủy ca trước khi ký"), stop);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>A case that the caller may see.</summary>
    public async Task<LoggedCase> FindAsync(Guid id, CancellationToken stop) =>
        await store.Cases.Include(c => c.Members).SingleOrDefaultAsync(c => c.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy ca này trong nhật ký.");

    async Task<Guid> FacilityAsync(Guid? asked, CancellationToken stop)
    {
        var mine = await seats.OfAsync(LogbookRights.Log, stop);
        if (asked is { } one)
        {
            await seats.MustAsync(LogbookRights.Log, one, stop);
            return one;
        }
        return mine.Count == 1 ? mine[0] : throw new Refusal(RefusalKind.Invalid, "Xin chọn cơ sở nơi thực hiện.") { Field = "facility" };
    }

    async Task MustOwnAsync(LoggedCase one, CancellationToken stop)
    {
        if (caller.IsHouse || (one.LoggedBy is not null && one.LoggedBy == caller.UserId)) return;
        if (one.Members.Exists(m => m.UserId is not null && m.UserId == caller.UserId) && await seats.HoldsAsync(LogbookRights.Log, one.FacilityId, stop)) return;
        throw Refusal.Forbidden("Chỉ người ghi hoặc người tham gia ca mới sửa được ca này.");
    }

    async Task<LogRule> FillAsync(LoggedCase one, CaseInput input, CancellationToken stop)
    {
        static Refusal No(string field, string text, params object[] args) => new(RefusalKind.Invalid, text, args) { Field = field };
        var today = clock.Today();
        var day = input.On ?? throw No("on", "Xin chọn ngày thực hiện.");
        if (day > today) throw No("on", "Ngày thực hiện không thể ở sau hôm nay.");
        if (day < today.AddYears(-5)) throw No("on", "Nhật ký chỉ nhận ca trong năm năm gần đây.");
        var technique = await shelf.TakeAsync(input.Technique ?? "", day, stop);
        (one.OnDay, one.Technique, one.TechniqueName, one.TechniqueClass) = (day, technique.Code, technique.Name, technique.Class);
        await EncounterAsync(one, input, stop);
        await people.EkipAsync(one, input.Ekip, stop);
        await people.MembersAsync(one, input.Members ?? [], stop);
        if (!Enum.TryParse<CaseOutcome>(input.Outcome, out var outcome) || !Enum.IsDefined(outcome)) throw No("outcome", "Xin chọn kết quả.");
        (one.Outcome, one.Safety, one.Note) = (outcome, (input.Safety ?? "").Trim(), (input.Note ?? "").Trim());
        if (outcome != CaseOutcome.Good && one.Safety.Length == 0) throw No("safety", "Xin ghi sự cố an toàn: việc gì đã xảy ra, đã xử trí thế nào.");
        if (one.Safety.Length > 1000 || one.Note.Length > 2000) throw No("note", "Nội dung dài quá {0} ký tự. Xin rút gọn.", 2000);
        await people.SupervisorAsync(one, input, rooms, stop);
        var rule = await rules.OfAsync(one.TechniqueClass, day, stop);
        one.IsLate = day < Say.DayOf(one.LoggedAt).AddDays(-rule.LateDays);
        one.LateReason = one.IsLate ? (input.LateReason ?? "").Trim() : "";
        if (one is { IsLate: true, LateReason.Length: 0 })
            throw No("lateReason", "Ca này được ghi sau {0} ngày nên là ghi muộn. Xin nêu lý do; giám đốc sẽ xem xét cho phép.", rule.LateDays);
        return rule;
    }

    async Task EncounterAsync(LoggedCase one, CaseInput input, CancellationToken stop)
    {
        var number = (input.Encounter ?? "").Trim();
        one.Ordinal = Math.Clamp(input.Ordinal, 1, 99);
        if (number.Length > 0 && !Encounters.IsNumber(number)) throw new Refusal(RefusalKind.Invalid,
            "Mã lượt khám cần ít nhất bốn chữ hoặc số.")
        { Field = "encounter" };
        (one.EncounterHash, one.EncounterSealed) = number.Length == 0 ? (null, null) : (encounters.Hash(one.FacilityId, number), encounters.Seal(one.FacilityId, number));
        one.FeedRowId = null;
        if (input.FeedRow is { } wanted && await store.FeedRows.AsNoTracking()
            .SingleOrDefaultAsync(r => r.Id == wanted && r.FacilityId == one.FacilityId, stop) is { IsThere: true } row)
        {
            one.FeedRowId = row.Id;
            one.EncounterHash ??= row.EpisodeHash;
        }
        one.Once = one.EncounterHash is { } hash ? FormattableString.Invariant($"{one.FacilityId:N}/{hash}/{one.Technique}/{one.OnDay:yyyyMMdd}/{one.Ordinal}") : null;
        if (one.Once is { } once && await store.Cases.IgnoreQueryFilters(["org"]).AnyAsync(c => c.Once == once && c.Id != one.Id, stop)) throw Twice();
    }

    static Refusal Twice() => new(RefusalKind.Conflict,
        "Ca này (cùng người bệnh, cùng kỹ thuật, cùng ngày) đã có trong nhật ký. Mỗi ca chỉ ghi một lần cho cả ekip; nếu làm thêm lần nữa trong ngày, xin ghi “lần thứ” lớn hơn.")
    {
        Code = "case-twice",
        Field = "encounter",
    };

    // Needs neither a signature nor a confirmation: the rule of the technique's class says so.
    void Count(LoggedCase one)
    {
        one.Sign(caller.UserId, one.LoggedByName, "none", "", clock.GetUtcNow(), key.Sign);
        LogFacts.Counted(store, one);
    }

    void Ask(LoggedCase one)
    {
        if (one.State == LogState.AwaitsSupervisor && one.SupervisorUser is { } user)
            store.Notify(new Notice
            {
                UserId = user,
                Text = Words.Key("Có ca trong nhật ký tay nghề chờ ông/bà ký."),
                Link = "/logbook/to-sign",
                Once = FormattableString.Invariant($"logbook/sign/{one.Id}/{one.Version}"),
            });
    }

    async Task SaveAsync(LoggedCase one, CancellationToken stop)
    {
        try
        {
            await store.SaveChangesAsync(stop);
        }
        catch (Refusal twice) when (twice.Code == "duplicate" && one.Once is not null)
        {
            throw Twice();
        }
    }

    static string Levels(LoggedCase one) => string.Join(' ', one.Members.OrderBy(m => m.Ordinal).Select(m => m.Level));
}
