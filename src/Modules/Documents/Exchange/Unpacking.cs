using System.Globalization;
using LienY.Contracts;
using LienY.Edxml;
using LienY.Kernel;
using Microsoft.Extensions.DependencyInjection;

namespace LienY.Documents;

/// <summary>A message as it was brought: its original kept, read, its files on the shelf; or why it could not be.</summary>
sealed class Brought
{
    /// <summary>The original; without hash where it was too large to be kept.</summary>
    public required Kept Kept { get; init; }

    /// <summary>What was read; null where it could not be.</summary>
    public EdxmlReading? Reading { get; init; }

    /// <summary>Why it could not be read.</summary>
    public Refusal? Fault { get; init; }

    /// <summary>Its files, in their order.</summary>
    public IReadOnlyList<ShelvedFile> Files { get; init; } = [];

    /// <summary>What the check of its signature found, as in <see cref="ExchangeMessage.Signature"/>.</summary>
    public string Signature { get; init; } = "none";

    /// <summary>What the axis calls it; empty for one brought by hand.</summary>
    public string Key { get; init; } = "";

    /// <summary>Who reads it changes no earlier message, so that many may be saved together.</summary>
    public bool IsPlain => Reading?.Message is not { Status: null, Business: not EdxmlBusiness.New };

    /// <summary>The same message again has the same.</summary>
    public string Once => Reading?.Message switch
    {
        null => Kept.Hash.Length == 0 ? "in/refused/" + Key : "in/broken/" + Kept.Hash,
        { Status: { } status } m => $"in/status/{m.From.Id}/{Answered(m)}/{status.Code}/{status.At?.UtcTicks.ToString(CultureInfo.InvariantCulture) ?? Kept.Hash[..16]}",
        { Business: EdxmlBusiness.New } m => $"in/{m.From.Id}/{m.DocumentId}",
        var m => $"in/{m.From.Id}/{m.DocumentId}/{m.Business}/{Kept.Hash[..16]}",
    };

    /// <summary>The paper of which a status speaks.</summary>
    public static string Answered(EdxmlMessage status) => status.ResponseFor.First(r => r.DocumentId.Length > 0).DocumentId;
}

/// <summary>Opens what is brought, before anything is written into the register: several may be opened at once, each in a scope of its own.</summary>
sealed class Unpacking(IFiles files, Keeping keeping, IServiceProvider services)
{
    /// <summary>Largest message in bytes.</summary>
    public const long Limit = 400L * 1024 * 1024;

    /// <summary>Messages up to this size are asked for their signatures.</summary>
    const long Checked = 40L * 1024 * 1024;

    /// <summary>Opens one; refused only where it is too large to be kept.</summary>
    public async Task<Brought> OpenAsync(Guid organisation, Stream content, string key, CancellationToken stop)
    {
        var kept = await files.PutAsync(organisation, content, Limit, stop);
        await using var again = content.CanSeek ? null : await files.OpenAsync(organisation, kept.Hash, stop);
        var source = again ?? content;
        var rooms = new List<Spool>();
        try
        {
            source.Position = 0;
            var reading = EdxmlReader.Read(source, _ =>
            {
                rooms.Add(new());
                return rooms[^1];
            });
            return new()
            {
                Kept = kept,
                Key = key,
                Reading = reading,
                Files = reading.Message.Status is null ? await ShelveAsync(organisation, reading.Message, rooms, stop) : [],
                Signature = reading.Signed ? await SignatureAsync(source, kept.Size, stop) : "none",
            };
        }
        catch (EdxmlFault fault)
        {
            return new() { Kept = kept, Key = key, Fault = new(RefusalKind.Invalid, fault.Text, fault.Args) { Field = "file", Code = "edxml-" + fault.Code } };
        }
        catch (Refusal refusal)
        {
            return new() { Kept = kept, Key = key, Fault = refusal };
        }
        finally
        {
            rooms.ForEach(r => r.Drop());
        }
    }

    async Task<IReadOnlyList<ShelvedFile>> ShelveAsync(Guid organisation, EdxmlMessage message, List<Spool> rooms, CancellationToken stop)
    {
        var shelved = new List<ShelvedFile>();
        for (var i = 0; i < rooms.Count; i++)
        {
            rooms[i].Position = 0;
            shelved.Add(await keeping.ShelveAsync(organisation, message.Attachments[i].Name, rooms[i], stop));
        }
        return shelved;
    }

    async Task<string> SignatureAsync(Stream source, long size, CancellationToken stop)
    {
        if (size > Checked || services.GetService<ISigning>() is not { } signing) return "";
        source.Position = 0;
        var bytes = new byte[size];
        await source.ReadExactlyAsync(bytes, stop);
        return await SignatureWords.OfAsync(signing, bytes, stop);
    }
}
