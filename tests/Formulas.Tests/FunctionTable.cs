namespace LienY.Formulas.Tests;

/// <summary>Functions, items and what happens to missing values.</summary>
public sealed class FunctionTable
{
    // a 3, b 13; e and f are missing; words, a day and a truth are elements too.
    static Given Figures => new(
        ("#{a}", 3), ("#{b}", 13), ("#{a.nam}", 5), ("#{b.nu}", 15), ("#{a.nam.tram}", 7), ("#{a.*.tram}", 9), ("#{zero}", 0), ("N{ty-le}", 88),
        ("I{pi}", 301), ("D{p.d}", 101), ("A{p.t}", 201), ("A{t}", 202), ("R{bieu.REPORTING_RATE}", 401), ("R{bieu.REPORTING_RATE_ON_TIME}", 402), ("R{bieu.ACTUAL_REPORTS}", 403),
        ("R{bieu.ACTUAL_REPORTS_ON_TIME}", 404), ("R{bieu.EXPECTED_REPORTS}", 405), ("C{nua}", 0.5m), ("C{tu}", 0.25m), ("OUG{xa}", 1_000_000), ("#{deGroup:nhom}", 17))
    {
        Texts = new() { ["#{t}"] = "Str", ["#{day}"] = "2022-01-15", ["#{yes}"] = "true", ["#{no}"] = "false", ["#{num}"] = "12", ["#{list}"] = "a,b c,d" },
        Belongs = ["group xa", "unit so-y-te", "set bieu", "program tiem"],
    };

    public static TheoryData<string, string> Items => Table.Of("""
        #{a} → 3
        #{ a } → 3
        #{a.nam} → 5
        #{a.nam.*} → 5
        #{b.nu} → 15
        #{a.nam.tram} → 7
        #{a.*.tram} → 9
        #{a.*} → 3
        #{a.*.*} → 3
        #{deGroup:nhom} → 17
        N{ty-le} → 88
        I{pi} → 301
        D{p.d} → 101
        A{p.t} → 201
        A{t} → 202
        R{bieu.REPORTING_RATE} → 401
        R{bieu.REPORTING_RATE_ON_TIME} → 402
        R{bieu.ACTUAL_REPORTS} → 403
        R{bieu.ACTUAL_REPORTS_ON_TIME} → 404
        R{bieu.EXPECTED_REPORTS} → 405
        R{bieu.reporting_rate} → 401
        C{nua} → 0.5
        C{nua} + C{tu} → 0.75
        OUG{xa} → 1000000
        [days] → 30
        [ days ] → 30
        [periodInYear] → 11
        [yearlyPeriodCount] → 12
        #{a} / [days] * 365 → 36.5
        ## a missing constant or group is no value, never 0
        C{gone} → null
        #{a} + C{gone} → null
        #{a} * OUG{gone} → null
        ## a constant is no figure: alone it stands, beside missing figures it does not
        #{e} + C{nua} → null
        #{e} + 7 → null
        [days] + #{e} → null
        """);

    public static TheoryData<string, string> Words => Table.Of("""
        #{t} == 'Str' → true
        #{t} == 'XYZ' → false
        if(#{t} == 'Str', 1, 0) → 1
        if(#{t} != 'Str', 1, 0) → 0
        #{day} < '2022-01-01' → false
        #{day} < '2022-02-01' → true
        if(#{yes}, 1, 0) → 1
        if(!#{yes}, 1, 0) → 0
        if(#{no}, 1, 0) → 0
        #{yes} && !#{no} → true
        #{yes} == true → true
        #{num} + 1 → 13
        #{num} > 2 → true
        #{num} == '12' → true
        #{num} < '2' → true
        #{t} + 1 → null
        #{yes} + 1 → null
        #{t} == 5 → false
        #{t} != 5 → true
        #{t} > 5 → null
        if(#{a}, 1, 0) → 1
        if(#{zero}, 1, 0) → 0
        #{e} == 'x' || #{a} > 0 → true
        isNull(#{t}) → false
        firstNonNull(#{e}, #{t}) == 'Str' → true
        contains('abcdef', 'abc') → true
        contains('abcdef', 'abc', 'def') → true
        contains('abcdef', 'abc', 'xyz') → false
        contains('abcdef', 'ABC') → false
        contains(#{t}, 'tr') → true
        contains(#{t}, 'tr', null) → null
        contains(null, 'x') → null
        contains(12345, 234) → true
        containsItems('MOLD,LATEX', 'MOLD') → true
        containsItems('MOLD,LATEX', 'LATEX', 'MOLD') → true
        containsItems('MOLD,LATEX', 'LA') → false
        containsItems('MOLD,LATEX', 'OLD,LAT') → false
        containsItems('abc', 'abc') → true
        containsItems('abc', 'b') → false
        containsItems(#{list}, 'b c', 'd') → true
        if(contains(#{e}, 'x'), 1, 2) + #{a} → 5
        'hai\nba' == "hai\u000aba" → true
        'it\'s' == "it's" → true
        '' == "" → true
        firstNonNull(null, null, "42", "23") → '42'
        if(1 < 2, 'true', false) → 'true'
        """);

    public static TheoryData<string, string> Functions => Table.Of("""
        if(true, 1, 0) → 1
        if(false, 1, 0) → 0
        if(1 < 4, true, false) → true
        if(true, null, 42) → null
        if(false, 1, null) → null
        if(null, 1, 2) → null
        if(#{a} > 2, #{b}, #{e}) → 13
        if(isNull(#{e}), #{a}, #{e}) → 3
        if( 1<2 ,if(2<1,10,20),30 ) → 20
        isNull(2) → false
        isNull( 2 ) → false
        isNull('hello') → false
        isNull(false) → false
        isNull(null) → true
        isNull(#{a}) → false
        isNull(#{e}) → true
        isNull(#{a} + #{e}) → true
        isNull(C{gone}) → true
        isNotNull(2) → true
        isNotNull(null) → false
        isNotNull(#{a}) → true
        isNotNull(#{e}) → false
        if(isNull(#{e}), 1, 0) → 1
        if(isNotNull(#{a}), 1, 0) → 1
        firstNonNull(null, 42, 23) → 42
        firstNonNull(true, null, false) → true
        firstNonNull(2) → 2
        firstNonNull( 2 , 3 ) → 2
        firstNonNull(#{a}) → 3
        firstNonNull(#{a}, #{e}) → 3
        firstNonNull(#{e}, #{a}) → 3
        firstNonNull(#{f}, #{e}, #{a}) → 3
        firstNonNull(#{e}, #{f}) → null
        firstNonNull(#{e}, 0) + 1 → 1
        firstNonNull(null) → null
        greatest(3, 4, 1, 5, 2) → 5
        greatest(3,2.2,5.0,0.4) → 5
        greatest(null, 4, 5.0) → 5
        greatest(1 % 0, 4) → 4
        greatest(null, null) → null
        greatest(-7) → -7
        greatest(#{e}) → null
        greatest(#{a}, #{b}) → 13
        least(3, 4, 1, 5, 2) → 1
        least(3,2.2,5.0,0.4) → 0.4
        least(null, 4, 5.0) → 4
        least(#{e}) → null
        least(#{a}, #{e}) → 0
        log(1) → 0
        log(50) → 3.9120230054
        log(2.718281828459045) → 1
        log(.5) → -0.6931471806
        log(8, 2) → 3
        log(256, 16) → 2
        log(100, 10) → 2
        log( 50 , 3 ) → 3.560876795
        log(50, 0) → 0
        log(0) → null
        log(-1) → null
        log(0, 3) → null
        log(50, -3) → null
        log(2, 1) → null
        log(null) → null
        log10(1000) → 3
        log10(50) → 1.6989700043
        log10(.5) → -0.3010299957
        log10(0) → null
        log10(-1) → null
        removeZeros(0) → null
        removeZeros(0.0) → null
        removeZeros(10 - 2 * 5) → null
        removeZeros(10) → 10
        removeZeros(10 - 2) → 8
        removeZeros(#{zero}) → null
        removeZeros(#{e}) → null
        #{a} / removeZeros(#{zero}) → null
        subExpression(if(#{a} > 2, 1, 2)) → 1
        if(subExpression(if(#{a} > 99, 'a', 'b')) == 'a', 4, 5) → 5
        orgUnit.group(xa) → true
        orgUnit.group(huyen, xa) → true
        orgUnit.group(huyen) → false
        orgUnit.ancestor(so-y-te) → true
        orgUnit.ancestor(bo) → false
        orgUnit.dataSet(bieu, khac) → true
        orgUnit.program(tiem) → true
        orgUnit.program('tiem') → true
        orgUnit . group ( 2b ) → false
        if(orgUnit.group(xa) && orgUnit.group(huyen), 1, 0) → 0
        if(orgUnit.ancestor(so-y-te), #{a}, #{b}) → 3
        normDistCum(0, 0, 1) → 0.5
        normDistCum(1, 0, 1) → 0.8413447461
        normDistCum(-1.96, 0, 1) → 0.0249978951
        normDistCum(4, 0, 1) → 0.9999683288
        normDistCum(110, 100, 10) → 0.8413447461
        normDistCum(1, 0, 0) → null
        normDistDen(0, 0, 1) → 0.3989422804
        normDistDen(110, 100, 10) → 0.0241970725
        normDistDen(1, 0, -1) → null
        """);

    [Theory]
    [MemberData(nameof(Items))]
    [MemberData(nameof(Words))]
    [MemberData(nameof(Functions))]
    public void Answers(string formula, string answer) => Assert.Equal(answer, Given.Told(formula, Figures));

    public static TheoryData<string, string> Policies => Table.Of("""
        ## formula; skip if all / skip if any / never
        #{a} → 3 3 3
        #{a} + #{b} → 16 16 16
        #{a} + #{b} + #{e} → 16 null 16
        #{e} + #{f} + #{g} → null null 0
        #{e} → null null 0
        #{a} * #{e} → 0 null 0
        #{a} / #{e} → null null null
        #{e} / #{a} → 0 null 0
        #{a} ^ #{e} → 1 null 1
        - #{e} → null null 0
        #{a} - #{e} → 3 null 3
        #{a} % #{e} → null null null
        greatest(#{e}) → null null 0
        least(#{e}, 4) → null null 0
        if(#{a} > #{e}, 1, 0) → 1 null 1
        if(#{e} == #{a}, 1, 0) → 0 null 0
        if(!(#{a} == #{e}), 1, 0) → 1 null 1
        firstNonNull(#{e}, #{a}) → 3 3 3
        firstNonNull(#{e}, #{f}) → null null 0
        if(isNull(#{e}), 1, 0) → 1 1 1
        if(isNotNull(#{e}), 1, 0) → 0 0 0
        isNull(#{e}) → true true true
        #{e} > 1 → null null false
        #{e} == 'x' → null null false
        #{e} && true → null null false
        removeZeros(#{e}) → null null null
        null → null null null
        1 / 0 → null null null
        if(true, 2, #{e}) → 2 2 2
        C{nua} * #{a} → 1.5 1.5 1.5
        C{nua} * #{e} → null null 0
        C{gone} → null null null
        #{e} + C{gone} → null null null
        OUG{gone} * 2 → null null null
        firstNonNull(C{gone}, #{e}) → null null null
        5 → 5 5 5
        """);

    [Theory]
    [MemberData(nameof(Policies))]
    public void Missing_items_follow_the_policy(string formula, string answers) => Assert.Equal(answers, string.Join(' ',
        new[] { MissingPolicy.SkipIfAllMissing, MissingPolicy.SkipIfAnyMissing, MissingPolicy.NeverSkip }.Select(p => Given.Told(formula, Figures, p))));
}
