using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Imaging;

/// <summary>What people settle: instances that came with other content, and files that could not be taken. The index itself is plain ADO.NET.</summary>
sealed class ImagingStore(StoreScope scope) : Store(scope)
{
    /// <summary>Instances with a known UID and other content.</summary>
    public DbSet<ImageConflict> Conflicts => Set<ImageConflict>();

    /// <summary>Files that could not be taken.</summary>
    public DbSet<RefusedFile> Refused => Set<RefusedFile>();

    /// <summary>Pictures that readers marked; who may see their study is asked by <see cref="StudyDoor"/> before.</summary>
    public DbSet<KeyImage> Keys => Set<KeyImage>();

    /// <summary>Bases of the release gate.</summary>
    public DbSet<Basis> Bases => Set<Basis>();

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<KeyImage>().ToTable("imaging_key").HasKey(k => k.Id);
        model.Entity<ImageConflict>(e =>
        {
            e.ToTable("imaging_conflict").HasKey(x => x.Id);
            e.HasQueryFilter("org", x => All || Organisations.Contains(x.HolderId));
        });
        model.Entity<RefusedFile>(e =>
        {
            e.ToTable("imaging_refused").HasKey(x => x.Id);
            e.HasQueryFilter("org", x => All || Organisations.Contains(x.HolderId));
        });
    }
}
