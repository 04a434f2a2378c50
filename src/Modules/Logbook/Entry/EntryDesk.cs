using System.Security.Cryptography;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Logbook;

/// <summary>The form of a case.</summary>
/// <param name="Editing">The case that is corrected; null: a new one.</param>
/// <param name="Found">Techniques that fit what was looked for without a script.</param>
/// <param name="Who">Tells a browser whether what it kept belongs to this account; it leads to nobody.</param>
sealed record EntryView(CaseInput Input, LoggedCase? Editing, IReadOnlyList<(string Value, string Label)> Facilities, IReadOnlyList<(string Value, string Label)> Staff,
    IReadOnlyList<(string Value, string Label)> Supervisors, IReadOnlyList<(string Value, string Label)> Ekips, IReadOnlyList<(string Value, string Label)> Roles,
    IReadOnlyList<TechniqueTaken> Recent, string Sought, IReadOnlyList<TechniqueTaken> Found, int LateDays, DateOnly Today, string Who, string Encounter);

/// <summary>Puts the form together.</summary>
sealed class EntryDesk(LogbookStore store, Seats seats, People people, TechniqueShelf shelf, RuleBook rules, LogDesk desk, IOrganisations organisations, Caller caller,
    Words words,
    TimeProvider clock)
{
    /// <summary>A new case; the address may say technique, facility, ekip, day and the row of the feed from which it comes.</summary>
    public async Task<EntryView> NewAsync(HttpRequest request, CancellationToken stop)
    {
        var mine = await seats.OfAsync(LogbookRights.Log, stop);
        if (mine.Count == 0) throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}” tại đơn vị này. Xin liên hệ quản trị viên của đơn vị.", LogbookRights.Log.Title);
        var ask = LogAsk.Of(request);
        var facility = ask.Facility is { } asked && mine.Contains(asked) ? asked : mine[0];
        var technique = ask.Technique;
        var (day, row) = (ask.From ?? clock.Today(), (FeedRow?)null);
        if (Guid.TryParse(request.Query["feedRow"], System.Globalization.CultureInfo.InvariantCulture, out var id)
            && await store.FeedRows.AsNoTracking().Include(r => r.Members).SingleOrDefaultAsync(r => r.Id == id && r.IsThere, stop) is { } known
                && mine.Contains(known.FacilityId))
            (row, facility, technique, day) = (known, known.FacilityId, known.Technique, known.OnDay);
        var me = caller.UserId is { } user ? await people.OfUserAsync(user, stop) : null;
        var ekip = ask.Ekip is { } wanted ? (await people.EkipsAsync(facility, stop)).FirstOrDefault(e => e.Id == wanted) : null;
        List<MemberInput> members = ekip is not null ? [.. ekip.Members.Select(m => new MemberInput(m.PractitionerId, m.Role, 0))]
            : row is { Members.Count: > 0 } ? [.. row.Members.Select(m => new MemberInput(m.PractitionerId, "operator", (short)CompetencyLevel.Independent))]
            : me is not null ? [new(me.Id, "operator", 0)] : [];
        var name = technique.Length == 0 ? "" : await NameAsync(technique, day, stop);
        var input = new CaseInput(Guid.CreateVersion7(), facility, day, name, ekip?.Id, "", 1, members, null, "", "", "", nameof(CaseOutcome.Good), "", "", "", row?.Id);
        return await ViewAsync(input, null, request.Query["q"].ToString(), stop);
    }

    /// <summary>A case that is corrected.</summary>
    public async Task<EntryView> EditAsync(Guid id, HttpRequest request, CancellationToken stop)
    {
        var (one, input) = await desk.CorrectableAsync(id, stop);
        return await ViewAsync(input, one, request.Query["q"].ToString(), stop);
    }

    async Task<string> NameAsync(string code, DateOnly day, CancellationToken stop)
    {
        try
        {
            var known = await shelf.TakeAsync(code, day, stop);
            return CaseInput.TechniqueText(known.Code, known.Name);
        }
        catch (Refusal)
        {
            return code;
        }
    }

    async Task<EntryView> ViewAsync(CaseInput input, LoggedCase? editing, string sought, CancellationToken stop)
    {
        var facility = input.Facility!.Value;
        var mine = await seats.OfAsync(LogbookRights.Log, stop);
        var names = await organisations.NamesAsync(mine.Append(facility).Distinct(), null, stop);
        var staff = await people.StaffAsync(facility, stop);
        var ekips = await people.EkipsAsync(facility, stop);
        var experts = await people.ExpertsAsync(facility, ekips, stop);
        return new(input, editing, [.. mine.Select(m => (m.ToString(), names.GetValueOrDefault(m, "")))], [.. staff.Select(s => (s.Id.ToString(), s.Name))],
            [.. experts.Select(e => (e.Id.ToString(), $"{e.Name} · {e.At}")), .. staff.Where(s => s.UserId is not null && s.UserId != caller.UserId)
                .Select(s => (s.Id.ToString(), s.Name))],
            [.. ekips.Select(e => (e.Id.ToString(), $"{e.Package} · {e.Name}"))], [.. people.Roles.Select(r => (r.Key, words[r.Value]))],
                await shelf.RecentAsync(stop), sought,
            await shelf.SearchAsync(sought, 12, stop), (await rules.OfAsync("", clock.Today(), stop)).LateDays, clock.Today(),
            caller.UserId is { } user ? WhoOf(user) : "", input.Encounter ?? "");
    }

    /// <summary>A word that stands for an account in its browser.</summary>
    public static string WhoOf(Guid user) => Convert.ToHexStringLower(SHA256.HashData([.. "logbook/drafts"u8, .. user.ToByteArray()]))[..24];
}
