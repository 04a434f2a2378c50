namespace LienY.Contracts;

/// <summary>
/// Somebody earned a certificate; people of the issuer sign it in Certificates. Comes by the outbox, stream <c>certificate/{Source}</c>; the same source again
/// changes nothing while the earlier one stands.
/// </summary>
/// <param name="Source">Key of what earned it: <c>class/{class}/{practitioner}</c>.</param>
/// <param name="IssuerId">Organisation that issues it.</param>
/// <param name="Kind"><c>attendance</c> (giấy chứng nhận) or <c>cme</c> (chứng chỉ đào tạo liên tục).</param>
/// <param name="PractitionerId">Who; null for a person whom no register knows.</param>
/// <param name="Holder">Name as it will stand on the paper.</param>
/// <param name="Born">Day of birth; null: not on the paper.</param>
/// <param name="HolderAt">Where the holder works, in words.</param>
/// <param name="Course">Name of the class or programme.</param>
/// <param name="From">First day.</param>
/// <param name="To">Last day.</param>
/// <param name="Hours">Hours (tiết); 0: not on the paper.</param>
/// <param name="Grade">Xếp loại in words; empty: none.</param>
/// <param name="Techniques">Codes of the techniques it was about.</param>
public sealed record CertificateEarned(string Source, Guid IssuerId, string Kind, Guid? PractitionerId, string Holder, DateOnly? Born, string HolderAt, string Course,
    DateOnly From, DateOnly To, decimal Hours, string Grade, IReadOnlyList<string> Techniques)
{
    /// <summary>Plan that this serves; null: none.</summary>
    public Guid? PlanId { get; init; }

    /// <summary>Indicator of that plan; null: none.</summary>
    public Guid? TopicId { get; init; }

    /// <summary>Where the proof is kept in this house.</summary>
    public string Href { get; init; } = "";
}

/// <summary>A certificate that was signed. Stream: <c>certificate/{Source}</c>.</summary>
/// <param name="Number">Gapless number of the issuer, as printed.</param>
/// <param name="Href">Its public page.</param>
public sealed record CertificateIssued(Guid Id, string Source, Guid IssuerId, Guid? PractitionerId, string Kind, string Number, DateOnly On, IReadOnlyList<string> Techniques,
    string Href);

/// <summary>A certificate was revoked, or replaced by <paramref name="ReplacedBy"/>. Stream: <c>certificate/{Source}</c>.</summary>
public sealed record CertificateEnded(Guid Id, string Source, Guid? ReplacedBy, string Reason);

/// <summary>A certificate as others need it. <paramref name="State"/>: <c>valid</c>, <c>revoked</c>, <c>replaced</c>.</summary>
public sealed record CertificateCard(Guid Id, string Source, string Number, string Kind, string Course, Guid? PractitionerId, string Holder, DateOnly On, string State,
    IReadOnlyList<string> Techniques, string Href);

/// <summary>Questions about certificates, answered by Certificates.</summary>
public interface ICertificates
{
    /// <summary>Certificates whose source begins with this (<c>class/{id}/</c>), newest first.</summary>
    Task<IReadOnlyList<CertificateCard>> OfSourceAsync(string prefix, CancellationToken stop);

    /// <summary>Certificates of these practitioners that are valid, newest first.</summary>
    Task<IReadOnlyList<CertificateCard>> OfPractitionersAsync(IReadOnlyCollection<Guid> practitioners, CancellationToken stop);
}
