using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Messages;

/// <summary>Tables of the module. Rows belong to one person; each use asks for its own caller's only, the outbox is for administrators.</summary>
sealed class MessagesStore(StoreScope scope) : Store(scope)
{
    /// <summary>People's wishes.</summary>
    public DbSet<Wishes> People => Set<Wishes>();

    /// <summary>How each kind of message reaches a person.</summary>
    public DbSet<Choice> Choices => Set<Choice>();

    /// <summary>Notices that were looked at for mail.</summary>
    public DbSet<Handled> HandledNotices => Set<Handled>();

    /// <summary>Mail to send and sent.</summary>
    public DbSet<Letter> Letters => Set<Letter>();

    /// <summary>Calendar feeds.</summary>
    public DbSet<CalendarFeed> Feeds => Set<CalendarFeed>();

    /// <summary>What feeds last said.</summary>
    public DbSet<FeedEntry> FeedEntries => Set<FeedEntry>();

    /// <summary>Where targets stood.</summary>
    public DbSet<Standing> Standings => Set<Standing>();

    /// <summary>Notices of all modules.</summary>
    public IQueryable<Notice> Notices => Set<Notice>();

    protected override void Map(ModelBuilder model)
    {
        model.Entity<Wishes>().ToTable("messages_person").HasKey(p => p.UserId);
        model.Entity<Choice>().ToTable("messages_choice").HasKey(c => new { c.UserId, c.Kind });
        model.Entity<Handled>().ToTable("messages_handled").HasKey(h => h.NoticeId);
        model.Entity<Letter>().ToTable("messages_mail");
        model.Entity<CalendarFeed>().ToTable("messages_feed");
        model.Entity<FeedEntry>().ToTable("messages_feed_entry").HasKey(e => new { e.FeedId, e.Key });
        model.Entity<Standing>().ToTable("messages_standing").HasKey(s => s.IndicatorId);
        model.Entity<Letter>().Property(l => l.Version).IsConcurrencyToken();
        model.Entity<Wishes>().Property(p => p.Version).IsConcurrencyToken();
    }
}
