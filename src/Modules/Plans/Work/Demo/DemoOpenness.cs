using LienY.Contracts;
using LienY.Kernel;

namespace LienY.Plans;

/// <summary>What the demonstration shows beyond the owner's walls: a plan open to everybody, a meeting with agreed minutes, and one to which units are invited.</summary>
static class DemoOpenness
{
    /// <summary>Tells it for one plan.</summary>
    public static async Task TellAsync(PlansStore store, DemoYear year, DemoCast cast, CancellationToken stop)
    {
        store.Openings.Add(new Opening { PlanId = year.Plan.Id, Slug = Opening.SlugOf(year.Plan), IsOpen = true, OpenedAt = year.Act(year.Clamp(year.Last.AddDays(-40)), cast.Lead).At });
        if (cast.Lead is not { } chair) return;
        var secretary = cast.Other(chair);
        await AgreedAsync(store, year, chair, secretary, cast, stop);
        Invited(store, year, chair, secretary, cast);
    }

    static async Task AgreedAsync(PlansStore store, DemoYear year, PersonCard chair, PersonCard? secretary, DemoCast cast, CancellationToken stop)
    {
        var on = year.Clamp(year.Last.AddDays(-12));
        var act = year.Act(year.Clamp(on.AddDays(-7)), chair);
        var meeting = Invite(store, year, act, new(on, new TimeOnly(8, 0), "Giao ban", "Rà soát các chỉ tiêu có nguy cơ không đạt", "Phòng họp số 1 và trực tuyến (mẫu)", "Rà soát chỉ tiêu\nTháo gỡ vướng mắc", chair, secretary, cast.People, [], 1));
        var attendees = store.Attendees.Local.Where(a => a.MeetingId == meeting.Id).ToList();
        // A meeting that falls on a weekend is held on the next working day.
        on = meeting.HeldOn;
        var held = year.Act(on, secretary ?? chair);
        InviteWork.Write(store, year.Plan, held, meeting, attendees, attendees.Where((_, i) => i != 2).Select(a => a.Id).ToHashSet(),
            "Tổ thư ký báo cáo các chỉ tiêu chậm và nguyên nhân.\nCác đơn vị nêu khó khăn về người và đường truyền; thống nhất cách làm trong tháng tới.", "10 giờ 30");
        await InviteWork.ConcludeAsync(store, year.Plan, meeting, "Các đơn vị gửi danh sách cán bộ tham gia đợt tập huấn bù", false, year.Plan.OwnerId, chair.Id, on.AddDays(30), stop);
        var decision = await InviteWork.ConcludeAsync(store, year.Plan, meeting, "Bổ sung đường truyền dự phòng cho phòng hội chẩn", true, year.Plan.OwnerId, secretary?.Id, on.AddDays(45), stop);
        await InviteWork.TaskAsync(store, year.Plan, held, meeting, decision, stop);
        await InviteWork.AgreeAsync(store, year.Plan, year.Act(year.Clamp(on.AddDays(2)), chair), meeting, stop);
    }

    static void Invited(PlansStore store, DemoYear year, PersonCard chair, PersonCard? secretary, DemoCast cast)
    {
        if (year.Plan.EndsOn <= year.Last) return;
        Invite(store, year, year.Act(year.Last, chair), new(year.Last.AddDays(9), new TimeOnly(14, 0), "Giao ban", "Giao ban tháng: tiến độ và báo cáo cuối năm", "Trực tuyến (mẫu)",
            "Tiến độ từng đơn vị\nChuẩn bị báo cáo cuối năm", chair, secretary, cast.People, ["Đại diện Ủy ban nhân dân xã (mẫu)"], 1));
    }

    static Meeting Invite(PlansStore store, DemoYear year, Act act, InviteForm form) => InviteWork.Invite(store, year.Plan, act, form)[0];
}
