using System.Globalization;
using LienY.Contracts;
using LienY.Edxml;
using LienY.Kernel;
using LienY.Writing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Documents;

/// <summary>
/// Two months of papers at a department and a hospital: most done, some late, some waiting; one paper goes by the simulated axis to the hospital, is registered,
/// routed and done there, another waits for its clerk.
/// </summary>
sealed class DocumentsDemonstration(DocumentsStore store, PaperIndex index, Keeping keeping, IOrganisations organisations, ICallers callers,
    IServiceScopeFactory scopes) : IDemonstration
{
    /// <inheritdoc/>
    public int Order => 64;

    /// <inheritdoc/>
    public async Task TellAsync(DemoWorld world, CancellationToken stop)
    {
        if (!world.Organisations.TryGetValue("syt-lao-cai", out var department) || !world.Organisations.TryGetValue("bv-san-nhi-lao-cai", out var hospital)) return;
        store.Axis.Add(new() { Kind = AxisChoice.Simulated, ChangedByName = "Lý Văn Sơn (mẫu)", ChangedAt = store.Clock.GetUtcNow() });
        Set(department, "SYT", "000.00.15.T01", world.Today);
        Set(hospital, "BVSN", "000.15.15.T01", world.Today);
        var rooms = new[] { "nvy-lao-cai", "khtc-lao-cai", "vp-syt-lao-cai" }.Where(world.Organisations.ContainsKey).Select(k => world.Organisations[k]).ToList();
        var names = await organisations.NamesAsync(rooms, null, stop);
        var desk = new List<Choice>(rooms.Select(r => new Choice(r, null, names.GetValueOrDefault(r, "Phòng"))));
        if (world.People.TryGetValue("so.laocai", out var officer)) desk.Insert(0, new(null, officer, "Nguyễn Thị Hạnh (mẫu)"));
        var ward = new List<Choice>();
        if (world.People.TryGetValue("bs.sannhi", out var doctor)) ward.Add(new(null, doctor, "Lù Thị Dung (mẫu)"));
        if (world.People.TryGetValue("bv.sannhi", out var head)) ward.Add(new(null, head, "Phạm Thu Hà (mẫu)"));
        var issued = await IssuedAsync(department, world.Today, stop);
        await ReceivedAsync(department, DemoPapers.Department, desk, "Hoàng Quốc Khánh (mẫu)", issued, world.Today, stop);
        await ReceivedAsync(hospital, DemoPapers.Hospital, ward, "Trần Đức Long (mẫu)", [], world.Today, stop);
        foreach (var paper in issued.Where(o => o.State == OutgoingState.Issued)) await FileAsync(paper, stop);
        await AttachAsync(world, department, stop);
        await store.SaveChangesAsync(stop);
        foreach (var paper in issued)
            await index.PutAsync(paper.Id, Numbering.Out, department, $"{paper.Code} {PaperTypes.Name(paper.Type)} {paper.Subject} {paper.Signer} {paper.Recipients}",
                stop);
        await ExchangeAsync(world, issued, hospital, stop);
    }

    void Set(Guid organisation, string symbol, string code, DateOnly today) => store.Settings.Add(new()
    {
        OrganisationId = organisation,
        FromDay = new(today.Year - 1, 1, 1),
        Symbol = symbol,
        OrganCode = code,
        ChangedByName = "Văn thư (mẫu)",
        ChangedAt = store.Clock.GetUtcNow(),
    });

    async Task<List<Outgoing>> IssuedAsync(Guid organisation, DateOnly today, CancellationToken stop)
    {
        // Reports that the demonstration issued before have numbers of these books.
        var books = await store.Books.Where(b => b.OrganisationId == organisation && b.Direction == Numbering.Out).ToDictionaryAsync(b => (b.Book, b.Year), stop);
        var rows = new List<Outgoing>();
        foreach (var told in DemoPapers.Issued)
        {
            var day = today.AddDays(-told.Before);
            var book = told.Type.Length > 0 ? told.Type : "CV";
            // The register was kept on paper before: each series goes on where that ended.
            if (!books.TryGetValue((book, day.Year), out var series))
            {
                books[(book, day.Year)] = series = new()
                {
                    OrganisationId = organisation,
                    Direction = Numbering.Out,
                    Book = book,
                    Year = day.Year,
                    Last = day.Month == 1 ? 0 : 20 * day.Month,
                };
                store.Books.Add(series);
            }
            var number = ++series.Last;
            var symbol = told.Type.Length > 0 ? $"{told.Type}-SYT" : "SYT-NVY";
            var row = new Outgoing
            {
                OrganisationId = organisation,
                Book = book,
                Year = day.Year,
                Number = number,
                Symbol = symbol,
                Type = told.Type,
                Code = Outgoing.CodeOf(number, symbol),
                CodeKey = PaperCode.Key(Outgoing.CodeOf(number, symbol)),
                Subject = told.Subject,
                Day = day,
                Signer = told.Subject.Length > 0 ? "Hoàng Quốc Khánh (mẫu)" : "",
                Recipients = told.Recipients,
                Copies = 1,
                Archive = "VT, NVY",
                State = told.State,
                StateReason = told.State switch
                {
                    OutgoingState.Reserved => "Quyết định khen thưởng cuối năm",
                    OutgoingState.Cancelled => "Ban hành nhầm bản dự thảo",
                    _ => ""
                },
                MadeByName = "Nguyễn Thị Hạnh (mẫu)",
                MadeAt = At(day, 9),
            };
            store.Outgoing.Add(row);
            Step(row.Id, told.State == OutgoingState.Reserved ? OutgoingWords.Reserved : OutgoingWords.Issued, "", "Nguyễn Thị Hạnh (mẫu)", At(day, 9));
            if (told.State == OutgoingState.Cancelled) Step(row.Id, OutgoingWords.Cancelled, row.StateReason, "Nguyễn Thị Hạnh (mẫu)", At(day, 15));
            if (told.State == OutgoingState.Issued) store.Report(DocumentFacts.Issued(row));
            rows.Add(row);
        }
        return rows;
    }

    async Task ReceivedAsync(Guid organisation, IReadOnlyList<DemoIn> papers, List<Choice> desk, string leader, List<Outgoing> issued, DateOnly today,
        CancellationToken stop)
    {
        var last = new Dictionary<int, int>();
        var place = 0;
        foreach (var told in papers)
        {
            var (arrived, registered) = (today.AddDays(-told.Before), today.AddDays(-told.Before + told.Late));
            var number = last[registered.Year] = last.GetValueOrDefault(registered.Year, registered.Month == 1 ? 0 : 100 * registered.Month) + 1;
            var matches = await organisations.MatchAsync(told.Issuer, organisation, null, stop);
            var done = told.State == IncomingState.Done ? Earlier(arrived.AddDays(told.DoneAfter), today) : (DateOnly?)null;
            var paper = new Incoming
            {
                OrganisationId = organisation,
                Year = registered.Year,
                Number = number,
                ArrivedOn = arrived,
                RegisteredOn = registered,
                RegisteredAt = At(registered, 8, number % 50),
                Issuer = told.Issuer,
                IssuerId = matches.Count > 0 && matches[0].Score >= 0.9 ? matches[0].Organisation.Id : null,
                Code = told.Code,
                CodeKey = PaperCode.Key(told.Code),
                PaperDay = arrived.AddDays(-2),
                Type = told.Type,
                Subject = told.Subject,
                Urgency = told.Urgency,
                DueOn = told.Due is { } days ? arrived.AddDays(days) : null,
                State = told.State,
                DoneOn = done,
                Result = done is null ? "" : "Đã tham mưu, trình lãnh đạo ký văn bản trả lời",
                MadeByName = "Văn thư (mẫu)",
                Pages = 2 + number % 5,
            };
            store.Incoming.Add(paper);
            Step(paper.Id, IncomingWords.Entered, "", "Văn thư (mẫu)", paper.RegisteredAt);
            store.Report(DocumentFacts.Registered(paper));
            if (told.State != IncomingState.Received && desk.Count > 0) Route(paper, desk[place++ % desk.Count], leader, registered, done);
            if (done is not null)
            {
                var answer = issued.FirstOrDefault(o => o.State == OutgoingState.Issued && o.AnswersId is null && o.Day == done);
                if (answer is not null) (paper.AnswerId, answer.AnswersId) = (answer.Id, paper.Id);
                Step(paper.Id, IncomingWords.Done, paper.Result, leader, At(done.Value, 15));
                store.Report(DocumentFacts.Done(paper, 1));
            }
            await index.PutAsync(paper.Id, Numbering.In, organisation,
                string.Create(CultureInfo.InvariantCulture, $"{paper.Number} {paper.Code} {PaperTypes.Name(paper.Type)} {paper.Subject} {paper.Issuer} {paper.Year}"),
                    stop);
        }
        foreach (var (year, number) in last) store.Books.Add(new()
        {
            OrganisationId = organisation,
            Direction = Numbering.In,
            Book = Books.General,
            Year = year,
            Last = number
        });
    }

    void Route(Incoming paper, Choice who, string leader, DateOnly day, DateOnly? done)
    {
        (paper.RoutedOn, paper.Receiver) = (day, who.Name);
        store.Seats.Add(new()
        {
            PaperId = paper.Id,
            OrganisationId = paper.OrganisationId,
            Role = SeatRole.Lead,
            UnitId = who.UnitId,
            UserId = who.UserId,
            Name = who.Name,
            DueOn = paper.DueOn,
            MadeByName = leader,
            MadeAt = At(day, 10),
            TakenAt = paper.State == IncomingState.Assigned ? null : At(day, 14),
            TakenByName = paper.State == IncomingState.Assigned ? "" : who.Name,
        });
        store.Opinions.Add(new()
        {
            PaperId = paper.Id,
            Stage = SlipStage.Leader,
            Text = "Giao chủ trì nghiên cứu, tham mưu văn bản trả lời đúng hạn.",
            DueOn = paper.DueOn,
            ByName = leader,
            At = At(day, 10)
        });
        if (done is { } end) store.Opinions.Add(new()
        {
            PaperId = paper.Id,
            Stage = SlipStage.Handler,
            Text = "Đã rà soát số liệu, trình dự thảo văn bản trả lời.",
            ByName = who.Name,
            At = At(end, 9)
        });
        Step(paper.Id, IncomingWords.Routed, who.Name, leader, At(day, 10));
    }

    async Task FileAsync(Outgoing paper, CancellationToken stop)
    {
        using var docx = new MemoryStream(OfficialDocx.Write(new OfficialDocument
        {
            Type = new(paper.Type, paper.Type.Length > 0 ? PaperTypes.Name(paper.Type).ToUpper(Say.Vietnam) : ""),
            ParentOrgan = "UBND tỉnh Lào Cai",
            Issuer = "Sở Y tế",
            Number = paper.Number,
            Symbol = paper.Symbol,
            Place = "Lào Cai",
            Date = paper.Day,
            Subject = paper.Subject,
            Body = [new Paragraph($"Văn bản mẫu của mạng lưới trình diễn: {paper.Subject}. Nội dung không có thật")],
            Signature = new("PHÓ GIÁM ĐỐC", "Hoàng Quốc Khánh (mẫu)") { Authority = ["KT. GIÁM ĐỐC"] },
            Recipients = paper.Recipients.Split('\n'),
            Remark = "Văn bản mẫu của mạng lưới trình diễn",
        }));
        await keeping.PutAsync(paper.OrganisationId, paper.Id, $"{Fold.Of(paper.Code).Replace('/', '-')}.docx", docx, stop);
    }

    // The plan that the province sent is among the papers, ready to be opened in the import.
    async Task AttachAsync(DemoWorld world, Guid department, CancellationToken stop)
    {
        var plan = store.Incoming.Local.FirstOrDefault(p => p.OrganisationId == department && p.Type == "KH");
        if (plan is null || !world.Documents.TryGetValue("ke-hoach-lao-cai-nhi-trung-uong-2023.docx", out var bytes)) return;
        using var content = new MemoryStream(bytes);
        await keeping.PutAsync(department, plan.Id, "ke-hoach-lao-cai-nhi-trung-uong-2023.docx", content, stop);
    }

    async Task ExchangeAsync(DemoWorld world, List<Outgoing> issued, Guid hospital, CancellationToken stop)
    {
        var papers = issued.Where(o => o.State == OutgoingState.Issued).OrderByDescending(o => o.Day).Take(2).ToList();
        SendInput To(int days) => new(["000.15.15.T01"], EdxmlBusiness.New, "", Urgency.Normal, world.Today.AddDays(days), []);
        await AsAsync(world, "so.laocai", s => s.GetRequiredService<Sending>().QueueAsync(papers[1].Id, To(10), stop), stop);
        await RoundAsync(stop);
        await AsAsync(world, "bv.sannhi", async s =>
        {
            var row = await s.GetRequiredService<DocumentsStore>().Messages.FirstAsync(m => m.OrganisationId == hospital && m.State == MessageState.Waiting, stop);
            var accepting = s.GetRequiredService<Accepting>();
            return await accepting.EnterAsync(row.Id, await accepting.DraftAsync(row, stop), [], stop);
        }, stop);
        var entry = await store.Incoming.AsNoTracking().FirstAsync(p => p.OrganisationId == hospital && p.MessageId != null, stop);
        if (world.People.TryGetValue("bs.sannhi", out var doctor))
        {
            await AsAsync(world, "gd.sannhi", async s =>
            {
                await s.GetRequiredService<Routing>().LeadAsync(entry.Id, entry.Version, new("Giao khoa Nhi triển khai, báo cáo kết quả.", "p:" + doctor, [], null,
                    ""), stop);
                return 0;
            }, stop);
            await AsAsync(world, "bs.sannhi", async s =>
            {
                var routing = s.GetRequiredService<Routing>();
                await routing.StartAsync(entry.Id, entry.Version + 1, stop);
                await routing.DoneAsync(entry.Id, entry.Version + 2, new("Đã đăng ký lịch hội chẩn từ xa hằng tuần của khoa Nhi", null, null), stop);
                return 0;
            }, stop);
        }
        await RoundAsync(stop);
        await AsAsync(world, "so.laocai", s => s.GetRequiredService<Sending>().QueueAsync(papers[0].Id, To(14), stop), stop);
        await RoundAsync(stop);
        await RoundAsync(stop);
    }

    async Task AsAsync<T>(DemoWorld world, string user, Func<IServiceProvider, Task<T>> work, CancellationToken stop)
    {
        if (!world.People.TryGetValue(user, out var person)) return;
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = await callers.OfPersonAsync(person, stop);
        await work(scope.ServiceProvider);
    }

    async Task RoundAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallerSeat>().Caller = Caller.House;
        await ExchangeJob.RunAsync(scope.ServiceProvider, stop);
    }

    void Step(Guid paper, string what, string note, string by, DateTimeOffset at) => store.Steps.Add(new()
    {
        PaperId = paper,
        What = what,
        Note = note,
        ByName = by,
        At = at
    });

    static DateOnly Earlier(DateOnly one, DateOnly other) => one < other ? one : other;

    // Hours at Hà Nội.
    static DateTimeOffset At(DateOnly day, int hour, int minute = 0) => new(day.ToDateTime(new TimeOnly(hour, minute)), TimeSpan.FromHours(7));
}
