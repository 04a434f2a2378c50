using LienY.Kernel;

namespace LienY.Outreach;

/// <summary>An examination as a tablet or a form sends it.</summary>
/// <param name="Id">Made by the tablet.</param>
/// <param name="On">Day; empty: today.</param>
/// <param name="Birth">Day (yyyy-MM-dd or d/M/yyyy), or only the year.</param>
/// <param name="Height">Centimetres.</param>
/// <param name="Weight">Kilograms.</param>
/// <param name="ReferBy">Last day by which the child should be there.</param>
sealed record ExaminationInput(Guid Id, Guid? Site, string? On, string? Name, string? Birth, string? Sex, string? Commune, string? Guardian, string? Personal, string? Height,
    string? Weight, IReadOnlyList<string>? Problems, string? Note, string? Result, string? ReferTo, string? ReferBy)
{
    /// <summary>Reads a posted form.</summary>
    public static ExaminationInput Of(Form form) => new(form.Id("id") ?? Guid.CreateVersion7(), form.Id("site"), form.Text("on", 20), form.Text("name", 300), form.Text("birth", 20),
        form.Text("sex", 10), form.Text("commune", 200), form.Text("guardian", 200), form.Text("personal", 20), form.Text("height", 10), form.Text("weight", 10), form.All("problem"),
        form.Text("note", 2000), form.Text("result", 20), form.Text("referTo", 300), form.Text("referBy", 20));

    /// <summary>The examination; refused with the field at fault where something does not fit.</summary>
    public Examination Into(Campaign campaign, DateOnly today, Guid? person, string hash, Guid? by, string byName, DateTimeOffset at)
    {
        var (on, birth) = (Day(On, "on", today), Born());
        if (on > today || on < campaign.FromDay || on > campaign.ToDay) throw No("on", Words.Key("Ngày khám phải trong đợt khám và không sau hôm nay."));
        var born = int.Parse(birth[..4], Say.Vietnam);
        if (born > on.Year || on.Year - born > 18 || (!birth.EndsWith("0000", StringComparison.Ordinal) && string.CompareOrdinal(birth, on.ToString("yyyyMMdd", Say.Vietnam)) > 0))
            throw No("birth", Words.Key("Ngày sinh không hợp với trẻ từ 0 đến 18 tuổi vào ngày khám."));
        var result = Result ?? "";
        if (!ExamWords.Results.ContainsKey(result)) throw No("result", Words.Key("Xin chọn kết luận: khỏe mạnh, điều trị tại chỗ hoặc giới thiệu."));
        var problems = (Problems ?? []).Select(p => p.Trim()).Where(p => p.Length > 0).Distinct().ToList();
        if (problems.Exists(p => !campaign.ProblemList.Contains(p))) throw No("problem", Words.Key("Vấn đề đã chọn không có trong danh sách của đợt khám."));
        var refers = result == "refer";
        if (refers && Clean(ReferTo, 300, "referTo").Length == 0) throw No("referTo", Words.Key("Xin ghi nơi giới thiệu đến."));
        var exam = new Examination
        {
            Id = Id == Guid.Empty ? throw No("id", Words.Key("Phiếu thiếu mã. Xin nhập lại.")) : Id,
            CampaignId = campaign.Id,
            HolderId = campaign.OrganisationId,
            SiteId = Site is { } site ? campaign.Sites.Exists(s => s.Id == site) ? site : throw No("site", Words.Key("Điểm khám không có trong đợt này.")) : null,
            ExaminedOn = on,
            Name = Clean(Name, 200, "name") is { Length: > 1 } name ? name : throw No("name", Words.Key("Xin nhập họ tên trẻ.")),
            Birth = birth,
            Sex = ExamWords.Sexes.ContainsKey(Sex ?? "") ? Sex! : "unknown",
            Commune = Clean(Commune, 200, "commune"),
            Guardian = Clean(Guardian, 200, "guardian"),
            Personal = Number(),
            HeightMm = Measure(Height, "height", 30, 220, 10),
            WeightG = Measure(Weight, "weight", 0.5m, 200, 1000),
            Problems = string.Join('\n', problems),
            Note = Clean(Note, 2000, "note"),
            Result = result,
            PersonId = person,
            SubjectHash = hash,
            ExaminedById = by,
            ExaminedByName = byName,
            ReceivedAt = at,
            ReferTo = refers ? Clean(ReferTo, 300, "referTo") : null,
            Likeness = $"{Fold.Of(Name)}/{birth}",
            Folded = Fold.Of($"{Name} {Commune} {Guardian}"),
        };
        if (!refers) return exam;
        var until = Day(ReferBy, "referBy", on.AddDays(30));
        return until >= on ? exam.Refer(until) : throw No("referBy", Words.Key("Hạn đến khám phải từ ngày khám trở đi."));
    }

    string Born()
    {
        var text = (Birth ?? "").Trim();
        if (text.Length == 4 && text.All(char.IsAsciiDigit)) return text + "0000";
        return Say.TryDay(text, out var day) ? day.ToString("yyyyMMdd", Say.Vietnam) : throw No("birth", Words.Key("Xin nhập ngày sinh, hoặc năm sinh nếu không nhớ ngày."));
    }

    string Number()
    {
        var text = string.Concat((Personal ?? "").Where(c => !char.IsWhiteSpace(c)));
        return text.Length == 0 || (text.Length == 12 && text.All(char.IsAsciiDigit)) ? text : throw No("personal", Words.Key("Số định danh phải có 12 chữ số, hoặc để trống."));
    }

    static int? Measure(string? text, string field, decimal least, decimal most, int times)
    {
        if (string.IsNullOrWhiteSpace(text)) return null;
        return Say.TryNumber(text, out var value) && value >= least && value <= most ? (int)decimal.Round(value * times)
            : throw new Refusal(RefusalKind.Invalid, "“{0}” không hợp lệ: phải từ {1} đến {2}.", text, least, most) { Field = field };
    }

    static DateOnly Day(string? text, string field, DateOnly otherwise) =>
        string.IsNullOrWhiteSpace(text) ? otherwise : Say.TryDay(text, out var day) ? day
        : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là ngày hợp lệ. Ví dụ đúng: 15/09/2025.", text) { Field = field };

    static string Clean(string? text, int most, string field)
    {
        var clean = (text ?? "").Replace("\0", "", StringComparison.Ordinal).Trim();
        return clean.Length <= most ? clean : throw new Refusal(RefusalKind.Invalid, "Nội dung dài quá {0} ký tự. Xin rút gọn.", most) { Field = field };
    }

    static Refusal No(string field, string text) => new(RefusalKind.Invalid, text) { Field = field };
}
