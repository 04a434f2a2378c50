using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Records;

/// <summary>One basis in a list.</summary>
sealed record BasisRow(Guid Id, string Kind, string Holder, string Receiver, string Person, string Purpose, string Scope, DateTimeOffset From, DateTimeOffset To,
    string State, string Colour, string Reference);

/// <summary>The list of bases.</summary>
sealed record BasesView(IReadOnlyList<BasisRow> Rows, string State, string Side, bool MayWrite);

/// <summary>One basis.</summary>
sealed record BasisView(Basis Basis, string Holder, string Receiver, string Person, string Agreement, string State, string Colour, bool MayRevoke, bool MayPaper,
    string MadeBy);

/// <summary>The form of a basis.</summary>
sealed record BasisFormView(
    Guid? Request, IReadOnlyList<(string, string)> Holders, IReadOnlyList<(string, string)> Receivers, IReadOnlyList<(string, string)> Agreements, Guid? Holder,
        Guid? Receiver, Guid? Person, string PersonName,
    string Purpose, RecordKinds Kinds, Sensitivities Sensitive, DateOnly From, DateOnly To, bool Abroad);

/// <summary>Loads what the pages of bases show: the holder's side, and what the caller's organisations received.</summary>
sealed class BasisShowing(ReleaseStore store, Homes homes, IOrganisations organisations, IAgreements agreements, IPeople people, AbroadSetting abroad,
    PersonNames persons, TimeProvider clock)
{
    /// <summary>Bases given by the caller's organisations, or received by them; live ones first.</summary>
    public async Task<BasesView> ListAsync(string state, string side, CancellationToken stop)
    {
        var own = (await homes.DecidingAsync(RecordsRights.Bases, stop)).ToList();
        var now = clock.GetUtcNow();
        var bases = store.Bases.AsNoTracking().Where(b => side == "received" ? own.Contains(b.ReceiverId) : own.Contains(b.HolderId));
        bases = state switch
        {
            "live" => bases.Where(b => b.RevokedAt == null && b.ValidTo > now),
            "expired" => bases.Where(b => b.RevokedAt == null && b.ValidTo <= now),
            "revoked" => bases.Where(b => b.RevokedAt != null),
            _ => bases,
        };
        var found = await bases.OrderByDescending(b => b.MadeAt).Take(500).ToListAsync(stop);
        var names = await organisations.NamesAsync(found.SelectMany(b => new[] { b.HolderId, b.ReceiverId }), null, stop);
        var who = await persons.OfAsync(own, [.. found.Select(b => b.PersonId).OfType<Guid>()], stop);
        return new([.. found.Select(b => Row(b, names, who, now))], state, side, own.Count > 0);
    }

    static BasisRow Row(Basis b, IReadOnlyDictionary<Guid, string> names, IReadOnlyDictionary<Guid, string> who, DateTimeOffset now)
    {
        var (text, colour) = BasisWords.State(b, now);
        return new(b.Id, BasisWords.Of(b.Kind), names.GetValueOrDefault(b.HolderId, "–"), names.GetValueOrDefault(b.ReceiverId, "–"),
            b.PersonId is { } person ? who.GetValueOrDefault(person, "") : Words.Key("mọi người bệnh trong phạm vi"), Purposes.NameOf(b.Purpose), b.IsIdentified ? ""
                : Words.Key("không định danh"), b.ValidFrom, b.ValidTo, text, colour, b.Reference);
    }

    /// <summary>One basis, for either side.</summary>
    public async Task<BasisView> OneAsync(Guid id, CancellationToken stop)
    {
        var own = await homes.DecidingAsync(RecordsRights.Bases, stop);
        var basis = await store.Bases.AsNoTracking().SingleOrDefaultAsync(b => b.Id == id, stop);
        if (basis is null || !(own.Contains(basis.HolderId) || own.Contains(basis.ReceiverId))) throw Refusal.Missing("Không có căn cứ này.");
        var names = await organisations.NamesAsync([basis.HolderId, basis.ReceiverId], null, stop);
        var who = basis.PersonId is { } person ? (await persons.OfAsync(own, [person], stop)).GetValueOrDefault(person, "") : "";
        var agreement = basis.AgreementId is { } a ? (await agreements.ListAsync(stop)).FirstOrDefault(x => x.Id == a)?.Title ?? "" : "";
        var (text, colour) = BasisWords.State(basis, clock.GetUtcNow());
        var makers = basis.MadeBy is { } maker ? await people.NamesAsync([maker], stop) : new Dictionary<Guid, string>();
        return new(basis, names.GetValueOrDefault(basis.HolderId, "–"), names.GetValueOrDefault(basis.ReceiverId, "–"), who, agreement, text, colour,
            basis.RevokedAt is null && own.Contains(basis.HolderId), own.Contains(basis.HolderId), makers.Values.FirstOrDefault() ?? "Liên Y");
    }

    /// <summary>The form; for a request it is filled with what was asked, sensitive groups never.</summary>
    public async Task<BasisFormView> FormAsync(Guid? person, OpeningRequest? request, CancellationToken stop)
    {
        var own = await homes.DecidingAsync(RecordsRights.Bases, stop);
        var names = await organisations.NamesAsync(own, null, stop);
        var receivers = (await organisations.ListAsync(null, 2000, stop)).Where(o => !own.Contains(o.Id) && o.Kind != "division");
        var about = request?.PersonId ?? person;
        var who = about is { } id ? (await persons.OfAsync(own, [id], stop)).GetValueOrDefault(id, "") : "";
        var today = clock.Today();
        return new(request?.Id, [.. names.Select(n => (n.Key.ToString(), n.Value))],
            [.. receivers.Select(r => (r.Id.ToString(), r.Country == "VN" ? r.Name : $"{r.Name} ({r.Country})"))],
            [.. (await agreements.ListAsync(stop)).Select(a => (a.Id.ToString(), a.Title))], request?.HolderId ?? (own.Count > 0 ? own[0] : null), request?.ReceiverId,
                about, who,
            request?.Purpose ?? Purposes.Treatment, request?.Kinds ?? RecordKinds.All, Sensitivities.None, today, today.AddDays(30), await abroad.IsOnAsync(stop));
    }
}
