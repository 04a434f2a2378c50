using LienY.Kernel;

namespace LienY.Evidence;

/// <summary>What is added up in one cell: kind × plan × topic × unit × half-month. Missing plan and topic are the zero id.</summary>
readonly record struct CellKey(Guid PlanId, string Kind, Guid TopicId, Guid UnitId, DateOnly Bucket)
{
    public static CellKey Of(Fact fact) =>
        new(fact.PlanId ?? Guid.Empty, fact.Kind, fact.TopicId ?? Guid.Empty, fact.UnitId, HalfMonth.Of(fact.OccurredOn));
}

/// <summary>
/// The content of a cell: sum in ten-thousandths, how many facts by grade (a reversal takes one off), and the latest statement that still stands.
/// </summary>
sealed record Cell
{
    public long Total { get; set; }
    public int Computed { get; set; }
    public int Official { get; set; }
    public int Filed { get; set; }
    public int Declared { get; set; }
    public DateOnly? LastOn { get; set; }
    public long? LastSeq { get; set; }
    public long? LastValue { get; set; }
    public Guid? LastFact { get; set; }

    public int Count => Computed + Official + Filed + Declared;

    /// <summary>The weakest grade in it.</summary>
    public Grade? Weakest => Declared > 0 ? Grade.Declared : Filed > 0 ? Grade.DeclaredWithFile : Official > 0 ? Grade.Official : Computed > 0 ? Grade.Computed : null;

    /// <summary>Adds a fact. True when the latest statement was taken back, so that another one has to be looked up.</summary>
    public bool Add(Fact fact)
    {
        Total += Ledger.Scale(fact.Value);
        var one = fact.Part == 1 ? -1 : 1;
        switch (fact.Grade)
        {
            case Grade.Computed: Computed += one; break;
            case Grade.Official: Official += one; break;
            case Grade.DeclaredWithFile: Filed += one; break;
            default: Declared += one; break;
        }
        if (fact.Part == 1) return fact.Corrects is { } taken && taken == LastFact;
        if (LastOn is null || (fact.OccurredOn, fact.Seq).CompareTo((LastOn.Value, LastSeq!.Value)) > 0) Latest(Statement.Of(fact));
        return false;
    }

    /// <summary>Sets the latest statement, or that there is none.</summary>
    public void Latest(Statement? statement)
    {
        LastOn = statement?.On;
        LastSeq = statement?.Seq;
        LastValue = statement?.Value;
        LastFact = statement?.Id;
    }

    /// <summary>The latest of these statements that no reversal has taken back.</summary>
    public static Statement? Standing(IReadOnlyCollection<Statement> all)
    {
        var taken = all.Where(s => s.Part == 1).Select(s => s.Corrects).ToHashSet();
        return all.Where(s => s.Part == 0 && !taken.Contains(s.Id)).OrderByDescending(s => (s.On, s.Seq)).Cast<Statement?>().FirstOrDefault();
    }
}

/// <summary>What of a fact decides which one is the latest that stands.</summary>
readonly record struct Statement(Guid Id, long Seq, DateOnly On, long Value, short Part, Guid? Corrects)
{
    public static Statement Of(Fact fact) => new(fact.Id, fact.Seq, fact.OccurredOn, Ledger.Scale(fact.Value), fact.Part, fact.Corrects);
}
