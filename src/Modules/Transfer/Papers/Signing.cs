using System.Text.Encodings.Web;
using System.Text.Json;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>Fixes papers, takes the signature of each side's director, and does what a complete paper does.</summary>
sealed class Signing(TransferStore store, PackageBook book, Recounting recounting, Seats seats, RootKey key, TimeProvider clock)
{
    /// <summary>Fixes a text so that both sides can sign it; an open earlier edition is withdrawn. The caller saves.</summary>
    public async Task<Paper> SealAsync(Package package, PaperKind kind, object content, DateOnly day, CancellationToken stop, DateOnly? contractTo = null,
        string contractNumber = "")
    {
        var now = clock.GetUtcNow();
        var earlier = await store.Papers.Where(p => p.PackageId == package.Id && p.Kind == kind).ToListAsync(stop);
        foreach (var open in earlier.Where(p => p.IsOpen)) open.Withdraw(Words.Key("Đã lập bản mới."), now);
        var body = JsonSerializer.Serialize(content, Plain);
        var paper = new Paper
        {
            PackageId = package.Id,
            Kind = kind,
            Edition = earlier.Select(p => p.Edition).DefaultIfEmpty().Max() + 1,
            Body = body,
            Hash = Paper.HashOf(body),
            OnDay = day,
            ContractTo = contractTo,
            ContractNumber = contractNumber,
            SealedAt = now,
            MadeByName = seats.Me.Name,
        };
        store.Papers.Add(paper);
        book.Tell(package, Words.Key("{0}: {1} chờ giám đốc hai bên ký."), "sign/" + paper.Id, package.Code, PackageWords.Of(kind));
        return paper;
    }

    /// <summary>Signs for the side whose director the caller is, having just shown anew who they are by <paramref name="means"/>.</summary>
    public async Task SignAsync(Guid id, string hash, string means, CancellationToken stop)
    {
        var paper = await OpenAsync(id, stop);
        var package = await book.OneAsync(paper.PackageId, stop);
        var signed = await store.Signatures.AsNoTracking().Where(s => s.PaperId == id).ToListAsync(stop);
        PaperSide? free = null;
        foreach (var side in Enum.GetValues<PaperSide>())
            if (!signed.Exists(s => s.Side == side) && await seats.HoldsAsync(TransferRights.Sign, Of(package, side), stop)) free ??= side;
        if (free is not { } mine)
        {
            await seats.MustAsync(TransferRights.Sign, package, stop);
            throw Refusal.Conflict("Bên của ông/bà đã ký văn bản này rồi.");
        }
        await SignAsync(package, paper, signed, mine, seats.Me, hash, means, clock.Today(), clock.GetUtcNow(), stop);
    }

    /// <summary>Signs for a side; refused where the text changed, where it is signed already, or where one person signs for both.</summary>
    public async Task SignAsync(Package package, Paper paper, IReadOnlyList<PaperSignature> signed, PaperSide side, Actor by, string hash, string means,
        DateOnly day, DateTimeOffset at,
        CancellationToken stop)
    {
        if (!paper.IsIntact) throw new Refusal(RefusalKind.Unavailable, "Văn bản không còn khớp với mã đã niêm phong. Xin báo quản trị viên.") { Code = "paper-broken" };
        if (paper.Hash != hash) throw new Refusal(RefusalKind.Conflict, "Văn bản đã đổi từ lúc ông/bà mở trang. Xin đọc lại rồi ký.") { Code = "paper-changed" };
        if (by.UserId is not { } user) throw Refusal.Forbidden("Xin đăng nhập bằng tài khoản của mình để ký.");
        if (signed.Any(s => s.UserId == user)) throw Refusal.Conflict("Một người không ký thay cả hai bên.");
        if (signed.Any(s => s.Side == side)) throw Refusal.Conflict("Bên của ông/bà đã ký văn bản này rồi.");
        var signature = new PaperSignature
        {
            PaperId = paper.Id,
            PackageId = package.Id,
            Side = side,
            OrganisationId = Of(package, side),
            UserId = user,
            Name = by.Name,
            Means = means,
            Hash = paper.Hash,
            SignedAt = Commands.FromMicros(Commands.Micros(at)),
        };
        signature.Seal = key.Sign(signature.Sealed());
        store.Signatures.Add(signature);
        store.Trace("transfer.paper.sign", "transfer_paper", paper.Id.ToString(), "ok", means);
        // Each signature moves the version, so of two that come at once the second one counts the first.
        store.Expect(paper, paper.Version);
        if (signed.Count == 1) await CompleteAsync(package, paper, day, at, stop);
        await store.SaveChangesAsync(stop);
    }

    async Task CompleteAsync(Package package, Paper paper, DateOnly day, DateTimeOffset at, CancellationToken stop)
    {
        paper.CompletedAt = at;
        switch (paper.Kind)
        {
            case PaperKind.Package:
                package.Agree(day);
                book.Step(package, "agreed", day, 0);
                book.Tell(package, Words.Key("{0}: hai giám đốc đã ký, có thể bắt đầu khảo sát."), "agreed", package.Code);
                await recounting.ApplyAsync(package, day, stop);
                break;
            case PaperKind.Extension:
                (package.ContractTo, package.ContractNumber) = (paper.ContractTo, paper.ContractNumber);
                book.Step(package, "extended", day, package.Phase, $"{paper.ContractNumber} → {Say.Day(paper.ContractTo)}");
                book.Tell(package, Words.Key("{0}: hợp đồng được gia hạn đến {1}."), "extended/" + paper.Id, package.Code, Say.Day(paper.ContractTo));
                break;
        }
    }

    /// <summary>Takes a paper back; where it was evidence of a gate, the gate shows it.</summary>
    public async Task WithdrawAsync(Guid id, string why, CancellationToken stop)
    {
        var paper = await FindAsync(id, stop);
        var package = await book.OneAsync(paper.PackageId, stop);
        await seats.MustAsync(TransferRights.Sign, package, stop);
        if (paper.Kind == PaperKind.Extension && paper.CompletedAt is not null) throw Refusal.Conflict("Phụ lục gia hạn đã ký thì không rút; xin lập phụ lục mới.");
        paper.Withdraw(why, clock.GetUtcNow());
        if (paper.Kind == PaperKind.Package && package.State == PackageState.Proposed)
        {
            package.TakeBack();
            book.Step(package, "returned", clock.Today(), 0, why);
        }
        await store.SaveChangesAsync(stop);
        await recounting.RecountAsync(package.Id, stop);
    }

    /// <summary>A paper; missing (404) where the caller may not see its package.</summary>
    public async Task<Paper> FindAsync(Guid id, CancellationToken stop) =>
        await store.Papers.SingleOrDefaultAsync(p => p.Id == id && store.Packages.Any(k => k.Id == p.PackageId), stop)
            ?? throw Refusal.Missing("Không tìm thấy văn bản này.");

    async Task<Paper> OpenAsync(Guid id, CancellationToken stop) =>
        await FindAsync(id, stop) is { IsOpen: true } paper ? paper : throw Refusal.Conflict("Văn bản này không còn chờ ký.");

    /// <summary>The organisation of a side.</summary>
    public static Guid Of(Package package, PaperSide side) => side == PaperSide.Giver ? package.GiverId : package.ReceiverId;

    static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
}
