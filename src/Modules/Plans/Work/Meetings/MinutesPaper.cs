using LienY.Kernel;
using LienY.Writing;

namespace LienY.Plans;

/// <summary>The minutes as an official document: mẫu 1.9 of Phụ lục III, Nghị định 30/2020/NĐ-CP.</summary>
static class MinutesPaper
{
    /// <summary>The paper; until the chair has agreed it is a draft.</summary>
    public static OfficialDocument Of(MeetingSheetView sheet, string owner, string? above)
    {
        var meeting = sheet.Meeting;
        var (chair, secretary) = (sheet.With(AttendeeRole.Chair), sheet.With(AttendeeRole.Secretary));
        var there = sheet.Attendees.Where(a => a.Attended == true || (a.Attended is null && meeting.State is MeetingState.Invited)).ToList();
        var absent = sheet.Attendees.Where(a => a.Attended == false).ToList();
        var place = owner.LastIndexOf("tỉnh ", StringComparison.Ordinal) is >= 0 and var at ? owner[(at + 5)..] : owner.LastIndexOf("hành phố ", StringComparison.Ordinal) is >= 0 and var city ? owner[(city + 9)..] : "Hà Nội";
        return new()
        {
            Type = DocumentType.Minutes,
            ParentOrgan = above,
            Issuer = owner,
            Symbol = "BB-" + Initials(owner),
            Place = Named(place),
            Date = meeting.HeldOn,
            Subject = $"{meeting.Kind}: {meeting.Title}",
            Draft = meeting.State is not MeetingState.Agreed,
            Body =
            [
                new Paragraph($"Thời gian bắt đầu: {meeting.StartsAt} ngày {Say.Day(meeting.HeldOn)}."),
                new Paragraph($"Địa điểm: {meeting.Place}."),
                new Paragraph("Thành phần tham dự:"),
                there.Count > 0 ? new Bullets([.. there.Select(a => a.Name)]) : new Paragraph("Chưa ghi người dự."),
                .. absent.Count > 0 ? [new Paragraph("Vắng mặt: " + string.Join("; ", absent.Select(a => a.Name)) + ".")] : Array.Empty<Block>(),
                new Paragraph($"Chủ trì (chủ tọa): {chair}."),
                .. secretary.Length > 0 ? [new Paragraph($"Thư ký (người ghi biên bản): {secretary}.")] : Array.Empty<Block>(),
                new Paragraph("Nội dung (theo diễn biến cuộc họp):"),
                .. (meeting.Minutes.Length > 0 ? meeting.Minutes : meeting.Agenda).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(line => new Paragraph(line)),
                .. sheet.Conclusions.Count > 0 ? [new Paragraph("Kết luận:") { Bold = true }] : Array.Empty<Block>(),
                .. sheet.Conclusions.Select(c => new Paragraph($"{c.Number}. {(c.IsDecision ? "Quyết định: " : "")}{c.Text.TrimEnd('.', ' ')}{(sheet.Who(c) is { Length: > 0 } who ? $" ({who}{(c.DueOn is { } due ? $", hạn {Say.Day(due)}" : "")})" : c.DueOn is { } on ? $" (hạn {Say.Day(on)})" : "")}.")),
                new Paragraph($"Cuộc họp kết thúc vào {(meeting.EndsAt.Length > 0 ? meeting.EndsAt : "… giờ …")} ngày {Say.Day(meeting.HeldOn)}"),
            ],
            Signature = new("CHỦ TỌA", Bare(chair)),
            CoSignature = new("THƯ KÝ", Bare(secretary)),
            Recipients = ["Các thành phần tham dự"],
        };
    }

    // Only the words of a name: what follows a number or a bracket is no longer the place.
    static string Named(string place) => string.Join(' ', place.Split(' ', StringSplitOptions.RemoveEmptyEntries).TakeWhile(w => w.All(c => char.IsLetter(c) || c is '-' or '\''))) is { Length: > 0 } named
        ? char.ToUpper(named[0], Say.Vietnam) + named[1..] : "Hà Nội";

    static string Bare(string name) => name.Split(',')[0].Trim();

    static string Initials(string name) => string.Concat(name.Split([' ', '-', ','], StringSplitOptions.RemoveEmptyEntries).TakeWhile(w => w is not ("tỉnh" or "Thành" or "thành")).Where(w => char.IsLetter(w[0])).Select(w => w[..1].ToUpper(Say.Vietnam))) is { Length: > 0 } made ? made : "CQ";
}
