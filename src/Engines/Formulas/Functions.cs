namespace LienY.Formulas;

/// <summary>How a function reads its arguments.</summary>
delegate FormulaValue Reading(Node[] arguments, ref Run run, Yields wanted);

/// <summary>A function of the language: how many arguments it takes, what it asks of them and yields, and how it is read.</summary>
sealed record Function(string Name, int Least, int Most, Func<IReadOnlyList<Node>, Yields> Check, Reading Read)
{
    /// <summary>True where its last argument (for percentileCont: the one with items) is read in each sample.</summary>
    public bool IsOverSamples { get; init; }
}

/// <summary>The functions of the language.</summary>
static class Functions
{
    const int Many = 100;

    static readonly Dictionary<string, Measure> Measures = new()
    {
        ["sum"] = Measure.Sum,
        ["count"] = Measure.Count,
        ["distinct"] = Measure.Distinct,
        ["last"] = Measure.Last,
        ["lastSum"] = Measure.LastSum,
        ["lastAverage"] = Measure.LastAverage,
        ["average"] = Measure.Average,
    };

    static readonly Dictionary<string, Function> All = new Function[]
    {
        new("if", 3, 3, a => Must(a[0], Yields.Truth) is var _ ? Common(a, 1) : default,
            (Node[] a, ref Run run, Yields wanted) => run.Truth(a[0]) is { } truth ? a[truth ? 1 : 2].Read(ref run, wanted) : default),
        new("isNull", 1, 1, _ => Yields.Truth, (Node[] a, ref Run run, Yields _) => FormulaValue.Of(run.Missing(a[0]).IsNothing)),
        new("isNotNull", 1, 1, _ => Yields.Truth, (Node[] a, ref Run run, Yields _) => FormulaValue.Of(!run.Missing(a[0]).IsNothing)),
        new("firstNonNull", 1, Many, a => Common(a, 0), FirstNonNull),
        new("removeZeros", 1, 1, a => Numbers(a), RemoveZeros),
        new("greatest", 1, Many, a => Numbers(a), (Node[] a, ref Run run, Yields _) => Utmost(a, ref run, 1)),
        new("least", 1, Many, a => Numbers(a), (Node[] a, ref Run run, Yields _) => Utmost(a, ref run, -1)),
        new("log", 1, 2, a => Numbers(a), Log),
        new("log10", 1, 1, a => Numbers(a), (Node[] a, ref Run run, Yields _) => run.Number(a[0]) is { } x ? OfDouble(Math.Log10((double)x), ref run) : default),
        new("contains", 2, Many, Worded, (Node[] a, ref Run run, Yields _) => Contains(a, ref run, items: false)),
        new("containsItems", 2, Many, Worded, (Node[] a, ref Run run, Yields _) => Contains(a, ref run, items: true)),
        new("subExpression", 1, 1, a => a[0].Yields, (Node[] a, ref Run run, Yields wanted) => a[0].Read(ref run, wanted)),
        new("normDistCum", 1, 3, a => Numbers(a), (Node[] a, ref Run run, Yields _) => Normal.Of(a, ref run, Normal.Cumulative)) { IsOverSamples = true },
        new("normDistDen", 1, 3, a => Numbers(a), (Node[] a, ref Run run, Yields _) => Normal.Of(a, ref run, Normal.Density)) { IsOverSamples = true },
    }.Concat(Samples.Functions).ToDictionary(f => f.Name);

    /// <summary>The word of a measure.</summary>
    public static string Word(Measure measure) => Measures.First(m => m.Value == measure).Key;

    /// <summary>The measure of a word; null where there is none.</summary>
    public static Measure? MeasureOf(string word) => Measures.TryGetValue(word, out var measure) ? measure : null;

    public static Node Call(Token name, List<Node> arguments)
    {
        if (MeasureOf(name.Text) is { } measure)
        {
            if (arguments is [ItemNode { Item: EvidenceItem { Measure: Measure.Sum } evidence } item])
                return item with { Position = name.Position, Item = evidence with { Measure = measure } };
            if (!All.ContainsKey(name.Text)) throw new FormulaError("Hàm “{0}” cần đúng một minh chứng, ví dụ {0}(E{{plan.task.done}}).", name.Position, name.Text);
        }
        if (!All.TryGetValue(name.Text, out var function)) throw new FormulaError("Không có hàm “{0}”.", name.Position, name.Text);
        if (arguments.Count < function.Least || arguments.Count > function.Most)
            throw new FormulaError("Hàm “{0}” nhận từ {1} đến {2} giá trị.", name.Position, name.Text, function.Least, function.Most);
        if (function.IsOverSamples) Samples.Check(name, function, arguments);
        return new CallNode(name.Position, function, function.Check(arguments), [.. arguments]);
    }

    /// <summary>The part itself where it may yield what is needed.</summary>
    public static Node Must(Node node, Yields needs) =>
        node.Yields == needs || node.Yields == Yields.Anything || needs == Yields.Anything ? node
        : throw new FormulaError(needs switch
        {
            Yields.Number => "Chỗ này cần một số.",
            Yields.Truth => "Chỗ này cần một điều kiện đúng hoặc sai.",
            _ => "Chỗ này cần chữ trong ngoặc kép.",
        }, node.Position);

    public static Yields Numbers(IReadOnlyList<Node> arguments)
    {
        foreach (var argument in arguments) Must(argument, Yields.Number);
        return Yields.Number;
    }

    /// <summary>What the arguments from <paramref name="from"/> on yield; all must yield the same.</summary>
    static Yields Common(IReadOnlyList<Node> arguments, int from)
    {
        var yields = arguments.Skip(from).Select(a => a.Yields).FirstOrDefault(y => y != Yields.Anything);
        foreach (var argument in arguments.Skip(from)) Must(argument, yields);
        return yields;
    }

    static Yields Worded(IReadOnlyList<Node> arguments)
    {
        foreach (var argument in arguments)
            if (argument.Yields == Yields.Truth) Must(argument, Yields.Words);
        return Yields.Truth;
    }

    static FormulaValue FirstNonNull(Node[] arguments, ref Run run, Yields wanted)
    {
        var broken = run.IsBroken;
        foreach (var argument in arguments)
        {
            var value = run.Missing(argument);
            if (value.IsNothing) continue;
            run.IsBroken = broken;
            return value;
        }
        return default;
    }

    static FormulaValue RemoveZeros(Node[] arguments, ref Run run, Yields wanted) =>
        run.Missing(arguments[0]).AsNumber is { } number && number != 0 ? FormulaValue.Of(number) : run.Broken();

    static FormulaValue Utmost(Node[] arguments, ref Run run, int sign)
    {
        decimal? best = null;
        foreach (var argument in arguments)
            if (run.Number(argument) is { } number && (best is not { } b || number.CompareTo(b) * sign > 0)) best = number;
        return FormulaValue.Of(best);
    }

    static FormulaValue Log(Node[] arguments, ref Run run, Yields wanted)
    {
        var x = run.Number(arguments[0]);
        if (arguments.Length == 1) return x is { } alone ? OfDouble(Math.Log((double)alone), ref run) : default;
        return run.Number(arguments[1]) is { } of && x is { } number ? OfDouble(Math.Log((double)number) / Math.Log((double)of), ref run) : default;
    }

    public static FormulaValue OfDouble(double value, ref Run run) => Arithmetic.OfDouble(value) is { } number ? FormulaValue.Of(number) : run.Broken();

    /// <summary>True where the first words hold all others, as pieces or as whole items between commas.</summary>
    static FormulaValue Contains(Node[] arguments, ref Run run, bool items)
    {
        var words = arguments[0].Read(ref run, Yields.Words).AsWords;
        var (all, missing) = (true, words is null);
        for (var i = 1; i < arguments.Length; i++)
        {
            if (arguments[i].Read(ref run, Yields.Words).AsWords is not { } piece) missing = true;
            else if (words is not null) all &= items ? Holds(words, piece) : words.Contains(piece, StringComparison.Ordinal);
        }
        return missing ? default : FormulaValue.Of(all);
    }

    static bool Holds(ReadOnlySpan<char> words, string item)
    {
        foreach (var range in words.Split(','))
            if (words[range].SequenceEqual(item)) return true;
        return false;
    }
}
