using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>What is missing in a request: <paramref name="Field"/> of the form, its name, and whether it cannot be sent without.</summary>
sealed record Lacking(string Field, string Name, bool IsRequired);

/// <summary>Points out what a request lacks, by dated rules for specialty and kind. A case of immediate urgency is never held up.</summary>
sealed class Essentials(ConsultsStore store, TimeProvider clock)
{
    static readonly Dictionary<string, string> Names = new()
    {
        ["question"] = Words.Key("Câu hỏi"),
        ["reason"] = Words.Key("Lý do theo luật"),
        ["history"] = Words.Key("Bệnh sử"),
        ["past"] = Words.Key("Tiền sử, dị ứng"),
        ["course"] = Words.Key("Diễn biến"),
        ["findings"] = Words.Key("Khám, dấu hiệu sinh tồn"),
        ["laboratory"] = Words.Key("Xét nghiệm"),
        ["imaging"] = Words.Key("Hình ảnh, thăm dò"),
        ["treatment"] = Words.Key("Đã điều trị"),
        ["diagnosis"] = Words.Key("Chẩn đoán"),
        ["age"] = Words.Key("Năm sinh"),
        ["sex"] = Words.Key("Giới tính"),
        ["images"] = Words.Key("Tệp hình ảnh đính kèm"),
        ["answering"] = Words.Key("Cơ sở được hỏi"),
    };

    /// <summary>What a case lacks now, what holds it up first.</summary>
    public async Task<IReadOnlyList<Lacking>> OfAsync(Case of, SummaryText text, CancellationToken stop)
    {
        var day = clock.Today();
        var kind = of.Kind.ToString();
        var rules = await store.Essentials.AsNoTracking().Where(r => r.FromDay <= day && (r.ToDay == null || r.ToDay >= day)
            && (r.Specialty == "" || r.Specialty == of.Specialty) && (r.Kind == "" || r.Kind == kind)).ToListAsync(stop);
        var images = await store.Attachments.AnyAsync(a => a.CaseId == of.Id && a.RemovedAt == null
            && (a.Nature == FileNature.Picture || a.Nature == FileNature.Dicom || a.Nature == FileNature.Pdf), stop);
        var lacking = rules.GroupBy(r => r.Field).Where(g => !Has(g.Key, of, text, images))
            .Select(g => new Lacking(g.Key, Names.GetValueOrDefault(g.Key, g.Key), of.Urgency != Urgency.Immediate && g.Any(r => r.IsRequired))).ToList();
        if (of.AnsweringId is null) lacking.Add(new("answering", Names["answering"], true));
        return [.. lacking.OrderByDescending(l => l.IsRequired)];
    }

    /// <summary>Refuses (422) what cannot be sent, naming the first part that is missing.</summary>
    public async Task MustAsync(Case of, SummaryText text, Words words, CancellationToken stop)
    {
        var required = (await OfAsync(of, text, stop)).Where(l => l.IsRequired).ToList();
        if (required.Count > 0)
            throw new Refusal(RefusalKind.Invalid, "Chưa gửi được vì còn thiếu: {0}.", string.Join(", ", required.Select(l => words[l.Name])))
            { Field = required[0].Field, Code = "lacking" };
    }

    static bool Has(string field, Case of, SummaryText text, bool images) => field switch
    {
        "question" => text.Question.Length > 0,
        "reason" => of.Reason.Length > 0,
        "history" => text.History.Length > 0,
        "past" => text.Past.Length > 0,
        "course" => text.Course.Length > 0,
        "findings" => text.Findings.Length > 0,
        "laboratory" => text.Laboratory.Length > 0,
        "imaging" => text.Imaging.Length > 0 || images,
        "treatment" => text.Treatment.Length > 0,
        "diagnosis" => text.Diagnoses.Count > 0,
        "age" => of.Age is not null,
        "sex" => of.Sex != "unknown",
        "images" => images,
        // A rule for something this edition of the house does not know holds nobody up.
        _ => true,
    };
}
