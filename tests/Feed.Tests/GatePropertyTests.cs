using System.Net.Http.Headers;
using System.Text;
using System.Text.RegularExpressions;
using LienY.Insurance;
using LienY.Kernel;
using LienY.Site;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Feed.Tests;

/// <summary>
/// The feed before the gate: over random networks, files, bases, roles and queries, no word of what a hospital sent (names of files, keys of visits, values of
/// faults, originals, rows behind a figure) passes to another organisation without a live basis over documents and every sensitive group. The
/// gate taken out of the page of a visit is found within ten queries (tried by hand).
/// </summary>
public abstract partial class GatePropertyTests(TestSite site)
{
    static readonly RecordKinds[] Parts = [RecordKinds.Identity, RecordKinds.Document, RecordKinds.All];
    const Sensitivities Everything = Sensitivities.Hiv | Sensitivities.Mental | Sensitivities.Reproductive | Sensitivities.Genetic | Sensitivities.Protection;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>A file that a hospital sent: words of the file itself, words of its one good visit (which stand in file and visit).</summary>
    sealed record Sent(Guid Hospital, string Code, Guid File, Guid Visit, Guid Fact, Guid Person, string[] OfFile, string[] OfVisit);

    sealed record User(Guid Id, string Says, Role? Role, Guid At, Guid[] Homes, HttpClient Program)
    {
        /// <summary>Software of a hospital, which signed in with a key.</summary>
        public bool IsSoftware => Role is null;
    }

    [GeneratedRegex("Q[A-P]{8}", RegexOptions.IgnoreCase)]
    private static partial Regex Words();

    readonly List<Sent> sent = [];
    readonly List<Basis> bases = [];

    [Theory]
    [InlineData(21)]
    [InlineData(22)]
    public async Task Nothing_of_a_file_crosses_without_a_live_basis(int seed)
    {
        var chance = new Random(seed);
        var users = await NetworkAsync(chance);
        for (var i = 0; i < 50; i++) bases.Add(await AnyBasisAsync(chance, users));
        var all = sent.SelectMany(s => s.OfFile.Concat(s.OfVisit)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var (seen, crossed, hidden) = (0, 0, 0);
        for (var i = 0; i < 200; i++)
        {
            if (i % 25 == 24) site.Clock.Pass(TimeSpan.FromHours(chance.Next(1, 6)));
            if (i % 30 == 29) await RevokeAsync(chance);
            var (user, file) = (users[chance.Next(users.Count)], sent[chance.Next(sent.Count)]);
            var isTried = false;
            if (chance.Next(2) == 0 && bases[chance.Next(bases.Count)] is var tried && users.Where(u => u.Homes.Contains(tried.ReceiverId))
                .ToList() is { Count: > 0 } readers)
                (isTried, user, file) = (true, readers[chance.Next(readers.Count)], sent.FirstOrDefault(s => s.Hospital == tried.HolderId && (tried.PersonId is null
                    || s.Person == tried.PersonId)) ?? file);
            var (address, isVisit) = isTried && chance.Next(3) > 0 ? ($"/feed/episodes/{file.Visit}", true) : Address(chance, file);
            using var answer = await user.Program.GetAsync(address, Stop);
            // A workbook is packed: what it tells is read out of its parts.
            var text = address.EndsWith(".xlsx", StringComparison.Ordinal) && answer.IsSuccessStatusCode ? Unpacked(await answer.Content.ReadAsByteArrayAsync(Stop))
                : await answer.Content.ReadAsStringAsync(Stop);
            var words = Words().Matches(text).Select(m => m.Value.ToUpperInvariant()).Where(all.Contains).ToHashSet();
            var may = sent.SelectMany(s => May(user, s, isVisit && s == file, address)).ToHashSet(StringComparer.OrdinalIgnoreCase);
            var leaked = words.Where(w => !may.Contains(w)).ToList();
            Assert.True(leaked.Count == 0, $"seed {seed}, query {i}: {user.Says} {address} ({answer.StatusCode}) told {string.Join(' ', leaked)}");
            if (isVisit && May(user, file, true, address).Length > 0) Assert.Contains(file.OfVisit[0], words, StringComparer.OrdinalIgnoreCase);
            seen += words.Count;
            crossed += words.Count > 0 && !user.Homes.Contains(file.Hospital) ? 1 : 0;
            hidden += words.Count == 0 ? 1 : 0;
        }
        // A property that never met its interesting cases would prove nothing.
        Assert.True(seen > 40 && crossed > 2 && hidden > 30, $"seed {seed}: {seen} words seen, {crossed} answers that crossed, {hidden} that told nothing");
    }

    /// <summary>The model: which words of a file a user may be told at an address.</summary>
    string[] May(User user, Sent file, bool isVisit, string address)
    {
        if (user.IsSoftware) return user.At == file.Hospital && address.StartsWith("/api/", StringComparison.Ordinal) ? [.. file.OfFile, .. file.OfVisit] : [];
        var isOfficer = user.Role is Role.DataOfficer or Role.Director && user.At == file.Hospital;
        if (isOfficer && !address.EndsWith("/original", StringComparison.Ordinal)) return [.. file.OfFile, .. file.OfVisit];
        if (isOfficer && user.Role == Role.DataOfficer) return [.. file.OfFile, .. file.OfVisit];
        if (!isVisit || user.Role is not (Role.Doctor or Role.DataOfficer or Role.Director or Role.DepartmentOfficer)) return [];
        var now = site.Clock.GetUtcNow();
        return user.Homes.Contains(file.Hospital) || bases.Exists(b => b.HolderId == file.Hospital && user.Homes.Contains(b.ReceiverId)
            && (b.PersonId is null || b.PersonId == file.Person) && (b.UserId is null || b.UserId == user.Id) && b.Purpose == "treatment"
                && (b.Kinds & RecordKinds.Document) != 0
            && (Everything & ~b.Sensitive) == 0 && b.ValidFrom <= now && now < b.ValidTo && b.RevokedAt is null && b.IsIdentified) ? file.OfVisit : [];
    }

    static (string Address, bool IsVisit) Address(Random chance, Sent s) => chance.Next(24) switch
    {
        0 => ("/feed", false),
        1 => ("/feed.csv", false),
        2 => ($"/feed/{s.Hospital}", false),
        3 => ($"/feed/{s.Hospital}/files", false),
        4 => ($"/feed/{s.Hospital}/files.csv", false),
        5 => ($"/feed/{s.Hospital}/faults", false),
        6 => ($"/feed/{s.Hospital}/faults.csv", false),
        7 => ($"/feed/{s.Hospital}/faults.xlsx", false),
        8 => ($"/feed/files/{s.File}", false),
        9 => ($"/feed/files/{s.File}/faults.csv", false),
        10 => ($"/feed/files/{s.File}/original", false),
        11 => ($"/api/feed/files/{s.File}?facility={s.Code}", false),
        12 => ($"/api/kcb/tra-cuu-trang-thai/{s.File:N}", false),
        13 => ($"/feed/{s.Hospital}/faults?only=refusals&rule=XML1.NGAY_SINH.type", false),
        14 => ($"/evidence/facts/{s.Fact}", false),
        15 => (chance.Next(2) == 0 ? "/evidence/ledger" : "/evidence/ledger.csv", false),
        16 => ($"/feed/episodes/{s.Visit}?version=1&row=XML1", true),
        _ => ($"/feed/episodes/{s.Visit}", true),
    };

    static string Unpacked(byte[] book)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(book));
        var text = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(entry.Open());
            text.Append(reader.ReadToEnd());
        }
        return text.ToString();
    }

    static string NewWord() => "Q" + string.Concat(Guid.CreateVersion7().ToString("N")[18..].Select(c => (char)('A' + Convert.ToInt32(c.ToString(), 16))))[..8];

    async Task<List<User>> NetworkAsync(Random chance)
    {
        var (first, second) = (await FeedScene.MakeAsync(site), await FeedScene.MakeAsync(site));
        var (third, code) = await FeedScene.HospitalAsync(site, first.Department, $"Bệnh viện thứ ba {first.Code}", "X" + first.Code[1..]);
        var users = new List<User>();
        async Task AddAsync(Role role, Guid at, string where)
        {
            var account = await site.AccountAsync(role, at);
            var homes = role is Role.Doctor or Role.DataOfficer or Role.Director or Role.DepartmentOfficer ? new[] { at } : [];
            users.Add(new(account.Id, $"{role} of {where}", role, at, homes, new HttpClient
            {
                BaseAddress = site.Url,
                DefaultRequestHeaders = { Authorization = new("Bearer", account.Token) }
            }));
        }
        foreach (var (scene, hospital, where) in new[] { (first, first.Hospital, "1"), (second, second.Hospital, "2"), (first, third, "3") })
        {
            foreach (var role in new[] { Role.Doctor, Role.DataOfficer, Role.Director, Role.Administrator, Role.UnitOfficer }) await AddAsync(role, hospital,
                "hospital " + where);
            var of = hospital == scene.Hospital ? scene : new FeedScene(site, scene.Department, third, code);
            var software = await of.SoftwareAsync();
            users.Add(new(Guid.Empty, "software of hospital " + where, null, hospital, [], software));
            for (var i = 0; i < 2; i++) sent.Add(await SendAsync(of, hospital, software, chance.Next(1, 10_000)));
        }
        await AddAsync(Role.DepartmentOfficer, first.Department, "department 1");
        await AddAsync(Role.Director, first.Department, "department 1");
        await AddAsync(Role.DataOfficer, second.Department, "department 2");
        return users;
    }

    /// <summary>A file of a good visit and a refused one, with words in everything that a page might show.</summary>
    async Task<Sent> SendAsync(FeedScene scene, Guid hospital, HttpClient software, int number)
    {
        var (good, bad) = (scene.Maker(number).Make(Scene.Outpatient, number), scene.Maker(number).Make(Scene.Outpatient, number + 1));
        string[] visit = [NewWord(), NewWord(), NewWord()], file = [NewWord(), NewWord(), NewWord(), NewWord()];
        Rename(good, visit[0]);
        (good.Summary![FieldNames.HO_TEN], good.Summary[FieldNames.DIA_CHI]) = ("Nguyễn " + visit[1], "Số nhà " + visit[2]);
        Rename(bad, file[0]);
        (bad.Summary![FieldNames.HO_TEN], bad.Summary[FieldNames.NGAY_SINH], bad.Summary[FieldNames.MA_BENH_CHINH]) = (file[1], file[2], "1" + file[2][..4]);
        using var answer = await software.PostAsync($"/api/feed/files?name={file[3]}.xml", new ByteArrayContent(scene.File(good,
            bad))
        { Headers = { ContentType = new MediaTypeHeaderValue("application/xml") } }, Stop);
        var told = System.Text.Json.Nodes.JsonNode.Parse(await answer.Content.ReadAsStringAsync(Stop))!["files"]![0]!;
        Assert.Equal("partly", told["outcome"]!.GetValue<string>());
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        var (id, person) = (await connection.RowsAsync("select id, person_id from feed_episode where organisation_id = @p0 and key = @p1", r => (r.GetGuid(0),
            r.GetGuid(1)), Stop, hospital, visit[0]))[0];
        var fact = (await connection.RowsAsync("select id from kernel_fact where unit_id = @p0 and source_id = @p1", r => r.GetGuid(0), Stop, hospital, "episode/"
            + id))[0];
        return new(hospital, scene.Code, told["id"]!.GetValue<Guid>(), id, fact, person, file, visit);
    }

    static void Rename(Episode episode, string key)
    {
        foreach (var table in episode.Tables)
            foreach (var row in episode.Rows(table)) if (row[FieldNames.MA_LK] is not null) row[FieldNames.MA_LK] = key;
    }

    async Task<Basis> AnyBasisAsync(Random chance, List<User> users)
    {
        var now = site.Clock.GetUtcNow();
        var from = now.AddHours(chance.Next(5) == 0 ? chance.Next(1, 8) : -2);
        var about = sent[chance.Next(sent.Count)];
        var readers = users.Where(u => u.Homes.Length > 0).ToList();
        var basis = new Basis
        {
            Kind = Enum.GetValues<BasisKind>()[chance.Next(4)],
            HolderId = about.Hospital,
            ReceiverId = readers[chance.Next(readers.Count)].At,
            UserId = chance.Next(5) == 0 ? readers[chance.Next(readers.Count)].Id : null,
            PersonId = chance.Next(2) == 0 ? null : about.Person,
            Purpose = chance.Next(4) == 0 ? "training" : "treatment",
            Kinds = Parts[chance.Next(Parts.Length)],
            Sensitive = chance.Next(5) == 0 ? Sensitivities.Hiv : Everything,
            IsIdentified = chance.Next(6) != 0,
            Reference = "ngẫu nhiên",
            ValidFrom = from,
            ValidTo = from.AddHours(chance.Next(4, 60)),
            RevokedAt = chance.Next(8) == 0 ? now.AddMinutes(-1) : null,
            MadeAt = now,
        };
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        await connection.RunAsync("insert into kernel_basis (id, kind, holder_id, receiver_id, user_id, person_id, purpose, kinds, sensitive, is_identified, reference, reason, "
            + "valid_from, valid_to, revoked_at, made_at, version) values (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7, @p8, @p9, @p10, '', @p11, @p12, @p13, @p14, 1)", Stop,
            basis.Id, basis.Kind.ToString(), basis.HolderId, basis.ReceiverId, basis.UserId, basis.PersonId, basis.Purpose, (long)basis.Kinds, (long)basis.Sensitive,
            basis.IsIdentified, basis.Reference, basis.ValidFrom, basis.ValidTo, basis.RevokedAt, basis.MadeAt);
        return basis;
    }

    async Task RevokeAsync(Random chance)
    {
        var basis = bases[chance.Next(bases.Count)];
        basis.RevokedAt ??= site.Clock.GetUtcNow();
        await using var connection = await site.Services.GetRequiredService<Database>().OpenAsync(Stop);
        await connection.RunAsync("update kernel_basis set revoked_at = @p1 where id = @p0", Stop, basis.Id, basis.RevokedAt);
    }
}

public sealed class Gate_property_on_sqlite(SqliteSite site) : GatePropertyTests(site), IClassFixture<SqliteSite>;

public sealed class Gate_property_on_postgres(PostgresSite site) : GatePropertyTests(site), IClassFixture<PostgresSite>;
