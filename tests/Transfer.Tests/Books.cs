using LienY.Contracts;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Transfer.Tests;

/// <summary>The neighbours' records as a test writes them: people with licences, certificates, cases, classes. They stand in for their modules behind the
/// contracts.</summary>
public sealed class Books : ICaseLog, ICertificates, IPractitioners, IClasses
{
    readonly Lock gate = new();

    /// <summary>People.</summary>
    public List<PractitionerCard> People { get; } = [];

    /// <summary>Certificates; revoking takes one out.</summary>
    public List<CertificateCard> Certificates { get; } = [];

    /// <summary>Cases; taking back takes one out.</summary>
    public List<(Guid Facility, PerformedCase Case)> Cases { get; } = [];

    /// <summary>What is watched in the feed.</summary>
    public Dictionary<Guid, IReadOnlyCollection<string>> Watched { get; } = [];

    /// <summary>Classes that were proposed.</summary>
    public List<(string Name, Guid Learner, IReadOnlyList<string> Techniques)> Proposed { get; } = [];

    /// <summary>Somebody with a licence at a facility.</summary>
    public PractitionerCard Person(Guid facility, string name, bool licensed = true)
    {
        var card = new PractitionerCard(Guid.CreateVersion7(), name, null, "doctor", facility, licensed ? "00" + People.Count : "", null, null, "", licensed);
        lock (gate) People.Add(card);
        return card;
    }

    /// <summary>A certificate of somebody on techniques.</summary>
    public CertificateCard Certify(Guid person, DateOnly on, params string[] techniques)
    {
        var card = new CertificateCard(Guid.CreateVersion7(), "class/x/" + person, "CC-" + Certificates.Count, "cme", "Lớp thử", person, "", on, "valid",
            techniques, "/verify/x");
        lock (gate) Certificates.Add(card);
        return card;
    }

    /// <summary>A signed case.</summary>
    public PerformedCase Case(Guid facility, string technique, DateOnly on, Guid? ekip, IEnumerable<Guid> people, CompetencyLevel level, string outcome = "good",
        bool feed = false)
    {
        var one = new PerformedCase((feed ? "feed/" : "log/") + Guid.CreateVersion7(), on, facility, technique, ekip, [.. people.Select(p => new CaseMember(p,
            "surgeon", level))], outcome,
            true)
        { IsIndependent = level >= CompetencyLevel.Independent, Href = "/logbook/cases/x" };
        lock (gate) Cases.Add((facility, one));
        return one;
    }

    public Task<IReadOnlyList<PerformedCase>> CasesAsync(Guid facility, IReadOnlyCollection<string> techniques, DateOnly from, DateOnly to, CancellationToken stop)
    {
        lock (gate)
            return Task.FromResult<IReadOnlyList<PerformedCase>>([.. Cases.Where(c => c.Facility == facility && techniques.Contains(c.Case.Technique)
                && from <= c.Case.On && c.Case.On <= to)
                .Select(c => c.Case).OrderBy(c => c.On)]);
    }

    public Task WatchAsync(Guid facility, IReadOnlyCollection<string> techniques, CancellationToken stop)
    {
        lock (gate) Watched[facility] = techniques;
        return Task.CompletedTask;
    }

    public Task<IReadOnlyList<CertificateCard>> OfSourceAsync(string prefix, CancellationToken stop) =>
        Task.FromResult<IReadOnlyList<CertificateCard>>([.. Certificates.Where(c => c.Source.StartsWith(prefix, StringComparison.Ordinal))]);

    public Task<IReadOnlyList<CertificateCard>> OfPractitionersAsync(IReadOnlyCollection<Guid> practitioners, CancellationToken stop)
    {
        lock (gate) return Task.FromResult<IReadOnlyList<CertificateCard>>([.. Certificates.Where(c => c.PractitionerId is { } id && practitioners.Contains(id))]);
    }

    public Task<PractitionerCard?> FindAsync(Guid id, DateOnly? on, CancellationToken stop) => Task.FromResult(People.Find(p => p.Id == id));

    public Task<IReadOnlyDictionary<Guid, PractitionerCard>> CardsAsync(IEnumerable<Guid> ids, DateOnly? on, CancellationToken stop) =>
        Task.FromResult<IReadOnlyDictionary<Guid, PractitionerCard>>(People.Where(p => ids.Contains(p.Id)).ToDictionary(p => p.Id));

    public Task<PractitionerCard?> OfUserAsync(Guid user, DateOnly? on, CancellationToken stop) => Task.FromResult(People.Find(p => p.UserId == user));

    public Task<IReadOnlyList<PractitionerCard>> AtAsync(IReadOnlyCollection<Guid> organisations, string? search, int most, CancellationToken stop)
    {
        lock (gate) return Task.FromResult<IReadOnlyList<PractitionerCard>>([.. People.Where(p => organisations.Contains(p.OrganisationId)).Take(most)]);
    }

    public Task<IReadOnlyDictionary<string, PractitionerCard>> ByLicencesAsync(IEnumerable<string> numbers, DateOnly? on, CancellationToken stop) =>
        Task.FromResult<IReadOnlyDictionary<string, PractitionerCard>>(People.Where(p => numbers.Contains(p.LicenceNumber)).ToDictionary(p => p.LicenceNumber));

    public Task<Guid> EnterAsync(PractitionerEntry entry, CancellationToken stop) => Task.FromResult(Person(entry.OrganisationId, entry.Name,
        entry.LicenceNumber.Length > 0).Id);

    public Task<IReadOnlyList<ClassCard>> SearchAsync(string text, int most, CancellationToken stop) => Task.FromResult<IReadOnlyList<ClassCard>>([]);

    Task<ClassCard?> IClasses.FindAsync(Guid id, CancellationToken stop) => Task.FromResult<ClassCard?>(null);

    public Task<Guid> ProposeAsync(string name, Guid host, Guid learner, IReadOnlyList<string> techniques, string reason, CancellationToken stop)
    {
        lock (gate) Proposed.Add((name, learner, techniques));
        return Task.FromResult(Guid.CreateVersion7());
    }
}

/// <summary>The house with <see cref="Books"/> in the place of the neighbours.</summary>
public abstract class TransferSite : TestSite
{
    /// <summary>The neighbours' records.</summary>
    public Books Books { get; } = new();

    protected override void Register(IServiceCollection services) =>
        services.AddSingleton<ICaseLog>(Books).AddSingleton<ICertificates>(Books).AddSingleton<IPractitioners>(Books).AddSingleton<IClasses>(Books);
}

/// <summary>On the embedded database.</summary>
public sealed class TransferOnSqlite : TransferSite
{
    protected override Task<string> ConnectionAsync() => Task.FromResult("");
}

/// <summary>On PostgreSQL.</summary>
public sealed class TransferOnPostgres : TransferSite
{
    protected override Task<string> ConnectionAsync() => PostgresServer.FreshDatabaseAsync();
}
