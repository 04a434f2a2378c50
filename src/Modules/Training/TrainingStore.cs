using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>Needs, plans, classes and all that hangs on them. Who may see a class is asked by <see cref="ClassBook"/>.</summary>
sealed class TrainingStore(StoreScope scope) : Store(scope)
{
    public DbSet<Need> Needs => Set<Need>();
    public DbSet<YearPlan> Plans => Set<YearPlan>();
    public DbSet<PlanLine> Lines => Set<PlanLine>();
    public DbSet<Amendment> Amendments => Set<Amendment>();
    public DbSet<TrainingClass> Classes => Set<TrainingClass>();
    public DbSet<Quota> Quotas => Set<Quota>();
    public DbSet<ClassSession> Sessions => Set<ClassSession>();
    public DbSet<Lecturer> Lecturers => Set<Lecturer>();
    public DbSet<Material> Materials => Set<Material>();
    public DbSet<Nomination> Nominations => Set<Nomination>();
    public DbSet<Evidence> Evidence => Set<Evidence>();
    public DbSet<BoundDevice> Devices => Set<BoundDevice>();
    public DbSet<Question> Questions => Set<Question>();
    public DbSet<Test> Tests => Set<Test>();
    public DbSet<Attempt> Attempts => Set<Attempt>();
    public DbSet<Station> Stations => Set<Station>();
    public DbSet<StationMark> StationMarks => Set<StationMark>();
    public DbSet<FeedbackSum> FeedbackSums => Set<FeedbackSum>();
    public DbSet<FeedbackGiven> FeedbackGiven => Set<FeedbackGiven>();
    public DbSet<FeedbackWord> FeedbackWords => Set<FeedbackWord>();
    public DbSet<Conclusion> Conclusions => Set<Conclusion>();
    public DbSet<ClassResult> Results => Set<ClassResult>();
    public DbSet<PostedCredit> Credits => Set<PostedCredit>();
    public DbSet<Certified> Certified => Set<Certified>();

    /// <summary>Facts of a source in one version, as they were stated.</summary>
    public Task<List<Fact>> StatedAsync(string sourcePrefix, int version, CancellationToken stop) => Set<Fact>().AsNoTracking()
        .Where(f => f.Module == "training" && f.SourceId.StartsWith(sourcePrefix) && f.SourceVersion == version && f.Part == 0).ToListAsync(stop);

    /// <summary>Does work that others may do in the same moment: who comes second looks again and does it on what stands then.</summary>
    public async Task<T> AgainAsync<T>(Func<Task<T>> work)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await work();
            }
            catch (Refusal refusal) when (refusal.Code is "stale" or "duplicate" && tries < 5)
            {
                ChangeTracker.Clear();
            }
        }
    }

    /// <inheritdoc/>
    protected override void Map(ModelBuilder model)
    {
        model.Entity<Need>().ToTable("training_need").HasKey(n => n.Id);
        model.Entity<YearPlan>(e => { e.ToTable("training_plan").HasKey(p => p.Id); e.Ignore(p => p.IsFixed); });
        model.Entity<PlanLine>(e =>
        {
            e.ToTable("training_line").HasKey(l => l.Id);
            e.HasOne<YearPlan>().WithMany().HasForeignKey(l => l.PlanId);
            e.Ignore(l => l.Said);
        });
        model.Entity<Amendment>(e =>
        {
            e.ToTable("training_amendment").HasKey(a => a.Id);
            e.HasOne<YearPlan>().WithMany().HasForeignKey(a => a.PlanId);
        });
        model.Entity<TrainingClass>(e =>
        {
            e.ToTable("training_class").HasKey(c => c.Id);
            e.Ignore(c => c.TechniqueCodes).Ignore(c => c.Hours);
        });
        Of<Quota>(model, "training_quota", q => q.ClassId).HasKey(q => new { q.ClassId, q.UnitId });
        Of<ClassSession>(model, "training_session", s => s.ClassId).Ignore(s => s.Subject).Ignore(s => s.Minutes).Ignore(s => s.Span);
        Of<Lecturer>(model, "training_lecturer", l => l.ClassId).HasOne<ClassSession>().WithMany().HasForeignKey(l => l.SessionId);
        Of<Material>(model, "training_material", m => m.ClassId);
        Of<Nomination>(model, "training_nomination", n => n.ClassId).Ignore(n => n.IsAlive).Ignore(n => n.IsSeated);
        var evidence = Of<Evidence>(model, "training_evidence", e => e.ClassId).Ignore(e => e.Span);
        evidence.HasOne<ClassSession>().WithMany().HasForeignKey(e => e.SessionId);
        evidence.HasOne<Nomination>().WithMany().HasForeignKey(e => e.NominationId);
        Of<BoundDevice>(model, "training_device", d => d.ClassId).HasOne<Nomination>().WithMany().HasForeignKey(d => d.NominationId);
        Of<Question>(model, "training_question", q => q.ClassId).Ignore(q => q.Lines).Ignore(q => q.Right);
        Of<Test>(model, "training_test", t => t.ClassId);
        model.Entity<Attempt>(e =>
        {
            e.ToTable("training_attempt").HasKey(a => a.Id);
            e.HasOne<Test>().WithMany().HasForeignKey(a => a.TestId);
            e.HasOne<Nomination>().WithMany().HasForeignKey(a => a.NominationId);
        });
        Of<Station>(model, "training_station", s => s.ClassId).Ignore(s => s.List);
        model.Entity<StationMark>(e =>
        {
            e.ToTable("training_station_mark").HasKey(m => m.Id);
            e.HasOne<Station>().WithMany().HasForeignKey(m => m.StationId);
            e.HasOne<Nomination>().WithMany().HasForeignKey(m => m.NominationId);
        });
        Of<FeedbackSum>(model, "training_feedback", f => f.ClassId).HasKey(f => new { f.ClassId, f.Question, f.Value });
        Of<FeedbackGiven>(model, "training_feedback_given", f => f.ClassId).HasKey(f => new { f.ClassId, f.NominationId });
        Of<FeedbackWord>(model, "training_feedback_words", f => f.ClassId);
        Of<Conclusion>(model, "training_conclusion", c => c.ClassId);
        Of<ClassResult>(model, "training_result", r => r.ClassId).HasOne<Nomination>().WithMany().HasForeignKey(r => r.NominationId);
        Of<PostedCredit>(model, "training_credit", c => c.ClassId).HasKey(c => new { c.Key, c.Edition });
        Of<Certified>(model, "training_certified", c => c.ClassId).HasKey(c => new { c.ClassId, c.PractitionerId });
    }

    static Microsoft.EntityFrameworkCore.Metadata.Builders.EntityTypeBuilder<T> Of<T>(ModelBuilder model, string table,
        System.Linq.Expressions.Expression<Func<T, object?>> classId) where T : class
    {
        var entity = model.Entity<T>().ToTable(table);
        entity.HasOne<TrainingClass>().WithMany().HasForeignKey(classId);
        return entity;
    }
}
