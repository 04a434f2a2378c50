using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>Seals minutes, takes signatures, checks them, and completes them when everybody who must has signed.</summary>
sealed class MinutesSigning(ConsultsStore store, MinutesDrafting drafting, IOrganisations organisations, ITrustedSigners trusted, RootKey key, Caller caller,
    LicenceGuard licences, Words words, TimeProvider clock)
{
    /// <summary>Fixes the text and puts it before the members.</summary>
    public async Task SealAsync(Guid id, int version, CancellationToken stop)
    {
        var minutes = await drafting.EditableAsync(id, stop);
        store.Expect(minutes, version);
        var members = await store.Members.Where(m => m.MinutesId == id).OrderBy(m => m.Ordinal).ToListAsync(stop);
        var views = await store.Views.AsNoTracking().Where(v => v.MinutesId == id).OrderBy(v => v.Ordinal).ToListAsync(stop);
        Check(minutes, members, views);
        var replaced = minutes.ReplacesId is { } old ? await store.Minutes.AsNoTracking().SingleAsync(m => m.Id == old, stop) : null;
        var names = await organisations.NamesAsync(members.Select(m => m.FacilityId).Concat(views.Select(v => v.FacilityId)).OfType<Guid>().Append(minutes.AskingId)
            .Append(minutes.AnsweringId).Distinct(),
            Say.DayOf(minutes.HeldTo), stop);
        var now = clock.GetUtcNow();
        minutes.Seal(MinutesBody.Of(minutes, replaced, members, views, names), now);
        var one = await store.Cases.SingleAsync(c => c.Id == minutes.CaseId, stop);
        if (one.State == CaseState.AwaitingMinutes) one.MinutesWritten(Actor.Of(caller), now);
        foreach (var member in members.Where(m => m.MustSign && m.UserId != caller.UserId))
            store.Notify(new Notice
            {
                UserId = member.UserId,
                Text = Words.Key("Biên bản {0} chờ ông/bà ký."),
                Args = Notice.ArgsOf(minutes.Number),
                Link = "/consults/minutes/" + id,
                Once = $"consult-minutes/{id}/sign/{member.UserId}",
            });
        await store.SaveChangesAsync(stop);
    }

    static void Check(MinutesEdition minutes, List<MinutesMember> members, List<MinutesView> views)
    {
        Refusal No(string text, string field) => new(RefusalKind.Invalid, text) { Field = field };
        if (minutes.Conclusion.Trim().Length == 0) throw No(Words.Key("Xin ghi kết luận hội chẩn trước khi trình ký."), "conclusion");
        if (minutes.DiagnosisAfter.Trim().Length == 0) throw No(Words.Key("Xin ghi chẩn đoán sau hội chẩn trước khi trình ký."), "diagnosisAfter");
        if (members.Count(m => m.Role == RoomRole.Chair && m.UserId is not null) != 1) throw No(Words.Key("Biên bản phải có đúng một chủ tọa."), "members");
        if (members.Count(m => m.Role == RoomRole.Secretary && m.UserId is not null) != 1) throw No(Words.Key("Biên bản phải có đúng một thư ký."), "members");
        if (!minutes.IsBilingual) return;
        if (new[] { minutes.ConclusionZh, minutes.DiagnosisAfterZh, minutes.SummaryZh }.Any(t => t.Trim().Length == 0)
            || (minutes.Treatment.Trim().Length > 0 && minutes.TreatmentZh.Trim().Length == 0) || views.Exists(v => v.TextZh.Trim().Length == 0))
            throw No(Words.Key("Biên bản song ngữ phải ghi đủ phần tiếng Trung như phần tiếng Việt."), "conclusionZh");
        if (minutes.Interpreter.Trim().Length == 0) throw No(Words.Key("Biên bản song ngữ phải ghi tên người phiên dịch."), "interpreter");
    }

    /// <summary>Signs by level A: the caller has just shown anew who they are by <paramref name="means"/>.</summary>
    public Task SignAsync(Guid id, string hash, string means, CancellationToken stop) =>
        TakeAsync(id, hash, (_, _) => Task.FromResult((SignatureLevel.A, means, (byte[]?)null, "", "")), stop);

    /// <summary>Signs by level B: a detached CMS of the caller's own certificate.</summary>
    public Task SignByCertificateAsync(Guid id, string hash, byte[] cms, CancellationToken stop) => TakeAsync(id, hash, async (minutes, member) =>
    {
        var roots = await trusted.OfAsync(member.FacilityId ?? minutes.AskingId, stop);
        try
        {
            var signer = CmsCheck.Check(cms, Encoding.UTF8.GetBytes(minutes.Body!), member.Name, roots, clock.GetUtcNow());
            return (SignatureLevel.B, "certificate", cms, signer.Subject, signer.Issuer);
        }
        finally
        {
            foreach (var root in roots) root.Dispose();
        }
    }, stop);

    async Task TakeAsync(Guid id, string hash, Func<MinutesEdition, MinutesMember, Task<(SignatureLevel, string, byte[]?, string, string)>> how, CancellationToken stop)
    {
        var minutes = await store.Minutes.SingleOrDefaultAsync(m => m.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy biên bản này.");
        var members = await store.Members.AsNoTracking().Where(m => m.MinutesId == id).ToListAsync(stop);
        var member = members.Find(m => m.UserId is not null && m.UserId == caller.UserId)
            ?? throw Refusal.Forbidden("Ông/bà không có tên trong biên bản này nên không ký được.");
        if (minutes.State != MinutesState.Signing) throw new Refusal(RefusalKind.Conflict, "Biên bản đang ở trạng thái “{0}” nên không ký được.",
            MinutesWords.Of(minutes.State))
        { Code = "minutes-state" };
        if (!minutes.IsIntact) throw new Refusal(RefusalKind.Unavailable,
            "Văn bản của biên bản không còn khớp với mã đã niêm phong. Xin báo quản trị viên.")
        { Code = "minutes-broken" };
        if (minutes.Hash != hash) throw new Refusal(RefusalKind.Conflict, "Văn bản đã đổi từ lúc ông/bà mở trang. Xin đọc lại rồi ký.") { Code = "minutes-changed" };
        var signatures = await store.Signatures.Where(s => s.MinutesId == id).ToListAsync(stop);
        if (signatures.Exists(s => s.MemberId == member.Id)) throw Refusal.Conflict("Ông/bà đã ký biên bản này rồi.");
        if (LicenceGuard.Asks(member.Role)) await licences.MustAsync(caller.UserId, Say.DayOf(minutes.HeldTo), stop);
        var (level, means, cms, subject, issuer) = await how(minutes, member);
        var now = Commands.FromMicros(Commands.Micros(clock.GetUtcNow()));
        var signature = new MinutesSignature
        {
            MinutesId = id,
            MemberId = member.Id,
            UserId = caller.UserId!.Value,
            Name = member.Name,
            Role = member.Role,
            Level = level,
            Means = means,
            Hash = minutes.Hash!,
            SignedAt = now,
            Cms = cms,
            Subject = subject,
            Issuer = issuer,
        };
        signature.Seal = key.Sign(signature.Sealed());
        store.Signatures.Add(signature);
        store.Trace("consult.minutes.sign", "consults_minutes", id.ToString(), "ok", means);
        // Each signature moves the version, so of two that come at once the second one counts the first.
        store.Expect(minutes, minutes.Version);
        if (members.Where(m => m.MustSign).All(m => m.Id == member.Id || signatures.Exists(s => s.MemberId == m.Id))) await CompleteAsync(minutes, members, now, stop);
        await store.SaveChangesAsync(stop);
    }

    async Task CompleteAsync(MinutesEdition minutes, List<MinutesMember> members, DateTimeOffset now, CancellationToken stop)
    {
        minutes.Complete(now);
        var one = await store.Cases.SingleAsync(c => c.Id == minutes.CaseId, stop);
        if (one.State == CaseState.AwaitingSignatures) one.SignedByAll(Actor.Of(caller), now);
        foreach (var old in await store.Minutes.Where(m => m.CaseId == minutes.CaseId && m.Id != minutes.Id && m.State == MinutesState.Signed)
            .ToListAsync(stop)) old.Replace();
        if (await store.Minutes.CountAsync(m => m.CaseId == minutes.CaseId && m.SignedAt != null, stop) == 0) await HeldFacts.SignedAsync(store, minutes, one, members,
            stop);
        store.Notify(new Notice
        {
            UserId = one.AskedById,
            Text = Words.Key("Biên bản {0} đã đủ chữ ký. Xin ghi quyết định điều trị."),
            Args = Notice.ArgsOf(minutes.Number),
            Link = "/consults/minutes/" + minutes.Id,
            Once = $"consult-minutes/{minutes.Id}/decide",
        });
        store.Publish("consult/" + one.Id, new MinutesCompleted(minutes.Id));
    }

    /// <summary>What is wrong with minutes and their signatures; empty: nothing.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(MinutesEdition minutes, CancellationToken stop)
    {
        var faults = new List<string>();
        if (!minutes.IsIntact) faults.Add(words["Văn bản không khớp với mã SHA-256 đã niêm phong."]);
        var members = await store.Members.AsNoTracking().Where(m => m.MinutesId == minutes.Id).Select(m => m.Id).ToListAsync(stop);
        foreach (var signature in await store.Signatures.AsNoTracking().Where(s => s.MinutesId == minutes.Id).ToListAsync(stop))
        {
            if (!key.IsOurs(signature.Sealed(), signature.Seal)) faults.Add(words["Dấu niêm phong chữ ký của {0} không đúng.", (object)signature.Name]);
            else if (signature.Hash != minutes.Hash || !members.Contains(signature.MemberId)) faults.Add(words["Chữ ký của {0} không thuộc văn bản này.",
                (object)signature.Name]);
        }
        return faults;
    }
}

/// <summary>Minutes have every signature they need. Stream: <c>consult/{case}</c>.</summary>
sealed record MinutesCompleted(Guid MinutesId);
