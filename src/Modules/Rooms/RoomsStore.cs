using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Rooms;

/// <summary>
/// Rooms, seats, what happened in them. A room is seen by who has a seat there and by the people of the organisation that holds it; what happened and what was
/// shown only by who has a seat.
/// </summary>
sealed class RoomsStore(StoreScope scope) : Store(scope)
{
    public DbSet<RoomRow> Rooms => Set<RoomRow>();
    public DbSet<SeatRow> Seats => Set<SeatRow>();
    public DbSet<EventRow> Events => Set<EventRow>();
    public DbSet<PassRow> Passes => Set<PassRow>();
    public DbSet<FileRow> Files => Set<FileRow>();
    public DbSet<RecordingRow> Recordings => Set<RecordingRow>();
    public DbSet<TrackRow> Tracks => Set<TrackRow>();
    public DbSet<ShownRow> Shown => Set<ShownRow>();
    public DbSet<RuleRow> Rules => Set<RuleRow>();

    Guid Me => Caller.UserId ?? Guid.Empty;

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<RoomRow>(e =>
        {
            e.ToTable("rooms_room").Ignore(r => r.IsOwn);
            e.HasQueryFilter("seen", r => All || Organisations.Contains(r.OrganisationId) || Set<SeatRow>().Any(s => s.RoomId == r.Id && s.UserId == Me && !s.IsGone));
        });
        model.Entity<SeatRow>().ToTable("rooms_seat").HasOne<RoomRow>().WithMany().HasForeignKey(s => s.RoomId);
        model.Entity<EventRow>(e =>
        {
            e.ToTable("rooms_event").HasKey(v => new { v.RoomId, v.Seq });
            e.Property(v => v.Seq).ValueGeneratedNever();
            e.HasOne<RoomRow>().WithMany().HasForeignKey(v => v.RoomId);
        });
        model.Entity<PassRow>().ToTable("rooms_pass").HasKey(p => p.Hash);
        model.Entity<FileRow>().ToTable("rooms_file").HasOne<RoomRow>().WithMany().HasForeignKey(f => f.RoomId);
        model.Entity<RecordingRow>().ToTable("rooms_recording").HasOne<RoomRow>().WithMany().HasForeignKey(r => r.RoomId);
        model.Entity<TrackRow>().ToTable("rooms_track").HasOne<RecordingRow>().WithMany().HasForeignKey(t => t.RecordingId);
        model.Entity<ShownRow>().ToTable("rooms_shown").HasOne<RoomRow>().WithMany().HasForeignKey(s => s.RoomId);
        model.Entity<RuleRow>().ToTable("rooms_rule").HasKey(r => r.OrganisationId);
        foreach (var type in model.Model.GetEntityTypes().Where(t => t.ClrType.Namespace == typeof(RoomsStore).Namespace))
            foreach (var key in type.FindPrimaryKey()?.Properties ?? []) key.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
    }
}
