using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Transfer;

/// <summary>A package on its way through signatures: proposed, begun, extended, ended.</summary>
sealed class Agreeing(TransferStore store, PackageBook book, Signing signing, Recounting recounting, IOrganisations organisations, Seats seats, TimeProvider clock)
{
    /// <summary>Fixes the terms and puts them before both directors; returns the paper.</summary>
    public async Task<Guid> ProposeAsync(Guid id, int version, CancellationToken stop, DateOnly? on = null)
    {
        var package = await ArrangedAsync(id, version, stop);
        package.Propose();
        var day = on ?? clock.Today();
        var names = await organisations.NamesAsync([package.GiverId, package.ReceiverId], day, stop);
        var paper = await signing.SealAsync(package, PaperKind.Package, new
        {
            type = "lieny-transfer-package",
            form = 1,
            code = package.Code,
            name = package.Name,
            giver = names.GetValueOrDefault(package.GiverId, ""),
            receiver = names.GetValueOrDefault(package.ReceiverId, ""),
            contract = package.ContractNumber,
            from = package.ContractFrom,
            to = package.ContractTo,
            payer = package.Payer,
            planned = package.PlannedCases,
            required = package.RequiredCases,
            alone = package.AloneCases,
            complications = package.ComplicationPercent,
            apply = package.ApplyCases,
            sustain = package.SustainCases,
            roles = package.RoleKeys,
            techniques = package.Techniques.OrderBy(t => t.Ordinal).Select(t => new { code = t.Technique, name = t.Name }),
            ekips = package.Ekips.OrderBy(e => e.Ordinal).Select(e => new { name = e.Name, members = e.Members.Select(m => new { role = m.Role, name = m.Name }) }),
        }, day, stop, package.ContractTo, package.ContractNumber);
        book.Step(package, "proposed", day, 0);
        await store.SaveChangesAsync(stop);
        return paper.Id;
    }

    /// <summary>The survey begins.</summary>
    public async Task BeginAsync(Guid id, int version, CancellationToken stop, DateOnly? on = null)
    {
        var package = await ArrangedAsync(id, version, stop);
        package.Begin();
        book.Step(package, "begun", on ?? clock.Today(), 1);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Puts a longer contract before both directors; returns the paper.</summary>
    public async Task<Guid> ExtendAsync(Guid id, string number, DateOnly to, CancellationToken stop)
    {
        var package = await book.OneAsync(id, stop);
        await seats.MustAsync(TransferRights.Arrange, package, stop);
        if (!package.IsRunning && package.State != PackageState.Agreed) package.Must(PackageState.Running);
        if (number.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi số phụ lục hợp đồng.") { Field = "number" };
        if (to <= package.ContractTo || to < clock.Today()) throw new Refusal(RefusalKind.Invalid, "Ngày hết hạn mới phải sau ngày {0} và chưa qua.",
            Say.Day(package.ContractTo))
        { Field = "to" };
        var paper = await signing.SealAsync(package, PaperKind.Extension, new
        {
            type = "lieny-transfer-extension",
            form = 1,
            code = package.Code,
            contract = package.ContractNumber,
            number,
            from = package.ContractTo,
            to,
        }, clock.Today(), stop, to, number);
        await store.SaveChangesAsync(stop);
        return paper.Id;
    }

    /// <summary>Ends a package before its time.</summary>
    public async Task EndAsync(Guid id, int version, string reason, CancellationToken stop)
    {
        var package = await book.OneAsync(id, stop);
        await seats.MustAsync(TransferRights.Sign, package, stop);
        store.Expect(package, version);
        package.End(reason, clock.Today());
        book.Step(package, "ended", clock.Today(), package.Phase, reason);
        book.Tell(package, Words.Key("{0} đã dừng: {1}"), "ended", package.Code, reason);
        await recounting.ApplyAsync(package, clock.Today(), stop);
        await store.SaveChangesAsync(stop);
    }

    async Task<Package> ArrangedAsync(Guid id, int version, CancellationToken stop)
    {
        var package = await book.OneAsync(id, stop);
        await seats.MustAsync(TransferRights.Arrange, package, stop);
        return store.Expect(package, version);
    }
}
