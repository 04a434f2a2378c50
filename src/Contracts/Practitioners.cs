namespace LienY.Contracts;

/// <summary>
/// Somebody who works in health care, as the register of an organisation knows them: people with a licence (chứng chỉ, giấy phép hành nghề) and others. Not every
/// one has an account.
/// </summary>
/// <param name="Id">Id that never changes, also when they move to another facility.</param>
/// <param name="UserId">Their account; null: none.</param>
/// <param name="Title">Chức danh: <c>doctor</c>, <c>assistant</c> (y sỹ), <c>nurse</c>, <c>midwife</c>, <c>technician</c>, <c>nutritionist</c>, <c>paramedic</c> (cấp cứu viên
/// ngoại viện), <c>psychologist</c> (Law 15/2023, article 26), <c>pharmacist</c> or <c>other</c>.</param>
/// <param name="OrganisationId">Where they work on the day asked for.</param>
/// <param name="LicenceNumber">Number of the licence; empty: none.</param>
/// <param name="LicenceFrom">Day of issue.</param>
/// <param name="LicenceTo">Last day; null: without end.</param>
/// <param name="Scope">Phạm vi hành nghề in words.</param>
/// <param name="IsLicensed">A licence stands on the day asked for: issued, not ended, neither suspended nor withdrawn.</param>
public sealed record PractitionerCard(Guid Id, string Name, Guid? UserId, string Title, Guid OrganisationId, string LicenceNumber, DateOnly? LicenceFrom,
    DateOnly? LicenceTo, string Scope, bool IsLicensed);

/// <summary>The register of practitioners, answered by Practitioners. Days are days at Hà Nội; null means today.</summary>
public interface IPractitioners
{
    /// <summary>By id; null where there is none.</summary>
    Task<PractitionerCard?> FindAsync(Guid id, DateOnly? on, CancellationToken stop);

    /// <summary>By ids; an unknown one is left out.</summary>
    Task<IReadOnlyDictionary<Guid, PractitionerCard>> CardsAsync(IEnumerable<Guid> ids, DateOnly? on, CancellationToken stop);

    /// <summary>Who stands behind an account; null where the register knows nobody.</summary>
    Task<PractitionerCard?> OfUserAsync(Guid user, DateOnly? on, CancellationToken stop);

    /// <summary>People who work at these organisations (not those below them), by name; <paramref name="search"/> folds tone marks, also finds licence numbers.</summary>
    Task<IReadOnlyList<PractitionerCard>> AtAsync(IReadOnlyCollection<Guid> organisations, string? search, int most, CancellationToken stop);

    /// <summary>By licence numbers as papers and the feed (MA_BAC_SI) write them, any case, spaces left out; an unknown one is left out.</summary>
    Task<IReadOnlyDictionary<string, PractitionerCard>> ByLicencesAsync(IEnumerable<string> numbers, DateOnly? on, CancellationToken stop);

    /// <summary>
    /// Enters somebody an import or a demonstration brings, or brings the one who is there (by licence number, else by account, else by name and birth day at the
    /// organisation) to this; returns the id.
    /// </summary>
    Task<Guid> EnterAsync(PractitionerEntry entry, CancellationToken stop);
}

/// <summary>What is entered of a practitioner.</summary>
/// <param name="Title">As in <see cref="PractitionerCard"/>.</param>
/// <param name="LicenceNumber">Empty: no licence.</param>
public sealed record PractitionerEntry(string Name, DateOnly? BirthDay, Guid? UserId, string Title, Guid OrganisationId, string LicenceNumber = "", DateOnly? LicenceFrom = null,
    DateOnly? LicenceTo = null, string Scope = "");

/// <summary>Somebody was entered in the register, or what is known of them there changed (account, licence). Stream: <c>practitioner/{Id}</c>.</summary>
public sealed record PractitionerEntered(Guid Id, Guid? UserId);
