using System.Data.Common;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Records;

/// <summary>The person index for other modules.</summary>
sealed class PersonIndex(Linking linking, PersonReading reading, IRecordReaders readers, LienY.Kernel.Keys keys) : IPersons
{
    /// <inheritdoc/>
    public Task<IReadOnlyList<LinkedPerson>> LinkAsync(DbConnection connection, IReadOnlyList<PersonClaim> claims, CancellationToken stop) => linking.LinkAsync(connection, claims, stop);

    /// <inheritdoc/>
    public async Task<KnownPerson?> FindAsync(Guid id, string purpose, CancellationToken stop) =>
        (await reading.OpenAsync(await readers.ReaderAsync(purpose, stop), id, "person.read", stop))?.Known;

    /// <inheritdoc/>
    public string SubjectHash(Guid personId) => keys.Subject("person/" + personId);
}
