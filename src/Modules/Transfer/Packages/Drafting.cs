using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>The terms of a package as a form sends them.</summary>
sealed record PackageInput(string Name, Guid GiverId, Guid ReceiverId, Guid? AgreementId, string ContractNumber, DateOnly? ContractFrom, DateOnly? ContractTo,
    string Payer,
    int PlannedCases, int RequiredCases, int AloneCases, int ComplicationPercent, int ApplyCases, int SustainCases, IReadOnlyList<string> Roles, Guid? GiverFocalId,
    Guid? ReceiverFocalId, Guid? PlanId, Guid? TopicId, DateOnly? Due1, DateOnly? Due2, DateOnly? Due3, DateOnly? Due4);

/// <summary>Writes packages: terms, techniques, teams; all of it only while it is a draft, but members may change later, each with a day.</summary>
sealed class Drafting(TransferStore store, PackageBook book, ICodeLists codes, IOrganisations organisations, IPeople people, IPlans plans, HouseQuestions questions,
    Seats seats,
    TimeProvider clock)
{
    /// <summary>A new draft; the caller arranges for one of its sides.</summary>
    public async Task<Guid> MakeAsync(PackageInput input, CancellationToken stop, DateOnly? on = null)
    {
        var (day, now) = (on ?? clock.Today(), clock.GetUtcNow());
        await CheckAsync(input, stop);
        // The number is gapless: of two that take the same one, the unique rule refuses the second, which tries again.
        var ordinal = (await store.Packages.IgnoreQueryFilters(["org"]).Where(p => p.Year == day.Year).MaxAsync(p => (int?)p.Ordinal, stop) ?? 0) + 1;
        var package = new Package
        {
            Code = FormattableString.Invariant($"CGKT-{day.Year}-{ordinal:000}"),
            Year = day.Year,
            Ordinal = ordinal,
            Name = input.Name,
            GiverId = input.GiverId,
            ReceiverId = input.ReceiverId,
            MadeAt = now,
            MadeByName = seats.Me.Name,
        };
        await seats.MustAsync(TransferRights.Arrange, package, stop);
        await TakeAsync(package, input, stop);
        store.Packages.Add(package);
        book.Step(package, "drafted", day, 0);
        await store.SaveChangesAsync(stop);
        return package.Id;
    }

    /// <summary>Other terms of a draft.</summary>
    public async Task ChangeAsync(Guid id, int version, PackageInput input, CancellationToken stop)
    {
        var package = await DraftAsync(id, version, stop);
        await CheckAsync(input, stop);
        (package.GiverId, package.ReceiverId) = (input.GiverId, input.ReceiverId);
        await seats.MustAsync(TransferRights.Arrange, package, stop);
        await TakeAsync(package, input, stop);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Adds a technique of the catalogue.</summary>
    public async Task AddTechniqueAsync(Guid id, int version, string code, CancellationToken stop)
    {
        var package = await DraftAsync(id, version, stop);
        code = code.Split(' ', 2)[0];
        var entry = await codes.FindAsync(CodeSystems.Techniques, code, null, stop)
            ?? throw new Refusal(RefusalKind.Invalid, "Danh mục kỹ thuật không có mã “{0}”. Xin chọn từ danh mục.", code) { Field = "technique" };
        if (package.Techniques.Exists(t => t.Technique == entry.Code)) throw new Refusal(RefusalKind.Conflict, "Gói đã có kỹ thuật {0}.", entry.Code)
        {
            Field =
            "technique"
        };
        package.Techniques.Add(new()
        {
            PackageId = id,
            Technique = entry.Code,
            Name = entry.Display,
            Ordinal = package.Techniques.Select(t => t.Ordinal)
            .DefaultIfEmpty().Max() + 1
        });
        package.Folded = FoldedOf(package);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes a technique out.</summary>
    public async Task RemoveTechniqueAsync(Guid id, int version, string code, CancellationToken stop)
    {
        var package = await DraftAsync(id, version, stop);
        if (package.Techniques.Find(t => t.Technique == code) is not { } row) throw Refusal.Missing("Gói không có kỹ thuật này.");
        package.Techniques.Remove(row);
        store.Techniques.Remove(row);
        package.Folded = FoldedOf(package);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>A further team.</summary>
    public async Task<Guid> AddEkipAsync(Guid id, int version, string name, CancellationToken stop)
    {
        var package = await DraftAsync(id, version, stop);
        var ordinal = package.Ekips.Select(e => e.Ordinal).DefaultIfEmpty().Max() + 1;
        var ekip = new Ekip { PackageId = id, Name = name.Length > 0 ? name : FormattableString.Invariant($"Ekip {ordinal}"), Ordinal = ordinal };
        package.Ekips.Add(ekip);
        await store.SaveChangesAsync(stop);
        return ekip.Id;
    }

    /// <summary>Somebody of the receiver joins a team in a role from a day on; whoever held the role leaves the day before where <paramref name="replace"/>.</summary>
    public async Task AddMemberAsync(Guid id, int version, Guid ekipId, string role, Guid practitioner, DateOnly from, bool replace, CancellationToken stop)
    {
        var package = await book.OneAsync(id, stop);
        await seats.MustAsync(TransferRights.Arrange, package, stop);
        store.Expect(package, version);
        if (package.State is PackageState.Ended) package.Must(PackageState.Running);
        if (!PackageWords.Roles.ContainsKey(role)) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "role" };
        var ekip = package.Ekips.Find(e => e.Id == ekipId) ?? throw Refusal.Missing("Không tìm thấy ekip này.");
        var card = (await questions.PeopleAsync(package.ReceiverId, stop)).FirstOrDefault(p => p.Id == practitioner)
            ?? throw new Refusal(RefusalKind.Invalid, "Người này không có trong sổ người hành nghề của bên tiếp nhận.") { Field = "practitioner" };
        if (!card.IsLicensed) throw new Refusal(RefusalKind.Invalid, "{0} chưa có giấy phép hành nghề còn hiệu lực nên chưa vào ekip được.", card.Name)
        {
            Field =
            "practitioner"
        };
        if (package.Ekips.SelectMany(e => e.Members).Any(m => m.PractitionerId == practitioner && m.IsIn(from) && m.EkipId == ekipId))
            throw new Refusal(RefusalKind.Conflict, "{0} đã ở trong ekip này.", card.Name) { Field = "practitioner" };
        if (replace) foreach (var old in ekip.Members.Where(m => m.Role == role && m.IsIn(from))) old.ToDay = from.AddDays(-1);
        ekip.Members.Add(new() { EkipId = ekipId, PackageId = id, Role = role, PractitionerId = practitioner, Name = card.Name, FromDay = from });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Somebody leaves a team; in a draft the line is taken out.</summary>
    public async Task EndMemberAsync(Guid id, int version, Guid member, DateOnly last, CancellationToken stop)
    {
        var package = await book.OneAsync(id, stop);
        await seats.MustAsync(TransferRights.Arrange, package, stop);
        store.Expect(package, version);
        var row = package.Ekips.SelectMany(e => e.Members).FirstOrDefault(m => m.Id == member) ?? throw Refusal.Missing("Không tìm thấy người này trong ekip.");
        if (package.IsDraft) store.Members.Remove(row);
        else if (last < row.FromDay) throw new Refusal(RefusalKind.Invalid, "Ngày rời ekip không thể trước ngày vào ({0}).", Say.Day(row.FromDay)) { Field = "last" };
        else row.ToDay = last;
        await store.SaveChangesAsync(stop);
    }

    async Task<Package> DraftAsync(Guid id, int version, CancellationToken stop)
    {
        var package = await book.OneAsync(id, stop);
        await seats.MustAsync(TransferRights.Arrange, package, stop);
        package.Must(PackageState.Drafted);
        return store.Expect(package, version);
    }

    async Task CheckAsync(PackageInput input, CancellationToken stop)
    {
        Refusal No(string text, string field, params object[] args) => new(RefusalKind.Invalid, text, args) { Field = field };
        if (input.GiverId == input.ReceiverId) throw No(Words.Key("Bên chuyển giao và bên tiếp nhận phải là hai đơn vị khác nhau."), "receiver");
        foreach (var (side, field) in new[] { (input.GiverId, "giver"), (input.ReceiverId, "receiver") })
            if (await organisations.FindAsync(side, null, stop) is not { IsOpen: true }) throw No(Words.Key("Lựa chọn này không có trong danh sách."), field);
        if (input.ContractFrom > input.ContractTo) throw No(Words.Key("Ngày hết hạn hợp đồng phải sau ngày bắt đầu."), "contractTo");
        foreach (var (value, most, field) in new[] { (input.PlannedCases, 10_000, "planned"), (input.RequiredCases, 1_000, "required"), (input.AloneCases, 1_000,
            "alone"),
            (input.ComplicationPercent, 100, "complications"), (input.ApplyCases, 1_000, "apply"), (input.SustainCases, 1_000, "sustain") })
            if (value < 0 || value > most) throw No(Words.Key("Xin nhập số từ 0 đến {0}."), field, most);
        if (input.AloneCases == 0) throw No(Words.Key("Số ca độc lập liên tiếp của mỗi ekip phải từ 1."), "alone");
        if (input.SustainCases == 0) throw No(Words.Key("Số ca mỗi quý sau bàn giao phải từ 1."), "sustain");
        DateOnly?[] dues = [input.Due1, input.Due2, input.Due3, input.Due4];
        var known = dues.OfType<DateOnly>().ToList();
        if (!known.SequenceEqual(known.Order())) throw No(Words.Key("Hạn của các pha phải theo thứ tự."), "due1");
    }

    async Task TakeAsync(Package p, PackageInput input, CancellationToken stop)
    {
        (p.Name, p.AgreementId, p.ContractNumber, p.ContractFrom, p.ContractTo, p.Payer) =
            (input.Name, input.AgreementId, input.ContractNumber, input.ContractFrom, input.ContractTo, input.Payer);
        (p.PlannedCases, p.RequiredCases, p.AloneCases, p.ComplicationPercent, p.ApplyCases, p.SustainCases) =
            (input.PlannedCases, input.RequiredCases, input.AloneCases, input.ComplicationPercent, input.ApplyCases, input.SustainCases);
        p.Roles = string.Join(',', PackageWords.Roles.Keys.Where(input.Roles.Contains));
        (p.Due1, p.Due2, p.Due3, p.Due4) = (input.Due1, input.Due2, input.Due3, input.Due4);
        var names = await people.NamesAsync(new[] { input.GiverFocalId, input.ReceiverFocalId }.OfType<Guid>(), stop);
        (p.GiverFocalId, p.GiverFocal) = (input.GiverFocalId, input.GiverFocalId is { } g ? names.GetValueOrDefault(g, "") : "");
        (p.ReceiverFocalId, p.ReceiverFocal) = (input.ReceiverFocalId, input.ReceiverFocalId is { } r ? names.GetValueOrDefault(r, "") : "");
        (p.PlanId, p.TopicId) = (input.PlanId, input.TopicId);
        // The target tells its plan; one the caller may not see is refused as missing.
        if (input.TopicId is { } topic) p.PlanId = (await plans.TargetAsync(topic, stop)).PlanId;
        p.Folded = FoldedOf(p);
    }

    static string FoldedOf(Package p) => Fold.Of($"{p.Code} {p.Name} {p.ContractNumber} {string.Join(' ', p.Techniques.Select(t => $"{t.Technique} {t.Name}"))}");
}
