using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Plans;

/// <summary>The reviewer's choice for a unit named in the paper: an organisation of the tree, a new partner, or only words.</summary>
sealed class Mapping(PlansStore store, IOrganisations organisations, Caller caller)
{
    /// <summary>Takes an organisation by id, by full name typed, <c>create</c> or <c>leave</c>.</summary>
    public async Task ChooseAsync(Guid id, Guid unitId, int version, string choice, string typed, CancellationToken stop)
    {
        var import = await OpenAsync(id, stop);
        var unit = await store.ImportUnits.FirstOrDefaultAsync(u => u.ImportId == id && u.Id == unitId, stop)
            ?? throw Refusal.Missing("Không có đơn vị này trong lần nhập.");
        store.Expect(unit, version);
        if (typed.Length > 0) (unit.OrganisationId, unit.State) = (await FindAsync(typed, stop), UnitState.Chosen);
        else if (choice == "create") (unit.OrganisationId, unit.State) = (await organisations.CreatePartnerAsync(unit.Name, null, null, stop), UnitState.Created);
        else if (choice == "leave") (unit.OrganisationId, unit.State) = (null, UnitState.Left);
        else if (Guid.TryParse(choice, out var chosen) && await organisations.FindAsync(chosen, import.IssuedOn, stop) is not null)
            (unit.OrganisationId, unit.State) = (chosen, UnitState.Chosen);
        else throw new Refusal(RefusalKind.Invalid, "Xin chọn một đơn vị trong danh sách, hoặc gõ tên đầy đủ.") { Field = "typed" };
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes every proposal as right; returns how many.</summary>
    public async Task<int> ConfirmAsync(Guid id, CancellationToken stop)
    {
        await OpenAsync(id, stop);
        var proposed = await store.ImportUnits.Where(u => u.ImportId == id && u.State == UnitState.Proposed).ToListAsync(stop);
        foreach (var unit in proposed) unit.State = UnitState.Chosen;
        await store.SaveChangesAsync(stop);
        return proposed.Count;
    }

    /// <summary>Leaves every name that nobody could place as the words that they are; returns how many.</summary>
    public async Task<int> LeaveAsync(Guid id, CancellationToken stop)
    {
        await OpenAsync(id, stop);
        var open = await store.ImportUnits.Where(u => u.ImportId == id && u.State == UnitState.Open && u.Mentions > 0).ToListAsync(stop);
        foreach (var unit in open) (unit.OrganisationId, unit.State) = (null, UnitState.Left);
        await store.SaveChangesAsync(stop);
        return open.Count;
    }

    async Task<Guid> FindAsync(string typed, CancellationToken stop)
    {
        var same = (await organisations.ListAsync(typed, 20, stop)).Where(o => Fold.Of(o.Name) == Fold.Of(typed) || Fold.Of(o.Short) == Fold.Of(typed)).ToList();
        return same.Count == 1 ? same[0].Id
            : throw new Refusal(RefusalKind.Invalid, "Không có đúng một đơn vị tên “{0}”. Xin chọn trong danh sách gợi ý.", typed) { Field = "typed" };
    }

    async Task<PlanFile> OpenAsync(Guid id, CancellationToken stop)
    {
        var import = await store.ImportAsync(id, stop);
        caller.Must(Rights.Review, import.OwnerId);
        if (import.State != ImportState.Review) throw Refusal.Conflict("Lần nhập này đã khép lại, không sửa được nữa.");
        return import;
    }
}
