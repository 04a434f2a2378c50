namespace LienY.Contracts;

/// <summary>
/// Something for which hours of continuing education may be credited (cập nhật kiến thức y khoa liên tục; Law 15/2023 article 22). Which activity is worth what is a
/// dated rule of Credits: whoever posts says what happened, never how many hours it counts, except where the programme itself states them. Stream: <c>credit/{Key}</c>.
/// </summary>
/// <param name="Key">Lets the same activity of the same person be credited once: <c>class/{class}/{practitioner}</c>, <c>consult/{case}/{user}</c>.</param>
/// <param name="PractitionerId">Who; null where only the account is known.</param>
/// <param name="UserId">Their account, where the register has to be asked; null otherwise.</param>
/// <param name="Activity">What happened: <c>course</c> (attended a class), <c>course-taught</c>, <c>conference</c>, <c>conference-spoke</c>, <c>consult</c> (presented or sat in a consultation),
/// <c>transfer-taught</c>, <c>transfer-learnt</c>, <c>material</c>, <c>research</c>, <c>self-study</c>.</param>
/// <param name="Hours">Hours (tiết) stated by the programme or counted from presence; null: the rule knows.</param>
/// <param name="On">Day of the activity: the rule in force on it holds.</param>
/// <param name="IssuerId">Organisation that stands for it.</param>
/// <param name="Title">In words, ready for the renewal file; names no patient.</param>
/// <param name="Href">Where the proof is kept in this house.</param>
public sealed record CreditEarned(string Key, Guid? PractitionerId, Guid? UserId, string Activity, decimal? Hours, DateOnly On, Guid IssuerId, string Title, string Href);

/// <summary>An activity that was credited turned out wrong: its hours are reversed exactly, whatever rule they were counted by. Stream: <c>credit/{Key}</c>.</summary>
/// <param name="Key">Key of the <see cref="CreditEarned"/>.</param>
public sealed record CreditLost(string Key, string Reason);

/// <summary>Hours of somebody in the window that counts for them today.</summary>
/// <param name="Rule">Name of the rule, e.g. "120 giờ trong 5 năm".</param>
/// <param name="Short">Hours still missing; 0: enough.</param>
public sealed record CreditStanding(string Rule, DateOnly From, DateOnly To, decimal Required, decimal Earned, decimal Short);

/// <summary>Questions about hours of continuing education, answered by Credits.</summary>
public interface ICredits
{
    /// <summary>Standing by practitioner on a day (today when null); somebody to whom no rule applies is left out.</summary>
    Task<IReadOnlyDictionary<Guid, CreditStanding>> StandingAsync(IReadOnlyCollection<Guid> practitioners, DateOnly? on, CancellationToken stop);
}
