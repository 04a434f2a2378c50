using LienY.Formulas;

namespace LienY.Bench;

/// <summary>Evaluates 12 million formulas of three items each on one core, figures given by place and asked for by item, and counts what it allocates.</summary>
static class FormulaBench
{
    const int Many = 12_000_000;

    static readonly string[] Texts =
    [
        "(#{a} + #{b}) / #{c} * 100",
        "if(#{a} > 0, #{b} / #{c} * 100000, 0)",
        "firstNonNull(#{a}, 0) + greatest(#{b}, #{c}) - 1",
    ];

    public static Task RunAsync()
    {
        var rows = new List<string[]>();
        foreach (var text in Texts)
        {
            var formula = Formula.Parse(text);
            var figures = new Figures(formula.Items);
            rows.Add(Row(text, "by place", () => formula.Value(figures, figures.Values, MissingPolicy.SkipIfAllMissing), figures));
            rows.Add(Row(text, "by item", () => formula.Value(figures), figures));
        }
        Machine.Table("12 million formulas of 3 items, one core", ["formula", "figures", "processor s", "million/s", "allocated MB"], rows);
        var start = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < 10_000; i++) Formula.Parse(Texts[i % Texts.Length]);
        var mean = (Environment.CpuUsage.TotalTime - start).TotalMicroseconds / 10_000;
        Machine.Table("Reading a formula", ["what", "µs"], [["parse, mean of 10,000", Machine.Say(mean)]]);
        return Task.CompletedTask;
    }

    static string[] Row(string text, string way, Func<decimal?> value, Figures figures)
    {
        for (var i = 0; i < 100_000; i++) value();
        var (before, sum) = (GC.GetAllocatedBytesForCurrentThread(), 0m);
        // Processor time, because the machine may be shared.
        var start = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < Many; i++)
        {
            figures.Move(i);
            sum += value() ?? 0;
        }
        var seconds = (Environment.CpuUsage.TotalTime - start).TotalSeconds;
        return [text, way, Machine.Say(seconds, 2), Machine.Say(Many / seconds / 1e6, 1), Machine.Say((GC.GetAllocatedBytesForCurrentThread() - before) / 1e6, 1)];
    }

    sealed class Figures(IReadOnlyList<FormulaItem> items) : IFigures
    {
        public decimal?[] Values { get; } = new decimal?[items.Count];

        public int Days => 30;

        /// <summary>Other figures for each reading, every hundredth missing.</summary>
        public void Move(int i)
        {
            for (var place = 0; place < Values.Length; place++) Values[place] = (i + place) % 100 == 0 ? null : i % 1000 + place + 1;
        }

        public decimal? Of(FormulaItem item)
        {
            for (var place = 0; place < Values.Length; place++)
                if (ReferenceEquals(items[place], item)) return Values[place];
            return null;
        }
    }
}
