using System.Security.Cryptography;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>What the form of a draft holds.</summary>
sealed record MinutesInput(
    string Place, string About, string DiagnosisBefore, string Summary, string Conclusion, string DiagnosisAfter, string Treatment, bool IsBilingual,
    string DiagnosisBeforeZh, string SummaryZh,
    string ConclusionZh, string DiagnosisAfterZh, string TreatmentZh, string Interpreter,
    IReadOnlyDictionary<Guid, (RoomRole Role, string Position, bool MustSign)> Members,
    IReadOnlyList<MinutesView> Views);

/// <summary>Writes the draft of minutes by itself, from presence, case and agenda; people complete it.</summary>
sealed class MinutesDrafting(ConsultsStore store, Seats seats, Caller caller, IOrganisations organisations, TimeProvider clock)
{
    /// <summary>The first edition of a case after its meeting. The caller saves.</summary>
    public async Task<MinutesEdition> PrepareAsync(Case one, Session session, IReadOnlyList<Presence> presence, CancellationToken stop)
    {
        var minutes = New(one, session.Id, 1, null, "", session.OpenedAt ?? session.StartsAt, session.ClosedAt ?? session.EndsAt);
        minutes.IsBilingual = session.IsAbroad;
        minutes.Place = await PlaceAsync(session.OrganisationId, stop);
        await FillAsync(minutes, one, null, stop);
        var expected = session.Seats.ToDictionary(s => s.Id);
        var ordinal = 0;
        var chosen = presence.GroupBy(p => p.SeatId).Select(g => (First: g.First(), Minutes: (int)Math.Round(g.Sum(p => (p.ToAt - p.FromAt).TotalMinutes)),
            Role: g.OrderByDescending(p => p.ToAt).First().Role))
            .OrderBy(p => p.Role).ThenBy(p => p.First.FromAt).ToList();
        foreach (var (first, attended, role) in chosen)
            store.Members.Add(new()
            {
                MinutesId = minutes.Id,
                UserId = first.UserId,
                Name = first.Name,
                Position = expected.GetValueOrDefault(first.SeatId)?.Position ?? "",
                FacilityId = first.FacilityId,
                Role = role,
                Attended = Math.Max(1, attended),
                MustSign = first.UserId is not null && Signs(role, minutes.IsBilingual),
                Ordinal = ++ordinal,
            });
        minutes.Interpreter = string.Join(", ", chosen.Where(c => c.Role == RoomRole.Interpreter).Select(c => c.First.Name));
        return minutes;
    }

    /// <summary>The first edition of an opinion in writing: who gave it leads, the doctor who asked keeps the record. The caller saves.</summary>
    public async Task<MinutesEdition> PrepareWrittenAsync(Case one, CaseOpinion opinion, CancellationToken stop)
    {
        var minutes = New(one, null, 1, null, "", one.AcceptedAt ?? one.SentAt ?? opinion.At, opinion.At);
        minutes.Place = await PlaceAsync(opinion.OrganisationId, stop);
        await FillAsync(minutes, one, opinion, stop);
        store.Members.Add(new()
        {
            MinutesId = minutes.Id,
            UserId = opinion.ById,
            Name = opinion.ByName,
            FacilityId = opinion.OrganisationId,
            Role = RoomRole.Chair,
            MustSign = true,
            Ordinal = 1
        });
        store.Members.Add(new()
        {
            MinutesId = minutes.Id,
            UserId = one.AskedById,
            Name = one.AskedByName,
            FacilityId = one.AskingId,
            Role = RoomRole.Secretary,
            MustSign = true,
            Ordinal = 2
        });
        return minutes;
    }

    MinutesEdition New(Case one, Guid? session, int edition, Guid? replaces, string why, DateTimeOffset from, DateTimeOffset to)
    {
        var minutes = new MinutesEdition
        {
            CaseId = one.Id,
            SessionId = session,
            AskingId = one.AskingId,
            AnsweringId = one.AnsweringId ?? one.AskingId,
            Edition = edition,
            ReplacesId = replaces,
            Why = why,
            Code = WebEncoders.Base64UrlEncode(RandomNumberGenerator.GetBytes(15)),
            Number = "BBHC-" + one.Code.Replace("-", "", StringComparison.Ordinal) + (edition > 1 ? FormattableString.Invariant($"-{edition}") : ""),
            HeldFrom = from,
            HeldTo = to,
            DueAt = (edition > 1 ? clock.GetUtcNow() : to) + MinutesEdition.Within,
            MadeAt = clock.GetUtcNow(),
            MadeByName = caller.Name,
        };
        store.Minutes.Add(minutes);
        return minutes;
    }

    async Task FillAsync(MinutesEdition minutes, Case one, CaseOpinion? opinion, CancellationToken stop)
    {
        var text = (await store.Summaries.AsNoTracking().Where(s => s.CaseId == one.Id && s.Number <= Math.Max(1, one.SummaryNumber)).OrderByDescending(s => s.Number)
            .FirstOrDefaultAsync(stop))?.Text ?? new();
        minutes.About = About(one);
        minutes.DiagnosisBefore = string.Join("; ", text.Diagnoses.Select(d => d.Code.Length > 0 ? $"{d.Text} ({d.Code})" : d.Text));
        minutes.Summary = Cut(string.Join('\n', new[] { ("Câu hỏi", text.Question), ("Bệnh sử", text.History), ("Diễn biến", text.Course), ("Khám", text.Findings),
            ("Xét nghiệm", text.Laboratory), ("Hình ảnh", text.Imaging), ("Đã điều trị", text.Treatment) }
            .Where(p => p.Item2.Trim().Length > 0).Select(p => $"{p.Item1}: {p.Item2.Trim()}")));
        minutes.Conclusion = opinion is null ? "" : string.Join('\n', new[] { opinion.Assessment, opinion.Conclusion }.Where(t => t.Trim().Length > 0));
        minutes.Treatment = opinion?.Advice ?? "";
        var rule = LiabilityText.On(Say.DayOf(minutes.HeldTo));
        (minutes.Liability, minutes.LiabilityZh) = (rule?.Vi ?? "", rule?.Zh ?? "");
    }

    async Task<string> PlaceAsync(Guid organisation, CancellationToken stop) => (await organisations.FindAsync(organisation, null, stop))?.Name ?? "";

    static string About(Case one) => $"Ca {one.Code}; {(one.Sex switch { "male" => "nam", "female" => "nữ", _ => "giới tính chưa ghi" })}"
        + (one.Age is { } age ? $"; {age} {(one.AgeUnit switch { "day" => "ngày tuổi", "month" => "tháng tuổi", _ => "tuổi" })}" : "") + (one.Initials.Length > 0
        ? $"; viết tắt {one.Initials}" : "");

    static string Cut(string text) => text.Length > 8_000 ? text[..7_999] + "…" : text;

    /// <summary>Whose signature minutes need by their role.</summary>
    public static bool Signs(RoomRole role, bool bilingual) => role is RoomRole.Chair or RoomRole.Secretary or RoomRole.Presenter or RoomRole.Expert
        || (bilingual && role == RoomRole.Interpreter);

    /// <summary>Keeps what was typed.</summary>
    public async Task<MinutesEdition> SaveAsync(Guid id, int version, MinutesInput input, CancellationToken stop)
    {
        var minutes = await EditableAsync(id, stop);
        store.Expect(minutes, version);
        (minutes.Place, minutes.About, minutes.DiagnosisBefore, minutes.Summary) = (input.Place, input.About, input.DiagnosisBefore, input.Summary);
        (minutes.Conclusion, minutes.DiagnosisAfter, minutes.Treatment) = (input.Conclusion, input.DiagnosisAfter, input.Treatment);
        (minutes.IsBilingual, minutes.Interpreter) = (input.IsBilingual, input.Interpreter);
        (minutes.DiagnosisBeforeZh, minutes.SummaryZh, minutes.ConclusionZh) = (input.DiagnosisBeforeZh, input.SummaryZh, input.ConclusionZh);
        (minutes.DiagnosisAfterZh, minutes.TreatmentZh) = (input.DiagnosisAfterZh, input.TreatmentZh);
        foreach (var member in await store.Members.Where(m => m.MinutesId == id).ToListAsync(stop))
            if (input.Members.TryGetValue(member.Id, out var given))
            {
                if (given.MustSign && member.UserId is null) throw new Refusal(RefusalKind.Invalid,
                    "{0} không có tài khoản nên ký trên bản giấy. Xin bỏ đánh dấu ký trên hệ thống.", member.Name);
                (member.Role, member.Position, member.MustSign) = (given.Role, given.Position, given.MustSign || given.Role is RoomRole.Chair or RoomRole.Secretary);
            }
        store.Views.RemoveRange(await store.Views.Where(v => v.MinutesId == id).ToListAsync(stop));
        store.Views.AddRange(input.Views);
        await store.SaveChangesAsync(stop);
        return minutes;
    }

    /// <summary>Another edition with the same text: of a signed one to put it right, of one that waits for signatures to change it (its signatures are void).</summary>
    public async Task<Guid> AgainAsync(Guid id, int version, string why, CancellationToken stop)
    {
        var old = await MineAsync(id, stop);
        store.Expect(old, version);
        if (why.Trim().Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi lý do.") { Field = "reason" };
        if (old.State is not (MinutesState.Signing or MinutesState.Signed)) throw Refusal.Conflict("Biên bản đang ở trạng thái “{0}” nên không làm được việc này.",
            MinutesWords.Of(old.State));
        if (await store.Minutes.AnyAsync(m => m.CaseId == old.CaseId && m.Edition > old.Edition && m.State != MinutesState.Void, stop))
            throw Refusal.Conflict("Đã có bản sau của biên bản này. Xin mở bản sau cùng.");
        var one = await store.Cases.SingleAsync(c => c.Id == old.CaseId, stop);
        var edition = await store.Minutes.Where(m => m.CaseId == old.CaseId).MaxAsync(m => m.Edition, stop) + 1;
        if (old.State == MinutesState.Signing)
        {
            old.Withdraw();
            if (one.State == CaseState.AwaitingSignatures) one.ReopenMinutes(Actor.Of(caller), clock.GetUtcNow(), why);
        }
        var next = New(one, old.SessionId, edition, old.Id, why.Trim(), old.HeldFrom, old.HeldTo);
        Copy(old, next);
        foreach (var m in await store.Members.AsNoTracking().Where(m => m.MinutesId == id).ToListAsync(stop))
            store.Members.Add(new()
            {
                MinutesId = next.Id,
                UserId = m.UserId,
                Name = m.Name,
                Position = m.Position,
                FacilityId = m.FacilityId,
                Role = m.Role,
                Attended = m.Attended,
                MustSign = m.MustSign,
                Ordinal = m.Ordinal
            });
        foreach (var v in await store.Views.AsNoTracking().Where(v => v.MinutesId == id).ToListAsync(stop))
            store.Views.Add(new()
            {
                MinutesId = next.Id,
                Name = v.Name,
                FacilityId = v.FacilityId,
                Member = v.Member,
                IsDissent = v.IsDissent,
                Text = v.Text,
                TextZh = v.TextZh,
                Ordinal = v.Ordinal
            });
        await store.SaveChangesAsync(stop);
        return next.Id;
    }

    static void Copy(MinutesEdition old, MinutesEdition next)
    {
        (next.Place, next.About, next.DiagnosisBefore, next.Summary, next.Conclusion) = (old.Place, old.About, old.DiagnosisBefore, old.Summary, old.Conclusion);
        (next.DiagnosisAfter, next.Treatment, next.Liability, next.LiabilityZh) = (old.DiagnosisAfter, old.Treatment, old.Liability, old.LiabilityZh);
        (next.IsBilingual, next.Interpreter, next.DiagnosisBeforeZh, next.SummaryZh) = (old.IsBilingual, old.Interpreter, old.DiagnosisBeforeZh, old.SummaryZh);
        (next.ConclusionZh, next.DiagnosisAfterZh, next.TreatmentZh) = (old.ConclusionZh, old.DiagnosisAfterZh, old.TreatmentZh);
    }

    /// <summary>A draft that the caller may write on.</summary>
    public async Task<MinutesEdition> EditableAsync(Guid id, CancellationToken stop)
    {
        var minutes = await MineAsync(id, stop);
        if (minutes.State != MinutesState.Draft) throw Refusal.Conflict("Biên bản đang ở trạng thái “{0}” nên không sửa được. Muốn sửa, xin lập bản mới.",
            MinutesWords.Of(minutes.State));
        return minutes;
    }

    async Task<MinutesEdition> MineAsync(Guid id, CancellationToken stop)
    {
        var minutes = await store.Minutes.SingleOrDefaultAsync(m => m.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy biên bản này.");
        if (!await MayWriteAsync(minutes, stop)) throw Refusal.Forbidden("Chỉ chủ tọa, thư ký và người xếp lịch của hai cơ sở được soạn biên bản này.");
        return minutes;
    }

    /// <summary>Chair and secretary write, and whoever arranges at one of the two facilities.</summary>
    public async Task<bool> MayWriteAsync(MinutesEdition minutes, CancellationToken stop) =>
        await seats.HoldsAsync(ConsultsRights.Arrange, minutes.AskingId, stop) || await seats.HoldsAsync(ConsultsRights.Arrange, minutes.AnsweringId, stop)
        || (caller.UserId is { } user && await store.Members.AnyAsync(m => m.MinutesId == minutes.Id && m.UserId == user
        && (m.Role == RoomRole.Chair || m.Role == RoomRole.Secretary), stop));
}
