using System.Text;
using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Signing;

/// <summary>
/// Seals of a department and two hospitals, certificates of two directors and powers to sign, from an authority that exists only in this run and says that it has
/// no legal force. One seal ends soon, so that the warning is seen.
/// </summary>
sealed class SigningDemonstration(SigningStore store, KeyDesk desk, Powers powers, TrustShelf shelf, ITrustedSigners trusted, IOrganisations organisations,
    IPeople people,
    TimeProvider clock)
    : IDemonstration
{
    /// <inheritdoc/>
    public int Order => 22;

    static readonly (string Organisation, string Seals, int Days)[] Seals =
        [("syt-lao-cai", "BB,GCN,CCĐTLT", 700), ("bv-san-nhi-lao-cai", "BB,GCN,CCĐTLT", 25), ("bv-nhi-tw", "BB,GCN,CCĐTLT", 500)];

    static readonly (string User, string Organisation, string Form, string Basis)[] People =
    [
        ("gdso.laocai", "syt-lao-cai", "KT.", "Quyết định phân công công tác của Ban Giám đốc Sở (mẫu)"),
        ("gd.sannhi", "bv-san-nhi-lao-cai", "", "Quyết định bổ nhiệm Giám đốc bệnh viện (mẫu)"),
    ];

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        using var authority = new DemoAuthority(now);
        await trusted.AddAsync(null, Encoding.ASCII.GetBytes(authority.Root.ExportCertificatePem() + "\n" + authority.Between.ExportCertificatePem()),
            "Chứng thư mẫu – không có giá trị pháp lý", stop);
        foreach (var one in new[] { authority.Root, authority.Between }) await shelf.AddAsync(authority.List(one), stop);
        foreach (var (key, seals, days) in Seals)
        {
            if (!world.Organisations.TryGetValue(key, out var organisation)) continue;
            var name = (await organisations.FindAsync(organisation, null, stop))!.Name;
            await AddAsync(authority, new(organisation, KeyKind.Seal, null, "Con dấu " + name + " (mẫu)", [], "", DemoPictures.Seal()), name, name,
                now.AddDays(days), seals, stop);
        }
        foreach (var (user, key, form, basis) in People)
        {
            if (!world.People.TryGetValue(user, out var person) || !world.Organisations.TryGetValue(key, out var organisation)) continue;
            var name = (await organisations.FindAsync(organisation, null, stop))!.Name;
            var input = new KeyInput(organisation, KeyKind.Person, person, "", [], "", DemoPictures.Hand());
            await AddAsync(authority, input, (await PersonAsync(person, organisation, stop)).Name, name, now.AddDays(600), "", stop);
            await powers.GiveAsync(organisation, person, "", form, basis, world.Today.AddYears(-1), null, stop);
        }
    }

    async Task<PersonCard> PersonAsync(Guid person, Guid organisation, CancellationToken stop) => (await people.AtAsync([organisation], stop)).First(p =>
        p.Id == person);

    async Task AddAsync(DemoAuthority authority, KeyInput input, string name, string organisation, DateTimeOffset to, string seals, CancellationToken stop)
    {
        using var own = authority.Give(name, organisation, to, out var pkcs8);
        var id = await desk.AddAsync(input, own, [authority.Between], pkcs8, stop);
        if (seals.Length > 0) await desk.ChangeAsync(id, (await store.Keys.FindAsync([id], stop))!.Version, null, seals, stop);
    }
}
