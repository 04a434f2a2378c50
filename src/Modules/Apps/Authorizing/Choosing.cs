using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Apps;

/// <summary>In whose name, for what and about whom an application is let in.</summary>
sealed class Choosing(Caller caller, IOrganisations organisations, IPersons persons, IPersonLookup lookup, IPatientIds patients)
{
    const int MostFound = 20;

    /// <summary>The page with what was chosen so far.</summary>
    public async Task<ConsentView> ViewAsync(AuthorizeAsk ask, IReadOnlyList<(string, string)> asked, string? post, string? purpose, string? find, string? person,
        CancellationToken stop)
    {
        var posts = await PostsAsync(stop);
        var chosen = posts.FirstOrDefault(p => p.Value == post) ?? posts.FirstOrDefault(p => p.OrganisationId == caller.OrganisationId) ?? posts.FirstOrDefault();
        var owner = (await organisations.FindAsync(ask.App.OrganisationId, null, stop))?.Name ?? "";
        var use = ask.Launch?.Purpose ?? (chosen?.Role == Role.Citizen ? AppWords.Own : AppWords.Purposes.ContainsKey(purpose ?? "") ? purpose!
            : AppWords.Purposes.Keys.First());
        var view = new ConsentView(ask, owner, asked, posts, chosen?.Value ?? "", use, find?.Trim() ?? "", null, null, false, null);
        if (chosen is null) return view with { Trouble = Words.Key("Tài khoản của ông/bà chưa được giao việc ở đơn vị nào nên chưa cho phép ứng dụng được.") };
        try
        {
            if (ask.Launch is { } launch) return view with { Patient = await persons.FindAsync(launch.PersonId, use, stop), IsFixed = true };
            if (!ask.NeedsPatient) return view;
            if (chosen.Role == Role.Citizen) return await OwnAsync(view, stop);
            if (Guid.TryParse(person, out var id)) view = view with { Patient = await persons.FindAsync(id, use, stop) };
            return view.Find.Length == 0 ? view : view with { Found = [.. (await lookup.SearchAsync(view.Find, use, stop)).Take(MostFound)] };
        }
        catch (Refusal refusal) when (refusal.Kind == RefusalKind.Forbidden)
        {
            return view with { Trouble = Words.Key("Tài khoản của ông/bà không được xem hồ sơ người bệnh nên không chọn người bệnh cho ứng dụng được.") };
        }
    }

    async Task<ConsentView> OwnAsync(ConsentView view, CancellationToken stop) => await patients.OwnAsync(caller.UserId!.Value, stop) is { } own
        ? view with { Patient = new(own, caller.Name, "", "", ""), IsFixed = true }
        : view with { Trouble = Words.Key("Tài khoản này chưa gắn với hồ sơ của ông/bà. Xin mang giấy tờ tới cơ sở khám chữa bệnh để được gắn.") };

    async Task<IReadOnlyList<PostChoice>> PostsAsync(CancellationToken stop)
    {
        var names = await organisations.NamesAsync(caller.Posts.Select(p => p.OrganisationId), null, stop);
        return [.. caller.Posts.Select(p => new PostChoice(p.Role, p.OrganisationId, names.GetValueOrDefault(p.OrganisationId, ""))).DistinctBy(p => p.Value)];
    }

    /// <summary>One of the caller's posts.</summary>
    public Post Post(string value) => caller.Posts.FirstOrDefault(p => $"{p.Role}|{p.OrganisationId}" == value)
        ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn đơn vị và vai trò.") { Field = "post" };

    /// <summary>A purpose of the list; a citizen reads the own record.</summary>
    public string Purpose(Post post, string value) => post.Role == Role.Citizen ? AppWords.Own : AppWords.Purposes.ContainsKey(value) ? value
        : throw new Refusal(RefusalKind.Invalid, "Xin chọn mục đích.") { Field = "purpose" };

    /// <summary>The person and the Patient that stands for them; looked for again through the release gate, whatever the form says.</summary>
    public async Task<(Guid? Person, string? Patient)> PatientAsync(AuthorizeAsk ask, Post post, string purpose, Guid? chosen, CancellationToken stop)
    {
        if (ask.Launch is null && !ask.NeedsPatient) return (null, null);
        var person = ask.Launch is { } launch ? launch.PersonId
            : post.Role == Role.Citizen ? await patients.OwnAsync(caller.UserId!.Value, stop)
            : chosen;
        if (person is not { } id) throw new Refusal(RefusalKind.Invalid, "Xin tìm và chọn người bệnh.") { Field = "person" };
        if (post.Role != Role.Citizen && await persons.FindAsync(id, purpose, stop) is null)
            throw new Refusal(RefusalKind.Invalid, "Không tìm thấy người bệnh này.") { Field = "person" };
        return await patients.OfPersonAsync(id, post.OrganisationId, stop) is { } patient ? (id, patient)
            : throw new Refusal(RefusalKind.Invalid, "Người bệnh này chưa có hồ sơ điện tử nào trong hệ thống.") { Field = "person" };
    }
}
