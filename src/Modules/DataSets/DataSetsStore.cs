using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.DataSets;

/// <summary>Tables of reported figures. Words of the dictionary are known to everybody; figures only to those whose reach holds the unit.</summary>
sealed class DataSetsStore(StoreScope scope) : Store(scope)
{
    public DbSet<Element> Elements => Set<Element>();
    public DbSet<AttributeVersion> AttributeVersions => Set<AttributeVersion>();
    public DbSet<Choice> Choices => Set<Choice>();
    public DbSet<Category> Categories => Set<Category>();
    public DbSet<Combination> Combinations => Set<Combination>();
    public DbSet<Combo> Combos => Set<Combo>();
    public DbSet<DataSet> Sets => Set<DataSet>();
    public DbSet<SetElement> SetElements => Set<SetElement>();
    public DbSet<SetUnit> SetUnits => Set<SetUnit>();
    public DbSet<Constant> Constants => Set<Constant>();
    public DbSet<UnitGroup> Groups => Set<UnitGroup>();
    public DbSet<OtherName> OtherNames => Set<OtherName>();
    public DbSet<DataValue> Values => Set<DataValue>();
    public DbSet<DataValuePast> Past => Set<DataValuePast>();
    public DbSet<ImportRecord> Imports => Set<ImportRecord>();
    public DbSet<ImportFault> Faults => Set<ImportFault>();
    public DbSet<Completion> Completions => Set<Completion>();
    public DbSet<ApprovalLevel> ApprovalLevels => Set<ApprovalLevel>();
    public DbSet<Workflow> Workflows => Set<Workflow>();
    public DbSet<Approval> Approvals => Set<Approval>();
    public DbSet<ApprovalStep> ApprovalSteps => Set<ApprovalStep>();
    public DbSet<Fact> Facts => Set<Fact>();
    public DbSet<Rule> Rules => Set<Rule>();
    public DbSet<Violation> Violations => Set<Violation>();
    public DbSet<ViolationNote> ViolationNotes => Set<ViolationNote>();
    public DbSet<Predictor> Predictors => Set<Predictor>();
    public DbSet<Prediction> Predictions => Set<Prediction>();
    public DbSet<Night> Nights => Set<Night>();

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        MapDictionary(model);
        model.Entity<DataValue>(e =>
        {
            e.ToTable("datasets_value");
            e.HasQueryFilter("unit", v => All || Organisations.Contains(v.UnitId));
        });
        model.Entity<DataValuePast>().ToTable("datasets_value_past");
        model.Entity<ImportRecord>(e =>
        {
            e.ToTable("datasets_import");
            e.HasQueryFilter("holder", i => All || Organisations.Contains(i.OrganisationId));
        });
        model.Entity<ImportFault>().ToTable("datasets_import_fault");
        model.Entity<Completion>(e =>
        {
            e.ToTable("datasets_completion");
            e.HasQueryFilter("unit", c => All || Organisations.Contains(c.UnitId));
        });
        MapApproval(model);
        QualityTables.Map(model);
        model.Entity<Violation>().HasQueryFilter("unit", v => All || Organisations.Contains(v.UnitId));
        foreach (var id in model.Model.GetEntityTypes().Where(t => t.ClrType.Namespace == typeof(DataSetsStore).Namespace).Select(t => t.FindProperty("Id")))
            id!.ValueGenerated = Microsoft.EntityFrameworkCore.Metadata.ValueGenerated.Never;
    }

    void MapApproval(ModelBuilder model)
    {
        model.Entity<ApprovalLevel>().ToTable("datasets_approval_level").Ignore(l => l.KindList);
        model.Entity<Workflow>(e =>
        {
            e.ToTable("datasets_workflow");
            e.HasMany(w => w.Levels).WithOne().HasForeignKey(l => l.WorkflowId);
        });
        model.Entity<WorkflowLevel>(e =>
        {
            e.ToTable("datasets_workflow_level").HasIndex(l => new { l.WorkflowId, l.LevelId }).IsUnique();
            e.HasOne<ApprovalLevel>().WithMany().HasForeignKey(l => l.LevelId);
        });
        model.Entity<Approval>(e =>
        {
            e.ToTable("datasets_approval");
            e.HasQueryFilter("unit", a => All || Organisations.Contains(a.UnitId));
        });
        model.Entity<ApprovalStep>(e =>
        {
            e.ToTable("datasets_approval_step");
            e.HasQueryFilter("unit", a => All || Organisations.Contains(a.UnitId));
        });
    }

    static void MapDictionary(ModelBuilder model)
    {
        model.Entity<Choice>().ToTable("datasets_choice");
        model.Entity<Category>(e =>
        {
            e.ToTable("datasets_category");
            e.HasMany(c => c.Choices).WithOne().HasForeignKey(c => c.CategoryId);
        });
        model.Entity<CategoryChoice>(e =>
        {
            e.ToTable("datasets_category_choice");
            e.HasOne<Choice>().WithMany().HasForeignKey(c => c.ChoiceId);
        });
        model.Entity<Combination>(e =>
        {
            e.ToTable("datasets_combination");
            e.HasMany(c => c.Categories).WithOne().HasForeignKey(c => c.CombinationId);
        });
        model.Entity<CombinationCategory>(e =>
        {
            e.ToTable("datasets_combination_category");
            e.HasOne<Category>().WithMany().HasForeignKey(c => c.CategoryId);
        });
        model.Entity<Combo>(e =>
        {
            e.ToTable("datasets_combo").Ignore(c => c.ChoiceIds).Ignore(c => c.IsDefault);
            e.HasOne<Combination>().WithMany().HasForeignKey(c => c.CombinationId);
        });
        model.Entity<Element>().ToTable("datasets_element").HasOne<Combination>().WithMany().HasForeignKey(e => e.CombinationId);
        model.Entity<AttributeVersion>(e =>
        {
            e.ToTable("datasets_attribute_version");
            e.HasOne<Element>().WithMany().HasForeignKey(v => v.ElementId);
            e.HasOne<Combo>().WithMany().HasForeignKey(v => v.ComboId);
        });
        model.Entity<DataSet>(e =>
        {
            e.ToTable("datasets_set");
            e.HasMany(s => s.Elements).WithOne().HasForeignKey(s => s.SetId);
            e.HasOne<Combination>().WithMany().HasForeignKey(s => s.CombinationId);
            e.HasOne<Workflow>().WithMany().HasForeignKey(s => s.WorkflowId);
        });
        model.Entity<SetElement>(e =>
        {
            e.ToTable("datasets_set_element").HasIndex(s => new { s.SetId, s.ElementId }).IsUnique();
            e.HasOne<Element>().WithMany().HasForeignKey(s => s.ElementId);
        });
        model.Entity<SetUnit>(e =>
        {
            e.ToTable("datasets_set_unit").HasIndex(s => new { s.SetId, s.UnitId }).IsUnique();
            e.HasOne<DataSet>().WithMany().HasForeignKey(s => s.SetId);
        });
        model.Entity<Constant>().ToTable("datasets_constant");
        model.Entity<UnitGroup>(e =>
        {
            e.ToTable("datasets_group");
            e.HasMany(g => g.Units).WithOne().HasForeignKey(u => u.GroupId);
        });
        model.Entity<GroupUnit>().ToTable("datasets_group_unit").HasIndex(u => new { u.GroupId, u.UnitId }).IsUnique();
        model.Entity<OtherName>().ToTable("datasets_other_name");
        model.Entity<Edition>().ToTable("datasets_edition");
    }

    /// <summary>Saves, and stamps a new edition of the dictionary where a word changed, in the same transaction.</summary>
    public override async Task<int> SaveChangesAsync(bool acceptAllChangesOnSuccess, CancellationToken cancellationToken = default)
    {
        ChangeTracker.DetectChanges();
        var words = ChangeTracker.Entries().Any(e => e.State is not EntityState.Unchanged
            && e.Entity is Term or AttributeVersion or CategoryChoice or CombinationCategory or SetElement or SetUnit or GroupUnit or OtherName or WorkflowLevel);
        if (!words) return await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await using var transaction = Database.CurrentTransaction is null ? await Database.BeginTransactionAsync(cancellationToken) : null;
        var rows = await base.SaveChangesAsync(acceptAllChangesOnSuccess, cancellationToken);
        await Set<Edition>().ExecuteUpdateAsync(e => e.SetProperty(x => x.Stamp, Guid.CreateVersion7()), cancellationToken);
        if (transaction is not null) await transaction.CommitAsync(cancellationToken);
        return rows;
    }
}
