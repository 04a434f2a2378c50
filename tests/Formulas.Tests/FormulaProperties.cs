using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace LienY.Formulas.Tests;

/// <summary>What holds for every formula: generated trees, written with every bracket, against the same arithmetic in C#.</summary>
public sealed class FormulaProperties
{
    /// <summary>A formula as text with its value by plain decimals; null is "no value".</summary>
    sealed record Sample(string Text, decimal? Value);

    static readonly (string Kind, decimal Value)[] Figures = [("a", 3.5m), ("b", -2m), ("c", 0m)];

    static Gen<Sample> Leaf => Gen.OneOf(
        Gen.Choose(0, 99_999).Select(n => n / 100m).Select(n => new Sample(n.ToString(CultureInfo.InvariantCulture), n)),
        Gen.Elements(Figures).Select(f => new Sample($"E{{{f.Kind}}}", f.Value)));

    static Gen<Sample> Tree(int size) => size == 0 ? Leaf : Gen.OneOf(
        Leaf,
        from op in Gen.Elements('+', '-', '*', '/', '%') from l in Tree(size / 2) from r in Tree(size / 2) select Joined(op, l, r),
        Tree(size / 2).Select(s => new Sample($"-({s.Text})", -s.Value)),
        from c in Tree(size / 2)
        from l in Tree(size / 2)
        from r in Tree(size / 2)
        select new Sample($"if({c.Text} < 10, {l.Text}, {r.Text})", c.Value is null ? null : c.Value < 10 ? l.Value : r.Value),
        from l in Tree(size / 2) from r in Tree(size / 2) select new Sample($"firstNonNull({l.Text}, {r.Text})", l.Value ?? r.Value));

    static Sample Joined(char op, Sample l, Sample r)
    {
        var text = $"({l.Text}) {op} ({r.Text})";
        if (l.Value is not { } a || r.Value is not { } b || (op is '/' or '%' && b == 0)) return new(text, null);
        try
        {
            return new(text, op switch { '+' => a + b, '-' => a - b, '*' => a * b, '/' => a / b, _ => a % b });
        }
        catch (OverflowException)
        {
            return new("1 / 0", null);
        }
    }

    [Fact]
    public void Value_is_that_of_plain_decimals() =>
        Prop.ForAll(Arb.From(Gen.Sized(s => Tree(Math.Min(s, 40)))), s => Given.Value(s.Text, Figures) == s.Value).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    [Fact]
    public void Any_text_is_read_or_refused_with_a_position_inside_it() =>
        Prop.ForAll(Arb.From(Gen.Elements("E{a}", "E{", "}", "1", ".", "window", "(", ")", "if", ",", "-", "+", "^", "&&", "!", "null", "true", " ", "[days]", "[", "count", "<", "ă").ListOf()),
            parts =>
            {
                var text = string.Concat(parts);
                try
                {
                    return Formula.Parse(text).Value(new Given(Figures)) is var _;
                }
                catch (FormulaError error)
                {
                    return error.Position >= 0 && error.Position <= text.Length;
                }
            }).Check(Config.QuickThrowOnFailure.WithMaxTest(5000));

    [Fact]
    public void Comparison_is_the_opposite_of_its_negation() =>
        Prop.ForAll(Arb.From(from l in Tree(4) from r in Tree(4) select (l, r)), p =>
            Given.Value($"{p.l.Text} < {p.r.Text}", Figures) == Given.Value($"!({p.l.Text} >= {p.r.Text})", Figures)).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
}
