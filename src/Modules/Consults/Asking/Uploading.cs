using System.Security.Cryptography;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Consults;

/// <summary>What a client announces of a file before it sends it. <paramref name="Id"/> is the client's own.</summary>
sealed record UploadAsk(Guid Id, string Name, long Size, string Sha256, bool ShowsIdentity);

/// <summary>How far a file has come: <paramref name="Have"/> are the numbers of the chunks that are there.</summary>
sealed record UploadState(Guid Id, int Chunk, int Parts, IReadOnlyList<int> Have, Guid? Attachment);

/// <summary>
/// Files in chunks of 256 kB over a line that breaks: each chunk is checked by its SHA-256 and kept sealed, the whole once more at the end. Everything may be
/// sent again; it arrives once. A file that never ends is cleared after seven days.
/// </summary>
sealed class Uploading(ConsultsStore store, CaseBook book, Seats seats, Filing filing, IFiles files, Caller caller, TimeProvider clock)
{
    static readonly TimeSpan Kept = TimeSpan.FromDays(7);

    /// <summary>Clears what was left on its way.</summary>
    public static Job Clearing => new("consults-uploads", TimeSpan.FromHours(6), (services, stop) => services.GetRequiredService<Uploading>().ClearAsync(stop));

    /// <summary>Announces a file, or asks how far it has come.</summary>
    public async Task<UploadState> BeginAsync(Guid caseId, UploadAsk ask, CancellationToken stop)
    {
        var one = await book.FindAsync(caseId, stop);
        var facility = await FacilityAsync(one, stop);
        if (ask.Size is <= 0 or > Filing.MostBytes)
            throw new Refusal(RefusalKind.Invalid, "Tệp lớn hơn {0} MB nên không nhận. Xin chia nhỏ hoặc nén lại tệp.",
                Filing.MostBytes / 1024 / 1024)
            { Code = "too-large" };
        if (!IsHash(ask.Sha256)) throw new Refusal(RefusalKind.Invalid, "Yêu cầu gửi lên bị thiếu hoặc sai. Xin tải lại trang rồi thử lại.") { Code = "hash" };
        if (await store.Uploads.SingleOrDefaultAsync(u => u.Id == ask.Id, stop) is { } known)
        {
            Mine(known);
            if (known.CaseId != caseId || known.Hash != ask.Sha256 || known.Size != ask.Size) throw Refusal.Conflict("Mã tải lên này đã dùng cho một tệp khác.");
            return await StateAsync(known, stop);
        }
        var upload = new CaseUpload
        {
            Id = ask.Id,
            CaseId = caseId,
            OrganisationId = facility,
            UserId = caller.UserId ?? Guid.Empty,
            Name = Filing.NameOf(ask.Name),
            Size = ask.Size,
            Hash = ask.Sha256,
            ShowsIdentity = ask.ShowsIdentity,
            BegunAt = clock.GetUtcNow(),
        };
        store.Uploads.Add(upload);
        await store.SaveChangesAsync(stop);
        return await StateAsync(upload, stop);
    }

    /// <summary>Takes a chunk; the same again changes nothing, a broken one is refused and may be sent again.</summary>
    public async Task<UploadState> TakeAsync(Guid id, int number, string sha256, Stream content, CancellationToken stop)
    {
        var upload = await FindAsync(id, stop);
        if (upload.AttachmentId is not null) return await StateAsync(upload, stop);
        var expected = number < 0 || number >= upload.Parts ? throw Refusal.Invalid("Yêu cầu gửi lên bị thiếu hoặc sai. Xin tải lại trang rồi thử lại.")
            : (int)Math.Min(CaseUpload.Chunk, upload.Size - ((long)number * CaseUpload.Chunk));
        // One byte more than expected, so that a longer one is noticed without being read.
        var bytes = new byte[expected + 1];
        var length = await content.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, stop);
        var hash = Convert.ToHexStringLower(SHA256.HashData(bytes.AsSpan(0, length)));
        if (length != expected || hash != sha256) throw new Refusal(RefusalKind.Invalid,
            "Phần tệp này bị hỏng trên đường truyền. Xin gửi lại.")
        { Code = "chunk-broken" };
        if (await store.Parts.AnyAsync(p => p.UploadId == id && p.Number == number, stop)) return await StateAsync(upload, stop);
        using var chunk = new MemoryStream(bytes, 0, length, writable: false);
        await files.PutAsync(id, chunk, CaseUpload.Chunk, stop);
        store.Parts.Add(new() { UploadId = id, Number = number, Hash = hash });
        try
        {
            await store.SaveChangesAsync(stop);
        }
        catch (Refusal refusal) when (refusal.Code == "duplicate")
        {
            // The same chunk came twice at once: it is there.
            store.ChangeTracker.Clear();
        }
        return await StateAsync(upload, stop);
    }

    /// <summary>Puts the chunks together; refused where one is missing or the whole is not what was announced. Again answers the same.</summary>
    public async Task<UploadState> EndAsync(Guid id, CancellationToken stop)
    {
        var upload = await FindAsync(id, stop);
        if (upload.AttachmentId is not null) return await StateAsync(upload, stop);
        var parts = await store.Parts.AsNoTracking().Where(p => p.UploadId == id).OrderBy(p => p.Number).ToListAsync(stop);
        if (parts.Count != upload.Parts) throw new Refusal(RefusalKind.Conflict, "Tệp còn thiếu {0} phần. Xin gửi tiếp.",
            upload.Parts - parts.Count)
        { Code = "parts-missing" };
        var one = await book.FindAsync(upload.CaseId, stop);
        if (await FacilityAsync(one, stop) != upload.OrganisationId)
            throw Refusal.Conflict("Ca hội chẩn đã chuyển sang bước khác nên không làm được việc này. Xin tải lại trang để xem bước hiện tại.");
        await using var whole = new Joined(files, id, parts);
        var attachment = await filing.KeepAsync(one, whole, upload.Name, upload.ShowsIdentity, seats.At(upload.OrganisationId), stop);
        if (attachment.Hash != upload.Hash) throw new Refusal(RefusalKind.Invalid, "Phần tệp này bị hỏng trên đường truyền. Xin gửi lại.") { Code = "file-broken" };
        store.Expect(upload, upload.Version).AttachmentId = attachment.Id;
        await store.SaveChangesAsync(stop);
        await files.ClearAsync(id, stop);
        return await StateAsync(upload, stop);
    }

    async Task ClearAsync(CancellationToken stop)
    {
        var before = clock.GetUtcNow() - Kept;
        foreach (var old in await store.Uploads.Where(u => u.BegunAt < before).Take(200).ToListAsync(stop))
        {
            await files.ClearAsync(old.Id, stop);
            store.Parts.RemoveRange(await store.Parts.Where(p => p.UploadId == old.Id).ToListAsync(stop));
            store.Uploads.Remove(old);
        }
        await store.SaveChangesAsync(stop);
    }

    /// <summary>In whose files a file of the caller goes, while the case takes files from them.</summary>
    public async Task<Guid> FacilityAsync(Case one, CancellationToken stop)
    {
        if (one.State is CaseState.Draft or CaseState.NeedsMore && await seats.HoldsAsync(ConsultsRights.Ask, one.AskingId, stop)) return one.AskingId;
        if (one.State is CaseState.AwaitingOpinion && await seats.HoldsAsync(ConsultsRights.Answer, one.AnsweringId, stop)) return one.AnsweringId!.Value;
        throw Refusal.Conflict("Ở bước này ca hội chẩn không nhận thêm tệp từ ông/bà.");
    }

    async Task<CaseUpload> FindAsync(Guid id, CancellationToken stop) =>
        Mine(await store.Uploads.SingleOrDefaultAsync(u => u.Id == id, stop) ?? throw Refusal.Missing("Không có tệp này."));

    CaseUpload Mine(CaseUpload upload) => upload.UserId == caller.UserId ? upload : throw Refusal.Missing("Không có tệp này.");

    async Task<UploadState> StateAsync(CaseUpload upload, CancellationToken stop) => new(upload.Id, CaseUpload.Chunk, upload.Parts,
        upload.AttachmentId is not null ? [] : await store.Parts.AsNoTracking().Where(p => p.UploadId == upload.Id).OrderBy(p => p.Number).Select(p =>
            p.Number).ToListAsync(stop),
        upload.AttachmentId);

    static bool IsHash(string? text) => text is { Length: 64 } && text.All(char.IsAsciiHexDigitLower);

    /// <summary>Chunks one after the other, each opened when it is its turn.</summary>
    sealed class Joined(IFiles files, Guid id, List<UploadPart> parts) : Stream
    {
        Stream? part;
        int next;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => throw new NotSupportedException();
        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            while (true)
            {
                if (part is not null && await part.ReadAsync(buffer, cancellationToken) is > 0 and var read) return read;
                if (part is not null) await part.DisposeAsync();
                if (next == parts.Count) return 0;
                part = await files.OpenAsync(id, parts[next++].Hash, cancellationToken);
            }
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();
        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();
        public override void Flush() { }
        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();
        public override void SetLength(long value) => throw new NotSupportedException();
        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override async ValueTask DisposeAsync()
        {
            if (part is not null) await part.DisposeAsync();
            part = null;
            await base.DisposeAsync();
        }
    }
}
