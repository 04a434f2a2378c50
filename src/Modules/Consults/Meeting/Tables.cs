using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>Tables of meetings, minutes, follow-ups and accounts; rows are seen by the facilities that take part.</summary>
sealed partial class ConsultsStore
{
    /// <summary>Weekly lines.</summary>
    public DbSet<Series> Series => Set<Series>();

    /// <summary>Meetings.</summary>
    public DbSet<Session> Sessions => Set<Session>();

    /// <summary>Who is expected.</summary>
    public DbSet<Seat> SessionSeats => Set<Seat>();

    /// <summary>Cases on agendas.</summary>
    public DbSet<AgendaItem> Agenda => Set<AgendaItem>();

    /// <summary>Who was there.</summary>
    public DbSet<Presence> Presence => Set<Presence>();

    /// <summary>Reminders.</summary>
    public DbSet<Reminder> Reminders => Set<Reminder>();

    /// <summary>Minutes by edition.</summary>
    public DbSet<MinutesEdition> Minutes => Set<MinutesEdition>();

    /// <summary>Who sat on minutes.</summary>
    public DbSet<MinutesMember> Members => Set<MinutesMember>();

    /// <summary>What each thought.</summary>
    public DbSet<MinutesView> Views => Set<MinutesView>();

    /// <summary>Signatures.</summary>
    public DbSet<MinutesSignature> Signatures => Set<MinutesSignature>();

    /// <summary>What treating doctors decided.</summary>
    public DbSet<TreatingDecision> Decisions => Set<TreatingDecision>();

    /// <summary>Weeks in which a facility was due to meet.</summary>
    public DbSet<DueWeek> Weeks => Set<DueWeek>();

    /// <summary>Follow-ups.</summary>
    public DbSet<FollowUpStep> FollowUps => Set<FollowUpStep>();

    /// <summary>Agreements on prices.</summary>
    public DbSet<PriceAgreement> Agreements => Set<PriceAgreement>();

    /// <summary>Their prices.</summary>
    public DbSet<Price> Prices => Set<Price>();

    /// <summary>Monthly statements.</summary>
    public DbSet<Statement> Statements => Set<Statement>();

    /// <summary>What was charged.</summary>
    public DbSet<Charge> Charges => Set<Charge>();

    partial void MapMeeting(ModelBuilder model)
    {
        model.Entity<Series>(e =>
        {
            e.ToTable("consults_series").HasMany(s => s.Facilities).WithOne().HasForeignKey(f => f.SeriesId);
            e.HasQueryFilter("org", s => All || Organisations.Contains(s.OrganisationId) || s.Facilities.Any(f => Organisations.Contains(f.FacilityId)));
        });
        model.Entity<SeriesFacility>().ToTable("consults_series_facility").HasKey(f => new { f.SeriesId, f.FacilityId });
        model.Entity<Session>(e =>
        {
            e.ToTable("consults_session").HasMany(s => s.Seats).WithOne().HasForeignKey(s => s.SessionId);
            e.HasQueryFilter("org", s => All || Organisations.Contains(s.OrganisationId)
                || s.Seats.Any(p => (p.UserId != null && p.UserId == Caller.UserId) || (p.FacilityId != null && Organisations.Contains(p.FacilityId.Value))));
        });
        model.Entity<Seat>().ToTable("consults_seat");
        model.Entity<AgendaItem>().ToTable("consults_agenda");
        model.Entity<Presence>().ToTable("consults_presence");
        // Who writes the moment of sending first has the reminder: two processes never send one twice.
        model.Entity<Reminder>().ToTable("consults_reminder").Property(r => r.SentAt).IsConcurrencyToken();
        model.Entity<MinutesEdition>(e =>
        {
            e.ToTable("consults_minutes");
            e.HasQueryFilter("org", m => All || Organisations.Contains(m.AskingId) || Organisations.Contains(m.AnsweringId)
                || Members.Any(p => p.MinutesId == m.Id && p.UserId != null && p.UserId == Caller.UserId));
        });
        model.Entity<MinutesMember>().ToTable("consults_member");
        model.Entity<MinutesView>().ToTable("consults_view");
        model.Entity<MinutesSignature>().ToTable("consults_signature");
        model.Entity<TreatingDecision>().ToTable("consults_decision");
        model.Entity<DueWeek>(e =>
        {
            e.ToTable("consults_week").HasKey(w => new { w.FacilityId, w.Week });
            // Who hosts a line of consultations sees how those who come to it keep their weeks.
            e.HasQueryFilter("org", w => All || Organisations.Contains(w.FacilityId)
                || Series.Any(s => s.Id == w.SeriesId && (Organisations.Contains(s.OrganisationId)
                    || s.Facilities.Any(f => f.IsHost && Organisations.Contains(f.FacilityId))))
                || Minutes.Any(m => m.Id == w.MinutesId && Organisations.Contains(m.AnsweringId)));
        });
        model.Entity<FollowUpStep>(e =>
        {
            e.ToTable("consults_follow");
            e.HasQueryFilter("org", f => All || Organisations.Contains(f.FacilityId) || Organisations.Contains(f.AnsweringId));
        });
        model.Entity<PriceAgreement>(e =>
        {
            e.ToTable("consults_agreement");
            e.HasQueryFilter("org", a => All || Organisations.Contains(a.SupportedId) || Organisations.Contains(a.SupportingId));
        });
        model.Entity<Price>().ToTable("consults_price");
        model.Entity<Statement>(e =>
        {
            e.ToTable("consults_statement");
            e.HasQueryFilter("org", s => All || Organisations.Contains(s.SupportedId) || Organisations.Contains(s.SupportingId));
        });
        model.Entity<Charge>(e =>
        {
            e.ToTable("consults_item");
            e.HasQueryFilter("org", c => All || Organisations.Contains(c.SupportedId) || Organisations.Contains(c.SupportingId));
        });
        // Told so that rows are written in the order in which they lean on each other.
        model.Entity<Session>().HasOne<Series>().WithMany().HasForeignKey(s => s.SeriesId);
        model.Entity<AgendaItem>().HasOne<Session>().WithMany().HasForeignKey(a => a.SessionId);
        model.Entity<Presence>().HasOne<Session>().WithMany().HasForeignKey(p => p.SessionId);
        model.Entity<Reminder>().HasOne<Session>().WithMany().HasForeignKey(r => r.SessionId);
        model.Entity<MinutesEdition>().HasOne<Session>().WithMany().HasForeignKey(m => m.SessionId);
        model.Entity<MinutesEdition>().HasOne<MinutesEdition>().WithMany().HasForeignKey(m => m.ReplacesId);
        model.Entity<MinutesMember>().HasOne<MinutesEdition>().WithMany().HasForeignKey(m => m.MinutesId);
        model.Entity<MinutesView>().HasOne<MinutesEdition>().WithMany().HasForeignKey(v => v.MinutesId);
        model.Entity<MinutesSignature>().HasOne<MinutesMember>().WithMany().HasForeignKey(s => s.MemberId);
        model.Entity<MinutesSignature>().HasOne<MinutesEdition>().WithMany().HasForeignKey(s => s.MinutesId);
        model.Entity<TreatingDecision>().HasOne<MinutesEdition>().WithMany().HasForeignKey(d => d.MinutesId);
        model.Entity<Price>().HasOne<PriceAgreement>().WithMany().HasForeignKey(p => p.AgreementId);
        model.Entity<Statement>().HasOne<PriceAgreement>().WithMany().HasForeignKey(s => s.AgreementId);
        model.Entity<Charge>().HasOne<PriceAgreement>().WithMany().HasForeignKey(c => c.AgreementId);
        model.Entity<Charge>().HasOne<Statement>().WithMany().HasForeignKey(c => c.StatementId);
        model.Entity<Charge>().HasOne<MinutesEdition>().WithMany().HasForeignKey(c => c.MinutesId);
        model.Entity<Charge>().HasOne<Charge>().WithMany().HasForeignKey(c => c.ReversesId);
        // Ids are made with the rows: what hangs on a loaded row is new.
        foreach (var type in (Type[])[typeof(Seat), typeof(AgendaItem), typeof(Presence), typeof(Reminder), typeof(MinutesMember), typeof(MinutesView), typeof(Price),
            typeof(Charge)])
            model.Entity(type).Property("Id").ValueGeneratedNever();
    }
}
