using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Credits;

/// <summary>The ledger of hours, claims and rules. Who may see whose hours is asked by <see cref="Doors"/>, for it hangs on where the person works.</summary>
sealed class CreditsStore(StoreScope scope) : Store(scope)
{
    /// <summary>The ledger.</summary>
    public DbSet<Entry> Entries => Set<Entry>();

    /// <summary>What waits.</summary>
    public DbSet<Waiting> Waiting => Set<Waiting>();

    /// <summary>Rules that were entered here.</summary>
    public DbSet<CreditRule> Rules => Set<CreditRule>();

    /// <summary>Hours from elsewhere.</summary>
    public DbSet<Claim> Claims => Set<Claim>();

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<Entry>().ToTable("credits_entry").HasKey(e => e.Id);
        model.Entity<Waiting>().ToTable("credits_waiting").HasKey(w => w.Key);
        model.Entity<CreditRule>().ToTable("credits_rule").HasKey(r => r.Id);
        model.Entity<Claim>().ToTable("credits_claim").HasKey(c => c.Id);
    }
}
