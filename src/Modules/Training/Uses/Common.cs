using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Training;

/// <summary>Techniques of the catalogue by name or code, for fields that take them.</summary>
sealed class Techniques(ICodeLists codes)
{
    /// <summary>Suggestions for a text, "code · name".</summary>
    public async Task<IReadOnlyList<CodeEntry>> SuggestAsync(string text, CancellationToken stop) =>
        text.Trim().Length < 2 ? [] : (await codes.SearchAsync(new(CodeSystems.Techniques, text.Trim()), stop)).Codes;

    /// <summary>
    /// The technique somebody typed ("01.0001.0001 · Đặt nội khí quản", or the code alone); null where it begins with no code of the catalogue.
    /// </summary>
    public async Task<CodeEntry?> ReadAsync(string text, CancellationToken stop)
    {
        var code = text.Trim().Split([' ', '·'], 2)[0];
        return code.Length == 0 || !code.Any(char.IsAsciiDigit) ? null : await codes.FindAsync(CodeSystems.Techniques, code, null, stop);
    }

    /// <summary>Names of codes; a code without a name stands for itself.</summary>
    public async Task<IReadOnlyList<string>> NamesAsync(IEnumerable<string> all, CancellationToken stop)
    {
        var names = new List<string>();
        foreach (var code in all) names.Add(await codes.FindAsync(CodeSystems.Techniques, code, null, stop) is { } found ? $"{code} · {found.Display}" : code);
        return names;
    }
}

/// <summary>Organisations for pick lists: where a right is held, and who teaches.</summary>
sealed class Units(IOrganisations organisations, IOrganisationTree trees, Caller caller)
{
    static readonly string[] Teaching = ["hospital", "centre", "institute", "school", "partner", "department", "clinic", "station"];

    /// <summary>Units where the right is held (with those below them), by name.</summary>
    public async Task<IReadOnlyList<(string Value, string Label)>> WhereAsync(Right right, CancellationToken stop)
    {
        var mine = caller.Posts.Where(p => right.Roles.Contains(p.Role)).SelectMany(p => p.Reach).ToHashSet();
        var tree = await trees.OnAsync(null, stop);
        return [.. mine.Select(tree.Find).OfType<TreeUnit>().Where(u => u.IsOpen && u.Kind != "division").OrderBy(u => u.Name, StringComparer.Create(Say.Vietnam, true))
            .Select(u => (u.Id.ToString(), u.Name))];
    }

    /// <summary>Units where a post with the right is held directly, the first of them first.</summary>
    public async Task<IReadOnlyList<(string Value, string Label)>> OwnAsync(Right right, CancellationToken stop)
    {
        var mine = caller.Posts.Where(p => right.Roles.Contains(p.Role)).Select(p => p.OrganisationId).Distinct().ToList();
        var names = await organisations.NamesAsync(mine, null, stop);
        return [.. mine.Where(names.ContainsKey).Select(m => (m.ToString(), names[m]))];
    }

    /// <summary>Who can teach or send people, by name.</summary>
    public async Task<IReadOnlyList<(string Value, string Label)>> AllAsync(CancellationToken stop) =>
        [.. (await organisations.ListAsync(null, 5000, stop)).Where(o => Teaching.Contains(o.Kind)).Select(o => (o.Id.ToString(), o.Name))];

    /// <summary>Names by id.</summary>
    public Task<IReadOnlyDictionary<Guid, string>> NamesAsync(IEnumerable<Guid> ids, CancellationToken stop) => organisations.NamesAsync(ids.Distinct(), null, stop);

    /// <summary>Refuses an organisation that is not there.</summary>
    public async Task<Guid> MustAsync(Guid? id, string field, CancellationToken stop) =>
        id is { } given && await organisations.FindAsync(given, null, stop) is { IsOpen: true } ? given
        : throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = field };
}
