using System.Net;
using System.Text;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults.Tests;

/// <summary>From the question to the opinion, by pages.</summary>
public abstract class WayTests(TestSite site)
{
    [Fact]
    public async Task A_question_is_approved_taken_and_answered_in_writing()
    {
        var scene = await Scene.MakeAsync(site);
        var id = await scene.DraftAsync(("written", "on"));
        Assert.Contains("Gửi lãnh đạo duyệt", scene.Doctor.Text, StringComparison.Ordinal);
        await scene.Expert.OpenAsync($"/consults/cases/{id}");
        Assert.Equal(HttpStatusCode.NotFound, scene.Expert.Answer.StatusCode);
        await scene.Doctor.SubmitAsync($"/consults/cases/{id}/submit");
        await Scene.DoAsync(scene.Director, id, "approve");
        site.Clock.Pass(TimeSpan.FromMinutes(20));
        await scene.Expert.OpenAsync("/consults?box=in");
        Assert.Contains("còn 1 giờ 39 phút", scene.Expert.Text, StringComparison.Ordinal);
        await scene.Expert.OpenAsync($"/consults/cases/{id}");
        await scene.Expert.SubmitAsync($"/consults/cases/{id}/accept");
        Assert.Contains("chờ ý kiến", scene.Expert.Text, StringComparison.Ordinal);
        await scene.Expert.OpenAsync($"/consults/cases/{id}/reply?act=opinion");
        await scene.Expert.SubmitAsync($"/consults/cases/{id}/opinion", [("assessment", "Nhồi máu thành dưới"), ("conclusion", "Có chỉ định"),
            ("advice", "Chuyển trong 2 giờ"), ("transfer", "on")]);
        await scene.Doctor.OpenAsync($"/consults/cases/{id}");
        Assert.Contains("Chuyển trong 2 giờ", scene.Doctor.Text, StringComparison.Ordinal);
        Assert.Contains("chờ ký", scene.Doctor.Text, StringComparison.Ordinal);
        var one = await scene.CaseAsync(id);
        Assert.Equal(["create", "submit", "approve", "accept-written", "opinion"], one.Steps.OrderBy(s => s.Number).Select(s => s.Act));
        Assert.Equal([1], await scene.FactsAsync(id, "consult.asked"));
        Assert.Equal([1], await scene.FactsAsync(id, "consult.opinion.given"));
        Assert.InRange(Assert.Single(await scene.FactsAsync(id, "consult.wait")), 20, 21);
    }

    [Fact]
    public async Task What_is_missing_is_named_before_sending_and_nothing_typed_is_lost()
    {
        var scene = await Scene.MakeAsync(site);
        var id = await scene.DraftAsync(("findings", ""), ("reason", ""));
        Assert.Contains("Khám, dấu hiệu sinh tồn", scene.Doctor.Text, StringComparison.Ordinal);
        await scene.Doctor.SubmitAsync($"/consults/cases/{id}/submit");
        Assert.Equal(HttpStatusCode.UnprocessableEntity, scene.Doctor.Answer.StatusCode);
        Assert.Contains("Chưa gửi được vì còn thiếu", scene.Doctor.Text, StringComparison.Ordinal);
        Assert.Equal(CaseState.Draft, (await scene.CaseAsync(id)).State);
    }

    [Fact]
    public async Task Surgery_needs_images_and_laboratory_but_an_immediate_case_is_never_held_up()
    {
        var scene = await Scene.MakeAsync(site);
        var id = await scene.DraftAsync(("kind", "Surgery"));
        await scene.Doctor.SubmitAsync($"/consults/cases/{id}/submit");
        Assert.Contains("Hình ảnh, thăm dò", scene.Doctor.Text, StringComparison.Ordinal);
        var urgent = await scene.DraftAsync(("kind", "Surgery"), ("urgency", "Immediate"), ("findings", ""));
        await scene.Doctor.SubmitAsync($"/consults/cases/{urgent}/submit");
        Assert.Equal(CaseState.AwaitingApproval, (await scene.CaseAsync(urgent)).State);
    }

    [Fact]
    public async Task The_other_side_sees_nobody_until_a_paper_is_in_force_and_no_longer_than_the_case()
    {
        var scene = await Scene.MakeAsync(site);
        var id = await scene.SentAsync();
        await scene.Expert.OpenAsync($"/consults/cases/{id}");
        Assert.Contains("L.T.Ẩ.D.", scene.Expert.Text, StringComparison.Ordinal);
        Assert.Contains("65 tuổi", scene.Expert.Text, StringComparison.Ordinal);
        foreach (var hidden in new[] { Scene.Name, "Ẩn Danh", "010180001234", "Bản Chiềng", "15/02/1960", "03/11/2025" })
            Assert.DoesNotContain(hidden, scene.Expert.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
        await scene.Doctor.OpenAsync($"/consults/cases/{id}");
        await scene.Doctor.SubmitAsync($"/consults/cases/{id}/release", [("reference", "Giấy 12/2025")], [("paper", "giay.pdf", "%PDF-1.4 giấy"u8.ToArray())]);
        await scene.Expert.OpenAsync($"/consults/cases/{id}");
        Assert.DoesNotContain(Scene.Name, scene.Expert.Text, StringComparison.Ordinal);
        await Scene.DoAsync(scene.Director, id, "admit");
        await scene.Expert.OpenAsync($"/consults/cases/{id}");
        Assert.Contains(Scene.Name, scene.Expert.Text, StringComparison.Ordinal);
        Assert.Contains("Giấy 12/2025", scene.Expert.Text, StringComparison.Ordinal);
        await Scene.DoAsync(scene.Doctor, id, "cancel", ("reason", "người bệnh đã khỏe"));
        await scene.Expert.OpenAsync($"/consults/cases/{id}");
        Assert.DoesNotContain(Scene.Name, scene.Expert.Text, StringComparison.Ordinal);
        var trail = await site.Services.GetRequiredService<TrailBook>().NewestAsync(200, objectId: id.ToString(), stop: Scene.Stop);
        Assert.Contains(trail, e => e.Action == "consult.read" && e.HolderId == scene.Asking);
        Assert.Contains(trail, e => e.Action == "consult.read.masked");
    }

    [Fact]
    public async Task A_paper_ends_after_thirty_days()
    {
        var scene = await Scene.MakeAsync(site);
        var id = await scene.DraftAsync();
        await scene.Doctor.SubmitAsync($"/consults/cases/{id}/release", [("reference", "Giấy 13/2025")], [("paper", "giay.pdf", "%PDF-1.4 giấy"u8.ToArray())]);
        await Scene.DoAsync(scene.Doctor, id, "submit");
        await Scene.DoAsync(scene.Director, id, "approve");
        await scene.Expert.OpenAsync($"/consults/cases/{id}");
        Assert.Contains(Scene.Name, scene.Expert.Text, StringComparison.Ordinal);
        var release = await site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Releases.AsNoTracking().SingleAsync(r => r.CaseId == id));
        Assert.True(release.IsLive(release.ValidFrom!.Value.AddDays(30).AddSeconds(-1)));
        Assert.False(release.IsLive(release.ValidFrom!.Value.AddDays(30)));
    }

    [Fact]
    public async Task A_facility_that_has_nothing_to_do_with_it_finds_nothing()
    {
        var scene = await Scene.MakeAsync(site);
        var id = await scene.SentAsync();
        foreach (var address in new[] { $"/consults/cases/{id}", $"/consults/cases/{id}/reply?act=opinion", $"/consults/cases/{id}/edit", $"/consults/cases/{id}/paper" })
        {
            await scene.Stranger.OpenAsync(address);
            Assert.Equal(HttpStatusCode.NotFound, scene.Stranger.Answer.StatusCode);
        }
        var code = (await scene.CaseAsync(id)).Code;
        Assert.DoesNotContain(code, Encoding.UTF8.GetString(await scene.Stranger.DownloadAsync("/consults/cases.csv?box=in")), StringComparison.Ordinal);
        Assert.Contains(code, Encoding.UTF8.GetString(await scene.Expert.DownloadAsync("/consults/cases.csv?box=in")), StringComparison.Ordinal);
        await scene.Stranger.OpenAsync("/search?q=" + code);
        Assert.DoesNotContain($"/consults/cases/{id}", scene.Stranger.Page.DocumentElement.OuterHtml, StringComparison.Ordinal);
    }

    [Fact]
    public async Task More_is_asked_for_added_as_a_new_version_and_the_case_is_passed_on()
    {
        var scene = await Scene.MakeAsync(site);
        var id = await scene.SentAsync();
        await scene.Expert.OpenAsync($"/consults/cases/{id}/reply?act=ask-more");
        await scene.Expert.SubmitAsync($"/consults/cases/{id}/ask-more", [("reason", "Xin điện tâm đồ")]);
        await scene.Doctor.OpenAsync($"/consults/cases/{id}");
        Assert.Contains("Xin điện tâm đồ", scene.Doctor.Text, StringComparison.Ordinal);
        await scene.Doctor.OpenAsync($"/consults/cases/{id}/edit");
        await scene.Doctor.SubmitAsync($"/consults/cases/{id}/edit", [("imaging", "ST chênh lên ở D2, D3, aVF")]);
        await scene.Expert.OpenAsync($"/consults/cases/{id}");
        Assert.DoesNotContain("ST chênh lên", scene.Expert.Text, StringComparison.Ordinal);
        await Scene.DoAsync(scene.Doctor, id, "supplement");
        await scene.Expert.OpenAsync($"/consults/cases/{id}");
        Assert.Contains("ST chênh lên", scene.Expert.Text, StringComparison.Ordinal);
        Assert.Equal(2, await site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Summaries.CountAsync(x => x.CaseId == id && x.SentAt != null)));
        await scene.Expert.OpenAsync($"/consults/cases/{id}/reply?act=pass-on");
        await scene.Expert.SubmitAsync($"/consults/cases/{id}/pass-on", [("to", scene.Third.ToString()), ("reason", "Nơi kia gần hơn")]);
        await scene.Stranger.OpenAsync($"/consults/cases/{id}");
        Assert.Equal(HttpStatusCode.NotFound, scene.Stranger.Answer.StatusCode);
        await Scene.DoAsync(scene.Doctor, id, "send-on");
        await scene.Stranger.OpenAsync($"/consults/cases/{id}");
        Assert.Contains("Có nên can thiệp không?", scene.Stranger.Text, StringComparison.Ordinal);
        await scene.Expert.OpenAsync($"/consults/cases/{id}");
        Assert.Equal(HttpStatusCode.NotFound, scene.Expert.Answer.StatusCode);
    }

    [Fact]
    public async Task Two_people_at_once_do_not_both_answer()
    {
        var scene = await Scene.MakeAsync(site);
        var id = await scene.SentAsync();
        var second = await site.SignInAsAsync(Role.Doctor, scene.Answering);
        await scene.Expert.OpenAsync($"/consults/cases/{id}");
        await second.OpenAsync($"/consults/cases/{id}");
        await scene.Expert.SubmitAsync($"/consults/cases/{id}/accept");
        await second.SubmitAsync($"/consults/cases/{id}/accept");
        Assert.Equal(HttpStatusCode.Conflict, second.Answer.StatusCode);
        Assert.Single((await scene.CaseAsync(id)).Steps, s => s.Act.StartsWith("accept", StringComparison.Ordinal));
        Assert.Equal([1], await scene.FactsAsync(id, "consult.accepted"));
    }

    [Fact]
    public async Task A_doctor_does_not_approve_and_a_director_does_not_ask()
    {
        var scene = await Scene.MakeAsync(site);
        var id = await scene.DraftAsync();
        await scene.Doctor.SubmitAsync($"/consults/cases/{id}/submit");
        Assert.DoesNotContain(scene.Doctor.Page.Forms, f => f.GetAttribute("action")!.EndsWith("/approve", StringComparison.Ordinal));
        await scene.Director.OpenAsync("/consults/new");
        Assert.Equal(HttpStatusCode.Forbidden, scene.Director.Answer.StatusCode);
        var administrator = await site.SignInAsAsync(Role.Administrator, scene.Asking);
        await administrator.OpenAsync($"/consults/cases/{id}");
        Assert.Equal(HttpStatusCode.Forbidden, administrator.Answer.StatusCode);
    }

    [Fact]
    public async Task A_bundle_of_a_HIS_fills_the_request_in()
    {
        var scene = await Scene.MakeAsync(site);
        var bundle = """
            {"resourceType":"Bundle","type":"collection","entry":[
             {"resource":{"resourceType":"Patient","name":[{"text":"Giàng A Thử"}],"gender":"male","birthDate":"2025-10-30"}},
             {"resource":{"resourceType":"Condition","code":{"text":"Viêm phổi","coding":[{"code":"J18.9"}]}}},
             {"resource":{"resourceType":"Observation","code":{"text":"Bạch cầu"},"effectiveDateTime":"2025-11-19T08:00:00+07:00",
              "valueQuantity":{"value":18.2,"unit":"G/L"}}},
             {"resource":{"resourceType":"DocumentReference","content":[{"attachment":{"title":"xquang.png","data":"iVBORw0KGgoAAA=="}}]}}]}
            """;
        await scene.Doctor.OpenAsync("/consults/new");
        await scene.Doctor.SubmitAsync("/consults/import", [], [("bundle", "ca.json", Encoding.UTF8.GetBytes(bundle))]);
        Assert.Contains("Bạch cầu: 18,2 G/L", scene.Doctor.Text, StringComparison.Ordinal);
        Assert.Contains("xquang.png", scene.Doctor.Text, StringComparison.Ordinal);
        await scene.Doctor.OpenAsync("/consults/new");
        await scene.Doctor.SubmitAsync("/consults/import", [], [("bundle", "ca.json", "<html>"u8.ToArray())]);
        Assert.Contains("không phải là Bundle FHIR", scene.Doctor.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_immediate_case_opens_its_room_and_the_director_is_told_when_approval_is_late()
    {
        var scene = await Scene.MakeAsync(site);
        var id = await scene.DraftAsync(("urgency", "Immediate"));
        await scene.Doctor.SubmitAsync($"/consults/cases/{id}/open-urgently", [("reason", "Ngừng tim")]);
        await scene.Expert.OpenAsync($"/consults/cases/{id}");
        Assert.Contains(Scene.Name, scene.Expert.Text, StringComparison.Ordinal);
        await scene.Expert.SubmitAsync($"/consults/cases/{id}/join");
        site.Clock.Pass(TimeSpan.FromHours(24));
        await site.Services.GetRequiredService<Escalating>().RunAsync(Scene.Stop);
        var director = await scene.DirectorAgainAsync();
        await director.OpenAsync("/");
        Assert.Contains("đã quá hạn duyệt", director.Text, StringComparison.Ordinal);
        await Scene.DoAsync(director, id, "approve");
        Assert.Null((await scene.CaseAsync(id)).ApprovalDueAt);
    }
}

public sealed class Way_on_sqlite(SqliteSite site) : WayTests(site), IClassFixture<SqliteSite>;

public sealed class Way_on_postgres(PostgresSite site) : WayTests(site), IClassFixture<PostgresSite>;
