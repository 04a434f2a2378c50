using LienY.Contracts;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.EntityFrameworkCore;

namespace LienY.Training;

/// <summary>A row of a roster: who it is, or why not.</summary>
/// <param name="Number">Number of the row in the file.</param>
/// <param name="Trouble">Null: it can be taken.</param>
sealed record RosterRow(int Number, string Name, string Licence, Guid? PractitionerId, Refusal? Trouble, bool IsTaken);

/// <summary>
/// Takes a roster (Excel or CSV: licence number, or the name where one person of the unit bears it) of a unit: says which row and why, takes the rest when asked to.
/// </summary>
sealed class RosterImport(TrainingStore store, ClassBook book, Nominating nominating, IPractitioners practitioners, IOrganisations organisations, Caller caller)
{
    const int Most = 2000;
    static readonly string[] NameHeads = ["ho va ten", "ho ten", "ten", "name", "full name"];
    static readonly string[] LicenceHeads = ["so giay phep", "so gphn", "so chung chi", "so cchn", "so giay phep hanh nghe", "so chung chi hanh nghe", "licence",
        "licence number"];

    /// <summary>Reads a roster; with <paramref name="take"/> those who may come are nominated, each for itself.</summary>
    public async Task<IReadOnlyList<RosterRow>> ReadAsync(Guid classId, Guid unit, IEnumerable<TableRow> table, bool take, CancellationToken stop)
    {
        caller.Must(TrainingRights.Nominate, unit);
        var of = await book.FindAsync(classId, stop);
        var (name, licence, rows) = Columns(table);
        var numbers = rows.Select(r => licence < 0 ? "" : r[licence].Text.Trim()).ToList();
        var byLicence = await practitioners.ByLicencesAsync(numbers.Where(n => n.Length > 0).Distinct(), of.FromDay, stop);
        var staff = await practitioners.AtAsync(await organisations.ReachAsync(unit, stop), null, 10_000, stop);
        var answer = new List<RosterRow>();
        var seen = new HashSet<Guid>();
        for (var i = 0; i < rows.Count; i++)
        {
            var (who, number) = (name < 0 ? "" : rows[i][name].Text.Trim(), numbers[i]);
            var (card, trouble) = Find(who, number, byLicence, staff);
            if (card is not null && !seen.Add(card.Id)) trouble = Refusal.Invalid("Người này đã có ở một dòng trên.");
            if (card is not null && trouble is null) trouble = await TryAsync(of, unit, card.Id, take, stop);
            answer.Add(new(rows[i].Number, who.Length > 0 ? who : card?.Name ?? "", number, card?.Id, trouble, take && trouble is null));
        }
        return answer;
    }

    async Task<Refusal?> TryAsync(TrainingClass of, Guid unit, Guid practitioner, bool take, CancellationToken stop)
    {
        try
        {
            if (await store.Nominations.AsNoTracking().AnyAsync(n => n.ClassId == of.Id && n.PractitionerId == practitioner
                && (n.State == NominationState.Proposed || n.State == NominationState.Approved || n.State == NominationState.Waiting), stop))
                return Refusal.Conflict("Người này đã có trong danh sách của lớp.");
            if (take) await nominating.NominateAsync(of.Id, unit, practitioner, stop);
            else await nominating.CheckAsync(of, unit, practitioner, stop);
            return null;
        }
        catch (Refusal refusal)
        {
            store.ChangeTracker.Clear();
            return refusal;
        }
    }

    static (PractitionerCard?, Refusal?) Find(string name, string number, IReadOnlyDictionary<string, PractitionerCard> byLicence, IReadOnlyList<PractitionerCard> staff)
    {
        if (number.Length > 0)
        {
            var key = Plain(number);
            var found = byLicence.FirstOrDefault(l => Plain(l.Key) == key).Value ?? staff.FirstOrDefault(s => s.LicenceNumber.Length > 0
                && Plain(s.LicenceNumber) == key);
            if (found is null) return (null, Refusal.Invalid("Không có ai mang số giấy phép “{0}” trong sổ người hành nghề.", number));
            return name.Length > 0 && Fold.Of(Bare(found.Name)) != Fold.Of(Bare(name))
                ? (found, Refusal.Invalid("Số giấy phép “{0}” là của {1}, không khớp họ tên trong dòng.", number, found.Name)) : (found, null);
        }
        if (name.Length == 0) return (null, Refusal.Invalid("Dòng không có họ tên và số giấy phép."));
        var alike = staff.Where(s => Fold.Of(Bare(s.Name)) == Fold.Of(Bare(name))).ToList();
        return alike.Count switch
        {
            1 => (alike[0], null),
            0 => (null, Refusal.Invalid("Không tìm thấy “{0}” trong sổ người hành nghề của đơn vị.", name)),
            _ => (null, Refusal.Invalid("Có {0} người tên “{1}” trong đơn vị. Xin ghi thêm số giấy phép.", alike.Count, name)),
        };
    }

    // The demonstration marks invented people.
    static string Bare(string name) => name.Replace("(mẫu)", "", StringComparison.Ordinal).Trim();

    static string Plain(string number) => number.Replace(" ", "", StringComparison.Ordinal).ToUpperInvariant();

    static (int Name, int Licence, List<TableRow> Rows) Columns(IEnumerable<TableRow> table)
    {
        var rows = new List<TableRow>();
        var (name, licence) = (-1, -1);
        foreach (var row in table)
        {
            if (name < 0 && licence < 0)
            {
                // Papers have a title above the heads.
                if (row.Number > 20) break;
                for (var i = 0; i < row.Cells.Count; i++)
                {
                    var head = Fold.Of(row[i].Text).Trim(' ', '*', ':', '.');
                    if (name < 0 && NameHeads.Contains(head)) name = i;
                    if (licence < 0 && LicenceHeads.Contains(head)) licence = i;
                }
                continue;
            }
            if (row.Cells.All(c => c.IsEmpty)) continue;
            if (rows.Count >= Most) throw new Refusal(RefusalKind.Invalid, "Danh sách dài quá {0} dòng. Xin chia thành nhiều tệp.", Most) { Field = "file" };
            rows.Add(row);
        }
        if (name < 0 && licence < 0)
            throw new Refusal(RefusalKind.Invalid, "Tệp không có cột “Họ và tên” hoặc “Số giấy phép”. Xin đặt tên cột ở dòng đầu như tệp mẫu.")
            {
                Field = "file",
                Code = "wrong-columns"
            };
        if (rows.Count == 0) throw new Refusal(RefusalKind.Invalid, "Danh sách không có dòng nào dưới tên cột.") { Field = "file" };
        return (name, licence, rows);
    }
}
