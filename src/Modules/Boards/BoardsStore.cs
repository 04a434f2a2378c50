using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Boards;

/// <summary>Boards and outlines. A board is seen by who made it and by those with whom it is shared; an outline is known to everybody.</summary>
sealed class BoardsStore(StoreScope scope) : Store(scope)
{
    public DbSet<Board> Boards => Set<Board>();
    public DbSet<BoardEdition> Editions => Set<BoardEdition>();
    public DbSet<BoardMark> Marks => Set<BoardMark>();
    public DbSet<LoadedShape> Shapes => Set<LoadedShape>();

    Guid Me => Caller.UserId ?? Guid.Empty;
    bool IsKnown => Caller.IsKnown;

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<Board>(e =>
        {
            e.ToTable("boards_board").Property(b => b.Version).IsConcurrencyToken();
            e.HasMany(b => b.Shares).WithOne().HasForeignKey(s => s.BoardId);
            e.HasQueryFilter("shared", b => All || b.OwnerId == Me
                || (IsKnown && (b.Sharing == Sharing.Everybody || b.Sharing == Sharing.Public))
                || ((b.Sharing == Sharing.Organisation || b.Sharing == Sharing.Named) && Organisations.Contains(b.OrganisationId))
                || (b.Sharing == Sharing.Named && b.Shares.Any(s => Organisations.Contains(s.OrganisationId))));
        });
        model.Entity<BoardShare>().ToTable("boards_share").HasIndex(s => new { s.BoardId, s.OrganisationId }).IsUnique();
        model.Entity<BoardEdition>().ToTable("boards_edition").HasOne<Board>().WithMany().HasForeignKey(e => e.BoardId);
        model.Entity<BoardMark>(e =>
        {
            e.ToTable("boards_mark").HasOne<Board>().WithMany().HasForeignKey(m => m.BoardId);
            e.HasQueryFilter("mine", m => All || m.UserId == Me);
        });
        model.Entity<LoadedShape>().ToTable("boards_shape");
        foreach (var id in model.Model.GetEntityTypes().Where(t => t.ClrType.Namespace == typeof(BoardsStore).Namespace).Select(t => t.FindProperty("Id")))
            id!.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
    }
}
