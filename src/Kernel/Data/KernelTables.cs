using Microsoft.EntityFrameworkCore;

namespace LienY.Kernel;

/// <summary>The kernel's tables, mapped into every store so that they are written in the store's own transaction.</summary>
static class KernelTables
{
    public static void Map(ModelBuilder model)
    {
        model.Entity<Fact>(e =>
        {
            e.ToTable("kernel_fact").HasKey(f => f.Seq);
            e.Property(f => f.Seq).ValueGeneratedOnAdd();
            e.Property(f => f.Value).HasConversion<TenThousandths>();
        });
        model.Entity<TrailEntry>(e =>
        {
            e.ToTable("kernel_trail").HasKey(t => t.Seq);
            e.Property(t => t.Seq).ValueGeneratedOnAdd();
        });
        model.Entity<OutboxEvent>(e =>
        {
            e.ToTable("kernel_event").HasKey(v => v.Seq);
            e.Property(v => v.Seq).ValueGeneratedOnAdd();
        });
        model.Entity<Notice>().ToTable("kernel_notice").HasKey(n => n.Id);
        model.Entity<Basis>(e =>
        {
            e.ToTable("kernel_basis").HasKey(b => b.Id);
            e.Property(b => b.Kinds).HasConversion<long>();
            e.Property(b => b.Sensitive).HasConversion<long>();
        });
    }
}
