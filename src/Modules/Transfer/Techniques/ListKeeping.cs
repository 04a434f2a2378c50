using LienY.Contracts;
using LienY.Design;
using LienY.Kernel;
using LienY.Sheets;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>A row of an import that was not taken, and why (a Vietnamese key with what fills its places).</summary>
sealed record RowFault(int Row, string Text, params object[] Args);

/// <summary>What became of an import.</summary>
sealed record ImportResult(int Taken, int Unchanged, IReadOnlyList<RowFault> Faults, bool IsSaved);

/// <summary>Enters what a facility may do: one row at a time, or its permitted list as a table.</summary>
sealed class ListKeeping(TransferStore store, TechniqueIndex index, Telling telling, IFiles files, Seats seats, Caller caller, TimeProvider clock)
{
    /// <summary>Most faults that are told of one file.</summary>
    const int MostFaults = 500;

    static readonly Dictionary<string, string[]> Heads = new()
    {
        ["code"] = ["ma", "ma ky thuat", "ma dich vu", "ma dvkt", "code"],
        ["from"] = ["tu ngay", "ngay ap dung", "from"],
        ["number"] = ["so quyet dinh", "quyet dinh", "so qd", "decision"],
        ["day"] = ["ngay quyet dinh", "ngay qd", "decision day"],
        ["state"] = ["trang thai", "tinh trang", "state"],
    };

    static readonly Dictionary<string, string> States = new()
    {
        [""] = "permitted",
        ["duoc phep"] = "permitted",
        ["permitted"] = "permitted",
        ["dang lam"] = "performed",
        ["dang thuc hien"] = "performed",
        ["performed"] = "performed",
        ["ngung"] = "stopped",
        ["da ngung"] = "stopped",
        ["stopped"] = "stopped",
    };

    /// <summary>Enters a state of a technique from a day on, with its decision.</summary>
    public async Task EnterAsync(Guid facility, string code, string state, DateOnly from, string number, DateOnly? day, string note, string fileName,
        Stream? content, CancellationToken stop)
    {
        Must(facility);
        code = code.Split(' ', 2)[0];
        var technique = (await index.AllAsync(stop)).FirstOrDefault(t => t.Code == code)
            ?? throw new Refusal(RefusalKind.Invalid, "Danh mục kỹ thuật không có mã “{0}”. Xin chọn từ danh mục.", code) { Field = "technique" };
        if (!FacilityTechnique.States.Contains(state)) throw new Refusal(RefusalKind.Invalid, "Lựa chọn này không có trong danh sách.") { Field = "state" };
        if (FacilityTechnique.MayDo(state) && (number.Length == 0 || day is null))
            throw new Refusal(RefusalKind.Invalid, "Trạng thái này phải có số và ngày quyết định.") { Field = number.Length == 0 ? "number" : "day" };
        var kept = content is null ? null : await files.PutAsync(facility, content, RecordKeeping.MostBytes, stop);
        store.FacilityTechniques.Add(Row(facility, technique, state, from, number, day, note, kept, fileName));
        await AfterAsync(facility, stop);
    }

    /// <summary>Takes a row back; what stood before holds again.</summary>
    public async Task<Guid> WithdrawAsync(Guid id, string why, CancellationToken stop)
    {
        var row = await store.FacilityTechniques.SingleOrDefaultAsync(f => f.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy dòng này.");
        Must(row.FacilityId);
        row.Withdraw(why, clock.GetUtcNow());
        await AfterAsync(row.FacilityId, stop);
        return row.FacilityId;
    }

    /// <summary>
    /// Takes a permitted list. Rows that cannot be taken are told with their number and why; then nothing is saved unless <paramref name="rest"/> asks for the others.
    /// </summary>
    public async Task<ImportResult> ImportAsync(Guid facility, IFormFile file, bool rest, CancellationToken stop)
    {
        Must(facility);
        var all = (await index.AllAsync(stop)).ToDictionary(t => t.Code, StringComparer.Ordinal);
        if (all.Count == 0) throw new Refusal(RefusalKind.Conflict,
            "Chưa nạp danh mục kỹ thuật nên chưa nhập được. Xin quản trị viên nạp danh mục mã trước.")
        { Field = "file" };
        var standing = (await store.FacilityTechniques.Where(f => f.FacilityId == facility && f.WithdrawnAt == null).ToListAsync(stop)).ToLookup(f => f.Technique);
        var (faults, taken, unchanged, seen) = (new List<RowFault>(), new List<FacilityTechnique>(), 0, new Dictionary<string, int>(StringComparer.Ordinal));
        Dictionary<string, int>? at = null;
        foreach (var row in Uploaded.Rows(file))
        {
            if (at is null)
            {
                at = HeadOf(row);
                continue;
            }
            string Cell(string what) => at.TryGetValue(what, out var place) ? row[place].Text.Trim() : "";
            DateOnly? Day(string what) => at.TryGetValue(what, out var place) ? row[place].Day ?? (Say.TryDay(row[place].Text, out var day) ? day : null) : null;
            var code = Cell("code");
            if (!all.TryGetValue(code, out var technique)) Fault(row, Words.Key("Mã “{0}” không có trong danh mục kỹ thuật."), code);
            else if (!seen.TryAdd(code, row.Number)) Fault(row, Words.Key("Mã {0} đã có ở dòng {1}."), code, seen[code]);
            else if (!States.TryGetValue(Fold.Of(Cell("state")), out var state)) Fault(row,
                Words.Key("Trạng thái “{0}” không hiểu được; xin ghi được phép, đang làm hoặc ngừng."), Cell("state"));
            else if (Cell("number").Length is 0 or > 100) Fault(row, Words.Key("Thiếu số quyết định."));
            else if (Day("day") is not { } decided) Fault(row, Words.Key("Ngày quyết định “{0}” không phải là ngày hợp lệ."), Cell("day"));
            else if (Cell("from").Length > 0 && Day("from") is null) Fault(row, Words.Key("Ngày áp dụng “{0}” không phải là ngày hợp lệ."), Cell("from"));
            else if (decided > clock.Today()) Fault(row, Words.Key("Ngày quyết định {0} ở sau hôm nay."), Say.Day(decided));
            else if (Day("from") is var from && standing[code].Any(s => s.State == state && s.FromDay == (from ?? decided)
                && s.DecisionNumber == Cell("number"))) unchanged++;
            else taken.Add(Row(facility, technique, state, from ?? decided, Cell("number"), decided, ""));
        }
        if (at is null) throw new Refusal(RefusalKind.Invalid, "Tệp không có dòng nào.") { Field = "file" };
        var save = faults.Count == 0 || rest;
        if (save && taken.Count > 0)
        {
            store.FacilityTechniques.AddRange(taken);
            await AfterAsync(facility, stop);
        }
        return new(taken.Count, unchanged, faults, save);

        void Fault(TableRow row, string text, params object[] args)
        {
            if (faults.Count < MostFaults) faults.Add(new(row.Number, text, args));
        }
    }

    static Dictionary<string, int> HeadOf(TableRow row)
    {
        var heads = row.Texts.Select(t => Fold.Of(t.TrimStart('\uFEFF'))).ToList();
        var at = new Dictionary<string, int>();
        foreach (var (what, usual) in Heads)
            if (heads.FindIndex(usual.Contains) is >= 0 and var place) at[what] = place;
        string[] needed = ["code", "number", "day"];
        return Array.TrueForAll(needed, at.ContainsKey) ? at : throw new Refusal(RefusalKind.Invalid,
            "Dòng đầu của tệp phải có các cột “Mã”, “Số quyết định”, “Ngày quyết định”; cột “Từ ngày” và “Trạng thái” có thể bỏ. Tệp này có: {0}.",
                string.Join(", ", row.Texts))
        { Field = "file" };
    }

    void Must(Guid facility) => caller.Must(TransferRights.List, facility);

    async Task AfterAsync(Guid facility, CancellationToken stop)
    {
        store.Publish("technique/" + facility, new TechniquesChanged(facility));
        store.ChangeTracker.DetectChanges();
        var rows = (await store.FacilityTechniques.Where(f => f.FacilityId == facility).ToListAsync(stop)).Union(store.FacilityTechniques.Local.Where(f =>
            f.FacilityId == facility));
        await telling.ReconcileListAsync(facility, rows, stop);
        await store.SaveChangesAsync(stop);
    }

    FacilityTechnique Row(Guid facility, CatalogueTechnique technique, string state, DateOnly from, string number, DateOnly? day, string note, Kept? kept = null,
        string fileName = "") => new()
        {
            FacilityId = facility,
            Technique = technique.Code,
            Name = technique.Name,
            Folded = Fold.Of(technique.Code + " " + technique.Name),
            State = state,
            FromDay = from,
            DecisionNumber = number,
            DecisionDay = day,
            FileName = kept is null ? "" : Path.GetFileName(fileName),
            FileHash = kept?.Hash ?? "",
            FileSize = kept?.Size ?? 0,
            Note = note,
            MadeAt = clock.GetUtcNow(),
            MadeByName = seats.Me.Name,
        };
}
