using LienY.Kernel;

namespace LienY.Network;

/// <summary>Organisations chosen by typing: what a field suggests and what its text means.</summary>
static class Chosen
{
    const int Most = 400;

    /// <summary>Label of an organisation on a day: its name, with the name above it where several bear the same.</summary>
    public static string Label(OrganisationAtlas atlas, Unit unit, DateOnly on) =>
        unit.Kind == "division" && unit.Parent(on) is { } id && atlas.Units.TryGetValue(id, out var above) ? $"{unit.Name(on)} · {above.Name(on)}" : unit.Name(on);

    /// <summary>Suggestions: those of the caller's reach first.</summary>
    public static IReadOnlyList<string> Options(OrganisationAtlas atlas, Caller caller, DateOnly on) =>
        [.. atlas.Units.Values.Where(u => u.IsOpen(on) && u.Kind != "group").OrderBy(u => caller.Organisations.Contains(u.Id) ? 0 : 1).Take(Most).Select(u => Label(atlas, u, on))
            .Order(StringComparer.Create(Say.Vietnam, ignoreCase: true))];

    /// <summary>The organisation of a field, null where it is empty; refused where the text names none or several.</summary>
    public static Unit? Of(OrganisationAtlas atlas, Form form, string field, DateOnly on) => Of(atlas, form.Text(field, 400), field, on);

    /// <summary>The organisation that a text names.</summary>
    public static Unit? Of(OrganisationAtlas atlas, string text, string field, DateOnly on)
    {
        if (text.Length == 0) return null;
        if (Guid.TryParse(text, out var id) && atlas.Units.TryGetValue(id, out var known)) return known;
        var folded = Fold.Of(text);
        var exact = atlas.Units.Values.Where(u => u.IsOpen(on) && (Fold.Of(Label(atlas, u, on)) == folded || u.Codes.Any(c => c.Text == text))).ToList();
        if (exact.Count == 1) return exact[0];
        if (exact.Count == 0 && Matching.Find(atlas, text, null, on).FirstOrDefault() is { Score: >= 0.9 } match) return atlas.Units[match.Organisation.Id];
        throw exact.Count > 1
            ? new Refusal(RefusalKind.Invalid, "Có nhiều đơn vị tên “{0}”. Xin chọn đúng dòng có tên cấp trên.", text) { Field = field }
            : new Refusal(RefusalKind.Invalid, "Không tìm thấy đơn vị “{0}”. Xin chọn một đơn vị trong danh sách gợi ý.", text) { Field = field };
    }
}
