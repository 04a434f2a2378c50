using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Certificates;

/// <summary>What the address of the list asks for.</summary>
sealed record ListAsk(string Text, string Kind, CertificateState? State, int? Year, Guid? IssuerId, int Page)
{
    /// <summary>Rows on a page.</summary>
    public const int Size = 50;

    /// <summary>Reads an address; what cannot be read counts as not asked.</summary>
    public static ListAsk Of(HttpRequest request)
    {
        var query = request.Query;
        return new(query["q"].ToString() is { Length: <= 200 } text ? text.Trim() : "", Kinds.All.Contains(query["kind"].ToString()) ? query["kind"].ToString() : "",
            Enum.TryParse<CertificateState>(query["state"], out var state) && Enum.IsDefined(state) ? state : null,
            int.TryParse(query["year"], NumberStyles.None, CultureInfo.InvariantCulture, out var year) && year is > 1990 and < 3000 ? year : null,
            Guid.TryParse(query["issuer"], out var issuer) ? issuer : null,
            int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) ? Math.Clamp(page, 1, 100_000) : 1);
    }

    /// <summary>The same as an address.</summary>
    public string Query(int page) => string.Create(CultureInfo.InvariantCulture,
        $"q={Uri.EscapeDataString(Text)}&kind={Kind}&state={State}&year={Year}&issuer={IssuerId}&page={page}");
}

/// <summary>The list.</summary>
sealed record ListView(ListAsk Asked, IReadOnlyList<Certificate> Rows, int Total, int Waiting, IReadOnlyList<(string Value, string Label)> Issuers, IReadOnlyList<int> Years)
{
    /// <summary>Pages.</summary>
    public int Pages => Math.Max(1, (Total + ListAsk.Size - 1) / ListAsk.Size);
}

/// <summary>One certificate.</summary>
sealed record CertificateView(Certificate One, IReadOnlyList<string> Faults, Certificate? ReplacedBy, Certificate? Replaces, bool MaySign, bool MayArrange, ProofWays? Ways,
    string Verify);

/// <summary>What the present person holds.</summary>
sealed record MineView(IReadOnlyList<Certificate> Rows, IReadOnlyList<OutsideCertificate> Outside, bool IsKnown);

/// <summary>Lists and pages of certificates.</summary>
sealed class CertificateListing(CertificatesStore store, Verifying verifying, Holders holders, IOrganisations organisations, IProof proof, Caller caller)
{
    /// <summary>The list.</summary>
    public async Task<ListView> ListAsync(ListAsk ask, CancellationToken stop)
    {
        var rows = Asked(ask);
        var issuers = await store.Certificates.Select(c => c.IssuerId).Distinct().ToListAsync(stop);
        var names = await organisations.NamesAsync(issuers, null, stop);
        return new(ask, await rows.Skip((ask.Page - 1) * ListAsk.Size).Take(ListAsk.Size).ToListAsync(stop), await rows.CountAsync(stop),
            await store.Waiting.CountAsync(w => w.State == WaitingState.Waiting, stop), [.. issuers.Select(i => (i.ToString(), names.GetValueOrDefault(i, "–"))).OrderBy(i => i.Item2)],
            await store.Certificates.Select(c => c.Year).Distinct().OrderByDescending(y => y).ToListAsync(stop));
    }

    /// <summary>Everything that is asked for, for a file.</summary>
    public Task<List<Certificate>> AllAsync(ListAsk ask, CancellationToken stop) => Asked(ask).Take(100_000).ToListAsync(stop);

    IQueryable<Certificate> Asked(ListAsk ask)
    {
        var rows = store.Certificates.AsNoTracking();
        foreach (var word in Fold.Of(ask.Text).Split(' ', StringSplitOptions.RemoveEmptyEntries)) rows = rows.Where(c => c.Folded.Contains(word));
        if (ask.Kind.Length > 0) rows = rows.Where(c => c.Kind == ask.Kind);
        if (ask.State is { } state) rows = rows.Where(c => c.State == state);
        if (ask.Year is { } year) rows = rows.Where(c => c.Year == year);
        if (ask.IssuerId is { } issuer) rows = rows.Where(c => c.IssuerId == issuer);
        return rows.OrderByDescending(c => c.IssuedOn).ThenByDescending(c => c.Ordinal).ThenBy(c => c.Id);
    }

    /// <summary>One certificate, for its holder or for who may see it.</summary>
    public async Task<CertificateView> FindAsync(Guid id, Func<Certificate, string> verify, CancellationToken stop)
    {
        var one = await ReadableAsync(id, stop);
        var others = await store.Certificates.IgnoreQueryFilters(["org"]).AsNoTracking().Where(c => c.Id == one.ReplacedById || c.Id == one.ReplacesId).ToListAsync(stop);
        var signs = one.State == CertificateState.Valid && caller.Holds(CertificatesRights.Sign, one.IssuerId);
        return new(one, await verifying.FaultsAsync(one, stop), others.Find(c => c.Id == one.ReplacedById), others.Find(c => c.Id == one.ReplacesId), signs,
            one.State == CertificateState.Valid && caller.Holds(CertificatesRights.Arrange, one.IssuerId), signs ? await WaysAsync(stop) : null, verify(one));
    }

    /// <summary>A certificate that the caller may read: its own, or one of the own organisations.</summary>
    public async Task<Certificate> ReadableAsync(Guid id, CancellationToken stop)
    {
        var missing = Refusal.Missing("Không tìm thấy chứng chỉ này.");
        var one = await store.Certificates.IgnoreQueryFilters(["org"]).AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, stop) ?? throw missing;
        if (caller.May(CertificatesRights.See, one.IssuerId) || (one.HomeId is { } home && caller.May(CertificatesRights.See, home))) return one;
        return await holders.MeAsync(stop) is { } me && me.Id == one.PractitionerId ? one : throw missing;
    }

    /// <summary>What the present person holds.</summary>
    public async Task<MineView> MineAsync(CancellationToken stop)
    {
        var me = await holders.MeAsync(stop);
        var rows = me is null ? [] : await store.Certificates.IgnoreQueryFilters(["org"]).AsNoTracking().Where(c => c.PractitionerId == me.Id)
            .OrderByDescending(c => c.IssuedOn).ThenByDescending(c => c.Id).ToListAsync(stop);
        var (user, person) = (caller.UserId, me?.Id);
        var outside = await store.Outside.IgnoreQueryFilters(["org"]).AsNoTracking().Where(o => (user != null && o.UserId == user) || (person != null && o.PractitionerId == person))
            .OrderByDescending(o => o.IssuedOn).ThenByDescending(o => o.Id).ToListAsync(stop);
        return new(rows, outside, me is not null);
    }

    // A program with a token cannot sign and still may read.
    async Task<ProofWays?> WaysAsync(CancellationToken stop)
    {
        try
        {
            return await proof.WaysAsync(stop);
        }
        catch (Refusal)
        {
            return null;
        }
    }
}
