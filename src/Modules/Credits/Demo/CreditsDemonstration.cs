using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Credits;

/// <summary>Hours that people of the demonstration had before, and some that wait for their unit; deterministic, some short and some not.</summary>
sealed class CreditsDemonstration(CreditsStore store, CreditLedger ledger, IPractitioners register, TimeProvider clock) : IDemonstration
{
    const int Most = 60;

    /// <inheritdoc/>
    public int Order => 53;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        var book = await RuleBook.LoadAsync(store, stop);
        foreach (var key in new[] { "bv-san-nhi-lao-cai", "bv-nhi-tw", "bvdk-than-uyen", "bvdk-kien-giang" })
        {
            if (!world.Organisations.TryGetValue(key, out var at)) continue;
            var people = await register.AtAsync([at], null, Most, stop);
            for (var i = 0; i < people.Count; i++) Tell(people[i], at, i, world.Today, book);
        }
        await store.SaveChangesAsync(stop);
    }

    void Tell(PractitionerCard card, Guid at, int place, DateOnly today, RuleBook book)
    {
        // Within the present window, so that what was done before counts where the law counts it.
        if (book.Window(card, today) is not { } window) return;
        var first = window.From > today.AddDays(-500) ? window.From : today.AddDays(-500);
        Approved(card, at, "opening", new[] { 24m, 60m, 96m, 40m, 110m }[place % 5], first.AddDays(5), "Số giờ theo giấy xác nhận của các năm trước", "Đơn vị đã đào tạo (mẫu)", book);
        if (place % 2 == 0)
            Approved(card, at, "course", 16 + 8 * (place % 3), first.AddDays(40 + place), "Cập nhật cấp cứu nhi khoa", "Trường Cao đẳng Y tế (mẫu)", book);
        if (place % 9 == 4) store.Claims.Add(Claim(card, at, "conference", 8, today.AddDays(-12), "Hội nghị Nhi khoa toàn quốc", "Hội Nhi khoa (mẫu)", ClaimState.Sent));
    }

    void Approved(PractitionerCard card, Guid at, string activity, decimal hours, DateOnly on, string title, string issuer, RuleBook book)
    {
        if (on > clock.Today() || book.Worth(activity, on) is not { } rule) return;
        var claim = Claim(card, at, activity, hours, on, title, issuer, ClaimState.Approved);
        store.Claims.Add(claim);
        ledger.Add(new(claim.Key, card.Id, null, activity, hours, on, at, $"{title} ({issuer})", $"/credits/claims/{claim.Id}"), card, rule);
    }

    Claim Claim(PractitionerCard card, Guid at, string activity, decimal hours, DateOnly on, string title, string issuer, ClaimState state) => new()
    {
        PractitionerId = card.Id,
        OrganisationId = at,
        Activity = activity,
        Hundredths = (long)(hours * 100),
        OnDay = on,
        Title = title,
        Issuer = issuer,
        State = state,
        MadeAt = clock.GetUtcNow(),
        DecidedAt = state == ClaimState.Approved ? clock.GetUtcNow() : null,
        DecidedBy = state == ClaimState.Approved ? "Phòng Kế hoạch tổng hợp (mẫu)" : null,
    };
}
