using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Logbook;

/// <summary>Who takes part and who supervises, by the register of practitioners and the ekips of transfer packages.</summary>
sealed class People(LogbookStore store, IServiceProvider services, IOrganisations organisations)
{
    IPractitioners Register => services.GetRequiredService<IPractitioners>();

    /// <summary>Transfer packages, where the house has them.</summary>
    public ITransfers? Transfers => services.GetService<ITransfers>();

    /// <summary>Roles to choose from.</summary>
    public IReadOnlyDictionary<string, string> Roles => LogWords.Roles(Transfers);

    /// <summary>Staff of a facility.</summary>
    public Task<IReadOnlyList<PractitionerCard>> StaffAsync(Guid facility, CancellationToken stop) => Register.AtAsync([facility], null, 500, stop);

    /// <summary>Who stands behind an account.</summary>
    public Task<PractitionerCard?> OfUserAsync(Guid user, CancellationToken stop) => Register.OfUserAsync(user, null, stop);

    /// <summary>Ekips of a facility.</summary>
    public async Task<IReadOnlyList<EkipCard>> EkipsAsync(Guid facility, CancellationToken stop) => Transfers is { } known ? await known.EkipsAsync(facility, stop) : [];

    /// <summary>Those of other organisations who may supervise here: staff of givers of its packages, and who supervised before.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name, string At)>> ExpertsAsync(Guid facility, IReadOnlyList<EkipCard> ekips, CancellationToken stop)
    {
        var givers = ekips.Select(e => e.GiverId).Where(g => g != Guid.Empty && g != facility).Distinct().ToList();
        var staff = givers.Count == 0 ? [] : (await Register.AtAsync(givers, null, 100, stop)).Where(c => c.UserId is not null).ToList();
        var rows = await store.Cases.IgnoreQueryFilters(["org"]).AsNoTracking()
            .Where(c => c.FacilityId == facility && c.SupervisorId != null && c.SupervisorAt != facility)
            .OrderByDescending(c => c.LoggedAt).Take(300).Select(c => new { Id = c.SupervisorId!.Value, c.SupervisorName, c.SupervisorAt }).ToListAsync(stop);
        var names = await organisations.NamesAsync(rows.Select(r => r.SupervisorAt).OfType<Guid>().Concat(givers).Distinct(), null, stop);
        return [.. rows.DistinctBy(r => r.Id).Take(20).Select(r => (r.Id, Name: r.SupervisorName, At: names.GetValueOrDefault(r.SupervisorAt ?? default, "")))
            .Concat(staff.Select(c => (c.Id, c.Name, At: names.GetValueOrDefault(c.OrganisationId, "")))).DistinctBy(e => e.Id)];
    }

    /// <summary>Puts the ekip into a case; refused where it is not one of the facility or does not learn the technique.</summary>
    public async Task EkipAsync(LoggedCase one, Guid? ekip, CancellationToken stop)
    {
        (one.EkipId, one.EkipName, one.EkipRoles) = (null, "", "");
        if (ekip is not { } id) return;
        var card = (await EkipsAsync(one.FacilityId, stop)).FirstOrDefault(e => e.Id == id)
            ?? throw new Refusal(RefusalKind.Invalid, "Ekip này không thuộc gói chuyển giao nào đang chạy tại cơ sở.") { Field = "ekip" };
        if (!card.Techniques.Contains(one.Technique))
            throw new Refusal(RefusalKind.Invalid, "Kỹ thuật {0} không thuộc gói của {1}. Xin chọn kỹ thuật của gói, hoặc bỏ chọn ekip.", one.Technique,
                card.Name)
            { Field = "ekip" };
        if ((card.From is { } from && one.OnDay < from) || (card.To is { } to && one.OnDay > to))
            throw new Refusal(RefusalKind.Invalid, "Ca ngày {0} nằm ngoài thời gian của {1} nên không tính cho ekip. Xin bỏ chọn ekip.", Say.Day(one.OnDay),
                card.Name)
            { Field = "ekip" };
        (one.EkipId, one.EkipName, one.EkipRoles) = (card.Id, $"{card.Package} · {card.Name}", string.Join(' ', card.Members.Select(m => m.Role).Distinct()));
    }

    /// <summary>Puts the members into a case.</summary>
    public async Task MembersAsync(LoggedCase one, IReadOnlyList<MemberInput> members, CancellationToken stop)
    {
        Refusal No(string field, string text, params object[] args) => new(RefusalKind.Invalid, text, args) { Field = field };
        if (members.Count == 0) throw No("member-0", "Xin chọn ít nhất một người tham gia.");
        if (members.Count > CaseInput.Most) throw No("member-0", "Mỗi ca ghi nhiều nhất {0} người.", CaseInput.Most);
        var cards = await Register.CardsAsync(members.Select(m => m.Practitioner), one.OnDay, stop);
        for (var i = 0; i < members.Count; i++)
        {
            var (field, m) = (FormattableString.Invariant($"member-{i}"), members[i]);
            if (!cards.TryGetValue(m.Practitioner, out var card)) throw No(field, "Người này không có trong danh bạ người hành nghề.");
            if (m.Level is < 1 or > 6) throw No(FormattableString.Invariant($"level-{i}"), "Xin chọn mức của {0}.", card.Name);
            if (!Roles.ContainsKey(m.Role)) throw No(FormattableString.Invariant($"role-{i}"), "Xin chọn vai trò của {0}.", card.Name);
            if (members.Take(i).Any(o => o.Practitioner == m.Practitioner)) throw No(field, "{0} được ghi hai lần. Xin giữ một dòng.", card.Name);
            one.Members.Add(new()
            {
                CaseId = one.Id,
                PractitionerId = card.Id,
                UserId = card.UserId,
                Name = card.Name,
                OrganisationId = card.OrganisationId,
                Role = m.Role,
                Level = m.Level,
                Ordinal = i + 1,
            });
        }
        if (!one.Members.Exists(m => m.OrganisationId == one.FacilityId)) throw No("member-0", "Ca phải có ít nhất một người của cơ sở nơi thực hiện.");
    }

    /// <summary>Puts the supervisor into a case: never one of those who took part.</summary>
    public async Task SupervisorAsync(LoggedCase one, CaseInput input, IRooms rooms, CancellationToken stop)
    {
        Refusal No(string field, string text, params object[] args) => new(RefusalKind.Invalid, text, args) { Field = field };
        (one.SupervisorId, one.SupervisorUser, one.SupervisorName, one.SupervisorAt, one.Supervision, one.RoomId) = (null, null, "", null, Supervision.None, null);
        var card = input.Supervisor is { } id ? await Register.FindAsync(id, one.OnDay, stop)
            ?? throw No("supervisor", "Người này không có trong danh bạ người hành nghề.")
            : (input.SupervisorLicence ?? "").Trim() is { Length: > 0 } licence
            ? (await Register.ByLicencesAsync([licence], one.OnDay, stop)).Values.FirstOrDefault()
                ?? throw No("supervisorLicence", "Không tìm thấy số giấy phép hành nghề {0}.", licence)
            : null;
        if (card is null)
        {
            if (one.NeedsSupervisor) throw No("supervisor", "Mức 1 đến 4 phải có người giám sát ký. Xin chọn người giám sát.");
            return;
        }
        if (one.Members.Exists(m => m.PractitionerId == card.Id))
            throw No("supervisor", "{0} có trong danh sách người tham gia nên không thể tự giám sát và ký ca của chính mình.", card.Name);
        if (card.UserId is null && one.NeedsSupervisor) throw No("supervisor", "{0} chưa có tài khoản nên không ký được. Xin chọn người giám sát có tài khoản.",
            card.Name);
        if (!Enum.TryParse<Supervision>(input.Supervision, out var how) || how == Supervision.None
            || !Enum.IsDefined(how)) throw No("supervision", "Xin chọn cách giám sát.");
        (one.SupervisorId, one.SupervisorUser, one.SupervisorName, one.SupervisorAt, one.Supervision) = (card.Id, card.UserId, card.Name, card.OrganisationId, how);
        if (how != Supervision.Room) return;
        var room = CaseInput.RoomOf(input.Room ?? "") ?? throw No("room", "Xin dán địa chỉ của phòng họp đã dùng để giám sát.");
        if (await rooms.ReportAsync(room, stop) is null) throw No("room", "Không tìm thấy phòng họp này.");
        one.RoomId = room;
    }
}
