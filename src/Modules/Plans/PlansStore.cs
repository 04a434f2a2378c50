using System.Text.Json;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>Imports and plans. A plan and its rows are visible to callers for an organisation that is a party of it; an import to callers of its owner.</summary>
sealed partial class PlansStore(StoreScope scope) : Store(scope)
{
    /// <summary>Imports.</summary>
    public DbSet<PlanFile> Imports => Set<PlanFile>();

    /// <summary>Rows under review.</summary>
    public DbSet<ImportRow> ImportRows => Set<ImportRow>();

    /// <summary>Printed pages of imports.</summary>
    public DbSet<FilePage> ImportPages => Set<FilePage>();

    /// <summary>Workbooks that came with imports.</summary>
    public DbSet<FileAnnex> ImportAnnexes => Set<FileAnnex>();

    /// <summary>Units as papers name them.</summary>
    public DbSet<ImportUnit> ImportUnits => Set<ImportUnit>();

    /// <summary>Plans.</summary>
    public DbSet<Plan> Plans => Set<Plan>();

    /// <summary>Parties.</summary>
    public DbSet<Party> Parties => Set<Party>();

    /// <summary>Targets.</summary>
    public DbSet<Indicator> Indicators => Set<Indicator>();

    /// <summary>Activities.</summary>
    public DbSet<Activity> Activities => Set<Activity>();

    /// <summary>Duties.</summary>
    public DbSet<Duty> Duties => Set<Duty>();

    /// <summary>Units' parts.</summary>
    public DbSet<Assignment> Assignments => Set<Assignment>();

    /// <summary>Tasks.</summary>
    public DbSet<PlanTask> Tasks => Set<PlanTask>();

    /// <summary>Products.</summary>
    public DbSet<Product> Products => Set<Product>();

    /// <summary>Comments.</summary>
    public DbSet<Comment> Comments => Set<Comment>();

    /// <summary>Meetings.</summary>
    public DbSet<Meeting> Meetings => Set<Meeting>();

    /// <summary>Budget lines.</summary>
    public DbSet<Budget> Budgets => Set<Budget>();

    /// <summary>Report obligations.</summary>
    public DbSet<Obligation> Obligations => Set<Obligation>();

    /// <summary>Warnings kept with the plan.</summary>
    public DbSet<Warning> Warnings => Set<Warning>();

    /// <summary>History.</summary>
    public DbSet<Change> Changes => Set<Change>();

    DbSet<Reach> Reaches => Set<Reach>();

    /// <summary>One plan the caller may see; refused as missing otherwise.</summary>
    public async Task<Plan> PlanAsync(Guid id, CancellationToken stop) =>
        await Plans.FirstOrDefaultAsync(p => p.Id == id, stop) ?? throw Refusal.Missing("Không có kế hoạch này, hoặc kế hoạch không thuộc đơn vị của ông/bà.");

    /// <summary>One import the caller may see; refused as missing otherwise.</summary>
    public async Task<PlanFile> ImportAsync(Guid id, CancellationToken stop) =>
        await Imports.FirstOrDefaultAsync(i => i.Id == id, stop) ?? throw Refusal.Missing("Không có lần nhập này, hoặc nó thuộc đơn vị khác.");

    /// <summary>Adds a line to the plan's history, by the caller, now.</summary>
    public void Remember(Guid planId, string what, string objectKind, Guid? objectId, params string[] args) => Changes.Add(new Change
    {
        PlanId = planId,
        At = Clock.GetUtcNow(),
        UserId = Caller.UserId,
        UserName = Caller.Name,
        What = what,
        Args = JsonSerializer.Serialize(args),
        ObjectKind = objectKind,
        ObjectId = objectId,
    });

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<PlanFile>(e => e.ToTable("plans_import").HasQueryFilter("org", i => All || Organisations.Contains(i.OwnerId)));
        model.Entity<ImportRow>(e => e.ToTable("plans_import_row").HasQueryFilter("org", r => All || Imports.Any(i => i.Id == r.ImportId)));
        model.Entity<FilePage>(e => e.ToTable("plans_import_page").HasQueryFilter("org", p => All || Imports.Any(i => i.Id == p.ImportId)));
        model.Entity<FileAnnex>(e => e.ToTable("plans_import_annex").HasQueryFilter("org", a => All || Imports.Any(i => i.Id == a.ImportId)));
        model.Entity<ImportUnit>(e => e.ToTable("plans_import_unit").HasQueryFilter("org", u => All || Imports.Any(i => i.Id == u.ImportId)));
        model.Entity<Reach>(e => e.HasNoKey().ToView("plans_party"));
        model.Entity<Plan>(e => e.ToTable("plans_plan").HasQueryFilter("org", p => All || Reaches.Any(x => x.PlanId == p.Id && Organisations.Contains(x.OrgId))));
        model.Entity<Party>(e => e.ToTable("plans_party").HasQueryFilter("org", p => All || Reaches.Any(x => x.PlanId == p.PlanId && Organisations.Contains(x.OrgId)))
            .HasKey(p => new { p.PlanId, p.OrgId, p.Role }));
        model.Entity<Indicator>(e => e.ToTable("plans_indicator").HasQueryFilter("org", i => All || Reaches.Any(x => x.PlanId == i.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Activity>(e => e.ToTable("plans_activity").HasQueryFilter("org", a => All || Reaches.Any(x => x.PlanId == a.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Duty>(e => e.ToTable("plans_duty").HasQueryFilter("org", d => All || Reaches.Any(x => x.PlanId == d.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Assignment>(e => e.ToTable("plans_assignment").HasQueryFilter("org", a => All || Reaches.Any(x => x.PlanId == a.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<PlanTask>(e => e.ToTable("plans_task").HasQueryFilter("org", t => All || Reaches.Any(x => x.PlanId == t.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Product>(e => e.ToTable("plans_product").HasQueryFilter("org", p => All || Reaches.Any(x => x.PlanId == p.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Comment>(e => e.ToTable("plans_comment").HasQueryFilter("org", c => All || Reaches.Any(x => x.PlanId == c.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Meeting>(e => e.ToTable("plans_meeting").HasQueryFilter("org", m => All || Reaches.Any(x => x.PlanId == m.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Budget>(e => e.ToTable("plans_budget").HasQueryFilter("org", b => All || Reaches.Any(x => x.PlanId == b.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Obligation>(e => e.ToTable("plans_obligation").HasQueryFilter("org", o => All || Reaches.Any(x => x.PlanId == o.PlanId && Organisations.Contains(x.OrgId))));
        model.Entity<Warning>(e => e.ToTable("plans_warning").HasQueryFilter("org", w => All || Reaches.Any(x => x.PlanId == w.PlanId && Organisations.Contains(x.OrgId))));
        MapWork(model);
        MapLinks(model);
        MapPublic(model);
        model.Entity<Change>(e => e.ToTable("plans_change").HasQueryFilter("org", c => All || Reaches.Any(x => x.PlanId == c.PlanId && Organisations.Contains(x.OrgId))));
    }
}
