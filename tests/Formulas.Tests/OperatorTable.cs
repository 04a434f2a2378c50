namespace LienY.Formulas.Tests;

/// <summary>Numbers, operators and their binding, as the reference reads them.</summary>
public sealed class OperatorTable
{
    public static TheoryData<string, string> Numbers => Table.Of("""
        2 → 2
        2. → 2
        2.0 → 2
        2.1 → 2.1
        0.2 → 0.2
        .2 → 0.2
        .5 + .5 → 1
        2E0 → 2
        2e0 → 2
        2.E0 → 2
        2.0E0 → 2
        2.1E+0 → 2.1
        2.1E-0 → 2.1
        2.1E-1 → 0.21
        2.1e-2 → 0.021
        2E1 → 20
        2E01 → 20
        1E5 → 100000
        1e3 / 1e2 → 10
        +2 → 2
        -2 → -2
        - 2 → -2
        00012 → 12
        0.1 + 0.2 → 0.3
        1 / 3 * 3 == 1 → false
        1234567890123456789 + 1 → 1234567890123456790
        /* bình luận */ 1 + /* giữa */ 2 → 3
        """);

    public static TheoryData<string, string> Binding => Table.Of("""
        ## power: to the right, before the minus
        2 ^ 3 ^ 2 → 512
        (2 ^ 3) ^ 2 → 64
        2 ^ 2 ^ 2 → 16
        2 ^ -2 → 0.25
        2 ^ --2 → 4
        2 ^ +2 → 4
        2 ^ -2 * 8 → 2
        -3 ^ 2 → -9
        -3 ^ 3 → -27
        (-3) ^ 2 → 9
        (-3) ^ 3 → -27
        -(2) ^ 2 → -4
        (-(2)) ^ 2 → 4
        +(2) ^ 2 → 4
        2 * 3 ^ 2 → 18
        1.4 ^ (1 + 1) → 1.96
        1.4 ^ (1 - 1) → 1
        0 ^ 0 → 1
        4 ^ 0.5 → 2
        27 ^ (1 / 3) → 3
        1 + 2 * -3 ^ 9 * 4 * 5 + 6 → -787313
        (1 + 2) * -3 ^ (9 * 4) * 5 + 6 → -2251419529454986809
        ## plus and minus before a number
        + (2 + 3) → 5
        - 2 + 3 → 1
        - (2 + 3) → -5
        --10 → 10
        ++10 → 10
        -+-4 → 4
        3 - -2 → 5
        3--2 → 5
        +(+10-2) → 8
        -(+10-2) → -8
        -(3) * 2 → -6
        -(3 * 2) → -6
        2 * -3 → -6
        -(3) / 2 → -1.5
        -(7) % 3 → -1
        -(7 % 3) → -1
        ## times, over, modulo: to the left
        2 * 3 * 4 → 24
        12 / 3 / 2 → 2
        12 / (3 / 2) → 8
        12 % 5 % 3 → 2
        12 % (5 % 3) → 0
        12 / 3 * 2 → 8
        12 / (3 * 2) → 2
        5 % 2 * 3 → 3
        3 * 5 % 2 → 1
        7 % 4 / 2 → 1.5
        9 / 3 % 2 → 1
        1.4 % (1 + 1) → 1.4
        10 / 3 → 3.3333333333
        -1.4 / (1 + 1) → -0.7
        (1 / 1000) * 1000 → 1
        ## plus and minus: to the left, after times
        2 + 3 + 4 → 9
        2 - 3 - 4 → -5
        2 - (3 - 4) → 3
        2 - 3 + 4 → 3
        2 - (3 + 4) → -5
        4 + 3 * 2 → 10
        (4 + 3) * 2 → 14
        4 + 3 / 2 → 5.5
        (4 + 3) / 2 → 3.5
        4 + 3 % 2 → 5
        (4 + 3) % 2 → 1
        4 - 3 * 2 → -2
        (4 - 3) * 2 → 2
        4 - 3 / 2 → 2.5
        4 - 3 % 2 → 3
        ## comparison after plus
        5 < 2 + 3 → false
        5 > 2 + 3 → false
        5 <= 2 + 3 → true
        5 >= 2 + 3 → true
        5 < 8 - 3 → false
        5 >= 8 - 3 → true
        ## equality after comparison
        1 + 2 == 3 → true
        1 + 2 != 3 → false
        1 < 2 == true → true
        true == 1 < 2 → true
        true == false == false → true
        true != true != true → true
        ## and after equality, or after and
        true && 1 == 1 → true
        true || true && false → true
        (true || true) && false → false
        false && true || true → true
        false && (true || true) → false
        true or true and false → true
        1 < 2 and 2 < 3 → true
        not false and true → true
        not (false and true) → true
        ## not binds before comparison
        ! true < false → false
        ! true > false → false
        ! true <= false → true
        ! true >= false → true
        ! (true >= false) → false
        ! (true > false) → false
        ! (true <= false) → true
        ! (true < false) → true
        !!true → true
        not not false → false
        """);

    public static TheoryData<string, string> Comparisons => Table.Of("""
        1 < 2 → true
        1 < 1 → false
        2 < 1 → false
        1 > 2 → false
        1 > 1 → false
        2 > 1 → true
        1 <= 2 → true
        1 <= 1 → true
        2 <= 1 → false
        1 >= 2 → false
        1 >= 1 → true
        2 >= 1 → true
        1 == 1 → true
        1 == 1.0 → true
        1 == 2 → false
        1 != 1 → false
        1 != 2 → true
        true < true → false
        true < false → false
        false < true → true
        true > false → true
        false > true → false
        true <= true → true
        true <= false → false
        false <= true → true
        true >= true → true
        true >= false → true
        false >= true → false
        true == true → true
        true == false → false
        true != false → true
        'a' < 'a' → false
        'a' < 'b' → true
        'b' < 'a' → false
        'b' > 'a' → true
        'a' <= 'a' → true
        'a' >= 'b' → false
        'a' == 'a' → true
        'a' == 'b' → false
        'a' != 'b' → true
        'hi' == "hi" → true
        'abc' < 'def' → true
        'a' == 'A' → false
        '2022-01-15' < '2022-02-01' → true
        '2022-01-15' < '2022-01-01' → false
        ## a numeral in quotes beside a number is a number; beside words it is words
        '2' > 1 → true
        1 > '2' → false
        10 > '2' → true
        '10' > '2' → false
        '1' > -2 → true
        '-10' < -1 → true
        '2' > (1 + 1) → false
        2 == '2' → true
        '2' == 2 → true
        '2.0' == 2 → true
        '2.0' == '2' → false
        'true' == true → true
        true == 'true' → true
        false == 'true' → false
        ## casting in arithmetic
        '5' + 1 → 6
        '1e2' / '4' → 25
        -'3' → -3
        greatest('3', 12) → 12
        """);

    public static TheoryData<string, string> Logic => Table.Of("""
        true && true → true
        true && false → false
        false && true → false
        false && false → false
        true and true → true
        true || true → true
        true || false → true
        false || true → true
        false || false → false
        false or true → true
        !false → true
        !true → false
        not false → true
        not true → false
        not (true or false) → false
        not(true and false) → true
        ## three values
        true || null → true
        null || true → true
        false || null → null
        null || false → null
        null || null → null
        true && null → null
        null && true → null
        false && null → null
        null && false → null
        null && null → null
        !null → null
        not null → null
        null == null → null
        null != null → null
        null == 1 → null
        1 == null → null
        null == 'a' → null
        null < 1 → null
        1 >= null → null
        null == true → null
        true || 1 / 0 > 1 → true
        1 / 0 > 1 || true → true
        """);

    public static TheoryData<string, string> NoValue => Table.Of("""
        null → null
        1 - null → null
        null * 0 → null
        -null → null
        null ^ 0 → null
        1 / 0 → null
        0 / 0 → null
        1.0 / (1 - 1) → null
        80 + 4 / 0 → null
        1 % 0 → null
        1.0 % (1 - 1) → null
        2 == 2 / 0 → null
        0 ^ -1 → null
        (-1) ^ 0.5 → null
        10 ^ 29 → null
        1e28 * 10 → null
        -1e28 * 10 → null
        9 ^ 9 ^ 9 → null
        1 / 10 ^ 27 * 10 ^ 27 → 1
        isNull(1 / 0) → true
        firstNonNull(1 / 0, 7) → 7
        """);

    [Theory]
    [MemberData(nameof(Numbers))]
    [MemberData(nameof(Binding))]
    [MemberData(nameof(Comparisons))]
    [MemberData(nameof(Logic))]
    [MemberData(nameof(NoValue))]
    public void Answers(string formula, string answer) => Assert.Equal(answer, Given.Told(formula, new Given()));

    [Fact]
    public void Multiplying_by_many_factors_stays_exact() => Assert.Equal(299m * (2m / 3m), Given.Value("299 * (#{a} / #{b})", ("#{a}", 2), ("#{b}", 3)));
}
