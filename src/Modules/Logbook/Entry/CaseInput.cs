using System.Globalization;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Logbook;

/// <summary>A member as it is entered.</summary>
/// <param name="Practitioner">Id of the register.</param>
/// <param name="Role">Key of a role.</param>
/// <param name="Level">1 to 6.</param>
sealed record MemberInput(Guid Practitioner, string Role, short Level);

/// <summary>A case as it is entered, on a page, by a browser that was offline, or by a program.</summary>
/// <param name="Id">Chosen by whoever enters: the same again changes nothing.</param>
/// <param name="Encounter">Number of the facility's encounter; never leaves it.</param>
/// <param name="Supervisor">Practitioner who supervised.</param>
/// <param name="SupervisorLicence">Or their licence number, for an expert of another organisation.</param>
/// <param name="Supervision"><c>OnSite</c> or <c>Room</c>.</param>
/// <param name="Room">Address or id of the room.</param>
/// <param name="FeedRow">The row of the feed from which it is entered.</param>
sealed record CaseInput(Guid Id, Guid? Facility, DateOnly? On, string? Technique, Guid? Ekip, string? Encounter, int Ordinal, IReadOnlyList<MemberInput>? Members,
    Guid? Supervisor,
    string? SupervisorLicence, string? Supervision, string? Room, string? Outcome, string? Safety, string? Note, string? LateReason, Guid? FeedRow = null)
{
    /// <summary>Members that a form has room for.</summary>
    public const int Most = 8;

    /// <summary>Reads the form.</summary>
    public static CaseInput Of(Form form)
    {
        var members = new List<MemberInput>();
        for (var i = 0; i < Most; i++)
        {
            if (form.Id(FormattableString.Invariant($"member-{i}")) is not { } who) continue;
            members.Add(new(who, form.Text(FormattableString.Invariant($"role-{i}"), 40), (short)form.Whole(FormattableString.Invariant($"level-{i}"))));
        }
        return new(form.Id("id") ?? Guid.CreateVersion7(), form.Id("facility"), form.Day("on"), form.Text("technique", 300), form.Id("ekip"), form.Text("encounter", 60),
            Math.Clamp(form.Whole("ordinal", 1), 1, 99), members, form.Id("supervisor"), form.Text("supervisorLicence", 40), form.Text("supervision", 20),
                form.Text("room", 300),
            form.Text("outcome", 20), form.Text("safety", 1000), form.Text("note", 2000), form.Text("lateReason", 500), form.Id("feedRow"));
    }

    /// <summary>The form as it is filled in for a case that is corrected.</summary>
    public static CaseInput Of(LoggedCase one, string encounter) =>
        new(one.Id, one.FacilityId, one.OnDay, TechniqueText(one.Technique, one.TechniqueName), one.EkipId, encounter,
        one.Ordinal, [.. one.Members.OrderBy(m => m.Ordinal).Select(m => new MemberInput(m.PractitionerId, m.Role, m.Level))], one.SupervisorId, "",
            one.Supervision.ToString(),
        one.RoomId is { } room ? "/rooms/" + room : "", one.Outcome.ToString(), one.Safety, one.Note, one.LateReason, one.FeedRowId);

    /// <summary>A technique as the field shows it.</summary>
    public static string TechniqueText(string code, string name) => name.Length == 0 || name == code ? code : $"{code} · {name}";

    /// <summary>The code in what was typed ("03.3327.0459 · Phẫu thuật viêm ruột thừa"); empty where there is none.</summary>
    public static string CodeOf(string text)
    {
        var first = text.Trim().Split(' ', '·')[0].Trim();
        return first.Length is > 2 and <= 40 && first.Any(char.IsAsciiDigit)
            && first.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_') ? first.ToUpperInvariant() : "";
    }

    /// <summary>The id of a room in its address.</summary>
    public static Guid? RoomOf(string text)
    {
        foreach (var part in text.Split('/', '?', '#', ' '))
            if (Guid.TryParse(part, CultureInfo.InvariantCulture, out var id)) return id;
        return null;
    }
}
