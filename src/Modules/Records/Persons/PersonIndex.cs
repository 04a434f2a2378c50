using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>The person index for other modules.</summary>
sealed class PersonIndex(Linking linking, PersonReading reading, IRecordReaders readers, LienY.Kernel.Keys keys) : IPersons
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<LinkedPerson>> LinkAsync(DbConnection connection, IReadOnlyList<PersonClaim> claims, CancellationToken stop) =>
        linking.LinkAsync(connection, claims, stop);

    /// <inheritdoc/>
    public Task LockAsync(DbConnection connection, IReadOnlyList<PersonClaim> claims, CancellationToken stop) => Linking.LockAsync(connection, claims, stop);

    /// <inheritdoc/>
    public async Task<KnownPerson?> FindAsync(Guid id, string purpose, CancellationToken stop) =>
        (await reading.OpenAsync(await readers.ReaderAsync(purpose, stop), id, "person.read", stop))?.Known;

    /// <inheritdoc/>
    public string SubjectHash(Guid personId) => keys.Subject("person/" + personId);
}

/// <summary>Finding persons, for other modules.</summary>
sealed class PersonLookup(Searching searching, Matching matching, IRecordReaders readers) : IPersonLookup
{
    /// <inheritdoc/>
    public async Task<IReadOnlyList<KnownPerson>> SearchAsync(string text, string purpose, CancellationToken stop) =>
        [.. (await searching.FindAsync(await readers.ReaderAsync(purpose, stop), text, stop)).Persons.Select(p =>
        new KnownPerson(p.Id, p.Name, p.Birth, p.Sex, p.Address))];

    /// <inheritdoc/>
    public async Task<IReadOnlyList<PersonMatch>> MatchAsync(PersonClaim claim, string purpose, CancellationToken stop) =>
        [.. (await matching.FindAsync(await readers.ReaderAsync(purpose, stop), claim, 10, false, stop)).Select(m =>
        new PersonMatch(m.Known, PersonWords.Code(m.Compared.Grade), m.Compared.Score))];
}
