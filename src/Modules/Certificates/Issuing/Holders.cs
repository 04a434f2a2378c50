using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Certificates;

/// <summary>Who holds certificates, as the register of practitioners knows them.</summary>
sealed class Holders(Keys keys, Caller caller, IPractitioners register)
{
    /// <summary>Cards by id on a day.</summary>
    public async Task<IReadOnlyDictionary<Guid, PractitionerCard>> CardsAsync(IEnumerable<Guid?> ids, DateOnly? on, CancellationToken stop) =>
        await register.CardsAsync(ids.OfType<Guid>().Distinct(), on, stop);

    /// <summary>The present person; null where the register knows nobody behind the account.</summary>
    public async Task<PractitionerCard?> MeAsync(CancellationToken stop) =>
        caller.UserId is not { } user ? null : await register.OfUserAsync(user, null, stop);

    /// <summary>Somebody by id.</summary>
    public async Task<PractitionerCard?> FindAsync(Guid id, CancellationToken stop) => await register.FindAsync(id, null, stop);

    /// <summary>People at an organisation, to choose from.</summary>
    public async Task<IReadOnlyList<PractitionerCard>> AtAsync(IReadOnlyCollection<Guid> organisations, CancellationToken stop) =>
        organisations.Count == 0 ? [] : await register.AtAsync(organisations, null, 500, stop);

    /// <summary>Keyed hash for distinct counts; never leads back.</summary>
    public string Hash(Guid? practitioner, string holder, DateOnly? born) =>
        keys.Subject(practitioner is { } id ? $"practitioner/{id:N}" : $"holder/{Fold.Of(holder)}/{born:yyyyMMdd}");
}
