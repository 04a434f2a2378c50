using System.Data.Common;
using LienY.Kernel;

namespace LienY.Contracts;

/// <summary>
/// One episode as a facility sent it (insurance XML, QĐ 130 → 4750 → 3176), checked and kept by Feed.
/// </summary>
/// <param name="FacilityId">The organisation that holds the episode.</param>
/// <param name="FacilityCode">Its five-character code (MA_CSKCB).</param>
/// <param name="Key">MA_LK: never changes for an episode of a facility.</param>
/// <param name="Version">1, 2 … with each re-send that differs.</param>
/// <param name="SourceId">The received file in Feed, for provenance.</param>
/// <param name="Original">Hash of the original bytes in the facility's files.</param>
/// <param name="Tables">XML0 … XML15 with their rows, field name → text as sent (empty fields are left out).</param>
public sealed record ReceivedEpisode(Guid FacilityId, string FacilityCode, string Key, int Version, Guid SourceId, string Original, IReadOnlyList<EpisodeTable> Tables)
{
    /// <summary>Rows of a table; none where it was not sent.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string>> Rows(string table) => Tables.FirstOrDefault(t => t.Name == table)?.Rows ?? [];
}

/// <summary>A table of an episode, e.g. <c>XML3</c>.</summary>
public sealed record EpisodeTable(string Name, IReadOnlyList<IReadOnlyDictionary<string, string>> Rows);

/// <summary>Where an episode went: the person, the facility's patient, the encounter, and the keyed hash for distinct counts in facts.</summary>
public sealed record StoredEpisode(Guid PersonId, Guid PatientId, Guid EncounterId, string SubjectHash);

/// <summary>Keeps episodes as records (FHIR R4 resources with provenance), answered by Records.</summary>
public interface IEpisodeIntake
{
    /// <summary>
    /// Stores episodes within the transaction that is open on the connection; a later version replaces what the earlier one left (history is kept). The same
    /// episode and version again changes nothing. Answers in the order of the episodes.
    /// </summary>
    Task<IReadOnlyList<StoredEpisode>> StoreAsync(DbConnection connection, IReadOnlyList<ReceivedEpisode> episodes, CancellationToken stop);
}

/// <summary>What a source says of who somebody is.</summary>
/// <param name="HolderId">The organisation that says so.</param>
/// <param name="LocalNumber">Its own number of the patient (MA_BN); empty where it has none.</param>
/// <param name="Name">Full name.</param>
/// <param name="BirthDay">Day of birth as far as known: yyyyMMdd, with 00 for what is unknown.</param>
/// <param name="Sex"><c>male</c>, <c>female</c>, <c>other</c>, <c>unknown</c> (FHIR AdministrativeGender).</param>
/// <param name="Identifiers">Numbers with their systems (see <see cref="IdentifierSystems"/>).</param>
/// <param name="PlaceCode">Commune of residence; empty where unknown.</param>
/// <param name="Address">Address in words.</param>
/// <param name="Phone">Phone number.</param>
/// <param name="Guardian">Name of mother, father or guardian (children).</param>
public sealed record PersonClaim(Guid HolderId, string LocalNumber, string Name, string BirthDay, string Sex, IReadOnlyList<(string System, string Value)> Identifiers,
    string PlaceCode = "", string Address = "", string Phone = "", string Guardian = "");

/// <summary>Systems of identifiers of persons.</summary>
public static class IdentifierSystems
{
    /// <summary>The twelve-digit personal number, the health identifier of the person (NĐ 102/2025 article 6).</summary>
    public const string Personal = "urn:lieny:id:personal";

    /// <summary>The old nine-digit identity card.</summary>
    public const string OldCard = "urn:lieny:id:cmnd";

    /// <summary>Ten-digit social insurance number, the stable part of an insurance card.</summary>
    public const string SocialInsurance = "urn:lieny:id:bhxh";

    /// <summary>Fifteen-character insurance card.</summary>
    public const string InsuranceCard = "urn:lieny:id:bhyt";

    /// <summary>Passport.</summary>
    public const string Passport = "urn:lieny:id:passport";

    /// <summary>A code given until the person is known; never looks like twelve digits.</summary>
    public const string Temporary = "urn:lieny:id:temporary";

    /// <summary>A facility's own number: the system of one facility.</summary>
    public static string Facility(string facilityCode) => "urn:lieny:id:facility:" + facilityCode;
}

/// <summary>A claim linked to the index: the person, the holder's patient row, and how sure the link is.</summary>
public sealed record LinkedPerson(Guid PersonId, Guid PatientId, bool IsNew);

/// <summary>A person as others need it, read through the release gate.</summary>
public sealed record KnownPerson(Guid Id, string Name, string BirthDay, string Sex, string Address);

/// <summary>The person index, answered by Records.</summary>
public interface IPersons
{
    /// <summary>
    /// Finds who the claims speak of, or makes new persons, within the open transaction; links by verified number only, never by likeness alone (likeness is
    /// proposed to people). In the order of the claims.
    /// </summary>
    Task<IReadOnlyList<LinkedPerson>> LinkAsync(DbConnection connection, IReadOnlyList<PersonClaim> claims, CancellationToken stop);

    /// <summary>
    /// Whoever links in several calls within one transaction tells all claims here first: their locks are taken at once and in order, so that two such
    /// transactions wait for each other and never in a circle. Without it, a second call whose lock is not free ends the transaction with a serialization
    /// failure (40001) on PostgreSQL, to be begun again.
    /// </summary>
    Task LockAsync(DbConnection connection, IReadOnlyList<PersonClaim> claims, CancellationToken stop);

    /// <summary>A person whom the caller may know (release gate, logged); null where there is none for them.</summary>
    Task<KnownPerson?> FindAsync(Guid id, string purpose, CancellationToken stop);

    /// <summary>The keyed hash that stands for a person in facts; never leads back.</summary>
    string SubjectHash(Guid personId);
}

/// <summary>A person who may be the one described: <c>certain</c>, <c>probable</c>, <c>possible</c>, and a score from 0 to 1.</summary>
public sealed record PersonMatch(KnownPerson Person, string Grade, double Score);

/// <summary>Finding persons for the present caller, through the release gate, each question logged; answered by Records.</summary>
public interface IPersonLookup
{
    /// <summary>Persons by words of a name in any order, year or day of birth, a number or its end, or a scanned card; at most fifty.</summary>
    Task<IReadOnlyList<KnownPerson>> SearchAsync(string text, string purpose, CancellationToken stop);

    /// <summary>Who a description may be, best first.</summary>
    Task<IReadOnlyList<PersonMatch>> MatchAsync(PersonClaim claim, string purpose, CancellationToken stop);
}

/// <summary>Who reads records: answered by Records from the posts of the caller.</summary>
public interface IRecordReaders
{
    /// <summary>The present caller as a reader of records for a purpose; refused (403) where they hold no right to patient data.</summary>
    Task<RecordReader> ReaderAsync(string purpose, CancellationToken stop);
}

/// <summary>Two persons were found to be one; what other modules keep about <paramref name="From"/> belongs to <paramref name="Into"/> from now on.</summary>
/// <param name="Patients">Patients of facilities that moved.</param>
public sealed record PersonsMerged(Guid MergeId, Guid From, Guid Into, IReadOnlyList<Guid> Patients);

/// <summary>A merge was taken back; what belongs to these patients is <paramref name="From"/>'s again.</summary>
/// <param name="Into">The person with whom it stood until now.</param>
/// <param name="Patients">Patients of facilities that moved back.</param>
public sealed record PersonsUnmerged(Guid MergeId, Guid From, Guid Into, IReadOnlyList<Guid> Patients);

/// <summary>Proposals that two patients of a facility are one person; people decide. Answered by Records.</summary>
public interface IMergeProposals
{
    /// <summary>
    /// Puts before people that the facility's numbers (MA_BN) <paramref name="survivor"/> and <paramref name="merged"/> are one person. False where a number
    /// is not known; the same again changes nothing.
    /// </summary>
    Task<bool> ProposeAsync(Guid holder, string survivor, string merged, string by, CancellationToken stop);
}

/// <summary>A resource of a record as it passed the gate. <paramref name="Body"/>: FHIR R4 JSON.</summary>
public sealed record ExportedResource(string Type, string Id, Guid HolderId, Guid? EncounterId, DateTimeOffset? Occurred, byte[] Body);

/// <summary>Records as files for other modules, through the release gate, each reading in the trail; answered by Records.</summary>
public interface IRecordExport
{
    /// <summary>What the caller may take out of a person's record, newest first; refused (403) where they hold no right to export. Only what lets the person be known.</summary>
    Task<IReadOnlyList<ExportedResource>> ReadAsync(Guid person, string purpose, string action, CancellationToken stop);
}

/// <summary>
/// Whether this installation lets data of patients pass to a facility of another country at all (Law 91/2025 article 20), answered by Records. Off until an
/// administrator turns it on; even then only what a basis for that receiver says, which the director of the holder enters with agreement and signed paper.
/// </summary>
public interface IAbroad
{
    /// <summary>It is on.</summary>
    Task<bool> IsOnAsync(CancellationToken stop);
}
