using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Documents;

/// <summary>To whom papers of an organisation may be routed: its rooms and the people with a post there.</summary>
sealed class SlipChoices(IOrganisationTree trees, IPeople people)
{
    /// <summary>Rooms (<c>u:id</c>) and people (<c>p:id</c>), under heads.</summary>
    public async Task<IReadOnlyList<(string Value, string Label, string Group)>> OfAsync(Guid organisation, Words words, CancellationToken stop)
    {
        var rooms = await RoomsAsync(organisation, stop);
        var staff = await people.AtAsync([organisation, .. rooms.Select(r => r.Id)], stop);
        return [.. rooms.Select(r => ("u:" + r.Id, r.Name, words["Phòng, khoa"])),
            .. staff.Select(p => ("p:" + p.Id, p.Title.Length > 0 ? $"{p.Name}, {p.Title}" : p.Name, words["Cá nhân"]))];
    }

    /// <summary>A choice with its name; refused where it is none of the organisation's.</summary>
    public async Task<Choice> FindAsync(Guid organisation, string value, string field, CancellationToken stop)
    {
        if (value.Length > 2 && Guid.TryParse(value[2..], out var id))
        {
            var rooms = await RoomsAsync(organisation, stop);
            if (value.StartsWith("u:", StringComparison.Ordinal) && rooms.FirstOrDefault(r => r.Id == id) is { } room) return new(room.Id, null, room.Name);
            if (value.StartsWith("p:", StringComparison.Ordinal)
                && (await people.AtAsync([organisation, .. rooms.Select(r => r.Id)], stop)).FirstOrDefault(p => p.Id == id) is { } person) return new(null, person.Id,
                    person.Name);
        }
        throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = field };
    }

    async Task<List<TreeUnit>> RoomsAsync(Guid organisation, CancellationToken stop)
    {
        var tree = await trees.OnAsync(null, stop);
        return [.. tree.Children(organisation).Where(u => u.Kind == "division").SelectMany(u => tree.Children(u.Id).Where(c => c.Kind == "division").Prepend(u))
            .OrderBy(u => u.Name, StringComparer.Create(Say.Vietnam, true))];
    }
}

/// <summary>A room or person of the choices.</summary>
sealed record Choice(Guid? UnitId, Guid? UserId, string Name);
