using System.Buffers;
using System.Buffers.Text;
using System.IO.Pipelines;
using System.Text;
using LienY.Kernel;

namespace LienY.Feed;

/// <summary>
/// Reads the JSON body of the Hà Nội shape without holding it: short fields are kept, each text of <c>files</c> is decoded from base64 while it streams
/// through. Memory is a few buffers, however large the body.
/// </summary>
sealed class JsonFiles(Stream body)
{
    const int Short = 1_000;
    readonly byte[] buffer = new byte[64 * 1024];
    int at, filled;

    /// <summary>Fields beside <c>files</c>, as text.</summary>
    public Dictionary<string, string> Fields { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads the whole body; each file goes to <paramref name="keep"/> as a stream of its decoded bytes. Refused (422) where it is no such JSON.</summary>
    public async Task ReadAsync(Func<int, Stream, CancellationToken, Task> keep, CancellationToken stop)
    {
        if (await NextAsync(stop) == 0xEF)
        {
            Take();
            Expect(await TakeAsync(stop), 0xBB);
            Expect(await TakeAsync(stop), 0xBF);
        }
        Expect(await SolidAsync(stop), '{');
        if (await PeekSolidAsync(stop) == '}') return;
        while (true)
        {
            Expect(await SolidAsync(stop), '"');
            var name = await TextAsync(stop);
            Expect(await SolidAsync(stop), ':');
            if (name.Equals("files", StringComparison.OrdinalIgnoreCase)) await FilesAsync(keep, stop);
            else if (await ValueAsync(0, stop) is { } text) Fields[name] = text;
            var next = await SolidAsync(stop);
            if (next == '}') return;
            Expect(next, ',');
        }
    }

    async Task FilesAsync(Func<int, Stream, CancellationToken, Task> keep, CancellationToken stop)
    {
        Expect(await SolidAsync(stop), '[');
        if (await PeekSolidAsync(stop) == ']')
        {
            Take();
            return;
        }
        for (var number = 0; ; number++)
        {
            if (number >= MostFiles) throw Refusal.Invalid("Mỗi lần gửi nhận nhiều nhất {0} tệp. Xin chia nhỏ.", MostFiles);
            Expect(await SolidAsync(stop), '"');
            await FileAsync(number, keep, stop);
            var next = await SolidAsync(stop);
            if (next == ']') return;
            Expect(next, ',');
        }
    }

    /// <summary>Files of one request.</summary>
    public const int MostFiles = 500;

    async Task FileAsync(int number, Func<int, Stream, CancellationToken, Task> keep, CancellationToken stop)
    {
        var pipe = new Pipe();
        var kept = KeepAsync();
        try
        {
            await DecodeAsync(pipe.Writer, stop);
            await pipe.Writer.CompleteAsync();
        }
        catch (Exception problem)
        {
            await pipe.Writer.CompleteAsync(problem);
            await kept.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            throw;
        }
        await kept;

        async Task KeepAsync()
        {
            try
            {
                await keep(number, pipe.Reader.AsStream(), stop);
                await pipe.Reader.CompleteAsync();
            }
            catch (Exception problem)
            {
                // Whoever writes sees that nobody reads and stops; the reason comes out of this task.
                await pipe.Reader.CompleteAsync(problem);
                throw;
            }
        }
    }

    /// <summary>Decodes base64 up to the closing quote. What cannot be decoded ends the file there: the check then finds it cut.</summary>
    async Task DecodeAsync(PipeWriter to, CancellationToken stop)
    {
        var (pending, count, dead) = (new byte[4], 0, false);
        while (true)
        {
            if (at == filled && !await FillAsync(stop)) throw Cut();
            var run = buffer.AsMemory(at, filled - at);
            var end = run.Span.IndexOfAny((byte)'"', (byte)'\\');
            if (end >= 0) run = run[..end];
            if (!dead && run.Length > 0)
            {
                dead = !Put(to, run.Span, pending, ref count);
                if ((await to.FlushAsync(stop)).IsCompleted) return;
            }
            at += run.Length;
            if (end < 0) continue;
            if (Take() == '"')
            {
                if (!dead && count > 0) Put(to, "===="u8[..(4 - count)], pending, ref count);
                await to.FlushAsync(stop);
                return;
            }
            if (await EscapedAsync(stop) is { } letter && !dead) dead = letter > 127 || !Put(to, [(byte)letter], pending, ref count);
        }
    }

    static bool Put(PipeWriter to, ReadOnlySpan<byte> run, byte[] pending, ref int count)
    {
        var clean = ArrayPool<byte>.Shared.Rent(run.Length + 4);
        try
        {
            var length = count;
            pending.AsSpan(0, count).CopyTo(clean);
            foreach (var one in run) if (one is not ((byte)' ' or (byte)'\r' or (byte)'\n' or (byte)'\t')) clean[length++] = one;
            var whole = length & ~3;
            count = length - whole;
            clean.AsSpan(whole, count).CopyTo(pending);
            if (whole == 0) return true;
            var status = Base64.DecodeFromUtf8(clean.AsSpan(0, whole), to.GetSpan(whole), out _, out var written);
            to.Advance(written);
            return status == OperationStatus.Done;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(clean);
        }
    }

    /// <summary>A value that is not looked into: its text where it is a short one, null for objects and lists.</summary>
    async Task<string?> ValueAsync(int depth, CancellationToken stop)
    {
        if (depth > 8) throw No();
        var first = await SolidAsync(stop);
        if (first == '"') return await TextAsync(stop);
        if (first is '{' or '[')
        {
            var close = first == '{' ? '}' : ']';
            if (await PeekSolidAsync(stop) == close)
            {
                Take();
                return null;
            }
            while (true)
            {
                if (first == '{')
                {
                    Expect(await SolidAsync(stop), '"');
                    await TextAsync(stop);
                    Expect(await SolidAsync(stop), ':');
                }
                await ValueAsync(depth + 1, stop);
                var next = await SolidAsync(stop);
                if (next == close) return null;
                Expect(next, ',');
            }
        }
        var word = new StringBuilder().Append((char)first);
        while (await NextAsync(stop) is var next && next > ' ' && next is not (',' or '}' or ']'))
        {
            word.Append((char)next);
            Take();
            if (word.Length > 60) throw No();
        }
        var text = word.ToString();
        return text is "null" ? null : text is "true" or "false" || char.IsAsciiDigit(text[^1]) ? text : throw No();
    }

    async Task<string> TextAsync(CancellationToken stop)
    {
        var text = new List<byte>();
        while (true)
        {
            var next = await TakeAsync(stop);
            if (next == '"') return Encoding.UTF8.GetString([.. text]);
            if (next == '\\' && await EscapedAsync(stop) is { } letter) text.AddRange(Encoding.UTF8.GetBytes([letter]));
            else if (next != '\\') text.Add((byte)next);
            if (text.Count > Short) throw No();
        }
    }

    async Task<char?> EscapedAsync(CancellationToken stop)
    {
        var kind = await TakeAsync(stop);
        if (kind != 'u') return kind switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', '"' or '\\' or '/' => (char)kind, _ => throw No() };
        var code = 0;
        for (var i = 0; i < 4; i++)
        {
            var digit = await TakeAsync(stop);
            if (!char.IsAsciiHexDigit((char)digit)) throw No();
            code = code * 16 + Convert.ToInt32(((char)digit).ToString(), 16);
        }
        return (char)code;
    }

    async ValueTask<int> SolidAsync(CancellationToken stop)
    {
        await PeekSolidAsync(stop);
        return await TakeAsync(stop);
    }

    async ValueTask<int> PeekSolidAsync(CancellationToken stop)
    {
        while (await NextAsync(stop) is ' ' or '\r' or '\n' or '\t') Take();
        return await NextAsync(stop);
    }

    async ValueTask<int> TakeAsync(CancellationToken stop) => await NextAsync(stop) >= 0 ? Take() : throw Cut();

    int Take() => buffer[at++];

    async ValueTask<int> NextAsync(CancellationToken stop) => at < filled || await FillAsync(stop) ? buffer[at] : -1;

    async ValueTask<bool> FillAsync(CancellationToken stop)
    {
        (at, filled) = (0, await body.ReadAsync(buffer, stop));
        return filled > 0;
    }

    static void Expect(int given, int expected)
    {
        if (given != expected) throw given < 0 ? Cut() : No();
    }

    static Refusal Cut() => new(RefusalKind.Invalid, "Nội dung gửi lên bị cắt giữa chừng nên không nhận. Xin gửi lại.") { Code = "bad-request" };

    static Refusal No() => new(RefusalKind.Invalid,
        "Nội dung gửi lên không đúng dạng JSON {loaiHoSo, maTinh, maCSKCB, files}. Xin kiểm tra phần mềm gửi.")
    { Code = "bad-request" };
}
