using AngleSharp.Dom;
using LienY.Contracts;
using LienY.Kernel;
using LienY.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults.Tests;

/// <summary>Two hospitals with a doctor and a director each, and a third that has nothing to do with it.</summary>
sealed class Scene(TestSite site, Guid asking, Guid answering, Guid third)
{
    static int made;

    public TestSite Site => site;
    public Guid Asking => asking;
    public Guid Answering => answering;
    public Guid Third => third;
    public Visitor Doctor { get; private set; } = null!;
    public Visitor Director { get; private set; } = null!;
    public Visitor Expert { get; private set; } = null!;
    public MadeAccount DirectorAccount { get; private set; } = null!;
    public MadeAccount ExpertAccount { get; private set; } = null!;
    public Visitor Stranger { get; private set; } = null!;

    public static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static async Task<Scene> MakeAsync(TestSite site)
    {
        var number = Interlocked.Increment(ref made);
        var scene = new Scene(site, await site.OrganisationAsync($"Bệnh viện Hỏi {number}", null, "hospital"),
            await site.OrganisationAsync($"Bệnh viện Đáp {number}", null, "hospital"),
            await site.OrganisationAsync($"Bệnh viện Ngoài {number}", null, "hospital"));
        scene.Doctor = await site.SignInAsAsync(Role.Doctor, scene.Asking);
        scene.DirectorAccount = await site.AccountAsync(Role.Director, scene.Asking);
        scene.Director = await scene.DirectorAgainAsync();
        scene.ExpertAccount = await site.AccountAsync(Role.Doctor, scene.Answering);
        scene.Expert = site.Visitor();
        await scene.Expert.SignInAsync(scene.ExpertAccount.User, scene.ExpertAccount.Password);
        scene.Stranger = await site.SignInAsAsync(Role.Doctor, scene.Third);
        return scene;
    }

    /// <summary>The director signs in (anew, after hours have passed).</summary>
    public async Task<Visitor> DirectorAgainAsync()
    {
        var visitor = site.Visitor();
        await visitor.SignInAsync(DirectorAccount.User, DirectorAccount.Password);
        return visitor;
    }

    public const string Name = "Lò Thị Ẩn Danh";

    /// <summary>A whole request, typed; changed by <paramref name="other"/>.</summary>
    public (string, string)[] Typed(params (string Name, string Value)[] other) =>
    [
        .. new (string Name, string Value)[]
        {
            ("answering", answering.ToString()), ("specialty", "cardiology"), ("kind", "Advice"), ("urgency", "Urgent"), ("reason", "beyond"),
                ("question", "Có nên can thiệp không?"),
            ("diagnosis", "I21 Nhồi máu cơ tim"), ("history", $"Bà {Name} đau ngực từ 03/11/2025, số 010180001234."),
                ("findings", "Mạch 96, huyết áp 100/60"), ("name", Name),
            ("birth", "15/02/1960"), ("sex", "female"), ("personal", "010180001234"), ("address", "Bản Chiềng, xã Than Uyên"),
        }.Where(f => other.All(o => o.Name != f.Name)), .. other,
    ];

    /// <summary>A draft by pages; its id.</summary>
    public async Task<Guid> DraftAsync(params (string, string)[] other)
    {
        await Doctor.OpenAsync("/consults/new");
        await Doctor.SubmitAsync("/consults/cases", []);
        var id = Guid.Parse(Doctor.Answer.RequestMessage!.RequestUri!.Segments[3].TrimEnd('/'));
        await Doctor.SubmitAsync($"/consults/cases/{id}/edit", Typed(other));
        Assert.True(Doctor.Answer.IsSuccessStatusCode, Doctor.Text);
        return id;
    }

    /// <summary>A case that waits at the other hospital.</summary>
    public async Task<Guid> SentAsync(params (string, string)[] other)
    {
        var id = await DraftAsync(other);
        await Doctor.SubmitAsync($"/consults/cases/{id}/submit");
        await DoAsync(Director, id, "approve");
        return id;
    }

    /// <summary>One step by the button of the page.</summary>
    public static async Task DoAsync(Visitor who, Guid id, string act, params (string, string)[] values)
    {
        await who.OpenAsync($"/consults/cases/{id}");
        await who.SubmitAsync($"/consults/cases/{id}/{act}", values);
        Assert.True(who.Answer.IsSuccessStatusCode, who.Text);
    }

    /// <summary>A case as it stands in the database.</summary>
    public Task<Case> CaseAsync(Guid id) => site.HouseAsync(s => s.GetRequiredService<ConsultsStore>().Cases.AsNoTracking().Include(c => c.Steps)
        .SingleAsync(c => c.Id == id));

    /// <summary>Values of facts of a kind about a case.</summary>
    public async Task<IReadOnlyList<decimal>> FactsAsync(Guid id, string kind)
    {
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        return await connection.RowsAsync("select value from kernel_fact where kind = @p0 and source_id like @p1", r => r.GetInt64(0) / 10000m, Stop,
            kind, $"consult/{id:N}/%");
    }
}
