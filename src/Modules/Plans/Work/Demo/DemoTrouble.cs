namespace LienY.Plans;

/// <summary>Risks and issues of the demonstration.</summary>
static class DemoTrouble
{
    static readonly (string Title, string Cause, int Likelihood, int Impact, RiskResponse Response, string Answer)[] Risks =
    [
        ("Chuyên gia tuyến trên không xuống đúng lịch", "Bệnh viện tuyến trên thiếu người trong mùa dịch", 4, 3, RiskResponse.Reduce, "Chốt lịch theo quý, dự phòng hội chẩn từ xa"),
        ("Bác sĩ được đào tạo chuyển công tác", "Chênh lệch thu nhập giữa các đơn vị", 3, 4, RiskResponse.Reduce, "Cam kết phục vụ, hỗ trợ sau đào tạo"),
        ("Đấu thầu thiết bị kéo dài quá năm ngân sách", "Cấu hình kỹ thuật phải thẩm định lại", 3, 5, RiskResponse.Share, "Mời tư vấn thẩm định, tách gói nhỏ"),
        ("Đường truyền không ổn định khi hội chẩn", "Một số trạm chưa có cáp quang", 2, 2, RiskResponse.Accept, "Dùng mạng di động dự phòng"),
    ];

    static readonly (string Title, string Cause, string Action, Severity Severity)[] Issues =
    [
        ("Chưa đủ người đi học theo chỉ tiêu", "Khoa thiếu bác sĩ, không cử đi dài ngày được", "Chia lớp thành hai đợt, học kết hợp trực tuyến", Severity.High),
        ("Biểu mẫu báo cáo của hai bên khác nhau", "Mỗi bên dùng mẫu riêng", "Thống nhất một biểu mẫu trong tháng", Severity.Medium),
        ("Chậm thanh toán chi phí đi lại của chuyên gia", "Thiếu chứng từ gốc", "Phòng Kế hoạch - Tài chính hướng dẫn hồ sơ", Severity.Low),
    ];

    /// <summary>Tells them through the year; the first issue comes from a risk, the last is solved.</summary>
    public static async Task TellAsync(PlansStore store, DemoYear year, DemoCast cast, List<PlanTask> tasks, CancellationToken stop)
    {
        var raised = new List<Risk>();
        for (var i = 0; i < Risks.Length; i++)
        {
            var (title, cause, likelihood, impact, response, answer) = Risks[i];
            var task = tasks.Count == 0 ? null : tasks[i * 3 % tasks.Count];
            raised.Add(await RiskWork.RaiseAsync(store, year.Plan, year.Act(year.Clamp(year.First.AddDays(30 + (i * 40))), cast.Lead),
                new(title, cause, likelihood, impact, response, answer, new(task?.UnitId, task?.OwnerUserId, year.Last.AddDays(20 + (i * 15)), null, task?.Id)), stop));
        }
        for (var i = 0; i < Issues.Length; i++)
        {
            var (title, cause, action, severity) = Issues[i];
            var on = year.Clamp(year.Last.AddDays(-90 + (i * 25)));
            var task = tasks.Count == 0 ? null : tasks[(i + 1) * 2 % tasks.Count];
            var issue = await RiskWork.RaiseAsync(store, year.Plan, year.Act(on, cast.Lead),
                new(title, cause, action, severity, new(task?.UnitId, task?.OwnerUserId, on.AddDays(45), null, task?.Id)), i == 0 ? raised[1] : null, stop);
            if (i == Issues.Length - 1) await RiskWork.CloseAsync(store, year.Plan, year.Act(year.Clamp(on.AddDays(12)), cast.Lead), issue, "Đã bổ sung chứng từ và chi trả đủ.", stop);
        }
    }
}
