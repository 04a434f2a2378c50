using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>Brings together what the pages of papers, survey, council, records and rounds show.</summary>
sealed class PaperDesk(TransferStore store, PackageBook book, PackageDesk desk, Gathering gathering, RecordKeeping records, Signing signing,
    IOrganisations organisations, IProof proof,
    Seats seats, RootKey key, Words words, TimeProvider clock)
{
    public async Task<PaperView> PaperAsync(Guid id, CancellationToken stop)
    {
        var paper = await signing.FindAsync(id, stop);
        var package = await book.OneAsync(paper.PackageId, stop);
        var signatures = await SignaturesAsync(id, stop);
        var names = await organisations.NamesAsync([package.GiverId, package.ReceiverId], null, stop);
        var may = false;
        foreach (var side in Enum.GetValues<PaperSide>())
            may |= paper.IsOpen && !signatures.Exists(s => s.Side == side) && await seats.HoldsAsync(TransferRights.Sign, Signing.Of(package, side), stop);
        return new(package, paper, signatures, [.. Lines(paper.Body)], names.GetValueOrDefault(package.GiverId, "–"), names.GetValueOrDefault(package.ReceiverId,
            "–"), may,
            paper.WithdrawnAt is null && await desk.MayAsync(TransferRights.Sign, package, stop), may ? await proof.WaysAsync(stop) : null,
            paper.IsIntact && signatures.TrueForAll(s => s.Hash == paper.Hash && key.IsOurs(s.Sealed(), s.Seal)));
    }

    async Task<List<PaperSignature>> SignaturesAsync(Guid paper, CancellationToken stop) =>
        await store.Signatures.AsNoTracking().Where(s => s.PaperId == paper).OrderBy(s => s.SignedAt).ToListAsync(stop);

    public async Task<SurveyView> SurveyAsync(Guid id, CancellationToken stop)
    {
        var package = await book.OneAsync(id, stop);
        var paper = await NewestAsync(id, PaperKind.Survey, stop);
        return new(package, await store.Survey.AsNoTracking().Where(l => l.PackageId == id).OrderBy(l => l.Section).ThenBy(l => l.Ordinal).ToListAsync(stop), paper,
            paper is null ? [] : await SignaturesAsync(paper.Id, stop), await desk.MayAsync(TransferRights.Arrange, package, stop), clock.Today());
    }

    public async Task<CouncilView> CouncilAsync(Guid id, CancellationToken stop)
    {
        var package = await book.OneAsync(id, stop);
        var paper = await NewestAsync(id, PaperKind.Council, stop);
        return new(package, await store.Councils.AsNoTracking().SingleOrDefaultAsync(c => c.PackageId == id, stop), paper, paper is null ? []
            : await SignaturesAsync(paper.Id, stop),
            (await gathering.OfAsync(package, clock.Today(), stop)).Runs, await desk.MayAsync(TransferRights.Arrange, package, stop), clock.Today());
    }

    /// <summary>The newest edition that was not withdrawn; null: none.</summary>
    public async Task<Paper?> NewestAsync(Guid package, PaperKind kind, CancellationToken stop) =>
        await store.Papers.AsNoTracking().Where(p => p.PackageId == package && p.Kind == kind && p.WithdrawnAt == null).OrderByDescending(p => p.Edition)
            .FirstOrDefaultAsync(stop);

    public async Task<RecordsView> RecordsAsync(Guid id, CancellationToken stop)
    {
        var package = await book.OneAsync(id, stop);
        return new(package, await store.Records.AsNoTracking().Where(r => r.PackageId == id).OrderBy(r => r.Kind).ThenBy(r => r.OnDay).ToListAsync(stop),
            await desk.MayAsync(TransferRights.Arrange, package, stop), await seats.HoldsAsync(TransferRights.Sign, package.ReceiverId, stop), clock.Today());
    }

    public async Task<RecordView> RecordAsync(Guid id, CancellationToken stop)
    {
        var (package, record) = await records.OneAsync(id, stop);
        return new(package, record, await seats.HoldsAsync(TransferRights.Sign, package.ReceiverId, stop));
    }

    public async Task<RoundView> RoundAsync(Guid id, CancellationToken stop)
    {
        var round = await store.Rounds.AsNoTracking().Include(r => r.Experts).SingleOrDefaultAsync(r => r.Id == id, stop)
            ?? throw Refusal.Missing("Không tìm thấy đợt giám sát này.");
        var package = await book.OneAsync(round.PackageId, stop);
        var cases = CaseCount.Once(await gathering.CasesAsync(package, clock.Today(), stop));
        var (guided, supported) = CaseCount.OfRound(cases, round.FromDay, round.ToDay);
        return new(package, round, await store.Safety.AsNoTracking().Where(s => s.RoundId == id).OrderBy(s => s.OnDay).ToListAsync(stop), guided, supported,
            package.Techniques.ToDictionary(t => t.Technique, t => t.Name), PackageDesk.PeopleOf(package), await desk.MayAsync(TransferRights.Arrange, package,
                stop), clock.Today());
    }

    public async Task<ExtensionView> ExtensionAsync(Guid id, CancellationToken stop)
    {
        var package = await book.OneAsync(id, stop);
        return new(package, await NewestAsync(id, PaperKind.Extension, stop) is { IsOpen: true } open ? open : null, await desk.MayAsync(TransferRights.Arrange,
            package, stop), clock.Today());
    }

    static readonly Dictionary<string, string> Labels = new()
    {
        ["code"] = Words.Key("Mã gói"),
        ["name"] = Words.Key("Tên gói"),
        ["giver"] = Words.Key("Bên chuyển giao"),
        ["receiver"] = Words.Key("Bên tiếp nhận"),
        ["contract"] = Words.Key("Số hợp đồng"),
        ["number"] = Words.Key("Số phụ lục"),
        ["from"] = Words.Key("Từ ngày"),
        ["to"] = Words.Key("Đến ngày"),
        ["payer"] = Words.Key("Bên chi trả"),
        ["planned"] = Words.Key("Số ca dự kiến"),
        ["required"] = Words.Key("Số ca mức 4 trở lên mỗi thành viên cần"),
        ["alone"] = Words.Key("Số ca độc lập liên tiếp mỗi ekip cần"),
        ["complications"] = Words.Key("Biến chứng tối đa (%)"),
        ["apply"] = Words.Key("Số ca tốt trong 90 ngày đầu"),
        ["sustain"] = Words.Key("Số ca mỗi quý"),
        ["roles"] = Words.Key("Vai trò bắt buộc"),
        ["techniques"] = Words.Key("Kỹ thuật"),
        ["ekips"] = Words.Key("Ekip"),
        ["on"] = Words.Key("Ngày"),
        ["place"] = Words.Key("Địa điểm"),
        ["people"] = Words.Key("Thành phần"),
        ["opinions"] = Words.Key("Ý kiến"),
        ["conclusion"] = Words.Key("Kết luận"),
        ["runs"] = Words.Key("Ca độc lập liên tiếp của các ekip"),
        ["lines"] = Words.Key("Nội dung khảo sát"),
    };

    // The text that is signed, told line by line in words; what stands in it is shown whole.
    IEnumerable<(string, string)> Lines(string body)
    {
        using var document = JsonDocument.Parse(body);
        foreach (var property in document.RootElement.EnumerateObject())
            if (Labels.TryGetValue(property.Name, out var label)) yield return (words[label], Said(property.Name, property.Value));
    }

    string Said(string name, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join('\n', value.EnumerateArray().Select(v => v.ValueKind == JsonValueKind.Object ? "– " + Item(v)
            : words[PackageWords.Role(v.GetString() ?? "")])),
        JsonValueKind.Null => "–",
        JsonValueKind.String when Say.TryDay(value.GetString(), out var day) => Say.Day(day),
        JsonValueKind.String => value.GetString() ?? "",
        _ => value.ToString(),
    };

    string Item(JsonElement item)
    {
        string Text(string name) => item.TryGetProperty(name, out var v) && v.ValueKind == JsonValueKind.String ? v.GetString()! : "";
        if (item.TryGetProperty("members", out var members))
            return $"{Text("name")}: {string.Join("; ", members.EnumerateArray().Select(m => $"{words[PackageWords.Role(m.GetProperty("role").GetString()!)]} {m.GetProperty("name").GetString()}"))}";
        if (item.TryGetProperty("cases", out var cases)) return words["{0}: {1} ca, {2} ca có biến chứng", Text("ekip"), cases.GetInt32(),
            item.GetProperty("complications").GetInt32()];
        if (item.TryGetProperty("section", out var section))
        {
            var gap = item.GetProperty("gap").GetBoolean()
                ? " · " + words["khoảng thiếu: {0}, hạn {1}", (object)Text("owner"), Say.TryDay(Text("due"), out var due) ? Say.Day(due) : "–"] : "";
            var parts = new[] { Text("needed") is { Length: > 0 } n ? words["cần {0}", (object)n] : "", Text("present") is { Length: > 0 } p ? words["hiện có {0}",
                (object)p] : "" };
            return $"{words[PackageWords.Of(Enum.Parse<SurveySection>(section.GetString()!))]}: {Text("text")}"
                + string.Concat(parts.Where(t => t.Length > 0).Select(t => " · " + t)) + gap;
        }
        return $"{Text("code")} {Text("name")}".Trim();
    }
}
