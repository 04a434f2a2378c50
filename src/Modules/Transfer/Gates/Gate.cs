using LienY.Kernel;

namespace LienY.Transfer;

/// <summary>A record that proves something, and where it is.</summary>
sealed record Proof(string Text, string Href);

/// <summary>What is missing, as a Vietnamese key with what fills its places.</summary>
sealed record Lack(string Text, params object[] Args);

/// <summary>A condition of a gate: met by records, never by a tick.</summary>
/// <param name="Key">Stable name.</param>
/// <param name="Title">What is asked, a Vietnamese key.</param>
/// <param name="Proofs">The records that meet it.</param>
/// <param name="Lacks">What is missing; empty: it is met.</param>
/// <param name="Who">Which side has to act; null: both.</param>
/// <param name="Act">Where it is done.</param>
sealed record Condition(string Key, string Title, IReadOnlyList<Proof> Proofs, IReadOnlyList<Lack> Lacks, PaperSide? Who, string Act)
{
    /// <summary>Nothing is missing, and at least one record says so.</summary>
    public bool IsMet => Lacks.Count == 0 && Proofs.Count > 0;
}

/// <summary>The gate out of a phase: open when every condition is met. It only reads evidence, it never keeps any.</summary>
static class Gate
{
    /// <summary>Every condition is met.</summary>
    public static bool IsOpen(IReadOnlyList<Condition> conditions) => conditions.Count > 0 && conditions.All(c => c.IsMet);

    /// <summary>The conditions of the gate out of a phase, with evidence as it stands.</summary>
    public static IReadOnlyList<Condition> Judge(int phase, GateTerms terms, GateEvidence e) => phase switch
    {
        1 => [Survey(terms, e), Gaps(terms, e), Contract(terms, e)],
        2 => [Roles(terms, e), Protocol(terms, e), Equipment(terms, e), Contract(terms, e)],
        3 => [RoundsHeld(terms, e), Safety(terms, e), Progress(terms, e), Contract(terms, e)],
        4 => [Runs(terms, e), Decisions(terms, e), Council(terms, e), Contract(terms, e)],
        _ => [],
    };

    static Condition Survey(GateTerms t, GateEvidence e)
    {
        var lacks = Enum.GetValues<SurveySection>().Where(s => !e.Sections.Contains(s))
            .Select(s => new Lack(Words.Key("Phiếu khảo sát chưa có phần “{0}”."), PackageWords.Of(s))).ToList();
        lacks.AddRange(Unsigned(e.Survey, Words.Key("Phiếu khảo sát chưa được chốt để ký.")));
        return new("survey", Words.Key("Phiếu khảo sát đủ bốn phần, hai bên đã ký"), Signed(e.Survey, t.Href), lacks, null, t.Href + "/survey");
    }

    static Condition Gaps(GateTerms t, GateEvidence e) => new("gaps", Words.Key("Mỗi khoảng thiếu có người phụ trách và hạn"),
        [new(Words.Key("Phiếu khảo sát"), t.Href + "/survey")],
        e.Sections.Count == 0 ? [new(Words.Key("Chưa khảo sát."))] : [.. e.Orphans.Select(o => new Lack(Words.Key("“{0}” chưa có người phụ trách hoặc hạn."), o))],
        PaperSide.Receiver, t.Href + "/survey");

    static Condition Contract(GateTerms t, GateEvidence e)
    {
        var lacks = new List<Lack>();
        if (e.Contract is not { } c) lacks.Add(new(Words.Key("Gói chưa có đủ chữ ký của hai giám đốc.")));
        else if (e.On < c.From) lacks.Add(new(Words.Key("Hợp đồng {0} có hiệu lực từ {1}."), c.Number, c.From));
        else if (e.On > c.To) lacks.Add(new(Words.Key("Hợp đồng {0} đã hết hạn ngày {1}; xin lập phụ lục gia hạn để hai bên ký."), c.Number, c.To));
        return new("contract", Words.Key("Hợp đồng chuyển giao đang có hiệu lực"),
            e.Contract is { } found ? [new($"{found.Number}: {Say.Day(found.From)} – {Say.Day(found.To)}", found.Href)] : [], lacks, null, t.Href + "/extension");
    }

    static Condition Roles(GateTerms t, GateEvidence e)
    {
        var lacks = new List<Lack>();
        if (e.Ekips.Count == 0) lacks.Add(new(Words.Key("Chưa có ekip nào.")));
        var proofs = new List<Proof>();
        foreach (var ekip in e.Ekips)
        {
            foreach (var role in t.Roles)
            {
                var people = ekip.Seats.Where(s => s.Role == role).ToList();
                if (people.Count == 0) lacks.Add(new(Words.Key("{0}: chưa có người ở vai trò “{1}”."), ekip.Name, PackageWords.Role(role)));
            }
            foreach (var seat in ekip.Seats)
            {
                if (seat.Certificate is { } certificate) proofs.Add(new($"{ekip.Name} · {seat.Name}: {certificate.Text}", certificate.Href));
                else lacks.Add(new(Words.Key("{0}: {1} ({2}) chưa có chứng chỉ còn hiệu lực về kỹ thuật của gói."), ekip.Name, seat.Name, PackageWords.Role(seat.Role)));
            }
        }
        return new("roles", Words.Key("Mỗi vai trò của ekip có người mang chứng chỉ về kỹ thuật"), proofs, lacks, PaperSide.Receiver, t.Href + "#ekips");
    }

    static Condition Protocol(GateTerms t, GateEvidence e) => new("protocol", Words.Key("Quy trình kỹ thuật đã sửa cho phù hợp và được duyệt"), e.Protocols,
        e.Protocols.Count > 0 ? [] : [new(Words.Key("Chưa có quy trình nào được giám đốc bên tiếp nhận duyệt."))], PaperSide.Receiver, t.Href + "/records");

    static Condition Equipment(GateTerms t, GateEvidence e) => new("equipment", Words.Key("Thiết bị đã nghiệm thu"), e.Equipment,
        e.Equipment.Count > 0 ? [.. e.Unaccepted.Select(u => new Lack(Words.Key("Thiết bị “{0}” chưa được nghiệm thu."), u))]
            : [new(Words.Key("Chưa có biên bản nghiệm thu thiết bị nào."))], PaperSide.Receiver, t.Href + "/records");

    static Condition RoundsHeld(GateTerms t, GateEvidence e)
    {
        var held = e.Rounds.Where(r => r.IsHeld).ToList();
        var lacks = held.Count == 0 ? [new Lack(Words.Key("Chưa có đợt giám sát nào được thực hiện."))] : new List<Lack>();
        lacks.AddRange(held.Where(r => r.Experts == 0).Select(r => new Lack(Words.Key("Đợt {0} chưa ghi chuyên gia."), r.Number)));
        lacks.AddRange(held.Where(r => r.Cases == 0).Select(r => new Lack(Words.Key("Đợt {0} không có ca nào trong sổ tay kỹ thuật."), r.Number)));
        return new("rounds", Words.Key("Các đợt giám sát có chuyên gia và ca bệnh trong sổ tay"), [.. held.Select(r => new Proof(r.Text, r.Href))], lacks,
            PaperSide.Giver,
            t.Href + "#rounds");
    }

    static Condition Safety(GateTerms t, GateEvidence e) => new("safety", Words.Key("Sự cố an toàn đã xử lý xong"),
        [new(Words.Key("Sổ sự cố của các đợt"), t.Href + "#rounds")], [.. e.OpenSafety.Select(s => new Lack(Words.Key("Sự cố chưa xử lý xong: {0}"), s))], null,
            t.Href + "#rounds");

    static Condition Progress(GateTerms t, GateEvidence e)
    {
        var lacks = e.Progress.Where(p => p.Cases < t.RequiredCases || p.Cases == 0)
            .Select(p => new Lack(Words.Key("{0}: {1} mới có {2} trên {3} ca ở mức 4 trở lên."), p.Ekip, p.Name, p.Cases, Math.Max(1, t.RequiredCases))).ToList();
        if (e.Progress.Count == 0) lacks.Add(new(Words.Key("Chưa có ekip nào.")));
        return new("progress", Words.Key("Mỗi thành viên đủ số ca ở mức 4 trở lên"),
            [.. e.Progress.Where(p => p.Cases > 0).Select(p => new Proof($"{p.Ekip} · {p.Name}: {Say.Number(p.Cases)}", p.Href))], lacks, PaperSide.Receiver,
                t.Href + "#ekips");
    }

    static Condition Runs(GateTerms t, GateEvidence e)
    {
        var lacks = new List<Lack>();
        if (e.Runs.Count == 0) lacks.Add(new(Words.Key("Chưa có ekip nào.")));
        foreach (var run in e.Runs)
        {
            if (run.Cases < Math.Max(1, t.AloneCases))
                lacks.Add(new(Words.Key("{0} mới có {1} trên {2} ca độc lập liên tiếp."), run.Ekip, run.Cases, Math.Max(1, t.AloneCases)));
            if (run.Complications * 100 > t.ComplicationPercent * run.Cases)
                lacks.Add(new(Words.Key("{0}: {1} ca có biến chứng trong {2} ca, quá mức {3} %."), run.Ekip, run.Complications, run.Cases, t.ComplicationPercent));
        }
        return new("runs", Words.Key("Mỗi ekip đủ số ca độc lập liên tiếp, biến chứng trong giới hạn"),
            [.. e.Runs.Where(r => r.Cases > 0).Select(r => new Proof($"{r.Ekip}: {Say.Number(r.Cases)}", r.Href))], lacks, PaperSide.Receiver, t.Href + "#ekips");
    }

    static Condition Decisions(GateTerms t, GateEvidence e) => new("decisions", Words.Key("Quyết định cho phép thực hiện từng kỹ thuật"),
        [.. e.Decisions.Where(d => d.Found is not null).Select(d => d.Found!)],
        [.. e.Decisions.Where(d => d.Found is null).Select(d => new Lack(Words.Key("Chưa có quyết định cho phép “{0}”."), d.Technique))], PaperSide.Receiver,
            t.Href + "#decision");

    static Condition Council(GateTerms t, GateEvidence e) => new("council", Words.Key("Biên bản hội đồng nghiệm thu, hai bên đã ký"), Signed(e.Council, t.Href),
        [.. Unsigned(e.Council, Words.Key("Biên bản nghiệm thu chưa được chốt để ký."))], null, t.Href + "/council");

    static IReadOnlyList<Proof> Signed(PaperProof? paper, string href) => paper is null ? [] : [new(paper.Text, $"{href}/papers/{paper.Id}")];

    static IEnumerable<Lack> Unsigned(PaperProof? paper, string none)
    {
        if (paper is null)
        {
            yield return new(none);
            yield break;
        }
        if (!paper.IsIntact) yield return new(Words.Key("Văn bản không còn khớp với mã đã niêm phong."));
        if (!paper.GiverSigned) yield return new(Words.Key("Giám đốc bên chuyển giao chưa ký."));
        if (!paper.ReceiverSigned) yield return new(Words.Key("Giám đốc bên tiếp nhận chưa ký."));
    }
}
