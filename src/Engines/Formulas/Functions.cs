namespace LienY.Formulas;

/// <summary>The functions of the language, checked while reading.</summary>
static class Functions
{
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

    /// <summary>The word of a measure.</summary>
    public static string Word(Measure measure) => Measures.First(m => m.Value == measure).Key;

    /// <summary>The measure of a word; null where there is none.</summary>
    public static Measure? MeasureOf(string word) => Measures.TryGetValue(word, out var measure) ? measure : null;

    public static Node Call(Token name, List<Node> arguments)
    {
        if (Measures.TryGetValue(name.Text, out var measure))
            return arguments is [ItemNode { Item: EvidenceItem { Measure: Measure.Sum } evidence } item]
                ? item with { Position = name.Position, Item = evidence with { Measure = measure } }
                : throw new FormulaError("Hàm “{0}” cần đúng một minh chứng, ví dụ {0}(E{{plan.task.done}}).", name.Position, name.Text);
        return name.Text switch
        {
            "if" => If(name, Count(name, arguments, 3, 3)),
            "isNull" or "isNotNull" => new CallNode(name.Position, name.Text, Yields.Truth, Count(name, arguments, 1, 1)),
            "firstNonNull" => new CallNode(name.Position, name.Text, Common(Count(name, arguments, 1, 50)), arguments),
            "greatest" or "least" => new CallNode(name.Position, name.Text, Yields.Number, Numbers(Count(name, arguments, 1, 50))),
            _ => throw new FormulaError("Không có hàm “{0}”.", name.Position, name.Text),
        };
    }

    static CallNode If(Token name, List<Node> arguments)
    {
        Parser.Must(arguments[0], Yields.Truth);
        return new(name.Position, "if", Common(arguments[1..]), arguments);
    }

    static List<Node> Count(Token name, List<Node> arguments, int least, int most) =>
        arguments.Count >= least && arguments.Count <= most ? arguments
        : throw new FormulaError("Hàm “{0}” nhận từ {1} đến {2} giá trị.", name.Position, name.Text, least, most);

    static List<Node> Numbers(List<Node> arguments)
    {
        foreach (var argument in arguments) Parser.Must(argument, Yields.Number);
        return arguments;
    }

    static Yields Common(List<Node> arguments)
    {
        var yields = arguments.Select(a => a.Yields).FirstOrDefault(y => y != Yields.Anything);
        foreach (var argument in arguments) Parser.Must(argument, yields);
        return yields;
    }
}
