using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Certificates;

/// <summary>Certificates of other places as a page shows them.</summary>
sealed record OutsideView(string Show, IReadOnlyList<OutsideCertificate> Rows, IReadOnlyDictionary<Guid, string> Names, IReadOnlySet<Guid> Arranges,
    IReadOnlyList<(string Value, string Label)> People, bool MaySee);

/// <summary>Registers certificates of other places with a scan and has the holder's unit confirm them; confirmed hours go to the credit ledger.</summary>
sealed class OutsideDesk(CertificatesStore store, IFiles files, Holders holders, IOrganisations organisations, Caller caller, TimeProvider clock)
{
    const long MostBytes = 10L * 1024 * 1024;

    static readonly Dictionary<string, (string Type, byte[] Begins)> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".pdf"] = ("application/pdf", "%PDF-"u8.ToArray()),
        [".jpg"] = ("image/jpeg", [0xFF, 0xD8, 0xFF]),
        [".jpeg"] = ("image/jpeg", [0xFF, 0xD8, 0xFF]),
        [".png"] = ("image/png", [0x89, 0x50, 0x4E, 0x47]),
    };

    /// <summary>The page: those of the own units, or only the own.</summary>
    public async Task<OutsideView> ListAsync(HttpRequest request, CancellationToken stop)
    {
        var show = Enum.TryParse<OutsideState>(request.Query["show"], out var state) && Enum.IsDefined(state) ? state.ToString() : "all";
        var sees = caller.May(CertificatesRights.See);
        var rows = store.Outside.AsNoTracking();
        if (!sees) rows = rows.Where(o => o.UserId == caller.UserId);
        if (show != "all") rows = rows.Where(o => o.State == state);
        var list = await rows.OrderBy(o => o.State != OutsideState.Registered).ThenByDescending(o => o.MadeAt).Take(500).ToListAsync(stop);
        var arranges = caller.Seats(CertificatesRights.Arrange);
        return new(show, list, await organisations.NamesAsync(list.Select(o => o.OrganisationId).Distinct(), null, stop), arranges.ToHashSet(),
            [.. (await holders.AtAsync(arranges, stop)).Select(p => (p.Id.ToString(), p.LicenceNumber.Length > 0 ? $"{p.Name} · {p.LicenceNumber}" : p.Name))], sees);
    }

    /// <summary>Registers one: for somebody of the own unit, or for oneself.</summary>
    public async Task RegisterAsync(Form form, CancellationToken stop)
    {
        var (person, user, name, organisation) = await HolderAsync(form.Id("person"), stop);
        var (from, to, on) = (Must(form, "from"), Must(form, "to"), Must(form, "issuedOn"));
        if (to < from) throw new Refusal(RefusalKind.Invalid, "Ngày cuối phải từ ngày đầu trở đi.") { Field = "to" };
        if (on > clock.Today()) throw new Refusal(RefusalKind.Invalid, "Ngày cấp không được sau hôm nay.") { Field = "issuedOn" };
        var hours = form.Number("hours") ?? 0;
        if (hours is < 0 or > 10_000) throw new Refusal(RefusalKind.Invalid, "Số tiết phải từ 0 đến 10.000.") { Field = "hours" };
        var (issuer, number, course) = (form.Required("issuerName", 300), form.Required("number", 100), form.Required("course", 500));
        var (hash, file) = await KeepAsync(form, organisation, stop);
        store.Outside.Add(new()
        {
            UserId = user,
            PractitionerId = person,
            Holder = name,
            OrganisationId = organisation,
            IssuerName = issuer,
            Number = number,
            Course = course,
            FromDay = from,
            ToDay = to,
            IssuedOn = on,
            Hours = hours,
            ScanHash = hash,
            ScanName = file,
            MadeAt = clock.GetUtcNow(),
            MadeByName = caller.Name,
            Folded = Fold.Of($"{name} {issuer} {number} {course}"),
        });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Confirms or refuses one; nobody confirms their own.</summary>
    public async Task DecideAsync(Guid id, int version, bool takes, string reason, CancellationToken stop)
    {
        var one = await FindAsync(id, stop);
        caller.MustHold(CertificatesRights.Arrange, one.OrganisationId);
        if (one.UserId is not null && one.UserId == caller.UserId) throw Refusal.Forbidden("Không ai tự xác nhận chứng chỉ của chính mình. Xin nhờ người khác trong đơn vị.");
        store.Expect(one, version);
        one.Decide(takes, reason, caller.Name, clock.GetUtcNow());
        if (takes)
            store.Publish($"credit/outside/{one.Id}", new CreditEarned($"outside/{one.Id}", one.PractitionerId, one.UserId, "course", one.Hours > 0 ? one.Hours : null,
                one.ToDay, one.OrganisationId, $"{one.Course} ({one.IssuerName}, số {one.Number})", "/certificates/outside/" + one.Id));
        if (one.UserId is { } user) store.Notify(new Notice
        {
            UserId = user,
            Text = takes ? Words.Key("Đơn vị đã xác nhận chứng chỉ số {0} của ông/bà.") : Words.Key("Đơn vị không công nhận chứng chỉ số {0} của ông/bà; lý do ghi ở trang của chứng chỉ."),
            Args = Notice.ArgsOf(one.Number),
            Link = "/certificates/outside/" + one.Id,
            Once = $"certificate-outside/{one.Id}",
        });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>One that the caller may see.</summary>
    public async Task<OutsideCertificate> FindAsync(Guid id, CancellationToken stop)
    {
        var one = await store.Outside.IgnoreQueryFilters(["org"]).SingleOrDefaultAsync(o => o.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy chứng chỉ này.");
        if (caller.May(CertificatesRights.See, one.OrganisationId) || (one.UserId is not null && one.UserId == caller.UserId)) return one;
        return await holders.MeAsync(stop) is { } me && me.Id == one.PractitionerId ? one : throw Refusal.Missing("Không tìm thấy chứng chỉ này.");
    }

    /// <summary>May the caller decide on it?</summary>
    public bool MayDecide(OutsideCertificate one) => one.State == OutsideState.Registered && caller.Holds(CertificatesRights.Arrange, one.OrganisationId)
        && (one.UserId is null || one.UserId != caller.UserId);

    /// <summary>The scan.</summary>
    public async Task<(Stream Content, string Type, string Name)> ScanAsync(Guid id, CancellationToken stop)
    {
        var one = await FindAsync(id, stop);
        store.Trace("certificate.scan.read", "certificates_outside", id.ToString());
        await store.SaveChangesAsync(stop);
        return (await files.OpenAsync(one.OrganisationId, one.ScanHash, stop), Types[Path.GetExtension(one.ScanName)].Type, one.ScanName);
    }

    async Task<(Guid? Person, Guid? User, string Name, Guid Organisation)> HolderAsync(Guid? chosen, CancellationToken stop)
    {
        if (chosen is { } id)
        {
            var card = await holders.FindAsync(id, stop) ?? throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "person" };
            caller.MustHold(CertificatesRights.Arrange, card.OrganisationId);
            return (card.Id, card.UserId, card.Name, card.OrganisationId);
        }
        var me = await holders.MeAsync(stop);
        var home = me?.OrganisationId ?? caller.Posts.Where(p => p.Role != Role.Citizen).Select(p => (Guid?)p.OrganisationId).FirstOrDefault()
            ?? throw Refusal.Forbidden("Ông/bà chưa có đơn vị công tác trên hệ thống nên chưa đăng ký được chứng chỉ.");
        return (me?.Id, caller.UserId, me?.Name ?? caller.Name, home);
    }

    async Task<(string Hash, string Name)> KeepAsync(Form form, Guid organisation, CancellationToken stop)
    {
        var file = form.File("scan") ?? throw new Refusal(RefusalKind.Invalid, "Xin chọn tệp.") { Field = "scan" };
        var name = Path.GetFileName(file.FileName);
        if (name.Length > 200) name = name[^200..];
        if (file.Length > MostBytes) throw new Refusal(RefusalKind.Invalid, "Tệp lớn hơn {0} MB nên không nhận. Xin chia nhỏ hoặc nén lại tệp.", MostBytes / 1024 / 1024) { Field = "scan" };
        await using var content = file.OpenReadStream();
        var head = new byte[8];
        var read = await content.ReadAtLeastAsync(head, head.Length, throwOnEndOfStream: false, stop);
        if (!Types.TryGetValue(Path.GetExtension(name), out var type) || !head.AsSpan(0, read).StartsWith(type.Begins))
            throw new Refusal(RefusalKind.Invalid, "Bản quét phải là tệp PDF, JPG hoặc PNG.") { Field = "scan" };
        content.Position = 0;
        return ((await files.PutAsync(organisation, content, MostBytes, stop)).Hash, name);
    }

    static DateOnly Must(Form form, string name) => form.Day(name) ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập nội dung cho ô này.") { Field = name };
}
