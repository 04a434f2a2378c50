using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Signing;

/// <summary>Who may sign what for whom, by dated rows.</summary>
sealed class Powers(SigningStore store, IPeople people, IOrganisations organisations, Caller caller)
{
    /// <summary>Forms of signing by the decree, with what they mean.</summary>
    public static readonly IReadOnlyList<(string Form, string Words)> Forms =
    [
        ("", Words.Key("Người đứng đầu ký")), ("TM.", Words.Key("TM. – thay mặt tập thể")), ("Q.", Words.Key("Q. – quyền cấp trưởng")), ("KT.",
            Words.Key("KT. – cấp phó ký thay")),
        ("TL.", Words.Key("TL. – thừa lệnh")), ("TUQ.", Words.Key("TUQ. – thừa ủy quyền")),
    ];

    /// <summary>Abbreviations of Nghị định 30/2020/NĐ-CP, Phụ lục III, and of the papers this house makes.</summary>
    public static readonly IReadOnlyList<string> Types =
    [
        "NQ", "QĐ", "CT", "QC", "QyĐ", "TC", "TB", "HD", "CTr", "KH", "PA", "ĐA", "DA", "BC", "BB", "TTr", "HĐ", "CV", "CĐ", "BGN", "BTT", "GUQ", "GM", "GGT",
            "GNP", "PG",
        "PC", "PB", "GCN", "CCĐTLT",
    ];

    /// <summary>Whether a person has the power on a day.</summary>
    public async Task<bool> HasAsync(Guid organisation, Guid user, string type, DateOnly day, CancellationToken stop) =>
        (await store.Powers.IgnoreQueryFilters(["org"]).AsNoTracking().Where(p => p.OrganisationId == organisation && p.UserId == user).ToListAsync(stop))
            .Exists(p => p.IsOn(day) && p.Covers(type));

    /// <summary>Refuses, naming who may, unless the person has the power.</summary>
    public async Task MustAsync(Guid organisation, Guid user, string type, DateOnly day, CancellationToken stop)
    {
        if (await HasAsync(organisation, user, type, day, stop)) return;
        var may = (await store.Powers.IgnoreQueryFilters(["org"]).AsNoTracking().Where(p => p.OrganisationId == organisation).ToListAsync(stop))
            .Where(p => p.IsOn(day) && p.Covers(type)).Select(p => p.Person).Distinct().Order(StringComparer.Ordinal).ToList();
        var name = (await organisations.FindAsync(organisation, null, stop))?.Name ?? "";
        throw may.Count == 0
            ? new Refusal(RefusalKind.Forbidden, "Chưa ai được giao thẩm quyền ký loại văn bản “{0}” của {1}. Xin lãnh đạo ghi thẩm quyền ở mục Chữ ký số.",
                Said(type), name)
            { Code = "signing-power" }
            : new Refusal(RefusalKind.Forbidden, "Ông/bà không có thẩm quyền ký loại văn bản “{0}” của {1}. Người có thẩm quyền: {2}.", Said(type), name,
                string.Join(", ", may))
            { Code = "signing-power" };
    }

    static string Said(string type) => type.Length > 0 ? type : "CV";

    /// <summary>Gives a power.</summary>
    public async Task GiveAsync(Guid organisation, Guid user, string types, string form, string basis, DateOnly from, DateOnly? to, CancellationToken stop)
    {
        caller.Must(SigningRights.Arrange, organisation);
        if (!Forms.Any(f => f.Form == form)) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "form" };
        if (to < from) throw new Refusal(RefusalKind.Invalid, "Ngày kết thúc phải sau ngày bắt đầu.") { Field = "to" };
        var known = types.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries).Select(t => (Typed: t, Known: Types.FirstOrDefault(k => k.Equals(t,
            StringComparison.OrdinalIgnoreCase)))).ToList();
        if (known.Find(t => t.Known is null).Typed is { } strange)
            throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là chữ viết tắt tên loại văn bản. Ví dụ đúng: BC, KH, TTr.", strange) { Field = "types" };
        var person = (await people.AtAsync([organisation], stop)).FirstOrDefault(p => p.Id == user)
            ?? throw new Refusal(RefusalKind.Invalid, "Người này không giữ chức vụ tại đơn vị nên không ghi thẩm quyền ký được.") { Field = "user" };
        store.Powers.Add(new()
        {
            OrganisationId = organisation,
            UserId = user,
            Person = person.Name,
            Types = string.Join(',', known.Select(t => t.Known!).Distinct()),
            Form = form,
            Basis = basis,
            FromDay = from,
            ToDay = to,
            AddedAt = store.Clock.GetUtcNow(),
            AddedBy = caller.Name,
        });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Ends a power on a day; what was signed before stays.</summary>
    public async Task EndAsync(Guid id, int version, DateOnly on, CancellationToken stop)
    {
        var one = await store.Powers.SingleOrDefaultAsync(p => p.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy dòng thẩm quyền này.");
        caller.Must(SigningRights.Arrange, one.OrganisationId);
        store.Expect(one, version);
        if (on < one.FromDay) throw new Refusal(RefusalKind.Invalid, "Ngày kết thúc phải sau ngày bắt đầu.") { Field = "to" };
        (one.ToDay, one.EndedBy) = (on, caller.Name);
        await store.SaveChangesAsync(stop);
    }
}
