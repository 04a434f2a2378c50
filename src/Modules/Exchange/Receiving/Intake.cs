using System.Net;
using System.Security.Cryptography;
using System.Text;
using LienY.Hl7;
using LienY.Kernel;
using Microsoft.EntityFrameworkCore;

namespace LienY.Exchange;

/// <summary>
/// Takes one message from a line: who sends it, then the original is kept sealed, then its row is durable, then it is worked on, and only then anything is
/// answered. What was answered AA is never lost. The same message again (sender, MSH-10, content) is answered alike and not worked on twice.
/// </summary>
sealed class Intake(ExchangeStore store, Doorkeeper doorkeeper, Working working, IFiles files, TimeProvider clock)
{
    /// <summary>Bytes of the largest message.</summary>
    public const int MostBytes = 16 << 20;

    /// <summary>The answer to a message.</summary>
    public async Task<byte[]> TakeAsync(ReadOnlyMemory<byte> bytes, IPAddress from, CancellationToken stop)
    {
        var read = MessageReader.Read(bytes.Span);
        if (read.Message is not { } message) return Answers.Of(null, AckCode.AR, clock.GetUtcNow(), read.Faults);
        if (await doorkeeper.OfAsync(message, from, stop) is not { } link)
            return Answers.Of(message, AckCode.AR, clock.GetUtcNow(), [new Fault(FaultKind.Stranger, "MSH-3", null, "MSH-3, MSH-4")]);
        if (message.ControlId.Length is 0 or > 199 || message.ControlId.Contains('\0', StringComparison.Ordinal))
        {
            var nameless = new Fault(FaultKind.Required, "MSH-10", null, "≤ 199");
            await doorkeeper.HeardAsync(link, from, nameless, stop);
            return Answers.Of(message, AckCode.AR, clock.GetUtcNow(), [nameless]);
        }
        var row = await FindAsync(link, message, stop) ?? await EnterAsync(link, message, bytes, from, stop);
        if (row.Answer is not null && row.State is MessageState.Done or MessageState.Failed) return Charsets.Write(row.Answer!, message.Charset);
        var first = await working.RunAsync(row, read, link, stop);
        await doorkeeper.HeardAsync(link, from, first, stop);
        return Charsets.Write(row.Answer!, message.Charset);
    }

    Task<IncomingMessage?> FindAsync(Link link, Message message, CancellationToken stop)
    {
        var (control, content) = (message.ControlId, ContentHash(message));
        return store.Messages.SingleOrDefaultAsync(m => m.LinkId == link.Id && m.ControlId == control && m.ContentHash == content, stop);
    }

    async Task<IncomingMessage> EnterAsync(Link link, Message message, ReadOnlyMemory<byte> bytes, IPAddress from, CancellationToken stop)
    {
        using var content = new MemoryStream(bytes.ToArray());
        var kept = await files.PutAsync(link.OrganisationId, content, MostBytes, stop);
        var row = new IncomingMessage
        {
            OrganisationId = link.OrganisationId,
            LinkId = link.Id,
            ControlId = message.ControlId,
            ContentHash = ContentHash(message),
            Type = Cut(message.Type, 20),
            Hl7Version = Cut(message.Version, 20),
            Hash = kept.Hash,
            Size = kept.Size,
            Address = Addresses.Plain(from).ToString(),
            ReceivedAt = clock.GetUtcNow(),
            State = MessageState.Received,
            ClaimedUntil = clock.GetUtcNow() + Working.Hold,
        };
        store.Messages.Add(row);
        store.Report(ExchangeFacts.Received(row));
        try
        {
            await store.SaveChangesAsync(stop);
            return row;
        }
        catch (Refusal twice) when (twice.Code == "duplicate")
        {
            // The same message came over two lines at once; whoever was first has the row.
            store.ChangeTracker.Clear();
            return await FindAsync(link, message, stop) ?? throw new InvalidOperationException("A message that is there twice is not there.");
        }
    }

    /// <summary>What tells a message from another: everything but the moment of sending (MSH-7), which changes when it is sent again.</summary>
    public static string ContentHash(Message message)
    {
        var head = message.Head.ToString().Split(message.By.Field);
        if (head.Length > 6) head[6] = "";
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(string.Join(message.By.Field, head)));
        foreach (var segment in message.Segments.Skip(1)) hash.AppendData(Encoding.UTF8.GetBytes("\r" + segment));
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static string Cut(string text, int most) => (text.Length > most ? text[..most] : text).Replace('\0', ' ');
}

/// <summary>Acknowledgements of the house.</summary>
static class Answers
{
    /// <summary>Bytes of an answer.</summary>
    public static byte[] Of(Message? message, AckCode code, DateTimeOffset now, IReadOnlyList<Fault> faults) =>
        // Twenty signs are what every version allows for MSH-10.
        Acknowledgement.Of(message, code, Guid.CreateVersion7().ToString("N")[12..], now.ToOffset(Hl7Time.Vietnam), faults, FaultTexts.Say);

    /// <summary>AA, AE where content is wrong, AR where it is not taken at all.</summary>
    public static AckCode CodeOf(IReadOnlyList<Fault> faults) =>
        faults.All(f => f.IsWarning) ? AckCode.AA
        : faults.Any(f => !f.IsWarning
            && f.Kind is FaultKind.Unsupported or FaultKind.Version or FaultKind.Stranger or FaultKind.Charset or FaultKind.Bytes or FaultKind.TooLarge or FaultKind.Unavailable)
            ? AckCode.AR : AckCode.AE;
}
