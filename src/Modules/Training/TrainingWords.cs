using System.Globalization;
using LienY.Kernel;

namespace LienY.Training;

/// <summary>States and kinds in words (Vietnamese keys) and colours.</summary>
static class TrainingWords
{
    public static string Of(Priority p) => p switch { Priority.High => Words.Key("Cao"), Priority.Medium => Words.Key("Trung bình"), _ => Words.Key("Thấp") };

    public static string Of(NeedState s) => s switch
    {
        NeedState.Open => Words.Key("chờ đưa vào kế hoạch"),
        NeedState.Planned => Words.Key("đã vào kế hoạch"),
        _ => Words.Key("đã rút"),
    };

    public static string Of(YearPlanState s) => s switch
    {
        YearPlanState.Draft => Words.Key("đang lập"),
        YearPlanState.Submitted => Words.Key("chờ lãnh đạo duyệt"),
        YearPlanState.Approved => Words.Key("đã duyệt"),
        _ => Words.Key("đã gửi các đơn vị"),
    };

    public static string Of(ClassMode m) => m switch
    {
        ClassMode.OnSite => Words.Key("Tại tỉnh"),
        ClassMode.AtHost => Words.Key("Tại cơ sở đào tạo"),
        ClassMode.Online => Words.Key("Trực tuyến"),
        _ => Words.Key("Kết hợp"),
    };

    /// <summary>As other modules name it.</summary>
    public static string Key(ClassMode m) => m switch { ClassMode.OnSite => "on-site", ClassMode.AtHost => "at-host", ClassMode.Online => "online", _ => "blended" };

    public static string Of(Payer p) => p switch
    {
        Payer.Unit => Words.Key("Đơn vị cử đi"),
        Payer.Province => Words.Key("Ngân sách tỉnh"),
        Payer.Host => Words.Key("Cơ sở đào tạo"),
        _ => Words.Key("Nguồn khác"),
    };

    public static string Of(Paper p) => p == Paper.Cme ? Words.Key("Chứng chỉ đào tạo liên tục") : Words.Key("Giấy chứng nhận");

    /// <summary>As Certificates names it.</summary>
    public static string Key(Paper p) => p == Paper.Cme ? "cme" : "attendance";

    public static string Of(ClassState s) => s switch
    {
        ClassState.Draft => Words.Key("đang chuẩn bị"),
        ClassState.Open => Words.Key("đang mở"),
        ClassState.Concluded => Words.Key("đã kết thúc"),
        _ => Words.Key("đã hủy"),
    };

    /// <summary>What an open class does on a day.</summary>
    public static string Phase(TrainingClass c, DateOnly day) => c.State != ClassState.Open ? Of(c.State)
        : day > c.ToDay ? Words.Key("chờ ký kết quả")
        : day >= c.FromDay ? Words.Key("đang học")
        : c.TakesNominations(day) ? Words.Key("nhận đề cử") : Words.Key("sắp học");

    /// <summary>Colour of a class.</summary>
    public static string Kind(TrainingClass c, DateOnly day) => c.State switch
    {
        ClassState.Concluded => "ok",
        ClassState.Cancelled => "bad",
        ClassState.Draft => "none",
        _ => day > c.ToDay ? "warn" : "info",
    };

    public static string Of(SessionKind k) => k == SessionKind.Theory ? Words.Key("Lý thuyết") : Words.Key("Thực hành");

    public static string Of(NominationState s) => s switch
    {
        NominationState.Proposed => Words.Key("chờ duyệt"),
        NominationState.Approved => Words.Key("được học"),
        NominationState.Waiting => Words.Key("danh sách chờ"),
        NominationState.Refused => Words.Key("bị từ chối"),
        _ => Words.Key("đã rút tên"),
    };

    /// <summary>Colour of a nomination.</summary>
    public static string Kind(NominationState s) => s switch
    {
        NominationState.Approved => "ok",
        NominationState.Proposed => "info",
        NominationState.Waiting => "warn",
        _ => "none",
    };

    public static string Of(EvidenceKind k) => k switch
    {
        EvidenceKind.Room => Words.Key("Có mặt trong phòng"),
        EvidenceKind.Code => Words.Key("Mã điểm danh"),
        EvidenceKind.Lecturer => Words.Key("Giảng viên ghi"),
        _ => Words.Key("Trả lời “còn ở đây”"),
    };

    public static string Of(TestKind k) => k == TestKind.Pre ? Words.Key("Kiểm tra đầu vào") : Words.Key("Kiểm tra cuối khóa");

    public static string Of(QuestionUse u) => u switch
    {
        QuestionUse.Pre => Words.Key("Chỉ đầu vào"),
        QuestionUse.Post => Words.Key("Chỉ cuối khóa"),
        _ =>
        Words.Key("Cả hai")
    };

    /// <summary>Title of a practitioner in words.</summary>
    public static string Title(string key) => key switch
    {
        "doctor" => Words.Key("Bác sỹ"),
        "assistant" => Words.Key("Y sỹ"),
        "nurse" => Words.Key("Điều dưỡng"),
        "midwife" => Words.Key("Hộ sinh"),
        "technician" => Words.Key("Kỹ thuật y"),
        "nutritionist" => Words.Key("Dinh dưỡng lâm sàng"),
        "paramedic" => Words.Key("Cấp cứu viên ngoại viện"),
        "psychologist" => Words.Key("Tâm lý lâm sàng"),
        "pharmacist" => Words.Key("Dược sỹ"),
        _ => Words.Key("Khác"),
    };

    static readonly string[] QuarterKeys = [Words.Key("Cả năm"), Words.Key("Quý I"), Words.Key("Quý II"), Words.Key("Quý III"), Words.Key("Quý IV")];

    /// <summary>A quarter of a year in words; 0: any time of the year.</summary>
    public static string Quarter(int quarter) => QuarterKeys[Math.Clamp(quarter, 0, 4)];

    /// <summary>All values of an enumeration as choices of a field.</summary>
    public static IEnumerable<(string, string)> Choices<T>(Words words, Func<T, string> of) where T : struct, Enum => Enum.GetValues<T>().Select(v => (v.ToString(),
        words[of(v)]));

    /// <summary>Quarters as choices.</summary>
    public static IEnumerable<(string, string)> Quarters(Words words) =>
        new[] { 0, 1, 2, 3, 4 }.Select(q => (q.ToString(CultureInfo.InvariantCulture), words[Quarter(q)]));
}

/// <summary>Hours of the clock at Hà Nội.</summary>
static class Moments
{
    static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    /// <summary>A day and an hour (HH:mm) at Hà Nội.</summary>
    public static DateTimeOffset At(DateOnly day, string hour) => new(day.ToDateTime(TimeOnly.ParseExact(hour, "HH:mm", CultureInfo.InvariantCulture)), Offset);

    /// <summary>An hour as a form sends it.</summary>
    public static string Hour(string text, string field) =>
        TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var at)
            ? at.ToString("HH:mm", CultureInfo.InvariantCulture)
            : throw new Refusal(RefusalKind.Invalid, "“{0}” không phải là giờ. Ví dụ đúng: 14:00.", text) { Field = field };
}
