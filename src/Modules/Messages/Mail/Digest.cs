using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Messages;

/// <summary>The mail of the morning (07:00 at Hà Nội): what is late, due today and within seven days, what waits, what is new, which targets are in danger. Never an empty one.</summary>
sealed class Digest(MessagesStore store, Postbox postbox, ICallers callers, IServiceScopeFactory scopes, TimeProvider clock)
{
    static readonly TimeSpan Hour = TimeSpan.FromHours(7);
    const int DaysAhead = 7, MostLines = 30;

    /// <summary>The job.</summary>
    public static readonly Job InTheMorning = new("digest", TimeSpan.FromMinutes(5), (s, stop) => ActivatorUtilities.CreateInstance<Digest>(s).RunAsync(stop));

    /// <summary>Writes the digests that are due; returns how many were written.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        if (!postbox.IsOn || Say.WallClock(clock.GetUtcNow()).TimeOfDay < Hour) return 0;
        var today = clock.Today();
        var people = await store.People.Where(p => p.ConfirmedAt != null && (p.DigestOn == null || p.DigestOn < today) && store.Choices.Any(c => c.UserId == p.UserId && c.Way == Way.Digest))
            .ToListAsync(stop);
        var written = 0;
        foreach (var wishes in people)
        {
            if (await PartsAsync(wishes, today, stop) is { Count: > 0 } parts)
            {
                var words = postbox.In(wishes.Language);
                var subject = words["Việc ngày {0}: {1} việc cần ông/bà", today, parts.Sum(p => p.Items.Count)];
                postbox.Write(store, wishes.UserId, wishes.Address!, "digest", wishes.Language, $"digest/{wishes.UserId}/{today:yyyy-MM-dd}", subject, words["Chào ông/bà, đây là việc của ông/bà trên Liên Y hôm nay."], [.. parts]);
                written++;
            }
            wishes.DigestOn = today;
            await store.SaveChangesAsync(stop);
        }
        return written;
    }

    async Task<List<LetterPart>> PartsAsync(Wishes wishes, DateOnly today, CancellationToken stop)
    {
        var person = await callers.OfPersonAsync(wishes.UserId, stop);
        if (person.UserId is null) return [];
        var kinds = (await store.Choices.Where(c => c.UserId == wishes.UserId && c.Way == Way.Digest).Select(c => c.Kind).ToListAsync(stop)).ToHashSet();
        var words = postbox.In(wishes.Language);
        var items = await ItemsAsync(person, wishes.Language, stop);
        var notices = await NoticesAsync(person, wishes, stop);
        LetterPart Items(string head, MessageKind kind, Func<TodayItem, bool> which) =>
            new(head, [.. items.Where(i => kinds.Contains(kind) && i.List == TodayList.Due && which(i)).Select(i => Line(i, words)).Take(MostLines)]);
        LetterPart Notices(string head, MessageKind kind) =>
            new(head, [.. notices.Where(n => kinds.Contains(kind) && MessageKinds.Of(n) == kind).Select(n => new LetterItem(words[n.Text, [.. n.ArgList()]], postbox.Href(n.Link))).Take(MostLines)]);
        LetterPart[] all =
        [
            Items(words["Quá hạn"], MessageKind.Due, i => i.When < today),
            Items(words["Đến hạn hôm nay"], MessageKind.Due, i => i.When == today),
            Items(words["Đến hạn trong 7 ngày"], MessageKind.Due, i => i.When > today && i.When <= today.AddDays(DaysAhead)),
            Items(words["Chờ ông/bà xem"], MessageKind.Report, i => i.When is null),
            Notices(words["Việc mới giao"], MessageKind.Assigned),
            Notices(words["Chỉ tiêu có nguy cơ"], MessageKind.Risk),
            Notices(words["Báo cáo gửi, trả lại, đã duyệt"], MessageKind.Report),
            Notices(words["Ý kiến trao đổi và việc khác"], MessageKind.Other),
        ];
        return [.. all.Where(p => p.Items.Count > 0)];
    }

    LetterItem Line(TodayItem item, Words words) => new(item.When is { } when ? $"{item.What} · {item.Where} · {words["hạn {0}", when]}" : $"{item.What} · {item.Where}", postbox.Href(item.Href));

    async Task<List<TodayItem>> ItemsAsync(Caller person, string language, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var seat = scope.ServiceProvider.GetRequiredService<CallerSeat>();
        (seat.Caller, seat.Language) = (person, language);
        var items = new List<TodayItem>();
        foreach (var source in scope.ServiceProvider.GetServices<ITodaySource>()) items.AddRange(await source.ItemsAsync(stop));
        return [.. items.OrderBy(i => i.When ?? DateOnly.MaxValue)];
    }

    Task<List<Notice>> NoticesAsync(Caller person, Wishes wishes, CancellationToken stop)
    {
        // From the morning of the last digest on, which is midnight UTC; at most a week back.
        var since = new DateTimeOffset((wishes.DigestOn ?? clock.Today().AddDays(-1)).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
        if (since < clock.GetUtcNow().AddDays(-7)) since = clock.GetUtcNow().AddDays(-7);
        var organisations = person.Posts.Select(p => p.OrganisationId).Distinct().ToList();
        return store.Notices.Where(n => n.CreatedAt >= since && (n.UserId == person.UserId || (n.UserId == null && n.OrganisationId != null && organisations.Contains(n.OrganisationId.Value))))
            .OrderByDescending(n => n.CreatedAt).Take(100).ToListAsync(stop);
    }
}
