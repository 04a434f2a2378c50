using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LienY.Kernel;
using LienY.Server;
using LienY.Site;
using Microsoft.AspNetCore.WebUtilities;

namespace LienY.Apps.Tests;

/// <summary>Two nodes over one PostgreSQL: what one gives the other knows, and what is used at one is used at both.</summary>
public sealed class NodesTests : IAsyncLifetime
{
    const string Public = "https://lieny.example";
    readonly Node first = new(null);
    Node second = null!;

    public async ValueTask InitializeAsync()
    {
        await first.InitializeAsync();
        second = new(first);
        await second.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await second.DisposeAsync();
        await first.DisposeAsync();
    }

    [Fact]
    public async Task A_code_of_one_node_is_taken_at_the_other_and_its_replay_ends_the_token_everywhere()
    {
        var scene = await AppScene.MakeAsync(first);
        var other = scene.At(second);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var code = await scene.CodeAsync(app);
        var told = await other.RedeemAsync(app, code);
        Assert.Equal(200, told.Status);
        Assert.Equal(200, (await scene.WhoAsync(told.Text("access_token"))).Status);
        Assert.Equal(200, (await other.WhoAsync(told.Text("access_token"))).Status);
        Assert.Equal("invalid_grant", (await scene.RedeemAsync(app, code)).Text("error"));
        Assert.Equal(401, (await scene.WhoAsync(told.Text("access_token"))).Status);
        second.Clock.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(401, (await other.WhoAsync(told.Text("access_token"))).Status);
    }

    [Fact]
    public async Task A_refresh_token_that_is_used_at_both_nodes_at_once_leaves_no_family()
    {
        var scene = await AppScene.MakeAsync(first);
        var other = scene.At(second);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        var told = await scene.RedeemAsync(app, await scene.CodeAsync(app));
        var both = await Task.WhenAll(scene.RefreshAsync(app, told.Text("refresh_token")!), other.RefreshAsync(app, told.Text("refresh_token")!));
        Assert.Equal(1, both.Count(t => t.Status == 400));
        foreach (var one in both.Where(t => t.Status == 200)) Assert.Equal("invalid_grant", (await scene.RefreshAsync(app, one.Text("refresh_token")!))
            .Text("error"));
    }

    [Fact]
    public async Task An_assertion_is_good_once_on_all_nodes_and_an_app_switched_off_is_off_on_all()
    {
        var scene = await AppScene.MakeAsync(first);
        var other = scene.At(second);
        var (app, key) = await scene.ServiceAsync();
        var assertion = key.Sign(scene.Claims(app));
        var told = await scene.ByKeyAsync(assertion);
        Assert.Equal(200, told.Status);
        Assert.Equal("invalid_client", (await other.ByKeyAsync(assertion)).Text("error"));
        Assert.Equal(403, (await other.WhoAsync(told.Text("access_token"))).Status);
        await scene.Administrator.OpenAsync($"/apps/{app}");
        await scene.Administrator.SubmitAsync($"/apps/{app}/off", [("reason", "thử")]);
        Assert.Equal("invalid_client", (await other.ByKeyAsync(key.Sign(scene.Claims(app)))).Text("error"));
        second.Clock.Pass(TimeSpan.FromSeconds(6));
        Assert.Equal(401, (await other.WhoAsync(told.Text("access_token"))).Status);
    }

    [Fact]
    public async Task Both_nodes_sign_with_one_key()
    {
        var scene = await AppScene.MakeAsync(first);
        var other = scene.At(second);
        var (app, _) = await scene.RegisterAsync("Public", AppScene.Person);
        foreach (var (signer, reader) in new[] { (scene, other), (other, scene) })
        {
            var parts = (await signer.RedeemAsync(app, await scene.CodeAsync(app))).Text("id_token")!.Split('.');
            var kid = JsonDocument.Parse(WebEncoders.Base64UrlDecode(parts[0])).RootElement.GetProperty("kid").GetString();
            var keys = (await reader.GetAsync("/oauth/jwks", null)).Json!["keys"]!.AsArray();
            var q = Assert.Single(keys, k => k!["kid"]!.ToString() == kid)!;
            using var open = ECDsa.Create(new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new() { X = WebEncoders.Base64UrlDecode(q["x"]!.ToString()), Y = WebEncoders.Base64UrlDecode(q["y"]!.ToString()) },
            });
            Assert.True(open.VerifyData(Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}"), WebEncoders.Base64UrlDecode(parts[2]), HashAlgorithmName.SHA256));
            Assert.Equal(Public, JsonDocument.Parse(WebEncoders.Base64UrlDecode(parts[1])).RootElement.GetProperty("iss").GetString());
        }
    }

    /// <summary>A node; the second one shares database and key of the first.</summary>
    sealed class Node(Node? other) : TestSite
    {
        protected override Task<string> ConnectionAsync() => other is null ? PostgresServer.FreshDatabaseAsync() : Task.FromResult(other.Settings.Database);

        protected override Settings Set(Settings settings) =>
            settings with { PublicUrl = Public, Key = other is null ? "" : File.ReadAllText(Path.Combine(other.Folder, Keys.FileName)).Trim() };
    }
}
