using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace LienY.Kernel;

/// <summary>What every store needs of its scope: the database, who asks, what time it is, and the hash keys.</summary>
public sealed class StoreScope(Database database, Caller caller, TimeProvider clock, Wake wake)
{
    /// <summary>The database.</summary>
    public Database Database => database;

    /// <summary>Who asks.</summary>
    public Caller Caller => caller;

    /// <summary>What time it is.</summary>
    public TimeProvider Clock => clock;

    /// <summary>Wakes those who wait for facts and events.</summary>
    public Wake Wake => wake;
}

/// <summary>
/// The base of every module's store. Work, facts (ledger), trail, events (outbox) and notices are saved in one SaveChanges: one transaction.
/// Each change of a row leaves a trail entry by itself; a use may add its own with <see cref="Trace"/>.
/// </summary>
public abstract class Store(StoreScope scope) : DbContext
{
    readonly List<TrailEntry> traced = [];

    /// <summary>Who asks; named filters of a module read it: <c>e => All || Organisations.Contains(e.OwnerId)</c>.</summary>
    protected Caller Caller => scope.Caller;

    /// <summary>The caller sees every row (the house itself).</summary>
    protected bool All => scope.Caller.IsHouse;

    /// <summary>Organisations whose rows the caller may see, for filters.</summary>
    protected IReadOnlyCollection<Guid> Organisations => organisations ??= [.. scope.Caller.Organisations];
    List<Guid>? organisations;

    /// <summary>The clock.</summary>
    public TimeProvider Clock => scope.Clock;

    /// <summary>Appends to the ledger what happened, in the same transaction as the work. A fact with the same source, version and kind is refused.</summary>
    public void Report(Fact fact) => Set<Fact>().Add(fact.Sealed(scope.Clock.GetUtcNow()));

    /// <summary>Tells other modules, after commit, in order per stream.</summary>
    public void Publish<T>(string stream, T happened) where T : notnull => Set<OutboxEvent>().Add(OutboxEvent.Of(stream, happened, scope.Clock.GetUtcNow()));

    /// <summary>Puts a notice before a person or whoever holds a role at an organisation. The same <see cref="Notice.Once"/> is put only once.</summary>
    public void Notify(Notice notice) => Set<Notice>().Add(notice.At(scope.Clock.GetUtcNow()));

    /// <summary>Writes into the trail what was done or read, by whom, with which outcome.</summary>
    public void Trace(string action, string objectKind, string objectId, string outcome = "ok", string? reason = null) =>
        traced.Add(TrailEntry.By(scope.Caller, scope.Clock.GetUtcNow(), action, objectKind, objectId, outcome, reason));

    /// <inheritdoc/>
    protected override void OnConfiguring(DbContextOptionsBuilder options) => scope.Database.Use(options);

    /// <inheritdoc/>
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        if (!scope.Database.IsPostgres) conventions.Properties<DateTimeOffset>().HaveConversion<MicrosConverter>();
        else conventions.Properties<DateTimeOffset>().HaveConversion<UtcConverter>();
        conventions.Properties<Enum>().HaveConversion<string>();
    }

    /// <inheritdoc/>
    protected sealed override void OnModelCreating(ModelBuilder model)
    {
        KernelTables.Map(model);
        Map(model);
        SnakeCase.Apply(model);
    }

    /// <summary>The module's own tables.</summary>
    protected abstract void Map(ModelBuilder model);

    /// <inheritdoc/>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        var changes = ChangeTracker.Entries().Where(e => e.State is EntityState.Added or EntityState.Modified or EntityState.Deleted).ToList();
        var work = changes.Where(e => e.Entity is not (Fact or TrailEntry or OutboxEvent or Notice)).ToList();
        foreach (var group in work.GroupBy(e => (e.Metadata.GetTableName(), e.State)))
            Trace($"{group.Key.Item1}.{group.Key.State.ToString().ToLowerInvariant()}", group.Key.Item1 ?? "", Names(group));
        foreach (var entry in work.Where(e => e.State == EntityState.Modified && e.Entity is IVersioned)) ((IVersioned)entry.Entity).Version++;
        Set<TrailEntry>().AddRange(traced);
        traced.Clear();
        try
        {
            var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
            if (changes.Any(e => e.Entity is Fact)) scope.Wake.Facts();
            if (changes.Any(e => e.Entity is OutboxEvent)) scope.Wake.Events();
            return rows;
        }
        catch (DbUpdateConcurrencyException)
        {
            throw new Refusal(RefusalKind.Conflict,
                "Nội dung này vừa được người khác sửa. Dữ liệu ông/bà nhập vẫn được giữ trên trang; xin xem bản mới rồi lưu lại.")
            { Code = "stale" };
        }
        catch (DbUpdateException problem) when (Unique.Violated(problem))
        {
            throw new Refusal(RefusalKind.Conflict, "Nội dung này đã có trong hệ thống, không ghi trùng.") { Code = "duplicate" };
        }
    }

    /// <inheritdoc/>
    public override int SaveChanges(bool acceptAllChangesOnSuccess) => throw new NotSupportedException("Use SaveChangesAsync.");

    static string Names(IEnumerable<EntityEntry> entries)
    {
        var keys = entries.Select(e => string.Join("/", e.Metadata.FindPrimaryKey()?.Properties.Select(p => e.Property(p.Name).CurrentValue) ?? [])).ToList();
        return keys.Count <= 20 ? string.Join(" ", keys) : string.Join(" ", keys.Take(20)) + $" +{keys.Count - 20}";
    }
}

/// <summary>A row with optimistic concurrency: the form sends the version it saw; a later writer is told.</summary>
public interface IVersioned
{
    /// <summary>Grows by one with each change.</summary>
    int Version { get; set; }
}
