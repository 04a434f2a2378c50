using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Records;

/// <summary>One urgent opening in a list.</summary>
sealed record UrgentRow(
    Guid Id, int Version, string Holder, string Receiver, string Who, string Person, Guid PersonId, string Cause, string Reason, DateTimeOffset At, DateTimeOffset Ends,
        DateTimeOffset Due, bool IsOverdue,
    Verdict? Verdict, string VerdictReason, bool MayJudge);

/// <summary>Opening a record in urgent danger ("mở khẩn cấp"), and the director's review.</summary>
sealed class BreakGlass(
    ReleaseStore store, Homes homes, RecordReaders readers, Requesting requesting, IOrganisations organisations, IPeople people, PersonNames persons, Officers officers,
        IPersons index, Caller caller, TimeProvider clock)
{
    /// <summary>An urgent opening of a record.</summary>
    public const string Opened = "record.breakglass.opened";

    /// <summary>An urgent opening that was reviewed.</summary>
    public const string Reviewed = "record.breakglass.reviewed";

    /// <summary>Opens the person's record at every facility that holds one, for this reader and four hours; returns at how many.</summary>
    public async Task<int> OpenAsync(Guid person, Form form, CancellationToken stop)
    {
        var cause = form.Text("cause", 40);
        if (!UrgentOpening.Causes.ContainsKey(cause)) throw new Refusal(RefusalKind.Invalid, "Xin chọn tình huống.") { Field = "cause" };
        var reason = form.Required("reason", 1000);
        if (reason.Length < 10) throw new Refusal(RefusalKind.Invalid, "Xin ghi rõ lý do (ít nhất 10 ký tự).") { Field = "reason" };
        var reader = await readers.ReaderAsync(RecordsRights.Urgent, Purposes.Treatment, stop);
        var receiver = reader.Homes.Contains(caller.OrganisationId) ? caller.OrganisationId : reader.Homes.First();
        var holders = await requesting.HoldersAsync(person, reader.Homes, stop);
        var now = clock.GetUtcNow();
        foreach (var holder in holders)
        {
            var open = await store.Urgent.AnyAsync(u => u.HolderId == holder && u.UserId == caller.UserId && u.PersonId == person && u.EndsAt > now, stop);
            if (!open) await OpenAsync(holder, receiver, person, cause, reason, now, stop);
        }
        if (holders.Count > 0) await TellPersonAsync(person, receiver, now, stop);
        store.Trace("record.breakglass", "record", person.ToString(), "ok", cause);
        await store.SaveChangesAsync(stop);
        return holders.Count;
    }

    async Task OpenAsync(Guid holder, Guid receiver, Guid person, string cause, string reason, DateTimeOffset now, CancellationToken stop)
    {
        var basis = new Basis
        {
            Kind = BasisKind.Emergency,
            HolderId = holder,
            ReceiverId = receiver,
            UserId = caller.UserId,
            PersonId = person,
            Purpose = Purposes.Treatment,
            Kinds = RecordKinds.All,
            // In danger of life nothing that could matter is held back; the review asks whether it was needed.
            Sensitive = Sensitivities.Hiv | Sensitivities.Mental | Sensitivities.Reproductive | Sensitivities.Genetic | Sensitivities.Protection,
            Reference = Words.Key("Mở khẩn cấp"),
            Reason = reason,
            ValidFrom = now,
            ValidTo = now + UrgentOpening.Length,
            MadeBy = caller.UserId,
            MadeAt = now,
        };
        var opening = new UrgentOpening
        {
            BasisId = basis.Id,
            HolderId = holder,
            ReceiverId = receiver,
            UserId = caller.UserId ?? Guid.Empty,
            PersonId = person,
            Cause = cause,
            Reason = reason,
            OpenedAt = now,
            EndsAt = basis.ValidTo,
            ReviewDue = now + UrgentOpening.Review,
        };
        store.Bases.Add(basis);
        store.Urgent.Add(opening);
        foreach (var officer in await officers.AtAsync(holder, stop))
            store.Notify(new Notice
            {
                UserId = officer,
                Text = Words.Key("{0} ({1}) đã mở khẩn cấp một hồ sơ do đơn vị giữ; xin xem xét trong 24 giờ."),
                Args = Notice.ArgsOf(caller.Name, (await organisations.NamesAsync([receiver], null, stop)).GetValueOrDefault(receiver, "")),
                Link = "/records/urgent",
                Once = $"urgent/{opening.Id}/{officer}",
            });
        store.Report(FactOf(Opened, opening, ("cause", cause)));
    }

    Fact FactOf(string kind, UrgentOpening opening, params (string, string)[] dims) => new()
    {
        Kind = kind,
        UnitId = opening.HolderId,
        OccurredOn = clock.Today(),
        Value = 1,
        Module = "records",
        SourceId = $"urgent/{opening.Id}",
        SubjectHash = index.SubjectHash(opening.PersonId),
        Dims = Fact.DimsOf([.. dims, ("receiver", opening.ReceiverId.ToString())]),
    };

    async Task TellPersonAsync(Guid person, Guid receiver, DateTimeOffset now, CancellationToken stop)
    {
        var name = (await organisations.NamesAsync([receiver], null, stop)).GetValueOrDefault(receiver, "");
        foreach (var user in await store.Links.Where(l => l.PersonId == person && l.EndedAt == null).Select(l => l.UserId).ToListAsync(stop))
            store.Notify(new Notice
            {
                UserId = user,
                Text = Words.Key("Hồ sơ của ông/bà vừa được mở khẩn cấp tại {0}."),
                Args = Notice.ArgsOf(name),
                Link = "/my/record/opened",
                Once = $"urgent/{person}/{user}/{Commands.Micros(now).ToString(System.Globalization.CultureInfo.InvariantCulture)}",
            });
    }

    /// <summary>Openings of what the caller's organisations hold: those waiting first, the longest waiting on top; and the caller's own.</summary>
    public async Task<IReadOnlyList<UrgentRow>> ListAsync(CancellationToken stop)
    {
        var judging = (await homes.DecidingAsync(RecordsRights.Review, stop)).ToList();
        var seeing = (await homes.DecidingAsync(RecordsRights.Opened, stop)).ToList();
        var (me, now) = (caller.UserId ?? Guid.Empty, clock.GetUtcNow());
        var found = await store.Urgent.AsNoTracking().Where(u => seeing.Contains(u.HolderId) || u.UserId == me)
            .OrderBy(u => u.ReviewedAt == null ? 0 : 1).ThenBy(u => u.ReviewedAt == null ? u.ReviewDue : DateTimeOffset.MaxValue).ThenByDescending(u =>
                u.OpenedAt).Take(300).ToListAsync(stop);
        var names = await organisations.NamesAsync(found.SelectMany(u => new[] { u.HolderId, u.ReceiverId }), null, stop);
        var who = await people.NamesAsync(found.Select(u => u.UserId).Distinct(), stop);
        var about = await persons.OfAsync(seeing, [.. found.Where(u => seeing.Contains(u.HolderId)).Select(u => u.PersonId)], stop);
        return [.. found.Select(u => new UrgentRow(u.Id, u.Version, names.GetValueOrDefault(u.HolderId, "–"), names.GetValueOrDefault(u.ReceiverId, "–"),
            who.GetValueOrDefault(u.UserId, ""),
            about.GetValueOrDefault(u.PersonId, ""), u.PersonId, UrgentOpening.Causes[u.Cause], u.Reason, u.OpenedAt, u.EndsAt, u.ReviewDue, u.IsOverdue(now),
                u.Verdict, u.VerdictReason,
            u.ReviewedAt is null && judging.Contains(u.HolderId) && u.UserId != me))];
    }

    /// <summary>The director's finding; a violation closes the record at once.</summary>
    public async Task JudgeAsync(Guid id, int version, Verdict verdict, string why, CancellationToken stop)
    {
        var opening = await store.Urgent.SingleOrDefaultAsync(u => u.Id == id, stop) ?? throw Refusal.Missing("Không có lần mở này.");
        if (!(await homes.DecidingAsync(RecordsRights.Review, stop)).Contains(opening.HolderId)) throw Refusal.Missing("Không có lần mở này.");
        store.Expect(opening, version);
        var now = clock.GetUtcNow();
        opening.Judge(verdict, why, caller.UserId, now);
        if (verdict == Verdict.Violation && await store.Bases.SingleAsync(b => b.Id == opening.BasisId, stop) is { RevokedAt: null } basis)
            (basis.RevokedAt, basis.RevokedReason, basis.RevokedBy) = (now, why, caller.UserId);
        store.Notify(new Notice
        {
            UserId = opening.UserId,
            Text = verdict == Verdict.Justified ? Words.Key("Lần mở khẩn cấp ngày {0} của ông/bà được xem là chính đáng.")
                : Words.Key("Lần mở khẩn cấp ngày {0} của ông/bà bị xem là vi phạm: {1}"),
            Args = Notice.ArgsOf(Say.Day(Say.DayOf(opening.OpenedAt)), why),
            Link = "/records/urgent",
            Once = $"urgent/{opening.Id}/verdict",
        });
        store.Report(FactOf(Reviewed, opening, ("verdict", verdict.ToString()), ("on_time", opening.ReviewDue >= now ? "yes" : "no")));
        await store.SaveChangesAsync(stop);
    }
}
