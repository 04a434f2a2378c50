namespace LienY.Contracts;

/// <summary>
/// A consultation was signed: minutes with every member's signature, and the treating doctor's decision. Stream: <c>consult/{id}</c>. Training posts credit for
/// those who presented and sat; nothing here leads to a person's record.
/// </summary>
/// <param name="CaseId">The case that was consulted on.</param>
/// <param name="SessionId">The meeting; null where an opinion was given without one.</param>
/// <param name="AskingId">The facility that asked.</param>
/// <param name="AnsweringId">The facility that answered.</param>
/// <param name="Members">Who sat there, in which role, for how many minutes (0: in writing).</param>
public sealed record ConsultSigned(Guid CaseId, Guid? SessionId, Guid AskingId, Guid AnsweringId, DateOnly On, DateTimeOffset SignedAt, IReadOnlyList<ConsultMember> Members);

/// <summary>Somebody who took part in a consultation.</summary>
public sealed record ConsultMember(Guid? UserId, string Name, Guid? OrganisationId, RoomRole Role, int Minutes);
