using System.Security.Cryptography;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>Begins requests (typed, from a record, from a bundle of a HIS) and keeps what is typed into them.</summary>
sealed class Drafting(ConsultsStore store, CaseBook book, Seats seats, FromRecord record, Filing filing, ICodeLists codes, IPersons persons,
    Facilities facilities, TimeProvider clock)
{
    const string Letters = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

    /// <summary>A new draft; with what the record says where a person is named.</summary>
    public async Task<Case> BeginAsync(Guid? person, CancellationToken stop)
    {
        var (one, actor) = await NewAsync(stop);
        var taken = person is { } id ? await record.ReadAsync(id, one.AskingId, one.Id, stop) : new(new() { CaseId = one.Id }, "unknown", new(), []);
        if (person is { } known) (one.PersonId, one.SubjectHash) = (known, persons.SubjectHash(known));
        await PutAsync(one, taken, actor, stop);
        return one;
    }

    /// <summary>A new draft from a FHIR Bundle (JSON).</summary>
    public async Task<Case> ImportAsync(Stream bundle, CancellationToken stop)
    {
        var (one, actor) = await NewAsync(stop);
        try
        {
            using var json = await JsonDocument.ParseAsync(bundle, new() { MaxDepth = 64 }, stop);
            await PutAsync(one, BundleReading.Of(json.RootElement, one.Id), actor, stop);
        }
        catch (JsonException)
        {
            throw new Refusal(RefusalKind.Invalid, "Tệp này không phải là Bundle FHIR (JSON).") { Field = "bundle" };
        }
        return one;
    }

    async Task<(Case, Actor)> NewAsync(CancellationToken stop)
    {
        var facility = (await seats.OfAsync(ConsultsRights.Ask, stop)) is [var first, ..] ? first
            : throw Refusal.Forbidden("Ông/bà chưa được phân quyền “{0}”. Xin liên hệ quản trị viên của đơn vị.", ConsultsRights.Ask.Title);
        var actor = seats.At(facility);
        var now = clock.GetUtcNow();
        return (Case.Begin("HC-" + RandomNumberGenerator.GetString(Letters, 6), actor, now), actor);
    }

    async Task PutAsync(Case one, TakenCase taken, Actor actor, CancellationToken stop)
    {
        store.Cases.Add(one);
        var summary = new CaseSummary { CaseId = one.Id, Number = 1 };
        summary.Write(taken.Text, actor, clock.GetUtcNow());
        one.SummaryNumber = 1;
        Describe(one, taken.Identity, taken.Sex, taken.Text);
        store.Summaries.Add(summary);
        store.Identities.Add(taken.Identity);
        foreach (var file in taken.Files)
        {
            using var content = new MemoryStream(file.Content, writable: false);
            // What a system sends along usually bears the name.
            await filing.KeepAsync(one, content, file.Name, showsIdentity: true, actor, stop);
        }
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Keeps what was typed: in a draft, and while more was asked for.</summary>
    public async Task<Case> SaveAsync(Guid id, Form form, CancellationToken stop)
    {
        var one = await book.ExpectAsync(id, form.Whole("version"), stop);
        await seats.MustAsync(ConsultsRights.Ask, one.AskingId, stop);
        if (one.State is not (CaseState.Draft or CaseState.NeedsMore))
            throw Refusal.Conflict("Đề nghị này đã được gửi nên không sửa được. Có thể lấy lại khi lãnh đạo chưa duyệt.");
        var (identity, text) = (await store.Identities.SingleAsync(i => i.CaseId == id, stop), await ReadAsync(form, stop));
        var latest = await store.Summaries.OrderByDescending(s => s.Number).FirstAsync(s => s.CaseId == id, stop);
        if (one.State == CaseState.Draft)
        {
            ReadHead(one, form);
            if (one.AnsweringId is { } whom) await facilities.MustAsync(one.AskingId, whom, "answering", stop);
        }
        Read(identity, form);
        var sex = form.Text("sex", 10) is "male" or "female" or "other" ? form.Text("sex", 10) : "unknown";
        text = text with { Items = latest.Text.Items };
        if (latest.SentAt is not null && text.Json() != latest.Content) store.Summaries.Add(latest = new() { CaseId = id, Number = latest.Number + 1 });
        if (latest.SentAt is null) latest.Write(text, seats.At(one.AskingId), clock.GetUtcNow());
        Describe(one, identity, sex, text);
        await store.SaveChangesAsync(stop);
        return one;
    }

    static void ReadHead(Case one, Form form)
    {
        one.AnsweringId = form.Id("answering");
        one.Kind = form.One<ConsultKind>("kind");
        one.Urgency = form.One<Urgency>("urgency");
        one.Specialty = Specialties.Known(form.Text("specialty", 40));
        one.WantsWritten = form.Ticked("written");
        one.TechniqueCode = form.Text("technique", 40);
        one.Reason = form.Text("reason", 40);
    }

    static void Read(CaseIdentity identity, Form form)
    {
        identity.Name = form.Text("name", 200);
        identity.Birth = PatientAge.Read(form.Text("birth", 20))
            ?? throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là ngày hợp lệ. Ví dụ đúng: 15/09/2025.", form.Text("birth", 20)) { Field = "birth" };
        identity.LocalNumber = form.Text("local", 60);
        identity.Personal = form.Text("personal", 20);
        identity.Insurance = form.Text("insurance", 20);
        identity.Address = form.Text("address", 300);
        identity.Phone = form.Text("phone", 20);
    }

    async Task<SummaryText> ReadAsync(Form form, CancellationToken stop) => new()
    {
        Question = form.Text("question", 4000),
        History = form.Text("history", 8000),
        Past = form.Text("past", 4000),
        Course = form.Text("course", 8000),
        Findings = form.Text("findings", 8000),
        Laboratory = form.Text("laboratory", 8000),
        Imaging = form.Text("imaging", 8000),
        Treatment = form.Text("treatment", 8000),
        Diagnoses = await DiagnosesAsync(form.Text("diagnosis", 2000), stop),
    };

    /// <summary>One diagnosis a line: a code of ICD-10 first, where there is one, then words; a code alone gets its name from the list of the day.</summary>
    async Task<IReadOnlyList<CaseDiagnosis>> DiagnosesAsync(string lines, CancellationToken stop)
    {
        var read = new List<CaseDiagnosis>();
        foreach (var line in lines.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Take(10))
        {
            var (first, rest) = line.Split(' ', 2) is [var a, var b] ? (a, b.Trim()) : (line, "");
            if (!IsCode(first))
            {
                read.Add(new("", line));
                continue;
            }
            var code = first.ToUpperInvariant().TrimEnd('.', ':', '-', '*', '†', ',');
            var known = await codes.FindAsync(CodeSystems.Icd10, code, null, stop);
            if (known is null && await codes.ValidateAsync(CodeSystems.Icd10, code, null, null, stop) == CodeTruth.Unknown)
                throw new Refusal(RefusalKind.Invalid, "Mã “{0}” không có trong danh mục ICD-10 đang dùng.", code) { Field = "diagnosis" };
            read.Add(new(code, rest.Length > 0 ? rest : known?.Display ?? code));
        }
        return read;
    }

    static bool IsCode(string word) => word.Length is >= 3 and <= 8 && char.IsAsciiLetter(word[0]) && char.IsAsciiDigit(word[1]) && char.IsAsciiLetterOrDigit(word[2]);

    void Describe(Case one, CaseIdentity identity, string sex, SummaryText text)
    {
        (one.Age, one.AgeUnit) = PatientAge.On(identity.Birth, clock.Today());
        (one.Sex, one.Initials) = (sex, PatientAge.Initials(identity.Name));
        one.DiagnosisCode = text.Diagnoses.Select(d => d.Code).FirstOrDefault(c => c.Length > 0) ?? "";
        one.Folded = Fold.Of($"{one.Code} {Specialties.Name(one.Specialty)} {one.DiagnosisCode} {text.Diagnoses.FirstOrDefault()?.Text}");
    }
}
