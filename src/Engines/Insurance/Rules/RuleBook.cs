using System.Collections.Concurrent;
using System.Globalization;

namespace LienY.Insurance;

/// <summary>
/// All rules of checking, dated, and the rule sets <c>4750</c> (QĐ 4750/2023) and <c>3176</c> (QĐ 3176/2024, from 2025-01-01). The set, the rules and the
/// code lists are chosen by the day on which the visit ends.
/// </summary>
public sealed class RuleBook
{
    /// <summary>First day of rule set 3176.</summary>
    public static readonly DateOnly Since3176 = new(2025, 1, 1);

    readonly ConcurrentDictionary<(string, DateOnly), RuleSet> compiled = new();
    readonly DateOnly[] turns;

    /// <summary>A book of rules; ids are unique among rules that hold together.</summary>
    public RuleBook(IReadOnlyList<Rule> rules)
    {
        Rules = rules;
        turns = [.. rules.SelectMany(r => new[] { r.From, r.To?.AddDays(1) })
            .Concat(CodeBook.Names.SelectMany(CodeBook.Of).SelectMany(c => new[] { c.From, c.To?.AddDays(1) }))
            .OfType<DateOnly>().Append(Since3176).Distinct().Order()];
    }

    /// <summary>The rules of the program: what the field table says, and the rows beside it.</summary>
    public static RuleBook Standard { get; } = new(Load());

    /// <summary>Every rule.</summary>
    public IReadOnlyList<Rule> Rules { get; }

    /// <summary>Name of the rule set of a day.</summary>
    public static string SetOn(DateOnly day) => day < Since3176 ? "4750" : "3176";

    /// <summary>The rules of a day, made ready once for each stretch of days without a change.</summary>
    public RuleSet On(DateOnly day)
    {
        var at = Array.FindLastIndex(turns, t => t <= day);
        var stretch = at < 0 ? DateOnly.MinValue : turns[at];
        return compiled.GetOrAdd((SetOn(day), stretch), key => new RuleSet(key.Item1, day, [.. Rules.Where(r => r.Holds(key.Item1, day))]));
    }

    static List<Rule> Load()
    {
        var own = DataFile.Rows("rules.tsv", 10).SelectMany(Expand).ToList();
        var covered = own.Where(r => r.Kind == "length").Select(r => (r.Table, r.Field)).ToHashSet();
        return [.. FieldBook.Tables.SelectMany(t => t.Fields).SelectMany(OfField).Where(r => r.Kind != "length" || !covered.Contains((r.Table, r.Field))), .. own];
    }

    static IEnumerable<Rule> OfField(Field f)
    {
        Rule Make(Severity severity, string kind, string parameters) => new($"{f.Address}.{kind}", f.Set, null, null, severity, f.Table, f.Name, kind, parameters, "");
        if (f.Need is { } need) yield return Make(need, "required", "");
        if (f.Longest is { } longest && f.Kind is not (FieldKind.Moment or FieldKind.Day or FieldKind.DayOrMoment))
            yield return Make(Severity.Refuse, "length", longest.ToString(CultureInfo.InvariantCulture));
        if (f.Kind != FieldKind.Text) yield return Make(f.Kind is FieldKind.Code or FieldKind.Codes ? Severity.Warn : Severity.Refuse, "type", f.Kind.ToString());
        if (f.List is { } list) yield return Make(f.ListSeverity, "list", list);
        if (f.Set is { } set) yield return Make(Severity.Warn, "other-set", set) with { Set = set == "4750" ? "3176" : "4750" };
    }

    static IEnumerable<Rule> Expand(string[] c)
    {
        var tables = c[5] == "*" ? FieldBook.Tables : [.. c[5].Split(',').Select(n => FieldBook.Tables[int.Parse(n, CultureInfo.InvariantCulture)])];
        foreach (var table in tables)
        {
            foreach (var name in c[6].Split(','))
            {
                if (name.Length > 0 && table.Find(name) is not { } && c[5] == "*") continue;
                var field = name.Length > 0 ? table[name] : null;
                if (c[7] == "order" && c[5] == "*" && table.Find(c[8]) is null) continue;
                var id = c[0].Length > 0 ? c[0] : $"{field?.Address ?? table.Name}.{c[7]}{(c[7] == "order" ? "." + c[8] : "")}";
                var severity = Enum.Parse<Severity>(c[4], ignoreCase: true);
                yield return new Rule(id, c[1].Length > 0 ? c[1] : field?.Set, DataFile.Day(c[2]), DataFile.Day(c[3]), severity, table.Number, name, c[7], c[8], c[9]);
            }
        }
    }
}
