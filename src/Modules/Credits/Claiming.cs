using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Credits;

/// <summary>A claim with whose it is.</summary>
sealed record ClaimView(Claim Claim, PractitionerCard Card, bool MayDecide);

/// <summary>The form of a claim.</summary>
sealed record NewClaimView(PractitionerCard? Card, bool IsMe, DateOnly Today);

/// <summary>The queue of claims.</summary>
sealed record ClaimsView(IReadOnlyList<(Claim Claim, string Name)> Lines, bool All);

/// <summary>Hours from elsewhere: entered with a document, approved or refused by the unit, taken back where they prove wrong.</summary>
sealed class Claiming(CreditsStore store, CreditLedger ledger, Doors doors, IPractitioners register, IFiles files, Caller caller, TimeProvider clock)
{
    const long MostBytes = 20L * 1024 * 1024;
    const int MostLines = 500;

    /// <summary>The form, for the caller or for somebody of the unit.</summary>
    public async Task<NewClaimView> NewAsync(Guid? person, CancellationToken stop)
    {
        var card = person is { } id ? await doors.SeenAsync(id, stop) : await doors.MeAsync(stop);
        return new(card, card is not null && doors.IsMe(card), clock.Today());
    }

    /// <summary>Enters a claim; answers its id.</summary>
    public async Task<Guid> EnterAsync(Form form, CancellationToken stop)
    {
        var card = form.Id("person") is { } person ? await doors.SeenAsync(person, stop)
            : await doors.MeAsync(stop) ?? throw Refusal.Invalid("Danh sách người hành nghề chưa biết tài khoản của ông/bà.");
        if (!doors.IsMe(card) && !doors.MayApprove(card)) throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}”. Xin liên hệ quản trị viên của đơn vị.", CreditsRights.Approve.Title);
        var activity = CreditWords.Activities.ContainsKey(form.Text("activity", 30)) ? form.Text("activity", 30)
            : throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "activity" };
        var hours = form.Number("hours") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập số giờ.") { Field = "hours" };
        if (hours is <= 0 or > 2000) throw new Refusal(RefusalKind.Invalid, "Số giờ phải lớn hơn 0 và không quá 2.000.") { Field = "hours" };
        var day = form.Day("on") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày.") { Field = "on" };
        if (day > clock.Today()) throw new Refusal(RefusalKind.Invalid, "Ngày này ở tương lai; chỉ ghi việc đã làm.") { Field = "on" };
        var file = form.File("file") ?? throw new Refusal(RefusalKind.Invalid, "Xin gửi kèm giấy chứng nhận hoặc văn bản xác nhận.") { Field = "file" };
        await using var content = file.OpenReadStream();
        var kept = await files.PutAsync(card.OrganisationId, content, MostBytes, stop);
        var claim = new Claim
        {
            PractitionerId = card.Id,
            OrganisationId = card.OrganisationId,
            Activity = activity,
            Hundredths = (long)decimal.Round(hours * 100, MidpointRounding.AwayFromZero),
            OnDay = day,
            Title = form.Required("title", 300),
            Issuer = form.Required("issuer", 200),
            FileHash = kept.Hash,
            FileName = file.FileName.Length > 200 ? file.FileName[..200] : file.FileName,
            MadeAt = clock.GetUtcNow(),
            MadeBy = caller.UserId,
        };
        store.Claims.Add(claim);
        store.Notify(new Notice
        {
            OrganisationId = card.OrganisationId,
            Text = Words.Key("{0} gửi giờ cập nhật kiến thức từ nơi khác, chờ duyệt."),
            Args = Notice.ArgsOf(card.Name),
            Link = $"/credits/claims/{claim.Id}",
            Once = $"credit-claim/{claim.Id}",
        });
        await store.SaveChangesAsync(stop);
        return claim.Id;
    }

    /// <summary>A claim that the caller may see.</summary>
    public async Task<ClaimView> ShowAsync(Guid id, CancellationToken stop)
    {
        var claim = await store.Claims.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy đề nghị này.");
        var card = await doors.SeenAsync(claim.PractitionerId, stop);
        return new(claim, card, doors.MayApprove(card) && claim.MadeBy != caller.UserId || caller.IsHouse);
    }

    /// <summary>Its document.</summary>
    public async Task<(Stream Content, string Name)> FileAsync(Guid id, CancellationToken stop)
    {
        var claim = (await ShowAsync(id, stop)).Claim;
        return (await files.OpenAsync(claim.OrganisationId, claim.FileHash ?? "", stop), claim.FileName ?? "tai-lieu");
    }

    /// <summary>Claims of the caller's organisations: those that wait, or all.</summary>
    public async Task<ClaimsView> ListAsync(bool all, CancellationToken stop)
    {
        var reach = caller.Posts.Where(p => CreditsRights.See.Roles.Contains(p.Role)).SelectMany(p => p.Reach).Distinct().ToList();
        var rows = await store.Claims.AsNoTracking().Where(c => reach.Contains(c.OrganisationId) && (all || c.State == ClaimState.Sent)).OrderByDescending(c => c.MadeAt)
            .Take(MostLines).ToListAsync(stop);
        var cards = await register.CardsAsync(rows.Select(r => r.PractitionerId), null, stop);
        return new([.. rows.Select(r => (r, cards.GetValueOrDefault(r.PractitionerId)?.Name ?? "–"))], all);
    }

    /// <summary>Approves it: its hours are posted by the rule of the day.</summary>
    public async Task ApproveAsync(Guid id, int version, CancellationToken stop)
    {
        var claim = await DecidableAsync(id, version, ClaimState.Sent, stop);
        await DecideAsync(claim, ClaimState.Approved, "", stop);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Refuses it with a reason.</summary>
    public async Task RefuseAsync(Guid id, int version, string reason, CancellationToken stop)
    {
        await DecideAsync(await DecidableAsync(id, version, ClaimState.Sent, stop), ClaimState.Refused, reason, stop);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes an approval back; exactly its hours are reversed.</summary>
    public async Task RevokeAsync(Guid id, int version, string reason, CancellationToken stop)
    {
        var claim = await DecidableAsync(id, version, ClaimState.Approved, stop);
        await DecideAsync(claim, ClaimState.Revoked, reason, stop);
        store.Publish("credit/" + claim.Key, new CreditLost(claim.Key, reason));
        await store.SaveChangesAsync(stop);
        await ledger.ReverseAsync(new(claim.Key, reason), stop);
    }

    async Task<Claim> DecidableAsync(Guid id, int version, ClaimState state, CancellationToken stop)
    {
        var view = await ShowAsync(id, stop);
        if (!view.MayDecide) throw Refusal.Forbidden("Người gửi không tự duyệt giờ của mình; xin người khác của đơn vị duyệt.");
        var claim = await store.Claims.SingleAsync(c => c.Id == id, stop);
        if (claim.State != state) throw Refusal.Conflict("Đề nghị này đã được quyết định rồi.");
        return store.Expect(claim, version);
    }

    async Task DecideAsync(Claim claim, ClaimState state, string reason, CancellationToken stop)
    {
        (claim.State, claim.Reason, claim.DecidedAt, claim.DecidedBy) = (state, reason, clock.GetUtcNow(), caller.Name);
        if (state == ClaimState.Approved)
        {
            var card = await register.FindAsync(claim.PractitionerId, claim.OnDay, stop) ?? throw Refusal.Missing("Không tìm thấy người này trong danh sách.");
            var rule = (await RuleBook.LoadAsync(store, stop)).Worth(claim.Activity, claim.OnDay)
                ?? throw Refusal.Conflict("Không có quy định nào tính giờ cho việc này vào ngày {0}.", claim.OnDay);
            ledger.Add(new(claim.Key, card.Id, null, claim.Activity, claim.Hundredths / 100m, claim.OnDay, claim.OrganisationId, $"{claim.Title} ({claim.Issuer})",
                $"/credits/claims/{claim.Id}"), card, rule);
        }
        if (claim.MadeBy is { } maker)
            store.Notify(new Notice
            {
                UserId = maker,
                Text = state == ClaimState.Approved ? Words.Key("Giờ cập nhật kiến thức “{0}” đã được duyệt.") : Words.Key("Giờ cập nhật kiến thức “{0}” không được duyệt hoặc bị thu lại."),
                Args = Notice.ArgsOf(claim.Title),
                Link = $"/credits/claims/{claim.Id}",
                Once = $"credit-claim/{claim.Id}/{state}",
            });
    }
}
