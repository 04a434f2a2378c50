using System.Text;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>
/// Tells packages by the same code that people use, each step on its day: here the list of techniques, drafts, signatures, survey, first gate, and what the
/// giver's courses earned, so that certificates can be signed next.
/// </summary>
sealed class PackagesDemonstration(TransferStore store, ICodeLists codes, ICodeLoading loading, Drafting drafting, Agreeing agreeing, Surveying surveying,
    Passing passing, Signing signing,
    ListKeeping lists, IPlans plans, HouseQuestions questions) : IDemonstration
{
    /// <inheritdoc/>
    public int Order => 53;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        if (!world.People.ContainsKey("gd.nhitw")) return;
        var all = DemoPackages.On(world.Today);
        await ListAsync(all, stop);
        foreach (var told in all.Where(p => world.Organisations.ContainsKey(p.Giver) && world.Organisations.ContainsKey(p.Receiver) && world.People.ContainsKey(p.Signs)))
            await OneAsync(world, told, stop);
        await PermittedAsync(world, stop);
    }

    async Task ListAsync(IReadOnlyList<DemoPackage> all, CancellationToken stop)
    {
        if ((await codes.EditionsAsync(stop)).Any(e => e.System == CodeSystems.Techniques)) return;
        var text = new StringBuilder("code\tname_vi\ttier\tclass\n");
        foreach (var (code, name) in all.SelectMany(p => p.Techniques)) text.Append(code).Append('\t').Append(name).Append("\tB\tP1\n");
        foreach (var (code, name, tier, kind) in DemoPackages.Others) text.Append(code).Append('\t').Append(name).Append('\t').Append(tier).Append('\t')
            .Append(kind).Append('\n');
        using var table = new MemoryStream(Encoding.UTF8.GetBytes(text.ToString()));
        await loading.LoadAsync(CodeSystems.Techniques, "Danh mục kỹ thuật (mẫu, rút gọn)", new(2023, 1, 1), table, stop);
    }

    async Task OneAsync(DemoWorld world, DemoPackage told, CancellationToken stop)
    {
        var (giver, receiver) = (world.Organisations[told.Giver], world.Organisations[told.Receiver]);
        var staff = await questions.PeopleAsync(receiver, stop);
        if (staff.Count == 0) return;
        var id = await DraftAsync(world, told, giver, receiver, staff, stop);
        await SignedAsync(id, await agreeing.ProposeAsync(id, await VersionAsync(id, stop), stop, told.Signed), world, told, told.Signed, stop);
        await agreeing.BeginAsync(id, await VersionAsync(id, stop), stop, told.Signed);
        await SurveyAsync(id, told, stop);
        await SignedAsync(id, await surveying.SealAsync(id, stop, told.First.AddDays(-1)), world, told, told.First.AddDays(-1), stop);
        await passing.PassAsync(id, await VersionAsync(id, stop), told.First, stop);
        var package = await store.Packages.AsNoTracking().Include(p => p.Ekips).ThenInclude(e => e.Members).SingleAsync(p => p.Id == id, stop);
        foreach (var member in package.Ekips.SelectMany(e => e.Members).DistinctBy(m => m.PractitionerId))
        {
            var source = $"transfer/{id}/{member.PractitionerId}";
            store.Publish("certificate/" + source, new CertificateEarned(source, giver, "cme", member.PractitionerId, member.Name, null, "",
                "Chuyển giao kỹ thuật: " + told.Name,
                told.First.AddDays(1), told.Taught, 40, "Khá", [.. told.Techniques.Select(t => t.Code)])
            { PlanId = package.PlanId, Href = package.Href() });
        }
        await store.SaveChangesAsync(stop);
        store.ChangeTracker.Clear();
    }

    async Task<Guid> DraftAsync(DemoWorld world, DemoPackage told, Guid giver, Guid receiver, IReadOnlyList<PractitionerCard> staff, CancellationToken stop)
    {
        Guid? topic = null;
        if (told.Target.Length > 0 && world.Plans.TryGetValue("lao-cai", out var plan))
            topic = (await plans.TargetsAsync(plan, stop)).FirstOrDefault(t => Fold.Of(t.Name).Contains(told.Target, StringComparison.Ordinal))?.IndicatorId;
        var id = await drafting.MakeAsync(new(told.Name, giver, receiver, null, $"{told.Signed:MMdd}/HĐ-CGKT", told.Signed, told.Signed.AddMonths(told.Months),
            "Ngân sách tỉnh", 30, told.Required,
            told.Alone, 34, told.Apply, told.Sustain, [.. told.Roles.Select(r => r.Role)], world.People.GetValueOrDefault("bv.nhitw"), Focal(world, told), null,
                topic, told.Signed.AddDays(30),
            told.Signed.AddDays(75), told.Signed.AddDays(210), told.Signed.AddDays(300)), stop, told.Signed);
        foreach (var (code, _) in told.Techniques) await drafting.AddTechniqueAsync(id, await VersionAsync(id, stop), code, stop);
        var taken = new HashSet<Guid>();
        for (var n = 1; n <= told.Ekips; n++)
        {
            var ekip = await drafting.AddEkipAsync(id, await VersionAsync(id, stop), "", stop);
            foreach (var (role, scope) in told.Roles)
            {
                var fits = staff.Where(s => s.IsLicensed && !taken.Contains(s.Id) && (s.LicenceFrom is not { } from || from < told.Signed)).ToList();
                var card = fits.Find(s => (s.Title == "doctor") == (role != "nurse") && s.Scope.Contains(scope, StringComparison.OrdinalIgnoreCase))
                    ?? fits.Find(s => (s.Title == "doctor") == (role != "nurse")) ?? fits[0];
                taken.Add(card.Id);
                await drafting.AddMemberAsync(id, await VersionAsync(id, stop), ekip, role, card.Id, told.Signed, false, stop);
            }
        }
        return id;
    }

    static Guid? Focal(DemoWorld world, DemoPackage told) =>
        world.People.TryGetValue(told.Receiver == "bvdk-than-uyen" ? "bv.thanuyen" : "bv.sannhi", out var focal) ? focal : null;

    async Task SurveyAsync(Guid id, DemoPackage told, CancellationToken stop)
    {
        await surveying.PrefillAsync(id, stop);
        foreach (var line in new SurveyInput[]
        {
            new(SurveySection.People, "Kíp trực đủ vai trò của gói", $"{told.Ekips} ekip", $"{told.Ekips} ekip", false, "", "", null),
            new(SurveySection.Equipment, "Dàn máy và dụng cụ cho trẻ em", "1 bộ", "chưa có bộ dụng cụ cỡ nhỏ", true, "Phòng Vật tư – Thiết bị (mẫu)", "Receiver",
                told.Second.AddDays(-3)),
            new(SurveySection.Drugs, "Thuốc mê, giảm đau liều trẻ em", "đủ cơ số", "đủ", false, "", "", null),
            new(SurveySection.Volume, "Trẻ cần kỹ thuật này trong 12 tháng", "≥ 30 ca", "khoảng 60 ca, phần lớn phải chuyển tuyến", false, "", "", null),
        })
            await surveying.AddAsync(id, line, stop);
    }

    // The short lists of three hospitals, so that it shows who can do what.
    async Task PermittedAsync(DemoWorld world, CancellationToken stop)
    {
        foreach (var (key, count) in new[] { ("bv-san-nhi-lao-cai", 8), ("bvdk-lao-cai", 5), ("bvdk-bac-ha", 3), ("bvdk-than-uyen", 4) })
            if (world.Organisations.TryGetValue(key, out var facility) && !await store.FacilityTechniques.AnyAsync(f => f.FacilityId == facility
                && f.State == "permitted", stop))
                foreach (var ((code, _, _, _), n) in DemoPackages.Others.Take(count).Select((t, i) => (t, i)))
                    await lists.EnterAsync(facility, code, "permitted", new DateOnly(2022, 3, 1).AddMonths(n * 7), $"{100 + n}/QĐ-SYT (mẫu)", new DateOnly(2022, 3,
                        1).AddMonths(n * 7), "", "", null,
                        stop);
    }

    Task<int> VersionAsync(Guid id, CancellationToken stop) => store.Packages.AsNoTracking().Where(p => p.Id == id).Select(p => p.Version).SingleAsync(stop);

    Task SignedAsync(Guid id, Guid paper, DemoWorld world, DemoPackage told, DateOnly day, CancellationToken stop) => DemoHands.SignAsync(store, signing, id, paper,
        world, told, day, stop);
}

/// <summary>Directors of the demonstration sign.</summary>
static class DemoHands
{
    public static async Task SignAsync(TransferStore store, Signing signing, Guid id, Guid paper, DemoWorld world, DemoPackage told, DateOnly day, CancellationToken stop)
    {
        foreach (var (side, user) in new[] { (PaperSide.Giver, "gd.nhitw"), (PaperSide.Receiver, told.Signs) })
        {
            store.ChangeTracker.Clear();
            var text = await store.Papers.SingleAsync(p => p.Id == paper, stop);
            var package = await store.Packages.Include(p => p.Techniques).Include(p => p.Ekips).ThenInclude(e => e.Members).AsSplitQuery().SingleAsync(p =>
                p.Id == id, stop);
            var signed = await store.Signatures.AsNoTracking().Where(s => s.PaperId == paper).ToListAsync(stop);
            var name = user == "gd.nhitw" ? "Nguyễn Hữu Phúc (mẫu)" : told.Signs == "gd.sannhi" ? "Trần Đức Long (mẫu)" : "Nông Thị Kiều (mẫu)";
            await signing.SignAsync(package, text, signed, side, new(world.People[user], name), text.Hash, "password", day, new(day.ToDateTime(new TimeOnly(3, 0)),
                TimeSpan.Zero), stop);
        }
    }
}
