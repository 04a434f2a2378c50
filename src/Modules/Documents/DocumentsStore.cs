using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>
/// Registers, slips, files and messages. Who may see a paper is asked by <see cref="PaperBook"/>: a clerk sees the whole registers of the organisation, a person what
/// was routed to them.
/// </summary>
sealed class DocumentsStore(StoreScope scope) : Store(scope)
{
    /// <summary>Incoming papers.</summary>
    public DbSet<Incoming> Incoming => Set<Incoming>();

    /// <summary>Outgoing papers.</summary>
    public DbSet<Outgoing> Outgoing => Set<Outgoing>();

    /// <summary>Who has a paper.</summary>
    public DbSet<Seat> Seats => Set<Seat>();

    /// <summary>What was written on slips.</summary>
    public DbSet<Opinion> Opinions => Set<Opinion>();

    /// <summary>Files.</summary>
    public DbSet<PaperFile> Files => Set<PaperFile>();

    /// <summary>What was done.</summary>
    public DbSet<PaperStep> Steps => Set<PaperStep>();

    /// <summary>Numbers given so far.</summary>
    public DbSet<BookRow> Books => Set<BookRow>();

    /// <summary>How organisations number.</summary>
    public DbSet<RegisterSetting> Settings => Set<RegisterSetting>();

    /// <summary>Messages by edXML.</summary>
    public DbSet<ExchangeMessage> Messages => Set<ExchangeMessage>();

    /// <summary>The axis of the house: one row.</summary>
    public DbSet<AxisChoice> Axis => Set<AxisChoice>();

    /// <summary>What lies on the simulated axis.</summary>
    public DbSet<Packet> Packets => Set<Packet>();

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<Incoming>(e =>
        {
            e.ToTable("documents_incoming").HasKey(p => p.Id);
            e.Ignore(p => p.SameDay);
            e.Ignore(p => p.IsOpen);
        });
        model.Entity<Outgoing>().ToTable("documents_outgoing").HasKey(p => p.Id);
        model.Entity<Seat>(e =>
        {
            e.ToTable("documents_seat").HasKey(s => s.Id);
            e.HasOne<Incoming>().WithMany().HasForeignKey(s => s.PaperId);
        });
        model.Entity<Opinion>(e =>
        {
            e.ToTable("documents_opinion").HasKey(o => o.Id);
            e.HasOne<Incoming>().WithMany().HasForeignKey(o => o.PaperId);
        });
        model.Entity<PaperFile>().ToTable("documents_file").HasKey(f => f.Id);
        model.Entity<PaperStep>().ToTable("documents_step").HasKey(s => s.Id);
        model.Entity<BookRow>().ToTable("documents_book").HasKey(b => new { b.OrganisationId, b.Direction, b.Book, b.Year });
        model.Entity<RegisterSetting>().ToTable("documents_setting").HasKey(s => s.Id);
        model.Entity<ExchangeMessage>().ToTable("documents_message").HasKey(m => m.Id);
        model.Entity<AxisChoice>().ToTable("documents_axis").HasKey(a => a.Id);
        model.Entity<Packet>().ToTable("documents_packet").HasKey(p => p.Id);
    }

    /// <summary>Writes into the history of a paper.</summary>
    public void Step(Guid paper, string what, string note = "", string changes = "[]") => Steps.Add(new()
    {
        PaperId = paper,
        What = what,
        Note = note,
        Changes = changes,
        ById = Caller.UserId,
        ByName = Caller.Name,
        At = Clock.GetUtcNow(),
    });
}
