namespace LienY.Contracts;

/// <summary>A paper that wants a number of the outgoing register.</summary>
/// <param name="Source">Key of what it is (<c>report/{id}</c>): the same source gets the same number again.</param>
/// <param name="OrganisationId">Who issues it.</param>
/// <param name="Type">Abbreviated type by Nghị định 30/2020/NĐ-CP, Phụ lục III (BC, KH, BB, TTr, TB …); empty: công văn.</param>
/// <param name="Symbol">What stands behind the number, e.g. <c>BC-SYT</c>.</param>
/// <param name="Subject">Trích yếu.</param>
/// <param name="Day">Day of issue.</param>
/// <param name="Signer">Who signs, with position, in words.</param>
/// <param name="Recipients">Nơi nhận, one a line.</param>
/// <param name="Number">The number wanted; null: the next.</param>
/// <param name="Href">Where the paper is kept in this house.</param>
/// <param name="PlanId">Plan that it serves; null: none.</param>
public sealed record OutgoingPaper(string Source, Guid OrganisationId, string Type, string Symbol, string Subject, DateOnly Day, string Signer, string Recipients, int? Number,
    string Href, Guid? PlanId);

/// <summary>A paper in the outgoing register. <paramref name="Text"/>: <c>05/BC-SYT</c>.</summary>
public sealed record RegisteredPaper(Guid Id, string Source, string Type, int Number, int Year, string Text, string Subject, DateOnly Day, string Href);

/// <summary>Questions about registers, answered by Documents.</summary>
public interface IRegisters
{
    /// <summary>The next number: by type and year where the organisation numbers by type, else by year.</summary>
    Task<int> NextAsync(Guid organisation, string type, int year, CancellationToken stop);

    /// <summary>
    /// Enters a paper in the outgoing register, in a transaction of its own, and gives its number, gapless in organisation, book and year. The same source again: the
    /// same entry, brought up to date. Refused (<c>number-taken</c>) where the wanted number belongs to another paper.
    /// </summary>
    Task<RegisteredPaper> EnterAsync(OutgoingPaper paper, CancellationToken stop);

    /// <summary>Papers an organisation issued in these days, for a plan where one is given, oldest first.</summary>
    Task<IReadOnlyList<RegisteredPaper>> IssuedAsync(Guid organisation, DateOnly from, DateOnly to, Guid? plan, CancellationToken stop);
}
