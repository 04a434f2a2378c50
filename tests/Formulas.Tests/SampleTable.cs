namespace LienY.Formulas.Tests;

/// <summary>Functions over samples, for predictions.</summary>
public sealed class SampleTable
{
    // Five periods of a (0, 20, 5, 3, 7) with b in two of them; c in two periods beside d in one; k has one period only.
    static Given Figures => new(("#{a}", 5), ("#{b}", 2), ("C{he-so}", 2))
    {
        Samples =
        [
            new() { ["#{a}"] = 0, ["#{c}"] = 2 },
            new() { ["#{a}"] = 20, ["#{b}"] = 1, ["#{c}"] = 3, ["#{d}"] = 1 },
            new() { ["#{a}"] = 5, ["#{k}"] = 9 },
            new() { ["#{a}"] = 3, ["#{b}"] = 4, ["plan.task.done"] = 6 },
            new() { ["#{a}"] = 7, ["#{x}"] = 2, ["#{y}"] = 3 },
        ],
    };

    public static TheoryData<string, string> Rows => Table.Of("""
        avg(#{a}) → 7
        count(#{a}) → 5
        count(#{b}) → 2
        max(#{a}) → 20
        min(#{a}) → 0
        sum(#{a}) → 35
        sum(#{b}) → 5
        median(#{a}) → 5
        median(#{b}) → 2.5
        percentileCont(0.5, #{a}) → 5
        percentileCont(#{a}, 0.5) → 5
        percentileCont(0.25, #{a}) → 3
        percentileCont(#{a}, 0.25) → 3
        percentileCont(0.1, #{a}) → 1.2
        percentileCont(0, #{a}) → 0
        percentileCont(1, #{a}) → 20
        percentileCont(1.5, #{a}) → null
        percentileCont(-0.1, #{a}) → null
        variance(#{a}) → 59.5
        stddev(#{a}) → 7.7136243103
        stddevSamp(#{a}) → 7.7136243103
        stddevPop(#{a}) → 6.8992753243
        variance(#{b}) → 4.5
        stddevPop(#{b}) → 1.5
        ## a single sample does not spread
        stddev(#{k}) → 0
        variance(#{k}) → 0
        ## the whole expression is read in each sample
        avg(#{a} + #{b}) → 8
        avg(#{a} * 2 - 1) → 13
        avg(#{x} / #{y}) → 0.6666666667
        sum(if(#{a} > 4, 1, 0)) → 3
        max(greatest(#{a}, 6)) → 20
        sum(#{a} * C{he-so}) → 70
        avg([days]) → error
        ## a chart threshold: mean and two deviations, beside today's figure
        avg(#{a}) + 2 * stddev(#{a}) → 22.4272486205
        #{a} > avg(#{a}) → false
        #{a} - avg(#{a}) → -2
        if(#{a} > percentileCont(0.75, #{a}), 1, 0) → 0
        ## evidence over samples
        max(E{plan.task.done}) → 6
        avg(E{plan.task.done}) → 6
        ## no sample has it: it counts as one missing item
        avg(#{gone}) → null
        avg(#{gone}) + #{a} → 5
        isNull(avg(#{gone})) → true
        firstNonNull(avg(#{gone}), 4) → 4
        ## normal distribution with the samples' mean and deviation
        normDistCum(#{a}) → 0.3977090302
        normDistCum(#{a}, avg(#{a}), stddev(#{a})) → 0.3977090302
        normDistDen(#{a}) → 0.0500096079
        normDistCum(7, avg(#{a}), stddev(#{a})) → 0.5
        ## refused
        avg(3) → error
        stddev(C{he-so}) → 0
        avg(sum(#{a})) → error
        avg(#{a}, #{b}) → error
        percentileCont(#{a}) → error
        avg(#{a} > 1) → error
        """);

    [Theory]
    [MemberData(nameof(Rows))]
    public void Answers(string formula, string answer) => Assert.Equal(answer, Given.Told(formula, Figures));

    public static TheoryData<string, string> Policies => Table.Of("""
        sum(#{d} + #{d}) → 2 2 2
        sum(#{gone} + #{gone}) → null null 0
        sum(#{gone} + #{d}) → 1 null 1
        sum(#{d} + #{c}) → 6 4 6
        count(#{c}) → 2 2 5
        count(#{d} + #{c}) → 2 1 5
        avg(#{c}) → 2.5 2.5 1
        avg(#{b}) + #{b} → 4.5 4.5 3
        """);

    [Theory]
    [MemberData(nameof(Policies))]
    public void Samples_that_miss_items_follow_the_policy(string formula, string answers) => Assert.Equal(answers, string.Join(' ',
        new[] { MissingPolicy.SkipIfAllMissing, MissingPolicy.SkipIfAnyMissing, MissingPolicy.NeverSkip }.Select(p => Given.Told(formula, Figures, p))));
}
