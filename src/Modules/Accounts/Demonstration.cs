using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Accounts;

/// <summary>The people of the demonstration: invented, and marked "(mẫu)" behind the name; one account for each role in each of the three cooperations.</summary>
sealed class Demonstration(IAccountMaker maker, AccountsStore store, IOrganisations organisations, TimeProvider clock) : IDemonstration
{
    static readonly (string User, string Name, string Title, Role Role, string At)[] Cast =
    [
        ("quantri", "Lý Văn Sơn", "Quản trị hệ thống", Role.Administrator, "syt-lao-cai"),
        ("so.laocai", "Nguyễn Thị Hạnh", "Chuyên viên Phòng Nghiệp vụ Y", Role.DepartmentOfficer, "syt-lao-cai"),
        ("gdso.laocai", "Hoàng Quốc Khánh", "Phó Giám đốc Sở", Role.Director, "syt-lao-cai"),
        ("solieu.laocai", "Vàng Thị Mai", "Cán bộ thống kê", Role.DataOfficer, "syt-lao-cai"),
        ("bv.sannhi", "Phạm Thu Hà", "Trưởng phòng Kế hoạch tổng hợp", Role.UnitOfficer, "bv-san-nhi-lao-cai"),
        ("gd.sannhi", "Trần Đức Long", "Giám đốc bệnh viện", Role.Director, "bv-san-nhi-lao-cai"),
        ("bs.sannhi", "Lù Thị Dung", "Bác sĩ nhi khoa", Role.Doctor, "bv-san-nhi-lao-cai"),
        ("bv.bacha", "Giàng A Tủa", "Phòng Kế hoạch tổng hợp", Role.UnitOfficer, "bvdk-bac-ha"),
        ("bv.nhitw", "Đỗ Minh Châu", "Phòng Chỉ đạo tuyến", Role.UnitOfficer, "bv-nhi-tw"),
        ("bs.nhitw", "Bùi Anh Tuấn", "Bác sĩ tim mạch nhi", Role.Doctor, "bv-nhi-tw"),
        ("gd.nhitw", "Nguyễn Hữu Phúc", "Phó Giám đốc bệnh viện", Role.Director, "bv-nhi-tw"),
        ("dan.laocai", "Thào Thị Sua", "", Role.Citizen, "syt-lao-cai"),
        ("quantri.angiang", "Danh Hoài Nam", "Quản trị hệ thống", Role.Administrator, "syt-an-giang"),
        ("so.angiang", "Lê Thị Cẩm Tú", "Chuyên viên Phòng Nghiệp vụ Y", Role.DepartmentOfficer, "syt-an-giang"),
        ("gdso.angiang", "Huỳnh Văn Phước", "Phó Giám đốc Sở", Role.Director, "syt-an-giang"),
        ("solieu.angiang", "Trương Mỹ Linh", "Cán bộ thống kê", Role.DataOfficer, "syt-an-giang"),
        ("bv.kiengiang", "Võ Thành Đạt", "Phòng Kế hoạch tổng hợp", Role.UnitOfficer, "bvdk-kien-giang"),
        ("gd.kiengiang", "Ngô Thanh Tùng", "Giám đốc bệnh viện", Role.Director, "bvdk-kien-giang"),
        ("bs.kiengiang", "Thị Sà Rây", "Bác sĩ can thiệp tim mạch", Role.Doctor, "bvdk-kien-giang"),
        ("tt.phuquoc", "Mai Văn Hải", "Phòng Kế hoạch nghiệp vụ", Role.UnitOfficer, "ttyt-phu-quoc"),
        ("so.hcm", "Đặng Ngọc Bích", "Chuyên viên Phòng Nghiệp vụ Y", Role.DepartmentOfficer, "syt-hcm"),
        ("bv.hungvuong", "Tạ Thúy Vy", "Phòng Chỉ đạo tuyến", Role.UnitOfficer, "bv-hung-vuong"),
        ("dan.angiang", "Kim Thị Liên", "", Role.Citizen, "syt-an-giang"),
        ("quantri.laichau", "Sùng A Páo", "Quản trị hệ thống", Role.Administrator, "syt-lai-chau"),
        ("so.laichau", "Cà Thị Thương", "Chuyên viên Phòng Kế hoạch - Tài chính", Role.DepartmentOfficer, "syt-lai-chau"),
        ("gdso.laichau", "Vũ Hồng Quân", "Phó Giám đốc Sở", Role.Director, "syt-lai-chau"),
        ("bv.thanuyen", "Lò Văn Ơn", "Tổ trưởng tổ chuyển đổi số", Role.UnitOfficer, "bvdk-than-uyen"),
        ("gd.thanuyen", "Nông Thị Kiều", "Giám đốc bệnh viện", Role.Director, "bvdk-than-uyen"),
        ("bs.thanuyen", "Tòng Văn Thịnh", "Bác sĩ nội khoa", Role.Doctor, "bvdk-than-uyen"),
        ("solieu.thanuyen", "Lường Thị Yến", "Cán bộ công nghệ thông tin", Role.DataOfficer, "bvdk-than-uyen"),
        ("dan.thanuyen", "Hà Văn Bun", "", Role.Citizen, "bvdk-than-uyen"),
    ];

    // One person may answer for two units.
    static readonly (string User, Role Role, string At)[] AlsoHeld = [("bv.bacha", Role.UnitOfficer, "ttyt-bac-ha")];

    /// <inheritdoc/>
    public int Order => 20;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        var names = await organisations.NamesAsync(world.Organisations.Values, null, stop);
        foreach (var (user, name, title, role, at) in Cast)
        {
            if (!world.Organisations.TryGetValue(at, out var organisation)) continue;
            var made = await maker.MakeAsync(user, name + " (mẫu)", title, role, organisation, stop);
            world.People[user] = made.Id;
            world.Accounts.Add(new(made.User, made.Password, Named.Roles[role], names.GetValueOrDefault(organisation, at), made.Token));
        }
        foreach (var (user, role, at) in AlsoHeld)
            if (world.People.TryGetValue(user, out var account) && world.Organisations.TryGetValue(at, out var organisation))
                store.Posts.Add(new() { AccountId = account, Role = role, OrganisationId = organisation, CreatedAt = clock.GetUtcNow() });
        await store.SaveChangesAsync(stop);
    }
}
