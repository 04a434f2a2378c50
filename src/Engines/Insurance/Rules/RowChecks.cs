using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace LienY.Insurance;

/// <summary>A rule over one row, ready to run.</summary>
abstract class RowCheck(Rule rule)
{
    protected Rule Rule => rule;

    protected TableLayout Layout => FieldBook.Tables[rule.Table];

    protected int Index { get; } = rule.Field.Length > 0 ? FieldBook.Tables[rule.Table][rule.Field].Index : -1;

    public Condition? When { get; } = Condition.Read(FieldBook.Tables[rule.Table], rule.When);

    public abstract void Run(CheckRun run, Row row);
}

/// <summary>Makes the check of a rule over one row.</summary>
static class RowChecks
{
    public static RowCheck Make(Rule rule, DateOnly day) => rule.Kind switch
    {
        "required" => new Required(rule),
        "length" => new Longest(rule),
        "type" => Enum.Parse<FieldKind>(rule.Parameters) is var kind && kind is FieldKind.Number or FieldKind.Integer
            ? new NumberForm(rule, kind) : new TimeForm(rule, kind),
        "list" => new InList(rule, day),
        "pattern" => new Pattern(rule),
        "range" => new Range(rule),
        "decimals" => new Decimals(rule),
        "count" => new Count(rule),
        "oneof" => new OneOf(rule),
        "other-set" => new OtherSet(rule),
        "notfuture" => new NotFuture(rule),
        "order" => new Order(rule),
        "days" => new Days(rule),
        "product" => new Product(rule),
        "total" => new Total(rule),
        "card" => new Card(rule),
        "personal" => new Personal(rule),
        "coded" => new Coded(rule),
        _ => throw new FormatException($"Rule \"{rule.Id}\" has the unknown kind \"{rule.Kind}\"."),
    };

    sealed class Required(Rule rule) : RowCheck(rule)
    {
        public override void Run(CheckRun run, Row row)
        {
            if (row[Index] is null) run.Tell(Rule.Break(row, "required"));
        }
    }

    sealed class Longest(Rule rule) : RowCheck(rule)
    {
        readonly int most = int.Parse(rule.Parameters, CultureInfo.InvariantCulture);

        public override void Run(CheckRun run, Row row)
        {
            if (row[Index] is not { } text || text.Length <= most) return;
            // Letters with marks apart (old Unicode exports) count as the reader sees them.
            if (new StringInfo(text).LengthInTextElements > most) run.Tell(Rule.Break(row, "length", text, Rule.Parameters));
        }
    }

    sealed class InList(Rule rule, DateOnly day) : RowCheck(rule)
    {
        readonly FrozenSet<string> codes = CodeBook.On(rule.Parameters, day);
        readonly string told = string.Join(", ", CodeBook.Of(rule.Parameters).Where(c => c.HoldsOn(day)).Select(c => c.Value));

        public override void Run(CheckRun run, Row row)
        {
            if (row[Index] is not { } text || codes.Contains(text)) return;
            if (text.Contains(';', StringComparison.Ordinal) && row.Codes(Rule.Field).All(codes.Contains)) return;
            if (codes.Contains("0" + text)) run.Tell(Rule.Break(row, "zero", text, "0" + text) with { Severity = Severity.Warn });
            else run.Tell(Rule.Break(row, "list", text, told));
        }
    }

    sealed class Pattern(Rule rule) : RowCheck(rule)
    {
        readonly Regex form = new(rule.Parameters, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

        public override void Run(CheckRun run, Row row)
        {
            if (row[Index] is not { } text) return;
            foreach (var part in text.AsSpan().Split(';'))
            {
                var one = text.AsSpan(part).Trim();
                if (one.Length > 0 && !form.IsMatch(one)) run.Tell(Rule.Break(row, "pattern", one.ToString()));
            }
        }
    }

    sealed class Range : RowCheck
    {
        readonly decimal? low, high;

        public Range(Rule rule) : base(rule)
        {
            var ends = rule.Parameters.Split("..");
            (low, high) = (Numbers.Read(ends[0]), Numbers.Read(ends[1]));
        }

        public override void Run(CheckRun run, Row row)
        {
            if (Numbers.Read(row[Index]) is { } number && (number < low || number > high)) run.Tell(Rule.Break(row, "range", row[Index], Rule.Parameters));
        }
    }

    sealed class Decimals(Rule rule) : RowCheck(rule)
    {
        readonly int most = int.Parse(rule.Parameters, CultureInfo.InvariantCulture);

        public override void Run(CheckRun run, Row row)
        {
            if (row[Index] is not { } text || text.IndexOf('.', StringComparison.Ordinal) is not (var point and >= 0)) return;
            if (text.TrimEnd('0').Length - point - 1 > most) run.Tell(Rule.Break(row, "decimals", text, Rule.Parameters));
        }
    }

    sealed class Count(Rule rule) : RowCheck(rule)
    {
        readonly int most = int.Parse(rule.Parameters, CultureInfo.InvariantCulture);

        public override void Run(CheckRun run, Row row)
        {
            var count = row.Codes(Rule.Field).Length;
            if (count > most) run.Tell(Rule.Break(row, "count", count.ToString(CultureInfo.InvariantCulture), Rule.Parameters));
        }
    }

    sealed class OneOf(Rule rule) : RowCheck(rule)
    {
        readonly int[] fields = [.. rule.Parameters.Split(',').Select(f => FieldBook.Tables[rule.Table][f].Index)];

        public override void Run(CheckRun run, Row row)
        {
            foreach (var field in fields) if (row[field] is not null) return;
            run.Tell(Rule.Break(row, "oneof", null, Rule.Parameters));
        }
    }

    sealed class OtherSet(Rule rule) : RowCheck(rule)
    {
        public override void Run(CheckRun run, Row row)
        {
            if (row[Index] is not null) run.Tell(Rule.Break(row, "other-set", null, "QĐ " + Rule.Set));
        }
    }
}
