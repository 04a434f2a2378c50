using System.Globalization;
using System.Text.Json;
using LienY.Contracts;
using LienY.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace LienY.Documents;

/// <summary>What a clerk types of an outgoing paper. <paramref name="Number"/>: the wanted one; null: the next.</summary>
sealed record OutgoingInput(string Type, string Symbol, string Subject, DateOnly Day, string Signer, string Recipients, int Copies, string Archive, string Note,
    int? Number, Guid? AnswersId, Guid? PlanId)
{
    /// <summary>The form read.</summary>
    public static OutgoingInput Of(Form form)
    {
        var number = form.Number("number");
        if (number is { } n && (n < 1 || n > 99_999 || n != decimal.Truncate(n))) throw new Refusal(RefusalKind.Invalid,
            "Số văn bản là số nguyên từ 1 đến 99.999.")
        { Field = "number" };
        var copies = form.Whole("copies", 1);
        if (copies is < 0 or > 10_000) throw new Refusal(RefusalKind.Invalid, "Số lượng bản là số nguyên từ 0 đến 10.000.") { Field = "copies" };
        return new(form.Text("type", 20), form.Text("symbol", 40), form.Required("subject", IncomingInput.SubjectLength),
            form.Day("day") ?? throw new Refusal(RefusalKind.Invalid, "Xin nhập ngày văn bản.") { Field = "day" }, form.Text("signer", 120),
                form.Text("recipients", 1000), copies,
            form.Text("archive", 120), form.Text("note", 1000), (int?)number, form.Id("answers"), form.Id("plan"));
    }
}

/// <summary>Numbers and issues papers. A number belongs to one paper for ever; what is cancelled or passed over stays in the register and says so.</summary>
sealed class Issuing(DocumentsStore store, Desks desks, PaperBook book, Numbering numbering, RegisterSettings settings, Keeping keeping, PaperIndex index,
    TimeProvider clock, Wake wake)
{
    /// <summary>How many numbers may be passed over at once; they stay in the register as kept.</summary>
    public const int MostSkipped = 200;

    /// <summary>Issues a paper under the wanted or the next number, in a transaction of its own.</summary>
    public async Task<Outgoing> IssueAsync(Guid organisation, OutgoingInput input, string? source, string href, IEnumerable<IFormFile> files, CancellationToken stop)
    {
        if (input.Type.Length > 0 && PaperTypes.All.All(t => t.Symbol != input.Type)) throw new Refusal(RefusalKind.Invalid,
            "Lựa chọn này không có trong danh sách.")
        { Field = "type" };
        var setting = await settings.OnAsync(organisation, input.Day, stop);
        var series = setting.BookOf(input.Type);
        var symbol = input.Symbol.Length > 0 ? input.Symbol : SymbolOf(setting, input.Type);
        var sent = files.Where(f => f.Length > 0).ToList();
        await numbering.OpenAsync(organisation, Numbering.Out, series, input.Day.Year, stop);
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        var last = await numbering.LockAsync(organisation, Numbering.Out, series, input.Day.Year, stop);
        // The same paper asked for again waits at the lock and then finds its entry.
        if (source is not null && await store.Outgoing.FirstOrDefaultAsync(o => o.OrganisationId == organisation && o.Source == source, stop) is { } known)
            return await BringAsync(known, input, symbol, href, transaction, stop);
        var row = await PlaceAsync(organisation, series, input.Day.Year, input.Number, last, stop);
        Fill(row, input, symbol, href);
        (row.State, row.StateReason, row.Source) = (OutgoingState.Issued, "", source);
        await keeping.PutAsync(organisation, row.Id, sent, stop);
        if (input.AnswersId is { } answered && await store.Incoming.FirstOrDefaultAsync(p => p.Id == answered && p.OrganisationId == organisation,
            stop) is { } question)
            question.AnswerId = row.Id;
        else row.AnswersId = null;
        store.Step(row.Id, OutgoingWords.Issued);
        store.Report(DocumentFacts.Issued(row));
        await IndexAsync(row, stop);
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        wake.Facts();
        return row;
    }

    /// <summary>Keeps the next numbers of a type for papers to come.</summary>
    public async Task<IReadOnlyList<Outgoing>> ReserveAsync(Guid organisation, string type, DateOnly day, int count, string forWhat, CancellationToken stop)
    {
        await desks.MustAsync(DocumentsRights.Register, organisation, stop);
        if (count is < 1 or > 50) throw new Refusal(RefusalKind.Invalid, "Mỗi lần giữ từ 1 đến 50 số.") { Field = "count" };
        var setting = await settings.OnAsync(organisation, day, stop);
        var series = setting.BookOf(type);
        await numbering.OpenAsync(organisation, Numbering.Out, series, day.Year, stop);
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        var last = await numbering.LockAsync(organisation, Numbering.Out, series, day.Year, stop);
        var rows = Enumerable.Range(last + 1, count).Select(n => Blank(organisation, series, day, n, type, SymbolOf(setting, type), forWhat)).ToList();
        store.Outgoing.AddRange(rows);
        foreach (var row in rows)
        {
            store.Step(row.Id, OutgoingWords.Reserved, forWhat);
            await IndexAsync(row, stop);
        }
        await numbering.SetAsync(organisation, Numbering.Out, series, day.Year, last + count, stop);
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return rows;
    }

    /// <summary>Changes an entry but its number; what it said before is kept.</summary>
    public async Task ChangeAsync(Guid id, int version, OutgoingInput input, IEnumerable<IFormFile> files, string reason, CancellationToken stop)
    {
        var row = await book.IssuedAsync(id, stop);
        await desks.MustAsync(DocumentsRights.Register, row.OrganisationId, stop);
        if (row.State == OutgoingState.Cancelled) throw Refusal.Conflict("Số này đã hủy nên không sửa nữa.");
        if (input.Day.Year != row.Year) throw new Refusal(RefusalKind.Invalid, "Ngày văn bản phải trong năm {0} của số này.",
            row.Year.ToString(CultureInfo.InvariantCulture))
        { Field = "day" };
        var setting = await settings.OnAsync(row.OrganisationId, input.Day, stop);
        if (setting.BookOf(input.Type) != row.Book && row.State == OutgoingState.Issued)
            throw new Refusal(RefusalKind.Invalid, "Loại văn bản này thuộc dãy số khác. Xin hủy số này rồi đăng ký văn bản dưới loại mới.") { Field = "type" };
        var (before, issuing) = (Spoken(row), row.State == OutgoingState.Reserved);
        Fill(row, input, input.Symbol.Length > 0 ? input.Symbol : SymbolOf(setting, input.Type), row.Href);
        row.AnswersId = input.AnswersId;
        var changes = Spoken(row).Where(now => before[now.Key] != now.Value).Select(now => new Change(now.Key, before[now.Key], now.Value)).ToList();
        if (issuing)
        {
            (row.State, row.StateReason) = (OutgoingState.Issued, "");
            store.Report(DocumentFacts.Issued(row));
        }
        await keeping.PutAsync(row.OrganisationId, row.Id, files, stop);
        store.Step(row.Id, issuing ? OutgoingWords.Issued : OutgoingWords.Changed, reason, JsonSerializer.Serialize(changes));
        store.Expect(row, version);
        await using var transaction = await store.Database.BeginTransactionAsync(stop);
        await IndexAsync(row, stop);
        await store.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        wake.Facts();
    }

    /// <summary>Cancels a number; it stays in the register and is never given again.</summary>
    public async Task CancelAsync(Guid id, int version, string reason, CancellationToken stop)
    {
        var row = await book.IssuedAsync(id, stop);
        await desks.MustAsync(DocumentsRights.Register, row.OrganisationId, stop);
        if (row.State == OutgoingState.Cancelled) throw Refusal.Conflict("Số này đã hủy nên không sửa nữa.");
        if (row.State == OutgoingState.Issued && await store.Set<Fact>().AsNoTracking().FirstOrDefaultAsync(f => f.Module == "documents"
            && f.SourceId == $"document/{id}/issued" && f.Part == 0, stop) is { } stated)
            store.Report(stated.Reversal(1, reason));
        (row.State, row.StateReason) = (OutgoingState.Cancelled, reason);
        store.Step(id, OutgoingWords.Cancelled, reason);
        store.Expect(row, version);
        await store.SaveChangesAsync(stop);
        wake.Facts();
    }

    // Under the lock: a new row at the next number, further on with the numbers between kept, or a kept number that is taken up.
    async Task<Outgoing> PlaceAsync(Guid organisation, string series, int year, int? wanted, int last, CancellationToken stop)
    {
        var number = wanted ?? last + 1;
        var held = number > last ? null : await store.Outgoing.FirstOrDefaultAsync(o => o.OrganisationId == organisation && o.Book == series && o.Year == year
            && o.Number == number, stop);
        if (held is { State: OutgoingState.Reserved, Source: null }) return held;
        if (held is not null)
            throw new Refusal(RefusalKind.Conflict, held.State == OutgoingState.Cancelled
                ? "Số {0} thuộc văn bản đã hủy “{1}” ngày {2}; số đã hủy không dùng lại. Số tiếp theo còn trống là {3}."
                : "Số {0} đã cấp cho văn bản “{1}” ngày {2}. Số tiếp theo còn trống là {3}.",
                held.Code, held.Subject, Say.Day(held.Day), (last + 1).ToString(CultureInfo.InvariantCulture))
            { Field = "number", Code = "number-taken" };
        if (number <= last)
            throw new Refusal(RefusalKind.Conflict, "Số {0} đã dùng trước khi sổ này mở trên hệ thống. Số tiếp theo còn trống là {1}.",
                number.ToString(CultureInfo.InvariantCulture),
                (last + 1).ToString(CultureInfo.InvariantCulture))
            { Field = "number", Code = "number-taken" };
        // A book that begins in the middle of a year begins at its first number; later ones are kept, not lost.
        if (last > 0)
        {
            if (number - last - 1 > MostSkipped)
                throw new Refusal(RefusalKind.Invalid, "Số {0} cách số cuối cùng ({1}) quá xa. Xin kiểm tra lại; số tiếp theo còn trống là {2}.",
                    number.ToString(CultureInfo.InvariantCulture),
                    last.ToString(CultureInfo.InvariantCulture), (last + 1).ToString(CultureInfo.InvariantCulture))
                { Field = "number", Code = "number-far" };
            for (var skipped = last + 1; skipped < number; skipped++)
            {
                var row = Blank(organisation, series, clock.Today(), skipped, series is "" or "CV" ? "" : series, "", Words.Key("Số bỏ qua, còn giữ để dùng"), year);
                store.Outgoing.Add(row);
                await IndexAsync(row, stop);
            }
        }
        await numbering.SetAsync(organisation, Numbering.Out, series, year, number, stop);
        var made = Blank(organisation, series, clock.Today(), number, "", "", "", year);
        store.Outgoing.Add(made);
        return made;
    }

    async Task<Outgoing> BringAsync(Outgoing row, OutgoingInput input, string symbol, string href,
        Microsoft.EntityFrameworkCore.Storage.IDbContextTransaction transaction, CancellationToken stop)
    {
        if (input.Number is { } wanted && wanted != row.Number)
            throw new Refusal(RefusalKind.Conflict, "Văn bản này đã có số {0}; số đã cấp không đổi được. Nếu cấp nhầm, xin hủy số trong sổ văn bản đi.",
                row.Code)
            { Field = "number", Code = "number-given" };
        if (row.State == OutgoingState.Cancelled) throw Refusal.Conflict("Số {0} của văn bản này đã hủy trong sổ văn bản đi. Xin lập văn bản mới.", row.Code);
        var before = Spoken(row);
        Fill(row, input with { AnswersId = row.AnswersId }, symbol, href);
        var changes = Spoken(row).Where(now => before[now.Key] != now.Value).Select(now => new Change(now.Key, before[now.Key], now.Value)).ToList();
        if (changes.Count > 0)
        {
            store.Step(row.Id, OutgoingWords.Changed, "", JsonSerializer.Serialize(changes));
            await IndexAsync(row, stop);
            await store.SaveChangesAsync(stop);
        }
        await transaction.CommitAsync(stop);
        return row;
    }

    static string SymbolOf(RegisterSetting setting, string type) => type.Length > 0 ? $"{type}-{setting.Symbol}" : $"{setting.Symbol}-VP";

    static void Fill(Outgoing row, OutgoingInput input, string symbol, string href)
    {
        (row.Type, row.Symbol, row.Subject, row.Day, row.Signer) = (input.Type, symbol, input.Subject, input.Day, input.Signer);
        (row.Recipients, row.Copies, row.Archive, row.Note, row.PlanId, row.Href) = (input.Recipients, input.Copies, input.Archive, input.Note, input.PlanId
            ?? row.PlanId, href);
        row.AnswersId = input.AnswersId;
        row.Code = Outgoing.CodeOf(row.Number, symbol);
        row.CodeKey = PaperCode.Key(row.Code);
    }

    Outgoing Blank(Guid organisation, string series, DateOnly day, int number, string type, string symbol, string reason, int? year = null)
    {
        var code = Outgoing.CodeOf(number, symbol);
        return new()
        {
            OrganisationId = organisation,
            Book = series,
            Year = year ?? day.Year,
            Number = number,
            Type = type,
            Symbol = symbol,
            Code = code,
            CodeKey = PaperCode.Key(code),
            Day = day,
            Copies = 1,
            State = OutgoingState.Reserved,
            StateReason = reason,
            MadeByName = desks.Me.Name,
            MadeAt = clock.GetUtcNow(),
        };
    }

    Task IndexAsync(Outgoing row, CancellationToken stop) => index.PutAsync(row.Id, Numbering.Out, row.OrganisationId,
        string.Create(CultureInfo.InvariantCulture, $"{row.Code} {PaperTypes.Name(row.Type)} {row.Subject} {row.Signer} {row.Recipients} {row.Year}"), stop);

    static Dictionary<string, string> Spoken(Outgoing p) => new()
    {
        [Words.Key("Loại văn bản")] = PaperTypes.Name(p.Type),
        [Words.Key("Ký hiệu")] = p.Symbol,
        [Words.Key("Trích yếu")] = p.Subject,
        [Words.Key("Ngày văn bản")] = Say.Day(p.Day),
        [Words.Key("Người ký")] = p.Signer,
        [Words.Key("Nơi nhận")] = p.Recipients,
        [Words.Key("Số lượng bản")] = p.Copies.ToString(CultureInfo.InvariantCulture),
        [Words.Key("Nơi lưu")] = p.Archive,
        [Words.Key("Ghi chú")] = p.Note,
    };
}
