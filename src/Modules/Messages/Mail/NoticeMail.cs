using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Messages;

/// <summary>Turns notices into mail for those who want them at once. A notice is looked at once, in one transaction with its mail.</summary>
sealed class NoticeMail(MessagesStore store, Postbox postbox, IPeople people, TimeProvider clock)
{
    const int DaysBack = 2, Most = 500;

    /// <summary>The job.</summary>
    public static readonly Job EachMinute = new("notice-mail", TimeSpan.FromMinutes(1), (s, stop) => ActivatorUtilities.CreateInstance<NoticeMail>(s).RunAsync(stop));

    /// <summary>Looks at new notices; returns how many mails were written.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        if (!postbox.IsOn) return 0;
        var since = clock.GetUtcNow().AddDays(-DaysBack);
        var notices = await store.Notices.Where(n => n.CreatedAt >= since && !store.HandledNotices.Any(h => h.NoticeId == n.Id)).OrderBy(n => n.CreatedAt).Take(Most).ToListAsync(stop);
        if (notices.Count == 0) return 0;
        var wanting = await store.Choices.Where(c => c.Way == Way.Mail).ToListAsync(stop);
        var ids = wanting.Select(c => c.UserId).Distinct().ToList();
        var wishes = await store.People.AsNoTracking().Where(p => ids.Contains(p.UserId) && p.ConfirmedAt != null).ToDictionaryAsync(p => p.UserId, stop);
        var kinds = wanting.Where(c => wishes.ContainsKey(c.UserId)).ToLookup(c => c.Kind, c => c.UserId);
        var written = 0;
        foreach (var notice in notices)
        {
            store.HandledNotices.Add(new Handled { NoticeId = notice.Id, At = clock.GetUtcNow() });
            if (!kinds.Contains(MessageKinds.Of(notice))) continue;
            var readers = await ReadersAsync(notice, stop);
            foreach (var user in kinds[MessageKinds.Of(notice)].Where(u => readers.Contains(u) && wishes[u].ConfirmedAt <= notice.CreatedAt))
            {
                Write(notice, wishes[user]);
                written++;
            }
        }
        await store.SaveChangesAsync(stop);
        return written;
    }

    async Task<HashSet<Guid>> ReadersAsync(Notice notice, CancellationToken stop) =>
        notice.UserId is { } user ? [user] : notice.OrganisationId is { } organisation ? [.. (await people.AtAsync([organisation], stop)).Select(p => p.Id)] : [];

    void Write(Notice notice, Wishes wishes)
    {
        var words = postbox.In(wishes.Language);
        var sentence = words[notice.Text, [.. notice.ArgList()]];
        postbox.Write(store, wishes.UserId, wishes.Address!, "notice", wishes.Language, $"notice/{notice.Id}/{wishes.UserId}", sentence, words["Liên Y có thông báo cho ông/bà:"],
            new LetterPart("", [new(sentence, postbox.Href(notice.Link))]));
    }
}
