using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace LienY.Formulas.Tests;

/// <summary>What holds for every formula that can be written: it reads back, nothing but a FormulaError is thrown, order does not matter where it must not.</summary>
public sealed class WritingProperties
{
    static readonly Given Figures = new(("#{a}", 3.5m), ("#{b.c}", -2), ("N{n}", 0), ("x", 4), ("R{s.ACTUAL_REPORTS}", 7))
    {
        Texts = new() { ["#{t}"] = "chữ", ["#{y}"] = "true" },
        Samples = [new() { ["#{a}"] = 1 }, new() { ["#{a}"] = 4, ["#{b.c}"] = 2 }, []],
        Belongs = ["group g"],
    };

    static readonly MissingPolicy[] Policies = [MissingPolicy.SkipIfAllMissing, MissingPolicy.SkipIfAnyMissing, MissingPolicy.NeverSkip];

    static Gen<string> Leaf => Gen.Elements(
        "1", "0", "2.5", ".5", "1E2", "100", "null", "#{a}", "#{b.c}", "#{b.*.c}", "#{miss}", "#{t}", "#{y}", "N{n}", "C{k}", "OUG{g}", "R{s.ACTUAL_REPORTS}", "E{x}", "[days]",
        "count(E{x; role=host; unit=this})", "[periodInYear]", "'7'", "#{a}.periodOffset(-1)", "#{a}.aggregationType(LAST)", "#{a}.minDate(2021-1-1).asOf(2022-02-02)",
        "last(E{x}).window(2 years)");

    // Each size is made once: made anew at every mention they would be as many as the trees themselves.
    static Gen<string> Number(int size) => Numbers.TryGetValue(size, out var made) ? made : Numbers[size] = NewNumber(size);

    static Gen<string> Truth(int size) => Truths.TryGetValue(size, out var made) ? made : Truths[size] = NewTruth(size);

    static readonly System.Collections.Concurrent.ConcurrentDictionary<int, Gen<string>> Numbers = [], Truths = [];

    static Gen<string> NewNumber(int size) => size == 0 ? Leaf : Gen.OneOf(
        Leaf,
        from op in Gen.Elements(" + ", "-", " * ", "/", "%", "^")
        from l in Number(size / 2)
        from r in Number(size / 2)
        from b in Gen.Elements(0, 1, 2, 3)
        select Bracketed(l, b & 1) + op + Bracketed(r, b >> 1),
        from s in Number(size / 2) from sign in Gen.Elements("-", "+", "- ") select sign + s,
        from s in Number(size / 2) select $"({s})",
        from s in Number(size / 2) from m in Gen.Elements(".periodOffset(2)", ".yearToDate()", ".window(30 days)", ".maxDate(2024-12-31)") select $"({s}){m}",
        from c in Truth(size / 2) from l in Number(size / 2) from r in Number(size / 2) select $"if({c}, {l}, {r})",
        from f in Gen.Elements("firstNonNull", "greatest", "least") from l in Number(size / 2) from r in Number(size / 2) select $"{f}({l}, {r})",
        from f in Gen.Elements("removeZeros", "log", "log10", "subExpression") from s in Number(size / 2) select $"{f}({s})",
        from f in Gen.Elements("avg", "sum", "median", "stddev", "count", "max") from s in Leaf select $"{f}({s} + #{{a}})");

    static Gen<string> Known => Gen.Elements("true", "false", "null", "#{y}", "orgUnit.group(g, h)", "isNull(#{miss})", "contains(#{t}, 'ữ')", "#{t} == 'it\\'s'");

    static Gen<string> NewTruth(int size) => size == 0 ? Known : Gen.OneOf(
        from op in Gen.Elements("<", "<=", ">", ">=", "==", "!=") from l in Number(size / 2) from r in Number(size / 2) select $"({l}) {op} ({r})",
        from op in Gen.Elements("&&", "||", "and", "or", "==", "!=") from l in Truth(size / 2) from r in Truth(size / 2) select $"{l} {op} {r}",
        from s in Truth(size / 2) from not in Gen.Elements("!", "not ") select $"{not}({s})",
        from s in Number(size / 2) from f in Gen.Elements("isNull", "isNotNull") select $"{f}({s})");

    static Gen<string> Any => Gen.Sized(s => Gen.OneOf(Number(Math.Min(s, 16)), Truth(Math.Min(s, 16))));

    static string Bracketed(string text, int brackets) => brackets == 1 ? $"({text})" : text;

    static Formula? Read(string text)
    {
        try
        {
            return Formula.Parse(text);
        }
        catch (FormulaError error)
        {
            Assert.InRange(error.Position, 0, text.Length);
            Assert.NotEmpty(string.Format(CultureInfo.InvariantCulture, error.Text, [.. error.Args]));
            return null;
        }
    }

    static string Answers(Formula formula) => string.Join(' ', Policies.Select(p => formula.Answer(Figures, p).ToString()));

    [Fact]
    public void Written_formula_reads_back_as_the_same() => Prop.ForAll(Arb.From(Any), text =>
    {
        if (Read(text) is not { } formula) return true;
        var again = Formula.Parse(formula.Canonical);
        return again.Canonical == formula.Canonical && again.Items.Select(i => i.Key).SequenceEqual(formula.Items.Select(i => i.Key))
            && Answers(again) == Answers(formula) && again.Explain(i => i.Key) == formula.Explain(i => i.Key);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(4000));

    [Fact]
    public void Most_generated_formulas_can_be_read() => Assert.InRange(Any.Sample(500).Count(t => Read(t) is not null), 250, 500);

    [Fact]
    public void Key_of_an_item_reads_back_as_that_item() => Prop.ForAll(Arb.From(Any), text =>
        Read(text) is not { } formula || formula.Items.All(i => Formula.Parse(i.Key).Items is [var same] && same.Key == i.Key))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Order_does_not_matter_where_it_must_not() => Prop.ForAll(Arb.From(
        from op in Gen.Elements("+", "*") from l in Number(5) from r in Number(5) select ($"({l}) {op} ({r})", $"({r}) {op} ({l})")),
        p => Same(p.Item1, p.Item2)).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Order_does_not_matter_in_logic() => Prop.ForAll(Arb.From(
        from op in Gen.Elements("&&", "||", "==", "!=") from l in Truth(5) from r in Truth(5) select ($"({l}) {op} ({r})", $"({r}) {op} ({l})")),
        p => Same(p.Item1, p.Item2)).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Not_of_and_is_or_of_nots_where_both_are_known() => Prop.ForAll(Arb.From(
        from l in Truth(4) from r in Truth(4) select (l, r)), p => Read(p.l)?.Value(Figures) is null || Read(p.r)?.Value(Figures) is null
            || Read($"!(({p.l}) && ({p.r}))")?.Value(Figures) == Read($"!({p.l}) || !({p.r})")?.Value(Figures)).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    static bool Same(string one, string other) => Read(one) is not { } a || (Read(other) is { } b && Answers(a) == Answers(b));

    [Fact]
    public void Mutated_formula_is_read_or_refused() => Prop.ForAll(Arb.From(
        from text in Any
        from cuts in Gen.Choose(0, 1000).Three()
        from bit in Gen.Elements("", "(", ")", "{", "}", "#", "'", "\"", "\\", ".", ",", "-", "^", "e", "E", "1", " ", "not ", "%", "[", "\u0301", "\ud83d", "\0", "/*",
            "orgUnit.", "avg(", ".periodOffset(")
        select Mutated(text, cuts.Item1, cuts.Item2, cuts.Item3, bit)),
        text => Read(text) is not { } formula || Answers(formula).Length > 0).Check(Config.QuickThrowOnFailure.WithMaxTest(4000));

    /// <summary>A text with a piece cut out, doubled or put elsewhere, and a bit put in.</summary>
    static string Mutated(string text, int one, int two, int three, string bit)
    {
        var (a, b) = (Math.Min(one, two) % (text.Length + 1), Math.Max(one, two) % (text.Length + 1));
        if (a > b) (a, b) = (b, a);
        return (three % 3) switch
        {
            0 => text[..a] + bit + text[b..],
            1 => text[..b] + bit + text[a..],
            _ => text[..a] + bit + text[a..],
        };
    }
}
