using LienY.Kernel;

namespace LienY.Training;

/// <summary>What a class asks of its learners.</summary>
/// <param name="TheoryWeight">Weight of theory in percent; null: nothing is graded.</param>
sealed record PassRule(int AttendancePercent, int? TheoryWeight, decimal PassScore, GradeRule Grades)
{
    /// <summary>The rule of a class.</summary>
    public static PassRule Of(TrainingClass of) => new(of.AttendancePercent, of.TheoryWeight, of.PassScore, GradeRule.Read(of.Grades));
}

/// <summary>How a learner stands in the end: who passes and, of those who do not, why not.</summary>
/// <param name="Lacks">Keys of what is missing; empty: passed.</param>
sealed record Judgement(Attended Attended, decimal? Theory, decimal? Practice, decimal? Score, string Grade, IReadOnlyList<string> Lacks)
{
    /// <summary>Passed.</summary>
    public bool IsPassed => Lacks.Count == 0;

    /// <summary>Judges.</summary>
    public static Judgement Of(PassRule rule, Attended attended, decimal? theory, decimal? practice)
    {
        var lacks = new List<string>();
        if (attended.Percent < rule.AttendancePercent) lacks.Add(Words.Key("Dự chưa đủ thời gian"));
        if (rule.TheoryWeight is not { } weight) return new(attended, theory, practice, null, "", lacks);
        if (weight > 0 && theory is null) lacks.Add(Words.Key("Chưa có điểm lý thuyết"));
        if (weight < 100 && practice is null) lacks.Add(Words.Key("Chưa có điểm thực hành"));
        var score = (weight == 0 || theory is not null) && (weight == 100 || practice is not null)
            ? decimal.Round((weight * (theory ?? 0) / 100) + ((100 - weight) * (practice ?? 0) / 100), 2, MidpointRounding.AwayFromZero) : (decimal?)null;
        if (score < rule.PassScore) lacks.Add(Words.Key("Điểm chưa đạt"));
        return new(attended, theory, practice, score, rule.Grades.Of(score), lacks);
    }
}
