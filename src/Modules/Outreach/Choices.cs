using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Outreach;

/// <summary>What forms of outreach offer: own units, agreements, targets of plans, people.</summary>
sealed class Choices(IOrganisations organisations, IAgreements agreements, IPlans plans, Caller caller, IPractitioners register)
{
    /// <summary>Units for which the caller may arrange.</summary>
    public async Task<IReadOnlyList<(string Value, string Label)>> UnitsAsync(CancellationToken stop)
    {
        var seats = caller.Seats(OutreachRights.Arrange);
        return [.. (await organisations.NamesAsync(seats, null, stop)).Select(n => (n.Key.ToString(), n.Value))];
    }

    /// <summary>Agreements of the network.</summary>
    public async Task<IReadOnlyList<(string Value, string Label)>> AgreementsAsync(CancellationToken stop) =>
        [.. (await agreements.ListAsync(stop)).Take(200).Select(a => (a.Id.ToString(), a.Title))];

    /// <summary>Targets of plans that the caller sees.</summary>
    public async Task<IReadOnlyList<(string Value, string Label)>> TargetsAsync(CancellationToken stop)
    {
        var found = new List<(string, string)>();
        foreach (var plan in (await plans.ListAsync(stop)).Take(10))
            found.AddRange((await plans.TargetsAsync(plan.Id, stop)).Select(t => (t.IndicatorId.ToString(), $"{plan.Title}: {t.Name}")));
        return found;
    }

    /// <summary>The plan and the target chosen.</summary>
    public async Task<(Guid? Plan, Guid? Topic)> TargetAsync(Guid? chosen, CancellationToken stop) =>
        chosen is { } id ? ((await plans.TargetAsync(id, stop)).PlanId, id) : (null, null);

    /// <summary>The agreement chosen, with its title.</summary>
    public async Task<(Guid? Id, string Title)> AgreementAsync(Guid? chosen, CancellationToken stop)
    {
        if (chosen is not { } id) return (null, "");
        return (await agreements.ListAsync(stop)).FirstOrDefault(a => a.Id == id) is { } found ? (id, found.Title)
            : throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "agreement" };
    }

    /// <summary>People of a unit.</summary>
    public async Task<IReadOnlyList<(string Value, string Label)>> PeopleAsync(Guid unit, CancellationToken stop) =>
        [.. (await register.AtAsync([unit], null, 500, stop)).Select(p => (p.Id.ToString(), p.Name))];

    /// <summary>Somebody of the register, or a name.</summary>
    public async Task<(Guid? Id, string Name)> PersonAsync(Guid? chosen, string name, CancellationToken stop)
    {
        if (chosen is { } id)
            return await register.FindAsync(id, null, stop) is { } card ? (card.Id, card.Name) : throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "person" };
        return name.Length > 0 ? (null, name) : throw new Refusal(RefusalKind.Invalid, "Xin chọn người hoặc nhập họ tên.") { Field = "name" };
    }

    /// <summary>A day that must be there.</summary>
    public static DateOnly Day(Form form, string name) => form.Day(name) ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = name };

    /// <summary>One of a list.</summary>
    public static string One(Form form, string name, IReadOnlyDictionary<string, string> list) =>
        list.ContainsKey(form.Text(name, 40)) ? form.Text(name, 40) : throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = name };
}
