using System.Collections.Concurrent;
using LienY.Kernel;
using LienY.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using static LienY.Records.Tests.FhirHouse;

namespace LienY.Records.Tests;

/// <summary>Subscriptions: a real end point is called, in order, with what its owner may read at that moment.</summary>
public abstract class SubscriptionTests(TestSite site)
{
    /// <summary>A system that is told; answers as it is set.</summary>
    sealed class EndPoint : IAsyncDisposable
    {
        readonly WebApplication app;
        public ConcurrentQueue<(string Method, string Path, string Body, string Key)> Calls { get; } = [];
        public int Status { get; set; } = 200;

        /// <summary>Takes the call and never answers.</summary>
        public bool Hangs { get; set; }

        EndPoint(WebApplication app) => this.app = app;

        public static async Task<EndPoint> StartAsync()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var end = new EndPoint(builder.Build());
            end.app.Run(async context =>
            {
                using var reader = new StreamReader(context.Request.Body);
                end.Calls.Enqueue((context.Request.Method, context.Request.Path, await reader.ReadToEndAsync(), context.Request.Headers["X-Key"].ToString()));
                if (end.Hangs) await Task.Delay(Timeout.Infinite, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                context.Response.StatusCode = end.Status;
            });
            await end.app.StartAsync();
            return end;
        }

        public string Address => app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First() + "/nhan";

        public ValueTask DisposeAsync() => app.DisposeAsync();
    }

    static string Subscription(string criteria, string endpoint, string payload = ",\"payload\":\"application/fhir+json\"") =>
        $$$"""{"resourceType":"Subscription","status":"requested","reason":"thử","criteria":"{{{criteria}}}","channel":{"type":"rest-hook","endpoint":"{{{endpoint}}}"{{{payload}}},"header":["X-Key: bi-mat"]}}""";

    static async Task<string> StatusAsync(HttpClient client, string id) => (await client.SendAsync("GET", $"Subscription/{id}")).Json.GetProperty("status").GetString()!;

    Task PostAsync() => site.RoundAsync("fhir-hooks");

    [Fact]
    public async Task What_matches_is_sent_in_order_and_what_does_not_is_not()
    {
        await using var end = await EndPoint.StartAsync();
        var doctor = await site.HospitalProgramAsync();
        var id = (await doctor.SendAsync("POST", "Subscription", Subscription("Observation?code=15074-8", end.Address))).Id;
        await site.SettleAsync();
        Assert.Equal("active", await StatusAsync(doctor, id));
        var patient = (await doctor.SendAsync("POST", "Patient", Patient())).Id;
        var first = (await doctor.SendAsync("POST", "Observation", Observation($"Patient/{patient}", "5.10"))).Id;
        await doctor.SendAsync("POST", "Observation", Observation($"Patient/{patient}").Replace("15074-8", "718-7", StringComparison.Ordinal));
        await doctor.SendAsync("PUT", $"Observation/{first}", Observation($"Patient/{patient}", "6.20", first));
        await site.SettleAsync();
        await PostAsync();
        Assert.Equal([("PUT", $"/nhan/Observation/{first}", "bi-mat"), ("PUT", $"/nhan/Observation/{first}", "bi-mat")], end.Calls.Select(c => (c.Method, c.Path, c.Key)));
        Assert.Contains("6.20", end.Calls.Last().Body, StringComparison.Ordinal);
        Assert.Equal(0, await site.CountAsync("select count(*) from records_hook_call where hook = @p0", id));
    }

    [Fact]
    public async Task Of_another_hospital_nothing_is_told()
    {
        await using var end = await EndPoint.StartAsync();
        var (here, there) = (await site.HospitalProgramAsync(), await site.HospitalProgramAsync());
        await here.SendAsync("POST", "Subscription", Subscription("Patient?", end.Address));
        await site.SettleAsync();
        await there.SendAsync("POST", "Patient", Patient("Kín"));
        await site.SettleAsync();
        await PostAsync();
        Assert.Empty(end.Calls);
    }

    [Fact]
    public async Task An_end_point_that_fails_is_tried_again_and_loses_nothing()
    {
        await using var end = await EndPoint.StartAsync();
        end.Status = 503;
        var doctor = await site.HospitalProgramAsync();
        var id = (await doctor.SendAsync("POST", "Subscription", Subscription("Patient?name=Chờ", end.Address, ""))).Id;
        await site.SettleAsync();
        await doctor.SendAsync("POST", "Patient", Patient("Chờ"));
        await site.SettleAsync();
        await PostAsync();
        Assert.Single(end.Calls);
        Assert.Equal(1, await site.CountAsync("select count(*) from records_hook_call where hook = @p0 and tries = 1", id));
        end.Status = 200;
        site.Clock.Pass(TimeSpan.FromMinutes(10));
        await PostAsync();
        Assert.Equal(2, end.Calls.Count);
        Assert.Equal(("POST", "/nhan", ""), (end.Calls.Last().Method, end.Calls.Last().Path, end.Calls.Last().Body));
        Assert.Equal(0, await site.CountAsync("select count(*) from records_hook_call where hook = @p0", id));
    }

    [Fact]
    public async Task An_end_point_that_hangs_is_left_and_holds_up_nobody_else()
    {
        await using var hanging = await EndPoint.StartAsync();
        await using var good = await EndPoint.StartAsync();
        hanging.Hangs = true;
        var doctor = await site.HospitalProgramAsync();
        var stuck = (await doctor.SendAsync("POST", "Subscription", Subscription("Patient?name=Treo", hanging.Address))).Id;
        await doctor.SendAsync("POST", "Subscription", Subscription("Patient?name=Treo", good.Address));
        await site.SettleAsync();
        await doctor.SendAsync("POST", "Patient", Patient("Treo"));
        await site.SettleAsync();
        await PostAsync();
        Assert.Single(good.Calls);
        Assert.Equal(1, await site.CountAsync("select count(*) from records_hook_call where hook = @p0 and tries = 1", stuck));
        // It waits for its turn; once it answers nothing is lost.
        await PostAsync();
        Assert.Single(hanging.Calls);
        hanging.Hangs = false;
        site.Clock.Pass(TimeSpan.FromMinutes(1));
        await PostAsync();
        Assert.Equal(2, hanging.Calls.Count);
        Assert.Equal(0, await site.CountAsync("select count(*) from records_hook_call where hook = @p0", stuck));
    }

    [Theory]
    [InlineData("Observation?nonsense:x=1&_sort=~", "https://example.vn/nhan", "criteria")]
    [InlineData("Nothing?a=b", "https://example.vn/nhan", "resource type")]
    [InlineData("Patient?", "http://example.vn/nhan", "https")]
    [InlineData("Patient?", "file:///etc/passwd", "https")]
    public async Task What_cannot_work_says_why(string criteria, string endpoint, string why)
    {
        var doctor = await site.HospitalProgramAsync();
        var id = (await doctor.SendAsync("POST", "Subscription", Subscription(criteria, endpoint))).Id;
        await site.SettleAsync();
        var said = (await doctor.SendAsync("GET", $"Subscription/{id}")).Json;
        Assert.Equal("error", said.GetProperty("status").GetString());
        Assert.Contains(why, said.GetProperty("error").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_deleted_one_is_told_of_nothing_more()
    {
        await using var end = await EndPoint.StartAsync();
        var doctor = await site.HospitalProgramAsync();
        var id = (await doctor.SendAsync("POST", "Subscription", Subscription("Patient?", end.Address))).Id;
        await site.SettleAsync();
        await doctor.SendAsync("DELETE", $"Subscription/{id}");
        await site.SettleAsync();
        await doctor.SendAsync("POST", "Patient", Patient());
        await site.SettleAsync();
        await PostAsync();
        Assert.Empty(end.Calls);
    }
}

public sealed class Subscription_on_sqlite(SqliteSite site) : SubscriptionTests(site), IClassFixture<SqliteSite>;

public sealed class Subscription_on_postgres(PostgresSite site) : SubscriptionTests(site), IClassFixture<PostgresSite>;
