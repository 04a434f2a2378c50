using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults;

/// <summary>
/// Reminders a day, an hour and ten minutes before a meeting. They are rows, so a restart loses none; whoever marks a row first sends it, so two processes
/// send none twice.
/// </summary>
static class ReminderBook
{
    static readonly (string Kind, TimeSpan Before, string Text)[] Kinds =
    [
        ("D1", TimeSpan.FromDays(1), Words.Key("Ngày mai có buổi “{0}” lúc {1}.")),
        ("H1", TimeSpan.FromHours(1), Words.Key("Còn một giờ nữa đến buổi “{0}” lúc {1}.")),
        ("M10", TimeSpan.FromMinutes(10), Words.Key("Còn mười phút nữa đến buổi “{0}” lúc {1}. Xin vào phòng họp.")),
    ];

    /// <summary>The job.</summary>
    public static readonly Job EachMinute = new("consult-reminders", TimeSpan.FromMinutes(1), async (services, stop) =>
        await RunAsync(services.GetRequiredService<ConsultsStore>(), services.GetRequiredService<TimeProvider>(), stop));

    /// <summary>Lays the reminders of a meeting for everybody who sits there, for its present time; those of an earlier time are dropped.</summary>
    public static async Task LayAsync(ConsultsStore store, Session session, DateTimeOffset now, CancellationToken stop)
    {
        var known = store.Entry(session).State == EntityState.Added ? [] : await store.Reminders.Where(r => r.SessionId == session.Id).ToListAsync(stop);
        foreach (var old in known.Where(r => r.Sequence != session.Sequence && r.SentAt is null && r.DroppedAt is null)) old.DroppedAt = now;
        foreach (var user in session.Seats.Select(s => s.UserId).OfType<Guid>().Distinct())
            foreach (var (kind, before, _) in Kinds)
                if (session.StartsAt - before > now && !known.Exists(r => r.UserId == user && r.Kind == kind && r.Sequence == session.Sequence))
                    store.Reminders.Add(new() { SessionId = session.Id, UserId = user, Kind = kind, Sequence = session.Sequence, DueAt = session.StartsAt - before });
    }

    /// <summary>Sends what is due; returns how many were sent.</summary>
    public static async Task<int> RunAsync(ConsultsStore store, TimeProvider clock, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var due = await store.Reminders.AsNoTracking().Where(r => r.SentAt == null && r.DroppedAt == null && r.DueAt <= now).OrderBy(r => r.DueAt).Take(500)
            .Select(r => r.Id).ToListAsync(stop);
        var sent = 0;
        foreach (var id in due)
        {
            store.ChangeTracker.Clear();
            var reminder = await store.Reminders.SingleAsync(r => r.Id == id, stop);
            if (reminder.SentAt is not null || reminder.DroppedAt is not null) continue;
            var session = await store.Sessions.SingleAsync(s => s.Id == reminder.SessionId, stop);
            // What was moved since, called off, or slept through is not said any more; of two that ran out together the later one speaks.
            var isOff = session.State != SessionState.Planned || session.StartsAt <= now
                || await store.Reminders.AnyAsync(r => r.SessionId == session.Id && r.UserId == reminder.UserId && r.SentAt == null && r.DroppedAt == null
                && r.DueAt > reminder.DueAt && r.DueAt <= now, stop);
            if (isOff) reminder.DroppedAt = now;
            else
            {
                reminder.SentAt = now;
                store.Notify(new Notice
                {
                    UserId = reminder.UserId,
                    Text = Array.Find(Kinds, k => k.Kind == reminder.Kind).Text,
                    Args = Notice.ArgsOf(session.Title, Say.Moment(session.StartsAt)),
                    Link = "/consults/sessions/" + session.Id,
                    Once = "consult-reminder/" + reminder.Id,
                });
            }
            try
            {
                await store.SaveChangesAsync(stop);
                if (!isOff) sent++;
            }
            catch (Refusal refusal) when (refusal.Kind == RefusalKind.Conflict)
            {
                // Another process has sent it.
            }
        }
        return sent;
    }
}
