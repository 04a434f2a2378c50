namespace LienY.Formulas;

/// <summary>Finds indicators that are computed from themselves.</summary>
public static class Circles
{
    /// <summary>
    /// The first circle that can be reached from a code, as the codes in order with the first again at the end; null where there is none.
    /// <paramref name="uses"/> says which codes the formulas of a code mention; a code that it does not know mentions none.
    /// </summary>
    public static IReadOnlyList<string>? Find(string from, Func<string, IEnumerable<string>> uses) => Find(from, uses, []);

    /// <summary>The first circle among all formulas, by code; formulas mention each other as <c>N{code}</c>.</summary>
    public static IReadOnlyList<string>? Find(IReadOnlyDictionary<string, IReadOnlyList<Formula>> formulas)
    {
        var done = new HashSet<string>();
        foreach (var code in formulas.Keys)
            if (Find(code, c => formulas.TryGetValue(c, out var own) ? own.SelectMany(Mentions) : [], done) is { } circle) return circle;
        return null;
    }

    /// <summary>The indicators that a formula mentions.</summary>
    public static IEnumerable<string> Mentions(Formula formula) => formula.Items.OfType<IndicatorItem>().Select(i => i.Name).Distinct();

    /// <summary>The circle as "A → B → A".</summary>
    public static string Tell(IReadOnlyList<string> circle) => string.Join(" → ", circle);

    // A stack of our own: a chain of thousands of indicators must not break the thread's.
    static IReadOnlyList<string>? Find(string from, Func<string, IEnumerable<string>> uses, HashSet<string> done)
    {
        if (done.Contains(from)) return null;
        var path = new List<string> { from };
        var open = new HashSet<string> { from };
        var next = new Stack<IEnumerator<string>>([uses(from).GetEnumerator()]);
        while (next.Count > 0)
        {
            if (!next.Peek().MoveNext())
            {
                next.Pop();
                done.Add(path[^1]);
                open.Remove(path[^1]);
                path.RemoveAt(path.Count - 1);
                continue;
            }
            var code = next.Peek().Current;
            if (open.Contains(code)) return [.. path[path.IndexOf(code)..], code];
            if (done.Contains(code)) continue;
            path.Add(code);
            open.Add(code);
            next.Push(uses(code).GetEnumerator());
        }
        return null;
    }
}
