using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.EntityFrameworkCore;

namespace LienY.Practitioners;

/// <summary>A table that was read and waits to be taken in: which rows are good, which are not and why.</summary>
sealed class Import : IVersioned
{
    /// <summary>Id.</summary>
    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>Whose people they are.</summary>
    public required Guid OrganisationId { get; init; }

    /// <summary>Name of the file.</summary>
    public required string FileName { get; init; }

    /// <summary>The good rows as JSON, encrypted; empty once taken in.</summary>
    public required string Sealed { get; set; }

    /// <summary>The other rows with the reason, as JSON of <see cref="ImportFault"/>.</summary>
    public required string Faults { get; init; }

    /// <summary>How many rows are good.</summary>
    public required int Good { get; init; }

    /// <summary>When it was sent.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Who sent it.</summary>
    public Guid? MadeBy { get; init; }

    /// <summary>When the good rows were taken in.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <inheritdoc/>
    public int Version { get; set; } = 1;

    /// <summary>The rows that cannot be taken in.</summary>
    public IReadOnlyList<ImportFault> FaultList() => JsonSerializer.Deserialize<List<ImportFault>>(Faults) ?? [];
}

/// <summary>A row that cannot be taken in: its number in the file, why (a Vietnamese key) and what fills its places.</summary>
sealed record ImportFault(int Row, string Name, string Text, string[] Args);

/// <summary>A row that can be taken in.</summary>
sealed record ImportRow(int Row, string Name, DateOnly? Born, string Title, string Licence, string Issuer, DateOnly? From, DateOnly? To, string Scope, string Position, string National);

/// <summary>Reads a table of people: heads in any order, with or without tone marks.</summary>
static class ImportReading
{
    /// <summary>Most rows of one table.</summary>
    public const int Most = 5000;

    /// <summary>The heads that the table may have; the first and the third must be there. The export has the same.</summary>
    public static readonly string[] Heads =
    [
        Words.Key("Họ và tên"), Words.Key("Ngày sinh"), Words.Key("Chức danh"), Words.Key("Số giấy phép hành nghề"), Words.Key("Nơi cấp"), Words.Key("Ngày cấp"),
        Words.Key("Ngày hết hạn"), Words.Key("Phạm vi hành nghề"), Words.Key("Khoa, vị trí"), Words.Key("Số định danh cá nhân"),
    ];

    /// <summary>Good rows and faults. Refused where a needed column is missing; <paramref name="words"/> also knows the heads of the other languages.</summary>
    public static (List<ImportRow> Good, List<ImportFault> Faults) Read(IEnumerable<TableRow> table, Words words, DateOnly today)
    {
        var (good, faults, columns, count) = (new List<ImportRow>(), new List<ImportFault>(), (int[]?)null, 0);
        foreach (var row in table)
        {
            if (columns is null)
            {
                columns = Columns(row, words);
                continue;
            }
            if (row.Texts.All(string.IsNullOrWhiteSpace)) continue;
            if (++count > Most) throw new Refusal(RefusalKind.Invalid, "Bảng có quá {0} dòng. Xin chia nhỏ.", Most) { Field = "file" };
            var name = Cell(row, columns[0]);
            try
            {
                good.Add(One(row, columns, today));
            }
            catch (Refusal refusal)
            {
                faults.Add(new(row.Number, name.Length > 200 ? name[..200] : name, refusal.Text, [.. refusal.Args.Select(a => a is DateOnly d ? Say.Day(d) : a.ToString() ?? "")]));
            }
        }
        if (columns is null) throw new Refusal(RefusalKind.Invalid, "Bảng không có dòng nào.") { Field = "file" };
        foreach (var twice in good.Where(g => g.Licence.Length > 0).GroupBy(g => Licence.KeyOf(g.Licence)).SelectMany(g => g.Skip(1)).ToList())
        {
            good.Remove(twice);
            faults.Add(new(twice.Row, twice.Name, Words.Key("Số giấy phép {0} đã có ở một dòng trên của bảng."), [twice.Licence]));
        }
        return (good, [.. faults.OrderBy(f => f.Row)]);
    }

    static int[] Columns(TableRow head, Words words)
    {
        var found = head.Texts.Select(Fold.Of).ToList();
        var columns = Heads.Select(h => found.FindIndex(f => f == Fold.Of(h) || f == Fold.Of(words[h]))).ToArray();
        foreach (var needed in new[] { 0, 2 })
            if (columns[needed] < 0)
                throw new Refusal(RefusalKind.Invalid, "Bảng thiếu cột “{0}”. Dòng đầu của bảng phải là tên các cột, như bảng xuất ra từ danh sách.", Heads[needed]) { Field = "file" };
        return columns;
    }

    static ImportRow One(TableRow row, int[] columns, DateOnly today)
    {
        string Text(int i, int most)
        {
            var text = Cell(row, columns[i]);
            return text.Length <= most ? text : throw Refusal.Invalid("Ô “{0}” dài quá {1} ký tự.", Heads[i], most);
        }
        DateOnly? Day(int i)
        {
            if (columns[i] < 0 || row[columns[i]].IsEmpty) return null;
            return row[columns[i]].Day ?? (Say.TryDay(Cell(row, columns[i]), out var day) ? day
                : throw Refusal.Invalid("Ô “{0}”: “{1}” không phải là ngày hợp lệ.", Heads[i], Cell(row, columns[i])));
        }
        var name = Text(0, 200) is { Length: > 0 } given ? given : throw Refusal.Invalid("Thiếu họ và tên.");
        var title = Titles.Find(Text(2, 100)) ?? throw Refusal.Invalid("Không có chức danh “{0}”.", Text(2, 100));
        var (licence, from, to) = (Text(3, 60), Day(5), Day(6));
        if (licence.Length > 0 && from is null) throw Refusal.Invalid("Có số giấy phép nhưng thiếu ngày cấp.");
        if (to < from) throw Refusal.Invalid("Ngày hết hạn của giấy phép phải sau ngày cấp.");
        if (from > today) throw Refusal.Invalid("Ngày cấp giấy phép {0} ở tương lai.", from.Value);
        var national = Text(9, 20);
        return new(row.Number, name, Keeping.Born(Day(1), today, ""), title, licence, Text(4, 200), from, to, Text(7, 500), Text(8, 200),
            national.Length == 0 ? "" : NationalNumber.Checked(national));
    }

    static string Cell(TableRow row, int column) => column < 0 ? "" : (row[column].Text ?? "").Trim();
}
