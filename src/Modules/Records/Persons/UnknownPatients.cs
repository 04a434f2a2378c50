using System.Data.Common;
using System.Security.Cryptography;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Records;

/// <summary>Registers emergency patients whom nobody knows, keeps the clock until the commune is told, and says who they are once that is known.</summary>
sealed class UnknownPatients(PersonsStore store, Linking linking, Homes homes, Caller caller, TimeProvider clock)
{
    const string Signs = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

    /// <summary>A code that never looks like twelve digits: KR-251120-7QXF5.</summary>
    public static string NewCode(DateOnly today) => string.Concat("KR-", today.ToString("yyMMdd", System.Globalization.CultureInfo.InvariantCulture), "-",
        RandomNumberGenerator.GetString(Signs, 5));

    /// <summary>Facilities for which the caller may register.</summary>
    public Task<IReadOnlyList<Guid>> HoldersAsync(CancellationToken stop) => homes.ReadingAsync(PersonsRights.Register, stop);

    /// <summary>Registers one; returns the person.</summary>
    public async Task<Guid> RegisterAsync(Form form, CancellationToken stop)
    {
        var holders = await HoldersAsync(stop);
        var holder = form.Id("holder") ?? holders[0];
        if (!holders.Contains(holder)) throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}” tại đơn vị này. Xin liên hệ quản trị viên của đơn vị.",
            PersonsRights.Register.Title);
        var description = form.Required("description");
        var sex = form.Text("sex") is "male" or "female" ? form.Text("sex") : "unknown";
        var age = form.Whole("age", -1);
        if (age > 130) throw new Refusal(RefusalKind.Invalid, "Tuổi ước chừng phải từ 0 đến 130.") { Field = "age" };
        var arrived = Arrived(form);
        var code = NewCode(clock.Today());
        var birth = age >= 0 ? (clock.Today().Year - age).ToString("0000", System.Globalization.CultureInfo.InvariantCulture) + "0000" : "";
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        var linked = (await linking.LinkAsync(store.Database.GetDbConnection(),
            [new PersonClaim(holder, code, "Chưa rõ tên " + code[^5..], birth, sex, [(IdentifierSystems.Temporary, code)])], stop))[0];
        store.Unknown.Add(new UnknownPatient
        {
            HolderId = holder,
            PatientId = linked.PatientId,
            PersonId = linked.PersonId,
            Code = code,
            Description = description,
            ArrivedAt = arrived,
            DueAt = arrived.AddHours(UnknownPatient.Hours),
            MadeBy = caller.UserId,
        });
        store.Trace("person.register", "person", linked.PersonId.ToString());
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return linked.PersonId;
    }

    DateTimeOffset Arrived(Form form)
    {
        var now = clock.GetUtcNow();
        var hours = form.Text("hours").Length == 0 ? 0 : form.Whole("hours", -1);
        if (hours is < 0 or > 720) throw new Refusal(RefusalKind.Invalid, "Số giờ từ lúc đến phải từ 0 đến 720.") { Field = "hours" };
        return now.AddHours(-hours);
    }

    /// <summary>The commune was told.</summary>
    public async Task NotifyAsync(Guid id, Form form, CancellationToken stop)
    {
        var row = await OwnAsync(id, stop);
        if (row.NotifiedAt is not null) throw Refusal.Conflict("Việc báo cho xã, phường đã được ghi trước đó.");
        store.Expect(row, form.Whole("version"));
        row.NotifiedTo = form.Required("to", 300);
        row.NotifiedAt = clock.GetUtcNow();
        row.NotifiedBy = caller.UserId;
        store.Report(new Fact
        {
            Kind = "person.unknown.notified",
            UnitId = row.HolderId,
            OccurredOn = clock.Today(),
            Value = 1,
            Module = "records",
            SourceId = "unknown/" + row.Id,
            Dims = Fact.DimsOf(("on_time", row.NotifiedAt <= row.DueAt ? "yes" : "no")),
        });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>It is known who it is; returns the person, and whether somebody else already has that number.</summary>
    public async Task<(Guid Person, Guid? Other)> KnowAsync(Guid id, Form form, CancellationToken stop)
    {
        var row = await OwnAsync(id, stop);
        store.Expect(row, form.Whole("version"));
        var name = form.Required("name", 120);
        if (PersonName.Clean(name).Length == 0) throw new Refusal(RefusalKind.Invalid, "Họ tên phải có chữ.") { Field = "name" };
        var birth = BirthDay.Of(form.Text("birth"));
        if (birth.Length == 0 && form.Text("birth").Length > 0) throw new Refusal(RefusalKind.Invalid,
            "Ngày sinh chưa đúng. Ví dụ đúng: 05/01/1985 hoặc 1985.")
        { Field = "birth" };
        List<(string, string)> numbers = [(IdentifierSystems.Temporary, row.Code)];
        var personal = Numbers.Fold(form.Text("number", 40));
        if (personal.Length > 0 && !Numbers.IsPersonal(personal)) throw new Refusal(RefusalKind.Invalid, "Số định danh cá nhân gồm 12 chữ số.") { Field = "number" };
        if (personal.Length > 0) numbers.Add((IdentifierSystems.Personal, personal));
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        var connection = store.Database.GetDbConnection();
        var before = await connection.RowsAsync("select sex, birth from records_patient where id = @p0", r => (Sex: r.GetString(0), Birth: r.GetString(1)), stop, row.PatientId);
        var sex = form.Text("sex") is { Length: > 0 } said ? said : before[0].Sex;
        if (birth.Length == 0) birth = before[0].Birth;
        var linked = (await linking.LinkAsync(connection, [new PersonClaim(row.HolderId, row.Code, name, birth, sex, numbers,
            Address: form.Text("address", 500))], stop))[0];
        row.KnownAt = clock.GetUtcNow();
        store.Trace("person.known", "person", linked.PersonId.ToString());
        await store.SaveChangesAsync(stop);
        var others = personal.Length == 0 ? [] : await HavingAsync(connection, personal, linked.PersonId, row.HolderId, stop);
        await transaction.CommitAsync(stop);
        return (linked.PersonId, others is [var other, ..] ? other : null);
    }

    // Only somebody whom the same facility knows is named here.
    static Task<List<Guid>> HavingAsync(DbConnection connection, string number, Guid except, Guid holder, CancellationToken stop) => connection.RowsAsync(
        "select distinct p.person_id from records_identifier i join records_patient p on p.seq = i.patient_seq where i.folded = @p0 and i.is_active and p.person_id <> @p1 and p.holder_id = @p2",
        r => r.GetGuid(0), stop, number, except, holder);

    async Task<UnknownPatient> OwnAsync(Guid id, CancellationToken stop)
    {
        var holders = await HoldersAsync(stop);
        return await store.Unknown.FirstOrDefaultAsync(u => u.Id == id && holders.Contains(u.HolderId), stop)
            ?? throw Refusal.Missing("Không có người bệnh chưa rõ danh tính này tại đơn vị của ông/bà.");
    }

    /// <summary>Those for whom something is still to be done, the most urgent first.</summary>
    public async Task<IReadOnlyList<UnknownPatient>> OpenAsync(CancellationToken stop)
    {
        var holders = await HoldersAsync(stop);
        return await store.Unknown.AsNoTracking().Where(u => holders.Contains(u.HolderId) && u.KnownAt == null)
            .OrderBy(u => u.DueAt).Take(50).ToListAsync(stop);
    }
}
