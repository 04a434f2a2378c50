using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>What one of two plans says, where: the plan, the line of its paper, the words.</summary>
sealed record Said(Plan Plan, int Line, string Quote);

/// <summary>Two plans that do not say the same; both are quoted, neither is repaired.</summary>
/// <param name="Key">Code, both sides and their figures; a changed figure is a new difference.</param>
/// <param name="Text">Vietnamese key of the sentence.</param>
sealed record Difference(string Code, string Key, string Text, object?[] Args, IReadOnlyList<Said> Sides)
{
    /// <summary>How it was settled; null while it is open.</summary>
    public Settlement? Settled { get; init; }
}

/// <summary>A target of a plan tied to one of the plan above, with both plans.</summary>
sealed record TiedPair(Plan Plan, Indicator Own, Plan ParentPlan, Indicator Parent);

/// <summary>Finds what differs between plans that are linked. Pure.</summary>
static class Differences
{
    /// <summary>Level, unit, comparator and period of a tied target against the one above; <paramref name="isPart"/>: it is one of several parts of a count.</summary>
    public static IEnumerable<Difference> Of(TiedPair pair, bool isPart)
    {
        var (own, parent) = (pair.Own, pair.Parent);
        var sameUnit = Likeness.SameUnit(own.Unit, parent.Unit);
        if (!sameUnit)
            yield return Make(pair, "unit", Words.Key("Khác đơn vị tính: kế hoạch này “{0}”, cấp trên “{1}”."), own.Unit, parent.Unit);
        if (own.Comparator != parent.Comparator)
        {
            var (one, other) = (ComparatorWords.All.First(c => c.Value == own.Comparator).Name, ComparatorWords.All.First(c => c.Value == parent.Comparator).Name);
            yield return Lower(own.Comparator) != Lower(parent.Comparator)
                ? Make(pair, "direction", Words.Key("Ngược chiều: kế hoạch này “{0}”, cấp trên “{1}”."), one, other)
                : Make(pair, "comparator", Words.Key("Khác phép so sánh: kế hoạch này “{0}”, cấp trên “{1}”."), one, other);
        }
        if (sameUnit && !isPart && own.Value is { } mine && parent.Value is { } theirs && (Lower(parent.Comparator) ? mine > theirs : mine < theirs))
            yield return Make(pair, "level", Words.Key("Mức thấp hơn kế hoạch cấp trên: kế hoạch này {0}, cấp trên {1} ({2})."), mine, theirs, own.Unit);
        if (own.EndsOn != parent.EndsOn)
            yield return Make(pair, "period", Words.Key("Khác hạn: kế hoạch này {0}, cấp trên {1}."), own.EndsOn, parent.EndsOn);
        else if (own.StartsOn != parent.StartsOn)
            yield return Make(pair, "period", Words.Key("Khác ngày bắt đầu: kế hoạch này {0}, cấp trên {1}."), own.StartsOn, parent.StartsOn);
    }

    /// <summary>Parts of a count that do not add up to what the plan above states; null where they do or cannot be added.</summary>
    public static Difference? Sum(IReadOnlyList<TiedPair> parts)
    {
        if (parts.Count < 2 || parts[0].Parent is not { Value: { } stated } parent || Likeness.IsRate(parent.Comparator, parent.Unit)) return null;
        if (parts.Any(p => p.Own.Value is null || !Likeness.SameUnit(p.Own.Unit, parent.Unit))) return null;
        var sum = parts.Sum(p => p.Own.Value!.Value);
        if (sum == stated) return null;
        var key = $"sum|{parent.Id}|{N(stated)}|{string.Join('+', parts.OrderBy(p => p.Own.Id).Select(p => N(p.Own.Value!.Value)))}";
        var text = sum < stated ? Words.Key("Cộng các kế hoạch cấp dưới được {0} trên {1} {2}, thiếu {3}.") : Words.Key("Cộng các kế hoạch cấp dưới được {0} trên {1} {2}, vượt {3}.");
        return new("sum", key, text, [sum, stated, parent.Unit, Math.Abs(sum - stated)],
            [Side(parts[0].ParentPlan, parent), .. parts.Select(p => Side(p.Plan, p.Own))]);
    }

    /// <summary>One paper cited with two days by two plans, or with another day than the one it bears.</summary>
    public static IEnumerable<Difference> Dates(Plan own, IReadOnlyList<string> ownLines, Plan parent, IReadOnlyList<string> parentLines)
    {
        var theirs = Likeness.Citations(parentLines).Where(c => c.On is not null).ToList();
        if (parent is { Number.Length: > 0, IssuedOn: { } issued }) theirs.Insert(0, new(parent.Number, issued, Head(parentLines, parent.Number)));
        var seen = new HashSet<string>();
        foreach (var cited in Likeness.Citations(ownLines).Where(c => c.On is not null))
        {
            if (theirs.FirstOrDefault(t => Likeness.SameNumber(t.Number, cited.Number)) is not { } other || other.On == cited.On) continue;
            if (!seen.Add(Fold.Of(cited.Number))) continue;
            yield return new("cited-date", $"cited-date|{Fold.Of(cited.Number)}|{D(cited.On)}|{D(other.On)}", Words.Key("Một văn bản, hai ngày: {0} ghi ngày {1} ở kế hoạch này, ngày {2} ở kế hoạch cấp trên."),
                [cited.Number, cited.On, other.On], [new(own, cited.Line, Line(ownLines, cited.Line)), new(parent, other.Line, Line(parentLines, other.Line))]);
        }
    }

    static Difference Make(TiedPair pair, string code, string text, params object?[] args) =>
        new(code, $"{code}|{pair.Own.Id}|{pair.Parent.Id}|{string.Join('|', args.Select(a => a switch { decimal n => N(n), DateOnly d => D(d), _ => a?.ToString() ?? "" }))}", text, args,
            [Side(pair.Plan, pair.Own), Side(pair.ParentPlan, pair.Parent)]);

    static Said Side(Plan plan, Indicator target) => new(plan, target.LineFirst, target.Quote.Length > 0 ? target.Quote : target.Name);

    static bool Lower(Comparator comparator) => comparator is Comparator.AtMost or Comparator.Below;

    static int Head(IReadOnlyList<string> lines, string number)
    {
        for (var i = 0; i < Math.Min(lines.Count, 40); i++)
            if (lines[i].Contains(number, StringComparison.OrdinalIgnoreCase)) return i + 1;
        return 1;
    }

    static string Line(IReadOnlyList<string> lines, int line) =>
        line < 1 || line > lines.Count ? "" : lines[line - 1].Replace('\t', ' ').Trim() is { Length: > 300 } text ? text[..300] + "…" : lines[line - 1].Replace('\t', ' ').Trim();

    static string N(decimal value) => value.ToString("0.####", CultureInfo.InvariantCulture);

    static string D(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
