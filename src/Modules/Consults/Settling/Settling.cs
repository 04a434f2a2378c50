using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Consults;

/// <summary>Agreements, monthly statements from signed minutes only, objections line by line, signatures of both sides.</summary>
sealed class Settling(ConsultsStore store, Seats seats, RootKey key, Caller caller, TimeProvider clock)
{
    /// <summary>The highest price that is taken: a billion đồng.</summary>
    const decimal Most = 1_000_000_000m;

    /// <summary>Makes an agreement; either side may.</summary>
    public async Task<Guid> AgreeAsync(PriceAgreement agreement, CancellationToken stop)
    {
        if (!await seats.HoldsAsync(ConsultsRights.Settle, agreement.SupportedId, stop)) await seats.MustAsync(ConsultsRights.Settle, agreement.SupportingId, stop);
        if (agreement.SupportedId == agreement.SupportingId) throw new Refusal(RefusalKind.Invalid, "Hai bên của thỏa thuận phải khác nhau.") { Field = "supporting" };
        if (agreement.ToDay < agreement.FromDay) throw new Refusal(RefusalKind.Invalid, "Ngày hết hiệu lực phải sau ngày có hiệu lực.") { Field = "to" };
        store.Agreements.Add(agreement);
        await store.SaveChangesAsync(stop);
        return agreement.Id;
    }

    /// <summary>Adds a price; the one for the same kind and urgency before it ends the day before.</summary>
    public async Task PriceAsync(Guid id, string kind, string urgency, decimal? amount, DateOnly from, CancellationToken stop)
    {
        var agreement = await AgreementAsync(id, stop);
        if (amount is not { } given || given < 0 || given > Most || given != decimal.Truncate(given))
            throw new Refusal(RefusalKind.Invalid, "Giá là số đồng nguyên, từ 0 đến {0}.", Most) { Field = "amount" };
        if (from < agreement.FromDay || from > agreement.ToDay) throw new Refusal(RefusalKind.Invalid,
            "Giá phải áp dụng trong thời hạn của thỏa thuận.")
        { Field = "from" };
        foreach (var before in await store.Prices.Where(p => p.AgreementId == id && p.Kind == kind && p.Urgency == urgency && p.ToDay == null).ToListAsync(stop))
        {
            if (before.FromDay >= from) throw new Refusal(RefusalKind.Conflict, "Đã có giá áp dụng từ ngày {0}. Giá mới phải từ ngày sau đó.",
                Say.Day(before.FromDay))
            { Field = "from" };
            before.ToDay = from.AddDays(-1);
        }
        store.Prices.Add(new() { AgreementId = id, Kind = kind, Urgency = urgency, Amount = (long)given, FromDay = from });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>An agreement of which the caller settles one side.</summary>
    public async Task<PriceAgreement> AgreementAsync(Guid id, CancellationToken stop)
    {
        var agreement = await store.Agreements.SingleOrDefaultAsync(a => a.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy thỏa thuận này.");
        if (!await seats.HoldsAsync(ConsultsRights.Settle, agreement.SupportedId, stop)) await seats.MustAsync(ConsultsRights.Settle, agreement.SupportingId, stop);
        return agreement;
    }

    /// <summary>The statement of a month, made new or completed: every case with signed minutes that was not charged yet. Returns its id.</summary>
    public async Task<Guid> MakeAsync(Guid agreementId, DateOnly month, CancellationToken stop)
    {
        var agreement = await AgreementAsync(agreementId, stop);
        var first = new DateOnly(month.Year, month.Month, 1);
        var now = clock.GetUtcNow();
        if (first > Say.DayOf(now)) throw new Refusal(RefusalKind.Invalid, "Tháng này chưa đến nên chưa lập được bảng thanh toán.") { Field = "month" };
        var statement = await store.Statements.SingleOrDefaultAsync(s => s.AgreementId == agreementId && s.Month == first, stop);
        if (statement is { State: not StatementState.Open }) throw Refusal.Conflict("Bảng thanh toán tháng {0} đã gửi hai bên. Phần phát sinh thêm sẽ vào tháng sau.",
            first.ToString("MM/yyyy", CultureInfo.InvariantCulture));
        if (statement is null)
            store.Statements.Add(statement = new()
            {
                AgreementId = agreementId,
                SupportedId = agreement.SupportedId,
                SupportingId = agreement.SupportingId,
                Month = first,
                MadeAt = now
            });
        var lines = await store.Charges.Where(c => c.StatementId == statement.Id || (c.AgreementId == agreementId && c.StatementId == null)).ToListAsync(stop);
        foreach (var waiting in lines.Where(l => l.StatementId is null)) waiting.StatementId = statement.Id;
        foreach (var charge in await NewAsync(agreement, statement, first.AddMonths(1).AddDays(-1), now, stop))
        {
            store.Charges.Add(charge);
            lines.Add(charge);
        }
        statement.Total = lines.Sum(l => l.Amount);
        await store.SaveChangesAsync(stop);
        return statement.Id;
    }

    async Task<List<Charge>> NewAsync(PriceAgreement agreement, Statement statement, DateOnly last, DateTimeOffset now, CancellationToken stop)
    {
        var end = Moments.At(last.AddDays(1), "00:00");
        var signed = await store.Minutes.AsNoTracking().Where(m => m.AskingId == agreement.SupportedId && m.AnsweringId == agreement.SupportingId && m.SignedAt != null
            && m.HeldTo < end).ToListAsync(stop);
        var ids = signed.ConvertAll(m => m.CaseId);
        var charged = (await store.Charges.IgnoreQueryFilters(["org"]).Where(c => ids.Contains(c.CaseId) && c.Once.StartsWith("case/")).Select(c => c.CaseId)
            .ToListAsync(stop)).ToHashSet();
        var cases = await store.Cases.AsNoTracking().Where(c => ids.Contains(c.Id)).ToDictionaryAsync(c => c.Id, stop);
        var prices = await store.Prices.AsNoTracking().Where(p => p.AgreementId == agreement.Id).ToListAsync(stop);
        var made = new List<Charge>();
        // A case is charged once, by its first signed minutes, however many editions follow.
        foreach (var minutes in signed.GroupBy(m => m.CaseId).Where(g => !charged.Contains(g.Key)).Select(g => g.MinBy(m => m.Edition)!).OrderBy(m => m.HeldTo))
        {
            var (one, day) = (cases[minutes.CaseId], Say.DayOf(minutes.HeldTo));
            if (!agreement.Covers(day) || Price.Of(prices, one.Kind, one.Urgency, day) is not { } amount) continue;
            made.Add(new()
            {
                AgreementId = agreement.Id,
                StatementId = statement.Id,
                CaseId = one.Id,
                MinutesId = minutes.Id,
                SupportedId = agreement.SupportedId,
                SupportingId = agreement.SupportingId,
                MinutesNumber = minutes.Number,
                Kind = one.Kind.ToString(),
                Urgency = one.Urgency.ToString(),
                OnDay = day,
                Amount = amount,
                Once = "case/" + one.Id,
                MadeAt = now,
            });
        }
        return made;
    }

    /// <summary>Puts the statement before both sides; its lines are fixed by their hash.</summary>
    public async Task SendAsync(Guid id, int version, CancellationToken stop)
    {
        var statement = await StatementAsync(id, stop);
        await seats.MustAsync(ConsultsRights.Settle, statement.SupportingId, stop);
        store.Expect(statement, version);
        if (statement.State != StatementState.Open) throw Refusal.Conflict("Bảng thanh toán này đã gửi rồi.");
        if (!await store.Charges.AnyAsync(c => c.StatementId == id, stop)) throw Refusal.Conflict("Bảng thanh toán chưa có dòng nào nên chưa gửi được.");
        (statement.State, statement.SentAt) = (StatementState.Sent, clock.GetUtcNow());
        await SealAsync(statement, stop);
        store.Notify(new Notice
        {
            OrganisationId = statement.SupportedId,
            Text = Words.Key("Bảng thanh toán hội chẩn tháng {0} chờ xem và ký."),
            Args = Notice.ArgsOf(statement.Month.ToString("MM/yyyy", CultureInfo.InvariantCulture)),
            Link = "/consults/statements/" + id,
            Once = $"consult-statement/{id}/sent",
        });
        await store.SaveChangesAsync(stop);
    }

    /// <summary>The supported side objects to a line.</summary>
    public async Task ObjectAsync(Guid id, Guid line, string text, CancellationToken stop)
    {
        var (statement, charge) = await LineAsync(id, line, stop);
        await seats.MustAsync(ConsultsRights.Settle, statement.SupportedId, stop);
        charge.Object(text, caller.Name, clock.GetUtcNow());
        store.Expect(statement, statement.Version);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>The supporting side answers an objection: keeps the line, or takes it back and (with an amount) puts another in its place.</summary>
    public async Task ResolveAsync(Guid id, Guid line, bool kept, decimal? amount, string text, CancellationToken stop)
    {
        var (statement, charge) = await LineAsync(id, line, stop);
        await seats.MustAsync(ConsultsRights.Settle, statement.SupportingId, stop);
        var now = clock.GetUtcNow();
        charge.Resolve(kept, text, caller.Name, now);
        if (!kept)
        {
            if (amount is { } other && (other < 0 || other > Most || other != decimal.Truncate(other))) throw new Refusal(RefusalKind.Invalid,
                "Giá là số đồng nguyên, từ 0 đến {0}.", Most)
            { Field = "amount" };
            store.Charges.Add(charge.Reversal(id, now));
            if (amount is > 0) store.Charges.Add(charge.Again(id, (long)amount.Value, now));
            // What was signed before no longer stands.
            (statement.SupportedAt, statement.SupportedBy, statement.SupportedUser, statement.SupportedSeal) = (null, "", null, null);
            (statement.SupportingAt, statement.SupportingBy, statement.SupportingUser, statement.SupportingSeal) = (null, "", null, null);
        }
        await SealAsync(statement, stop);
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Takes back a line of a statement that both have signed: the reversal waits for the next statement.</summary>
    public async Task ReverseAsync(Guid id, Guid line, decimal? amount, CancellationToken stop)
    {
        var statement = await StatementAsync(id, stop);
        await seats.MustAsync(ConsultsRights.Settle, statement.SupportingId, stop);
        if (statement.State != StatementState.Signed) throw Refusal.Conflict("Chỉ đảo dòng của bảng hai bên đã ký; bảng chưa ký thì giải quyết bằng khiếu nại.");
        var charge = await store.Charges.SingleOrDefaultAsync(c => c.Id == line && c.StatementId == id, stop) ?? throw Refusal.Missing("Không tìm thấy dòng này.");
        if (charge.ReversesId is not null || await store.Charges.AnyAsync(c => c.ReversesId == line, stop)) throw Refusal.Conflict("Dòng này đã được điều chỉnh rồi.");
        if (amount is { } other && (other < 0 || other > Most || other != decimal.Truncate(other))) throw new Refusal(RefusalKind.Invalid,
            "Giá là số đồng nguyên, từ 0 đến {0}.", Most)
        { Field = "amount" };
        var now = clock.GetUtcNow();
        store.Charges.Add(charge.Reversal(null, now));
        if (amount is > 0) store.Charges.Add(charge.Again(null, (long)amount.Value, now));
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Signs for the side on which the caller sits; the caller has just shown anew who they are.</summary>
    public async Task SignAsync(Guid id, string hash, CancellationToken stop)
    {
        var statement = await StatementAsync(id, stop);
        if (statement.State != StatementState.Sent) throw Refusal.Conflict("Bảng thanh toán này không ở bước ký.");
        if (statement.Hash != hash || MinutesEdition.HashOf(await BodyAsync(statement, stop)) != hash) throw new Refusal(RefusalKind.Conflict,
            "Bảng thanh toán đã đổi từ lúc ông/bà mở trang. Xin xem lại rồi ký.")
        { Code = "statement-changed" };
        if (await store.Charges.AnyAsync(c => c.StatementId == id && c.Dispute == Dispute.Open,
            stop)) throw Refusal.Conflict("Còn dòng đang khiếu nại. Xin giải quyết trước khi ký.");
        var now = Commands.FromMicros(Commands.Micros(clock.GetUtcNow()));
        var isSupporting = statement.SupportingAt is null && await seats.HoldsAsync(ConsultsRights.Settle, statement.SupportingId, stop);
        if (!isSupporting)
        {
            await seats.MustAsync(ConsultsRights.Settle, statement.SupportedId, stop);
            if (statement.SupportedAt is not null) throw Refusal.Conflict("Bên của ông/bà đã ký bảng này rồi.");
            if (statement.SupportingUser is not null && statement.SupportingUser == caller.UserId) throw Refusal.Conflict("Một người không ký thay cả hai bên.");
        }
        var seal = key.Sign(Sealed(statement, isSupporting ? "supporting" : "supported", caller.UserId, caller.Name, now));
        if (isSupporting) (statement.SupportingAt, statement.SupportingBy, statement.SupportingUser, statement.SupportingSeal) = (now, caller.Name, caller.UserId, seal);
        else (statement.SupportedAt, statement.SupportedBy, statement.SupportedUser, statement.SupportedSeal) = (now, caller.Name, caller.UserId, seal);
        store.Expect(statement, statement.Version);
        store.Trace("consult.statement.sign", "consults_statement", id.ToString());
        if (statement is { SupportedAt: not null, SupportingAt: not null })
        {
            statement.State = StatementState.Signed;
            foreach (var (unit, role) in new[] { (statement.SupportedId, "payer"), (statement.SupportingId, "payee") })
                store.Report(new Fact
                {
                    Kind = "consult.settled",
                    UnitId = unit,
                    OccurredOn = Say.DayOf(now),
                    Value = statement.Total,
                    Module = "consults",
                    SourceId = $"statement/{id}/{unit:N}",
                    Dims = Fact.DimsOf(("role", role)),
                });
        }
        await store.SaveChangesAsync(stop);
    }

    /// <summary>Are the signatures on it ours, and its lines what was signed?</summary>
    public async Task<bool> IsSoundAsync(Statement statement, CancellationToken stop) =>
        statement.Hash is null || (MinutesEdition.HashOf(Encoding.UTF8.GetBytes(statement.Body ?? "")) == statement.Hash
            && MinutesEdition.HashOf(await BodyAsync(statement, stop)) == statement.Hash
        && (statement.SupportedSeal is null || key.IsOurs(Sealed(statement, "supported", statement.SupportedUser, statement.SupportedBy, statement.SupportedAt!.Value),
        statement.SupportedSeal))
        && (statement.SupportingSeal is null || key.IsOurs(Sealed(statement, "supporting", statement.SupportingUser, statement.SupportingBy,
        statement.SupportingAt!.Value), statement.SupportingSeal)));

    static byte[] Sealed(Statement statement, string side, Guid? user, string name, DateTimeOffset at) =>
        Encoding.UTF8.GetBytes(string.Join('\n', "lieny-statement-1", statement.Id, statement.Hash, side, user, name, Commands.Micros(at)));

    async Task SealAsync(Statement statement, CancellationToken stop)
    {
        var body = await BodyAsync(statement, stop);
        (statement.Body, statement.Hash) = (Encoding.UTF8.GetString(body), MinutesEdition.HashOf(body));
        statement.Total = (await LinesAsync(statement.Id, stop)).Sum(l => l.Amount);
    }

    async Task<byte[]> BodyAsync(Statement statement, CancellationToken stop) => CanonicalJson.Of(new JsonObject
    {
        ["type"] = "lieny-consult-statement",
        ["form"] = 1,
        ["id"] = statement.Id.ToString(),
        ["agreement"] = statement.AgreementId.ToString(),
        ["supported"] = statement.SupportedId.ToString(),
        ["supporting"] = statement.SupportingId.ToString(),
        ["month"] = statement.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
        ["lines"] = new JsonArray([.. (await LinesAsync(statement.Id, stop)).Select(l => (JsonNode)new JsonObject
        {
            ["id"] = l.Id.ToString(), ["case"] = l.CaseId.ToString(), ["minutes"] = l.MinutesNumber,
            ["on"] = l.OnDay.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["kind"] = l.Kind,
            ["urgency"] = l.Urgency, ["amount"] = l.Amount, ["reverses"] = l.ReversesId?.ToString(),
        })]),
    });

    // Those not saved yet belong to it as well.
    async Task<List<Charge>> LinesAsync(Guid statement, CancellationToken stop) =>
        [.. (await store.Charges.Where(c => c.StatementId == statement).ToListAsync(stop)).Union(store.Charges.Local.Where(c => c.StatementId == statement))
            .OrderBy(c => c.OnDay).ThenBy(c => c.MinutesNumber, StringComparer.Ordinal).ThenBy(c => c.Id)];

    /// <summary>A statement of which the caller settles one side.</summary>
    public async Task<Statement> StatementAsync(Guid id, CancellationToken stop)
    {
        var statement = await store.Statements.SingleOrDefaultAsync(s => s.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy bảng thanh toán này.");
        if (!await seats.HoldsAsync(ConsultsRights.Settle, statement.SupportedId, stop)) await seats.MustAsync(ConsultsRights.Settle, statement.SupportingId, stop);
        return statement;
    }

    async Task<(Statement, Charge)> LineAsync(Guid id, Guid line, CancellationToken stop)
    {
        var statement = await StatementAsync(id, stop);
        if (statement.State != StatementState.Sent) throw Refusal.Conflict("Chỉ khiếu nại và giải quyết khi bảng đang chờ hai bên ký.");
        return (statement, await store.Charges.SingleOrDefaultAsync(c => c.Id == line && c.StatementId == id, stop) ?? throw Refusal.Missing("Không tìm thấy dòng này."));
    }
}
