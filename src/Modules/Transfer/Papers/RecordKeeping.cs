using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Transfer;

/// <summary>Documents of phase 2: kept with their hash, approved by the receiver's director, withdrawn with a reason.</summary>
sealed class RecordKeeping(TransferStore store, PackageBook book, Recounting recounting, IFiles files, Seats seats, TimeProvider clock)
{
    /// <summary>Largest file.</summary>
    public const long MostBytes = 20L * 1024 * 1024;

    /// <summary>Keeps a document; a protocol needs its file.</summary>
    public async Task<Guid> KeepAsync(Guid id, RecordKind kind, string title, string number, DateOnly day, string fileName, Stream? content, CancellationToken stop)
    {
        var package = await book.OneAsync(id, stop);
        await seats.MustAsync(TransferRights.Arrange, package, stop);
        if (package.State is not (PackageState.Running or PackageState.Agreed)) package.Must(PackageState.Running);
        if (kind == RecordKind.Protocol && content is null) throw new Refusal(RefusalKind.Invalid, "Quy trình phải kèm tệp văn bản.") { Field = "file" };
        if (kind == RecordKind.Equipment && number.Length == 0) throw new Refusal(RefusalKind.Invalid, "Xin ghi số biên bản nghiệm thu thiết bị.") { Field = "number" };
        if (day > clock.Today()) throw new Refusal(RefusalKind.Invalid, "Ngày văn bản không thể sau hôm nay.") { Field = "day" };
        var kept = content is null ? null : await files.PutAsync(package.ReceiverId, content, MostBytes, stop);
        var record = new TransferRecord
        {
            PackageId = id,
            Kind = kind,
            Title = title,
            Number = number,
            OnDay = day,
            FileName = kept is null ? "" : Path.GetFileName(fileName),
            FileHash = kept?.Hash ?? "",
            FileSize = kept?.Size ?? 0,
            HolderId = package.ReceiverId,
            MadeAt = clock.GetUtcNow(),
            MadeByName = seats.Me.Name,
        };
        store.Records.Add(record);
        await store.SaveChangesAsync(stop);
        return record.Id;
    }

    /// <summary>The receiver's director approves it.</summary>
    public async Task ApproveAsync(Guid id, int version, CancellationToken stop)
    {
        var (package, record) = await OneAsync(id, stop);
        await seats.MustAsync(TransferRights.Sign, package.ReceiverId, stop);
        store.Expect(record, version);
        record.Approve(seats.Me, clock.GetUtcNow());
        await store.SaveChangesAsync(stop);
    }

    /// <summary>It no longer holds; a gate that it opened shows that.</summary>
    public async Task WithdrawAsync(Guid id, int version, string why, CancellationToken stop)
    {
        var (package, record) = await OneAsync(id, stop);
        await seats.MustAsync(TransferRights.Sign, package.ReceiverId, stop);
        store.Expect(record, version);
        record.Withdraw(why, clock.GetUtcNow());
        await store.SaveChangesAsync(stop);
        await recounting.RecountAsync(package.Id, stop);
    }

    /// <summary>A document with its package; missing (404) where the caller may not see it.</summary>
    public async Task<(Package Package, TransferRecord Record)> OneAsync(Guid id, CancellationToken stop)
    {
        var record = await store.Records.SingleOrDefaultAsync(r => r.Id == id, stop) ?? throw Refusal.Missing("Không tìm thấy hồ sơ này.");
        return (await book.OneAsync(record.PackageId, stop), record);
    }
}
