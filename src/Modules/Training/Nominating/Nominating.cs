using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>Units send people to classes; who arranges decides; who finds no place waits and moves up when one is free.</summary>
sealed class Nominating(TrainingStore store, ClassBook book, Overlaps overlaps, IPractitioners practitioners, IOrganisations organisations, Keys keys, Caller caller,
    TimeProvider clock)
{
    /// <summary>Sends somebody of a unit; they wait where no place is left. Two units that ask in the same moment are served one after the other.</summary>
    public Task<NominationState> NominateAsync(Guid classId, Guid unit, Guid practitioner, CancellationToken stop) => store.AgainAsync(async () =>
    {
        caller.Must(TrainingRights.Nominate, unit);
        var of = await book.FindAsync(classId, stop);
        var card = await CheckAsync(of, unit, practitioner, stop);
        var now = clock.GetUtcNow();
        var known = await store.Nominations.SingleOrDefaultAsync(n => n.ClassId == classId && n.PractitionerId == practitioner, stop);
        if (known is not null && known.UnitId != unit && known.IsAlive) throw Refusal.Conflict("{0} đã được đơn vị khác cử vào lớp này.", card.Name);
        var one = known ?? new Nomination
        {
            ClassId = classId,
            UnitId = unit,
            PractitionerId = practitioner,
            UserId = card.UserId,
            Name = card.Name,
            Title = card.Title,
            Payer = await PayerAsync(of, unit, stop),
            MadeAt = now,
            MadeByName = caller.Name,
        };
        if (known is null) store.Nominations.Add(one);
        else one.ProposeAgain();
        if (!await HasPlaceAsync(of, one, stop)) one.Wait(now);
        store.Expect(of, of.Version);
        if (known is null) store.Report(new Fact
        {
            Kind = "training.nominated",
            UnitId = unit,
            OccurredOn = clock.Today(),
            Value = 1,
            Module = "training",
            SourceId = ClassFacts.SourceOf(of, practitioner),
            PlanId = of.PlanId,
            TopicId = of.TopicId,
            SubjectHash = keys.Subject(practitioner.ToString("N")),
            Dims = Fact.DimsOf(("mode", TrainingWords.Key(of.Mode))),
        });
        await store.SaveChangesAsync(stop);
        return one.State;
    });

    /// <summary>
    /// Refuses who may not be sent: the class takes nobody, the unit has no places, they work elsewhere, have no licence on the first day where one is needed, or learn
    /// in another class at the same time.
    /// </summary>
    public async Task<PractitionerCard> CheckAsync(TrainingClass of, Guid unit, Guid practitioner, CancellationToken stop)
    {
        if (!of.TakesNominations(clock.Today()) && !book.MayArrange(of))
            throw Refusal.Conflict("Lớp “{0}” không nhận đề cử nữa. Xin liên hệ người tổ chức lớp.", of.Name);
        of.MustBeOpen();
        if (await store.Quotas.AnyAsync(q => q.ClassId == of.Id, stop) && !await store.Quotas.AnyAsync(q => q.ClassId == of.Id && q.UnitId == unit, stop))
            throw Refusal.Conflict("Lớp này không dành chỗ cho đơn vị của ông/bà. Xin liên hệ người tổ chức lớp.");
        var card = await practitioners.FindAsync(practitioner, of.FromDay, stop)
            ?? throw new Refusal(RefusalKind.Invalid, "Không tìm thấy người này trong sổ người hành nghề.") { Field = "practitioner" };
        if (!(await organisations.ReachAsync(unit, stop)).Contains(card.OrganisationId))
            throw new Refusal(RefusalKind.Invalid, "{0} không làm việc tại đơn vị này vào ngày lớp bắt đầu.", card.Name) { Field = "practitioner" };
        if (of.NeedsLicence && !card.IsLicensed)
            throw new Refusal(RefusalKind.Invalid, "{0} không có giấy phép hành nghề còn hiệu lực vào ngày {1}, lớp này cần có.", card.Name, of.FromDay)
            { Field = "practitioner", Code = "no-licence" };
        if (await store.Lecturers.AnyAsync(l => l.ClassId == of.Id && l.PractitionerId == practitioner, stop))
            throw new Refusal(RefusalKind.Invalid, "{0} là giảng viên của lớp này.", card.Name) { Field = "practitioner" };
        if (await overlaps.FindAsync(of, practitioner, stop) is { } other)
            throw new Refusal(RefusalKind.Conflict, "{0} đã được cử vào lớp “{1}” học cùng thời gian.", card.Name, other.Name)
            {
                Field = "practitioner",
                Code = "two-classes"
            };
        return card;
    }

    /// <summary>Agrees to somebody: a place, or the promise of the next one.</summary>
    public Task<NominationState> AgreeAsync(Guid id, CancellationToken stop) => store.AgainAsync(async () =>
    {
        var (of, one) = await DecidingAsync(id, stop);
        if (await overlaps.FindAsync(of, one.PractitionerId, stop) is { } other)
            throw Refusal.Conflict("{0} đã được cử vào lớp “{1}” học cùng thời gian.", one.Name, other.Name);
        var hasPlace = one.State == NominationState.Proposed || await HasPlaceAsync(of, one, stop);
        one.Agree(hasPlace, caller.Name, clock.GetUtcNow());
        Tell(one, of, one.State == NominationState.Approved ? Words.Key("Ông/bà được học lớp “{0}”, bắt đầu {1}.")
            : Words.Key("Ông/bà ở trong danh sách chờ của lớp “{0}”, bắt đầu {1}."));
        store.Expect(of, of.Version);
        await store.SaveChangesAsync(stop);
        return one.State;
    });

    /// <summary>Refuses somebody; the next in line moves up.</summary>
    public Task<int> RefuseAsync(Guid id, string reason, CancellationToken stop) => store.AgainAsync(async () =>
    {
        var (of, one) = await DecidingAsync(id, stop);
        one.Refuse(reason, caller.Name, clock.GetUtcNow());
        return await LeftAsync(of, one, stop);
    });

    /// <summary>The unit withdraws somebody; the next in line moves up.</summary>
    public Task<int> WithdrawAsync(Guid id, string reason, CancellationToken stop) => store.AgainAsync(async () =>
    {
        var one = await store.Nominations.SingleOrDefaultAsync(n => n.Id == id, stop) ?? throw Missing();
        var of = await book.FindAsync(one.ClassId, stop);
        of.MustBeOpen();
        if (!book.MayArrange(of)) caller.Must(TrainingRights.Nominate, one.UnitId);
        one.Withdraw(reason, caller.Name, clock.GetUtcNow());
        return await LeftAsync(of, one, stop);
    });

    /// <summary>Enters scores by hand, of ten; empty: the test or the stations tell.</summary>
    public async Task MarkAsync(Guid id, int version, decimal? theory, decimal? practice, CancellationToken stop)
    {
        var one = await store.Nominations.SingleOrDefaultAsync(n => n.Id == id, stop) ?? throw Missing();
        var of = await book.FindAsync(one.ClassId, stop);
        ClassBook.MustLead(await book.SeatAsync(of, stop));
        of.MustBeOpen();
        if (theory is < 0 or > 10) throw new Refusal(RefusalKind.Invalid, "Điểm phải từ 0 đến 10.") { Field = "theory" };
        if (practice is < 0 or > 10) throw new Refusal(RefusalKind.Invalid, "Điểm phải từ 0 đến 10.") { Field = "practice" };
        store.Expect(one, version);
        (one.Theory, one.Practice) = (theory, practice);
        store.Trace("training.marked", "training_nomination", id.ToString());
        await store.SaveChangesAsync(stop);
    }

    async Task<(TrainingClass, Nomination)> DecidingAsync(Guid id, CancellationToken stop)
    {
        var one = await store.Nominations.SingleOrDefaultAsync(n => n.Id == id, stop) ?? throw Missing();
        var of = await book.MineAsync(one.ClassId, stop);
        of.MustBeOpen();
        return (of, one);
    }

    // The class row is touched with each decision, so that of two in the same moment the second counts the places anew.
    async Task<int> LeftAsync(TrainingClass of, Nomination gone, CancellationToken stop)
    {
        var moved = 0;
        foreach (var next in (await store.Nominations.Where(n => n.ClassId == of.Id && n.State == NominationState.Waiting && n.Id != gone.Id).ToListAsync(stop))
            .OrderBy(n => n.WaitsSince).ThenBy(n => n.Id))
        {
            if (!await HasPlaceAsync(of, next, stop, gone.Id)) continue;
            next.MoveUp();
            moved++;
            Tell(next, of, Words.Key("Có chỗ cho ông/bà trong lớp “{0}”, bắt đầu {1}."));
            break;
        }
        if (gone.UserId is not null) Tell(gone, of, Words.Key("Ông/bà không còn trong danh sách lớp “{0}” ({1})."));
        store.Expect(of, of.Version);
        await store.SaveChangesAsync(stop);
        return moved;
    }

    async Task<bool> HasPlaceAsync(TrainingClass of, Nomination one, CancellationToken stop, Guid? but = null)
    {
        var seated = await store.Nominations.AsNoTracking().Where(n => n.ClassId == of.Id && n.Id != one.Id && n.Id != but
            && (n.State == NominationState.Proposed || n.State == NominationState.Approved)).Select(n => n.UnitId).ToListAsync(stop);
        if (seated.Count >= of.Capacity) return false;
        var quota = await store.Quotas.AsNoTracking().SingleOrDefaultAsync(q => q.ClassId == of.Id && q.UnitId == one.UnitId, stop);
        return quota is null || seated.Count(u => u == one.UnitId) < quota.Seats;
    }

    async Task<Payer> PayerAsync(TrainingClass of, Guid unit, CancellationToken stop) =>
        (await store.Quotas.AsNoTracking().SingleOrDefaultAsync(q => q.ClassId == of.Id && q.UnitId == unit, stop))?.Payer ?? of.Payer;

    void Tell(Nomination one, TrainingClass of, string text)
    {
        var notice = Notice.ArgsOf(of.Name, Say.Day(of.FromDay));
        var once = $"training-nomination/{one.Id}/{one.State}/{one.Version}";
        store.Notify(one.UserId is { } user ? new Notice { UserId = user, Text = text, Args = notice, Link = "/training/classes/" + of.Id, Once = once }
            : new Notice
            {
                OrganisationId = one.UnitId,
                Text = Words.Key("Danh sách lớp “{0}” có thay đổi ({1})."),
                Args = notice,
                Link = "/training/classes/" + of.Id,
                Once = once
            });
    }

    static Refusal Missing() => Refusal.Missing("Không tìm thấy người này trong danh sách lớp.");
}
