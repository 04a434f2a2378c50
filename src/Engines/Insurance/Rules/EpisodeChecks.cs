using System.Globalization;

namespace LienY.Insurance;

/// <summary>A rule over a whole episode, ready to run.</summary>
abstract class EpisodeCheck(Rule rule)
{
    protected Rule Rule => rule;

    protected int Index { get; } = rule.Field.Length > 0 ? FieldBook.Tables[rule.Table][rule.Field].Index : -1;

    protected Condition? When { get; } = Condition.Read(FieldBook.Tables[rule.Table], rule.When);

    public abstract void Run(CheckRun run);
}

/// <summary>Makes the check of a rule over a whole episode; null for rules over one row.</summary>
static class EpisodeChecks
{
    public static EpisodeCheck? Make(Rule rule) => rule.Kind switch
    {
        "sum" => new Sum(rule),
        "same" => new Same(rule),
        "one-row" => new OneRow(rule),
        "table" => new Needed(rule),
        "unique" => new Unique(rule),
        "head" => new OfHead(rule),
        _ => null,
    };

    /// <summary>An amount of the summary is the sum over rows of other tables; "?" keeps to the rows where a field is filled.</summary>
    sealed class Sum : EpisodeCheck
    {
        readonly (int Table, int Field, int? Only)[] parts;

        public Sum(Rule rule) : base(rule) => parts = [.. rule.Parameters.Split('+').Select(p =>
        {
            var table = FieldBook.OfKind(p.Split('.')[0])!;
            var names = p.Split('.')[1].Split('?');
            return (table.Number, table[names[0]].Index, names.Length > 1 ? table[names[1]].Index : (int?)null);
        })];

        public override void Run(CheckRun run)
        {
            if (run.Episode.Raw(Rule.Table) is not [var row, ..] || Numbers.Read(row[Index]) is not { } told) return;
            var (sum, any) = (0m, false);
            foreach (var (table, field, only) in parts)
            {
                if (run.Episode.Raw(table) is not { } rows) continue;
                any = true;
                foreach (var detail in rows)
                    if ((only is not { } at || detail[at] is not null) && Numbers.Read(detail[field]) is { } amount && !Sums.TryAdd(sum, amount, out sum)) return;
            }
            if (Math.Abs(told - sum) <= 0.01m) return;
            // Who pays for himself may be sent without detail (QĐ 31/2026: XML1 and XML8).
            var fault = Rule.Break(row, "sum", row[Index], Numbers.Write(sum));
            run.Tell(any ? fault : fault with { Severity = Severity.Warn });
        }
    }

    /// <summary>A field says what the summary says (the field of the same name, or the one told).</summary>
    sealed class Same(Rule rule) : EpisodeCheck(rule)
    {
        readonly int of = FieldBook.Tables[1][rule.Parameters.Contains('.', StringComparison.Ordinal) ? rule.Parameters.Split('.')[1] : rule.Field].Index;

        public override void Run(CheckRun run)
        {
            if (run.Episode.Raw(Rule.Table) is not { } rows || run.Episode.Summary is not { } summary || summary[of] is not { } told) return;
            foreach (var row in rows)
                if (row[Index] is { } text && text != told) run.Tell(Rule.Break(row, "same", text, FaultTexts.Short(told)));
        }
    }

    /// <summary>A table has one row.</summary>
    sealed class OneRow(Rule rule) : EpisodeCheck(rule)
    {
        public override void Run(CheckRun run)
        {
            if (run.Episode.Raw(Rule.Table) is { Count: > 1 } rows) run.Tell(Rule.Break(rows[1], "one-row", rows.Count.ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>A table has come; XML1 itself whenever the episode is no check-in.</summary>
    sealed class Needed(Rule rule) : EpisodeCheck(rule)
    {
        readonly int wanted = FieldBook.OfKind(rule.Parameters)!.Number;

        public override void Run(CheckRun run)
        {
            var episode = run.Episode;
            if (episode.Raw(wanted) is { Count: > 0 }) return;
            if (wanted == Rule.Table)
            {
                if (!episode.IsCheckIn && episode.Tables.Any(t => t is not (0 or 12))) run.Tell(Rule.Break(null, "no-summary"));
            }
            else if (episode.Raw(Rule.Table) is [var row, ..] && When?.Holds(row) != false)
            {
                run.Tell(Rule.Break(row, "table", row[Index], Rule.Parameters));
            }
        }
    }

    /// <summary>A field differs from row to row.</summary>
    sealed class Unique(Rule rule) : EpisodeCheck(rule)
    {
        public override void Run(CheckRun run)
        {
            if (run.Episode.Raw(Rule.Table) is not { Count: > 1 } rows) return;
            var seen = new Dictionary<string, int>(rows.Count, StringComparer.Ordinal);
            foreach (var row in rows)
                if (row[Index] is { } text && !seen.TryAdd(text, row.Number))
                    run.Tell(Rule.Break(row, "unique", text, seen[text].ToString(CultureInfo.InvariantCulture)));
        }
    }

    /// <summary>A field says what the head of the file says of the facility.</summary>
    sealed class OfHead(Rule rule) : EpisodeCheck(rule)
    {
        public override void Run(CheckRun run)
        {
            if (run.Head?.Facility is not { } facility || run.Episode.Raw(Rule.Table) is not { } rows) return;
            foreach (var row in rows)
                if (row[Index] is { } text && text != facility) run.Tell(Rule.Break(row, "head", text, facility));
        }
    }
}
