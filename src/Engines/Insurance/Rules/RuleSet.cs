using System.Globalization;

namespace LienY.Insurance;

/// <summary>The rules of a stretch of days, made ready to run.</summary>
public sealed class RuleSet
{
    readonly RowCheck[][] rows;
    readonly EpisodeCheck[] whole;

    internal RuleSet(string name, DateOnly day, IReadOnlyList<Rule> rules)
    {
        (Name, Rules) = (name, rules);
        var (perRow, whole) = (new List<RowCheck>[FieldBook.Tables.Count], new List<EpisodeCheck>());
        for (var t = 0; t < perRow.Length; t++) perRow[t] = [];
        foreach (var rule in rules)
        {
            if (EpisodeChecks.Make(rule) is { } over) whole.Add(over);
            else perRow[rule.Table].Add(RowChecks.Make(rule, day));
        }
        (rows, this.whole) = ([.. perRow.Select(p => p.ToArray())], [.. whole]);
    }

    /// <summary><c>4750</c> or <c>3176</c>.</summary>
    public string Name { get; }

    /// <summary>The rules that hold.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    internal void Run(CheckRun run)
    {
        foreach (var table in run.Episode.Tables)
        {
            var checks = rows[table];
            foreach (var row in run.Episode.Raw(table)!)
                foreach (var check in checks)
                    if (check.When is not { } when || when.Holds(row)) check.Run(run, row);
        }
        foreach (var check in whole) check.Run(run);
    }
}

/// <summary>One run of the rules over one episode.</summary>
sealed class CheckRun(Episode episode, EnvelopeHead? head, DateTimeOffset now, int most, DateOnly day, IListedCodes? listed)
{
    readonly List<Fault> faults = [];

    public Episode Episode => episode;

    public EnvelopeHead? Head => head;

    public DateTimeOffset Now => now;

    /// <summary>The day by which rules and codes were chosen.</summary>
    public DateOnly Day => day;

    /// <summary>The large lists, where somebody keeps them.</summary>
    public IListedCodes? Listed => listed;

    /// <summary>Faults found; the last tells when there were more.</summary>
    public List<Fault> Faults => faults;

    public bool Refused { get; private set; }

    public void Tell(Fault fault)
    {
        Refused |= fault.Severity == Severity.Refuse;
        if (faults.Count < most) faults.Add(fault);
        else if (faults.Count == most) faults.Add(FaultTexts.Make(Severity.Warn, "many", "many") with { Value = most.ToString(CultureInfo.InvariantCulture) });
    }
}
